"""posix: its constants, which are Linux's on every host, and what it says of itself."""

from python.interpreter.attributes import get_attr
from python.objects.exceptions.special import W_OSError
from python.objects.int_ import W_Int
from python.objects.list_ import new_list
from python.objects.module_ import W_Module
from python.modules.errno_ import split_row
from python.rpython import Final, typeof

MODULE: Final = "posix"
NAMES: Final = [
    "F_OK 0", "R_OK 4", "W_OK 2", "X_OK 1",
    "O_RDONLY 0", "O_WRONLY 1", "O_RDWR 2", "O_ACCMODE 3", "O_CREAT 64", "O_EXCL 128", "O_NOCTTY 256", "O_TRUNC 512",
    "O_APPEND 1024", "O_NONBLOCK 2048", "O_NDELAY 2048", "O_DSYNC 4096", "O_ASYNC 8192", "O_DIRECT 16384",
    "O_DIRECTORY 65536", "O_NOFOLLOW 131072", "O_NOATIME 262144", "O_CLOEXEC 524288", "O_SYNC 1052672", "O_RSYNC 1052672",
    "O_PATH 2097152", "O_TMPFILE 4259840", "O_LARGEFILE 0",
    "EX_OK 0", "EX_USAGE 64", "EX_DATAERR 65", "EX_NOINPUT 66", "EX_NOUSER 67", "EX_NOHOST 68", "EX_UNAVAILABLE 69",
    "EX_SOFTWARE 70", "EX_OSERR 71", "EX_OSFILE 72", "EX_CANTCREAT 73", "EX_IOERR 74", "EX_TEMPFAIL 75", "EX_PROTOCOL 76",
    "EX_NOPERM 77", "EX_CONFIG 78",
    "WNOHANG 1", "WUNTRACED 2", "WSTOPPED 2", "WEXITED 4", "WCONTINUED 8", "WNOWAIT 16777216",
    "P_ALL 0", "P_PID 1", "P_PGID 2", "SEEK_DATA 3", "SEEK_HOLE 4", "NGROUPS_MAX 65536", "TMP_MAX 238328",
    "GRND_NONBLOCK 1", "GRND_RANDOM 2",
]
# What os.py looks for to tell which functions take a descriptor in place of a path.
HAVE: Final = ["HAVE_FCHMOD", "HAVE_FTRUNCATE", "HAVE_LSTAT"]


def init_module(w_module: W_Module) -> None:
    for row in NAMES:
        name, number = split_row(row)
        w_module.attr_set(name, W_Int(number))
    w_have = new_list([])
    for name in HAVE:
        w_have.append_w(name)
    w_module.attr_set("_have_functions", w_have)
    w_module.attr_set("error", typeof(W_OSError))
    w_module.attr_set(
        "__doc__",
        "This module provides access to operating system functionality that is\n"
        "standardized by the C Standard and the POSIX standard (a thinly\n"
        "disguised Unix interface).  Refer to the library manual and\n"
        "corresponding Unix manual entries for more information on calls.",
    )
