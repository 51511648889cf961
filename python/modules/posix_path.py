"""What functions of `posix` accept as a path: str, bytes, an object with `__fspath__`, for some also a descriptor or None."""

from python.interpreter.attributes import lookup_special
from python.interpreter.calling import call0
from python.interpreter.errors import OperationError, not_implemented_error, overflow_error, type_error, value_error
from python.interpreter.operation import index_w
from python.interpreter.slots import S_INDEX
from python.modules.os_error import os_error
from python.modules.warnings_ import issue_warning
from python.objects.base import W_Object
from python.objects.bool_ import W_Bool
from python.objects.bytes_ import W_Bytes, new_bytes
from python.objects.codecs import decode_utf8, encode_utf8
from python.objects.exceptions.hierarchy import w_RuntimeWarning
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.type_ import type_name
from python.rpython import Final, arr, arr_find8, cold, i32, u8

ALLOW_FD: Final = 1
ALLOW_NONE: Final = 2


class PathArg:
    """A path as the host takes it, and the object to name in errors."""

    data: arr[u8]
    w_object: W_Object
    is_bytes: bool
    has_fd: bool = False
    fd: i32 = 0

    def __init__(self, data: arr[u8], w_object: W_Object, is_bytes: bool) -> None:
        self.data = data
        self.w_object = w_object
        self.is_bytes = is_bytes

    def error(self, result: int) -> OperationError:
        """`result`: what the primitive answered, -errno."""
        return os_error(-result, self.w_object)

    def check(self, result: int) -> int:
        if result < 0:
            raise self.error(result)
        return result


def path_arg(function: str, w_path: W_Object, flags: int = 0, parameter: str = "path") -> PathArg:
    if flags & ALLOW_NONE != 0 and w_path is w_None:
        return PathArg(b".", w_None, False)
    w_plain = w_path
    if not isinstance(w_path, (W_Str, W_Bytes)):
        if flags & ALLOW_FD != 0 and w_path.gettypeobject().slot(S_INDEX) is not None:
            arg = PathArg(b"", w_path, False)
            arg.has_fd = True
            arg.fd = descriptor(w_path)
            return arg
        w_method = lookup_special(w_path, "__fspath__")
        if w_method is None:
            raise wrong_path(function, parameter, flags, w_path)
        w_plain = call0(w_method)
        if not isinstance(w_plain, (W_Str, W_Bytes)):
            raise wrong_fspath(w_path, w_plain)
    data = encoded(w_plain)
    if arr_find8(data, 0, len(data), 0) >= 0:
        raise value_error(f"{function}: embedded null character in {parameter}")
    return PathArg(data, w_plain, isinstance(w_plain, W_Bytes))


def encoded(w_plain: W_Object) -> arr[u8]:
    if isinstance(w_plain, W_Bytes):
        return w_plain.data
    if isinstance(w_plain, W_Str):
        return encode_utf8(w_plain, "surrogateescape")
    return b""


@cold
def wrong_path(function: str, parameter: str, flags: int, w_path: W_Object) -> OperationError:
    allowed = "string, bytes or os.PathLike"
    if flags == ALLOW_FD | ALLOW_NONE:
        allowed = "string, bytes, os.PathLike, integer or None"
    elif flags == ALLOW_FD:
        allowed = "string, bytes, os.PathLike or integer"
    elif flags == ALLOW_NONE:
        allowed = "string, bytes, os.PathLike or None"
    return type_error(f"{function}: {parameter} should be {allowed}, not {type_name(w_path)}")


@cold
def wrong_fspath(w_path: W_Object, w_result: W_Object) -> OperationError:
    return type_error(
        f"expected {type_name(w_path)}.__fspath__() to return str or bytes, not {type_name(w_result)}"
    )


def fspath(w_path: W_Object) -> W_Object:
    """os.fspath: a str or bytes."""
    if isinstance(w_path, (W_Str, W_Bytes)):
        return w_path
    w_method = lookup_special(w_path, "__fspath__")
    if w_method is None:
        raise type_error(f"expected str, bytes or os.PathLike object, not {type_name(w_path)}")
    w_plain = call0(w_method)
    if not isinstance(w_plain, (W_Str, W_Bytes)):
        raise wrong_fspath(w_path, w_plain)
    return w_plain


def fs_bytes(w_path: W_Object) -> arr[u8]:
    """A path in the system's encoding (CPython's PyUnicode_FSConverter)."""
    data = encoded(fspath(w_path))
    if arr_find8(data, 0, len(data), 0) >= 0:
        raise value_error("embedded null byte")
    return data


def descriptor(w_fd: W_Object) -> i32:
    if isinstance(w_fd, W_Bool):
        issue_warning(w_RuntimeWarning, "bool is used as a file descriptor")
    w_int = index_w(w_fd)
    if not w_int.fits_int() or w_int.as_int() > 0x7FFFFFFF or w_int.as_int() < -0x80000000:
        if w_int.sign() < 0:
            raise overflow_error("fd is less than minimum")
        raise overflow_error("fd is greater than maximum")
    return i32(w_int.as_int())


def fs_object(data: arr[u8], is_bytes: bool) -> W_Object:
    """A name from the system: bytes when the program asked in bytes."""
    if is_bytes:
        return new_bytes(data)
    return decode_utf8(data, "surrogateescape")


def no_dir_fd(w_dir_fd: W_Object) -> None:
    if w_dir_fd is not w_None:
        raise not_implemented_error("dir_fd unavailable on this platform")


def no_nofollow(function: str, follow: bool) -> None:
    if not follow:
        raise not_implemented_error(f"{function}: follow_symlinks unavailable on this platform")
