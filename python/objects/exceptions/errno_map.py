"""The subclass of OSError that stands for an errno (PEP 3151). Numbers are those of Linux, which the externs use."""

from python.rpython import typeof
from python.objects.exceptions.hierarchy import (
    w_BlockingIOError, w_BrokenPipeError, w_ChildProcessError, w_ConnectionAbortedError, w_ConnectionRefusedError,
    w_ConnectionResetError, w_FileExistsError, w_FileNotFoundError, w_InterruptedError, w_IsADirectoryError,
    w_NotADirectoryError, w_PermissionError, w_ProcessLookupError, w_TimeoutError,
)
from python.objects.exceptions.special import W_OSError
from python.objects.type_ import W_Type


def os_error_class(errno: int) -> W_Type:
    match errno:
        case 1 | 13:
            return w_PermissionError
        case 2:
            return w_FileNotFoundError
        case 3:
            return w_ProcessLookupError
        case 4:
            return w_InterruptedError
        case 10:
            return w_ChildProcessError
        case 11 | 114 | 115:
            return w_BlockingIOError
        case 17:
            return w_FileExistsError
        case 20:
            return w_NotADirectoryError
        case 21:
            return w_IsADirectoryError
        case 32 | 108:
            return w_BrokenPipeError
        case 103:
            return w_ConnectionAbortedError
        case 104:
            return w_ConnectionResetError
        case 110:
            return w_TimeoutError
        case 111:
            return w_ConnectionRefusedError
        case _:
            return typeof(W_OSError)
