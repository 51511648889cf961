"""_stat: the bits of st_mode."""

from python.objects.int_ import W_Int
from python.objects.module_ import W_Module
from python.modules.errno_ import split_row
from python.rlib.text import StrBuilder
from python.rpython import Final, builtin_function

MODULE: Final = "_stat"
FORMAT: Final = 0o170000
NAMES: Final = [
    "S_IFDIR 16384", "S_IFCHR 8192", "S_IFBLK 24576", "S_IFREG 32768", "S_IFIFO 4096", "S_IFLNK 40960", "S_IFSOCK 49152",
    "S_IFDOOR 0", "S_IFPORT 0", "S_IFWHT 0", "S_ISUID 2048", "S_ISGID 1024", "S_ISVTX 512", "S_ENFMT 1024", "S_IREAD 256",
    "S_IWRITE 128", "S_IEXEC 64", "S_IRWXU 448", "S_IRUSR 256", "S_IWUSR 128", "S_IXUSR 64", "S_IRWXG 56", "S_IRGRP 32",
    "S_IWGRP 16", "S_IXGRP 8", "S_IRWXO 7", "S_IROTH 4", "S_IWOTH 2", "S_IXOTH 1", "ST_MODE 0", "ST_INO 1", "ST_DEV 2",
    "ST_NLINK 3", "ST_UID 4", "ST_GID 5", "ST_SIZE 6", "ST_ATIME 7", "ST_MTIME 8", "ST_CTIME 9", "UF_SETTABLE 65535",
    "UF_NODUMP 1", "UF_IMMUTABLE 2", "UF_APPEND 4", "UF_OPAQUE 8", "UF_NOUNLINK 16", "UF_COMPRESSED 32", "UF_TRACKED 64",
    "UF_DATAVAULT 128", "UF_HIDDEN 32768", "SF_SETTABLE 1073676288", "SF_ARCHIVED 65536", "SF_IMMUTABLE 131072",
    "SF_APPEND 262144", "SF_NOUNLINK 1048576", "SF_SNAPSHOT 2097152", "SF_FIRMLINK 8388608", "SF_DATALESS 1073741824",
]


def init_module(w_module: W_Module) -> None:
    for row in NAMES:
        name, number = split_row(row)
        w_module.attr_set(name, W_Int(number))


@builtin_function
def S_IMODE(mode: int, /) -> int:
    """Return the portion of the file's mode that can be set by os.chmod()."""
    return mode & 0o7777


@builtin_function
def S_IFMT(mode: int, /) -> int:
    """Return the portion of the file's mode that describes the file type."""
    return mode & FORMAT


@builtin_function
def S_ISDIR(mode: int, /) -> bool:
    """Return True if mode is from a directory."""
    return mode & FORMAT == 0o040000


@builtin_function
def S_ISCHR(mode: int, /) -> bool:
    """Return True if mode is from a character special device file."""
    return mode & FORMAT == 0o020000


@builtin_function
def S_ISBLK(mode: int, /) -> bool:
    """Return True if mode is from a block special device file."""
    return mode & FORMAT == 0o060000


@builtin_function
def S_ISREG(mode: int, /) -> bool:
    """Return True if mode is from a regular file."""
    return mode & FORMAT == 0o100000


@builtin_function
def S_ISFIFO(mode: int, /) -> bool:
    """Return True if mode is from a FIFO (named pipe)."""
    return mode & FORMAT == 0o010000


@builtin_function
def S_ISLNK(mode: int, /) -> bool:
    """Return True if mode is from a symbolic link."""
    return mode & FORMAT == 0o120000


@builtin_function
def S_ISSOCK(mode: int, /) -> bool:
    """Return True if mode is from a socket."""
    return mode & FORMAT == 0o140000


@builtin_function
def S_ISDOOR(mode: int, /) -> bool:
    """Return True if mode is from a door."""
    return False


@builtin_function
def S_ISPORT(mode: int, /) -> bool:
    """Return True if mode is from an event port."""
    return False


@builtin_function
def S_ISWHT(mode: int, /) -> bool:
    """Return True if mode is from a whiteout."""
    return False


@builtin_function
def filemode(mode: int, /) -> str:
    """Convert a file's mode to a string of the form '-rwxrwxrwx'"""
    out = StrBuilder(10)
    out.add_char(kind_letter(mode & FORMAT))
    for i in range(9):
        set = mode & (0o400 >> i) != 0
        letter = ord("-")
        if set:
            letter = "rwx".char_at(i % 3)
        if i == 2 and mode & 0o4000 != 0:
            letter = ord("s") if set else ord("S")
        elif i == 5 and mode & 0o2000 != 0:
            letter = ord("s") if set else ord("S")
        elif i == 8 and mode & 0o1000 != 0:
            letter = ord("t") if set else ord("T")
        out.add_char(letter)
    return out.build()


def kind_letter(kind: int) -> int:
    match kind:
        case 0o120000:
            return ord("l")
        case 0o140000:
            return ord("s")
        case 0o100000:
            return ord("-")
        case 0o060000:
            return ord("b")
        case 0o040000:
            return ord("d")
        case 0o020000:
            return ord("c")
        case 0o010000:
            return ord("p")
    return ord("?")
