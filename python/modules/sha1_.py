"""_sha1: the constructor."""

from python.modules.hashes import W_Sha1, feed
from python.objects.base import W_Object
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module
from python.rlib.sha2 import Sha1
from python.rpython import Final, builtin_function, typeof

MODULE: Final = "_sha1"


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("SHA1Type", typeof(W_Sha1))
    w_module.attr_set("_GIL_MINSIZE", W_Int(2048))


@builtin_function
def sha1(
    data: W_Object | None = None, *, usedforsecurity: bool = True, string: W_Object | None = None
) -> W_Object:
    """Return a new SHA1 hash object; optionally initialized with a string."""
    return W_Sha1(feed(Sha1(), data, string))
