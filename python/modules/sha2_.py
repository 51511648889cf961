"""_sha2: constructors of the SHA-2 family."""

from python.modules.hashes import W_Sha224, W_Sha256, W_Sha384, W_Sha512, feed
from python.objects.base import W_Object
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module
from python.rlib.sha2 import sha224, sha256, sha384, sha512
from python.rpython import Final, builtin_function, typeof

MODULE: Final = "_sha2"


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("SHA224Type", typeof(W_Sha224))
    w_module.attr_set("SHA256Type", typeof(W_Sha256))
    w_module.attr_set("SHA384Type", typeof(W_Sha384))
    w_module.attr_set("SHA512Type", typeof(W_Sha512))
    w_module.attr_set("_GIL_MINSIZE", W_Int(2048))


@builtin_function("sha224")
def new_sha224(
    data: W_Object | None = None, *, usedforsecurity: bool = True, string: W_Object | None = None
) -> W_Object:
    """Return a new SHA-224 hash object; optionally initialized with a string."""
    return W_Sha224(feed(sha224(), data, string))


@builtin_function("sha256")
def new_sha256(
    data: W_Object | None = None, *, usedforsecurity: bool = True, string: W_Object | None = None
) -> W_Object:
    """Return a new SHA-256 hash object; optionally initialized with a string."""
    return W_Sha256(feed(sha256(), data, string))


@builtin_function("sha384")
def new_sha384(
    data: W_Object | None = None, *, usedforsecurity: bool = True, string: W_Object | None = None
) -> W_Object:
    """Return a new SHA-384 hash object; optionally initialized with a string."""
    return W_Sha384(feed(sha384(), data, string))


@builtin_function("sha512")
def new_sha512(
    data: W_Object | None = None, *, usedforsecurity: bool = True, string: W_Object | None = None
) -> W_Object:
    """Return a new SHA-512 hash object; optionally initialized with a string."""
    return W_Sha512(feed(sha512(), data, string))
