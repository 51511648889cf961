"""_md5: the constructor."""

from python.modules.hashes import W_Md5, feed
from python.objects.base import W_Object
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module
from python.rlib.md5 import Md5
from python.rpython import Final, builtin_function, typeof

MODULE: Final = "_md5"


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("MD5Type", typeof(W_Md5))
    w_module.attr_set("_GIL_MINSIZE", W_Int(2048))


@builtin_function
def md5(
    data: W_Object | None = None, *, usedforsecurity: bool = True, string: W_Object | None = None
) -> W_Object:
    """Return a new MD5 hash object; optionally initialized with a string."""
    return W_Md5(feed(Md5(), data, string))
