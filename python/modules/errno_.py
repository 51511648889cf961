"""errno: symbolic names of Linux error numbers, the same on every host."""

from python.rpython import Final
from python.objects.dict_ import W_Dict
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module

MODULE: Final = "errno"
NAMES: Final = [
    "EPERM 1", "ENOENT 2", "ESRCH 3", "EINTR 4", "EIO 5", "ENXIO 6", "E2BIG 7", "ENOEXEC 8", "EBADF 9", "ECHILD 10",
    "EAGAIN 11", "EWOULDBLOCK 11", "ENOMEM 12", "EACCES 13", "EFAULT 14", "ENOTBLK 15", "EBUSY 16", "EEXIST 17", "EXDEV 18",
    "ENODEV 19", "ENOTDIR 20", "EISDIR 21", "EINVAL 22", "ENFILE 23", "EMFILE 24", "ENOTTY 25", "ETXTBSY 26", "EFBIG 27",
    "ENOSPC 28", "ESPIPE 29", "EROFS 30", "EMLINK 31", "EPIPE 32", "EDOM 33", "ERANGE 34", "EDEADLK 35", "EDEADLOCK 35",
    "ENAMETOOLONG 36", "ENOLCK 37", "ENOSYS 38", "ENOTEMPTY 39", "ELOOP 40", "ENOMSG 42", "EIDRM 43", "ENOSTR 60",
    "ENODATA 61", "ETIME 62", "ENOLINK 67", "EPROTO 71", "EBADMSG 74", "EOVERFLOW 75", "EILSEQ 84", "EUSERS 87",
    "ENOTSOCK 88", "EDESTADDRREQ 89", "EMSGSIZE 90", "EPROTOTYPE 91", "ENOPROTOOPT 92", "EPROTONOSUPPORT 93",
    "ESOCKTNOSUPPORT 94", "EOPNOTSUPP 95", "ENOTSUP 95", "EPFNOSUPPORT 96", "EAFNOSUPPORT 97", "EADDRINUSE 98",
    "EADDRNOTAVAIL 99", "ENETDOWN 100", "ENETUNREACH 101", "ENETRESET 102", "ECONNABORTED 103", "ECONNRESET 104",
    "ENOBUFS 105", "EISCONN 106", "ENOTCONN 107", "ESHUTDOWN 108", "ETOOMANYREFS 109", "ETIMEDOUT 110", "ECONNREFUSED 111",
    "EHOSTDOWN 112", "EHOSTUNREACH 113", "EALREADY 114", "EINPROGRESS 115", "ESTALE 116", "EDQUOT 122", "ECANCELED 125",
    "EOWNERDEAD 130", "ENOTRECOVERABLE 131",
]
TEXTS: Final = [
    "1 Operation not permitted", "2 No such file or directory", "3 No such process", "4 Interrupted system call",
    "5 Input/output error", "6 No such device or address", "7 Argument list too long", "8 Exec format error",
    "9 Bad file descriptor", "10 No child processes", "11 Resource temporarily unavailable", "12 Cannot allocate memory",
    "13 Permission denied", "14 Bad address", "15 Block device required", "16 Device or resource busy", "17 File exists",
    "18 Invalid cross-device link", "19 No such device", "20 Not a directory", "21 Is a directory", "22 Invalid argument",
    "23 Too many open files in system", "24 Too many open files", "25 Inappropriate ioctl for device", "26 Text file busy",
    "27 File too large", "28 No space left on device", "29 Illegal seek", "30 Read-only file system", "31 Too many links",
    "32 Broken pipe", "33 Numerical argument out of domain", "34 Numerical result out of range",
    "35 Resource deadlock avoided", "36 File name too long", "37 No locks available", "38 Function not implemented",
    "39 Directory not empty", "40 Too many levels of symbolic links", "75 Value too large for defined data type",
    "84 Invalid or incomplete multibyte or wide character", "88 Socket operation on non-socket",
    "95 Operation not supported", "98 Address already in use", "99 Cannot assign requested address",
    "103 Software caused connection abort", "104 Connection reset by peer", "107 Transport endpoint is not connected",
    "110 Connection timed out", "111 Connection refused", "113 No route to host", "115 Operation now in progress",
    "125 Operation canceled",
]


def init_module(w_module: W_Module) -> None:
    w_codes = W_Dict()
    for row in NAMES:
        name, number = split_row(row)
        w_module.attr_set(name, W_Int(number))
        # The first name of a number is the one that errorcode answers, but for those CPython lists last.
        if w_codes.get(W_Int(number)) is None or name == "EDEADLOCK" or name == "ENOTSUP":
            w_codes.setitem(W_Int(number), name)
    w_module.attr_set("errorcode", w_codes)


def split_row(row: str) -> tuple[str, int]:
    space = 0
    while row.char_at(space) != ord(" "):
        space += 1
    number = 0
    for i in range(space + 1, len(row)):
        number = number * 10 + row.char_at(i) - ord("0")
    return row.slice(0, space), number


def strerror(number: int) -> str:
    """The system's words for an error number."""
    for row in TEXTS:
        own = 0
        i = 0
        while row.char_at(i) != ord(" "):
            own = own * 10 + row.char_at(i) - ord("0")
            i += 1
        if own == number:
            return row.slice(i + 1, len(row))
    return f"Unknown error {number}"
