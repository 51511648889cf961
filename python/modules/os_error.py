"""OSError of an error number, and calls of host primitives that may be interrupted."""

from python.interpreter.errors import OperationError
from python.modules.errno_ import strerror
from python.objects.base import W_Object
from python.objects.exceptions.errno_map import os_error_class
from python.objects.exceptions.special import W_OSError
from python.objects.int_ import W_Int
from python.objects.singletons import w_None
from python.rpython import Final, arr, cold

EINTR: Final = 4
EBADF: Final = 9
ECHILD: Final = 10
EAGAIN: Final = 11
EINVAL: Final = 22
EISDIR: Final = 21
ENOTDIR: Final = 20


@cold
def os_error(number: int, w_filename: W_Object | None = None, w_filename2: W_Object | None = None) -> OperationError:
    """`number` is the errno, positive; a file name that is absent or None is left out."""
    args: arr[W_Object] = [W_Int(number), strerror(number)]
    if w_filename is not None and w_filename is not w_None:
        args = [W_Int(number), strerror(number), w_filename]
        if w_filename2 is not None and w_filename2 is not w_None:
            args = [W_Int(number), strerror(number), w_filename, w_None, w_filename2]
    w_exc = W_OSError(os_error_class(number), args)
    w_exc.take_args(args)
    return OperationError(w_exc)


def check(result: int) -> int:
    """The result of a host primitive, or its error raised."""
    if result < 0:
        raise os_error(-result)
    return result
