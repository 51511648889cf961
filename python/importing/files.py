"""Reading files for the import system, below `_io`."""

from python.rpython import Final, arr, arr_copy, i32, u8
from python.externs import fs_close, fs_fstat, fs_getcwd, fs_open, fs_read, fs_readlink, fs_stat
from python.objects.codecs import decode_utf8, encode_utf8

O_RDONLY: Final = 0
MAX_LINKS: Final = 40
S_IFMT: Final = 0o170000
S_IFDIR: Final = 0o040000
S_IFREG: Final = 0o100000


def path_bytes(path: str) -> arr[u8]:
    """As the file system has it: undecodable bytes came in as lone surrogates."""
    return encode_utf8(path, "surrogateescape")


def file_kind(path: str) -> int:
    """S_IFDIR, S_IFREG or another kind; 0: there is nothing."""
    out = arr[int](13)
    if fs_stat(path_bytes(path), True, out) < 0:
        return 0
    return out[0] & S_IFMT


def is_file(path: str) -> bool:
    return file_kind(path) == S_IFREG


def is_dir(path: str) -> bool:
    return file_kind(path) == S_IFDIR


class FileResult:
    """The content of a file, or the error number."""

    data: arr[u8]
    error: int

    def __init__(self, data: arr[u8], error: int) -> None:
        self.data = data
        self.error = error


def read_file(path: str) -> FileResult:
    fd: i32 = fs_open(path_bytes(path), O_RDONLY, 0)
    if fd < 0:
        return FileResult(arr[u8](0), -fd)
    result = read_all(fd)
    fs_close(fd)
    return result


def read_all(fd: i32) -> FileResult:
    """Everything up to the end of the file."""
    out = arr[int](13)
    size = 4096
    if fs_fstat(fd, out) >= 0 and out[6] > 0 and out[6] < 0x7FFFFFF0:
        size = out[6] + 1
    buffer = arr[u8](size)
    n = 0
    while True:
        if n == len(buffer):
            bigger = arr[u8](n * 2)
            arr_copy(buffer, 0, bigger, 0, n)
            buffer = bigger
        got = fs_read(fd, buffer, i32(n), i32(len(buffer) - n))
        if got < 0:
            return FileResult(arr[u8](0), -got)
        if got == 0:
            break
        n += got
    data = arr[u8](n)
    arr_copy(buffer, 0, data, 0, n)
    return FileResult(data, 0)


def real_path(path: str) -> str:
    """Absolute, without `.`, `..` and symbolic links as far as the path exists."""
    done = ""
    rest = path
    if not path.startswith("/"):
        rest = f"{decode_utf8(fs_getcwd(), 'surrogateescape')}/{path}"
    links = 0
    while len(rest) > 0:
        slash = rest.find("/")
        part = rest
        if slash >= 0:
            part = rest.slice(0, slash)
            rest = rest.slice(slash + 1, len(rest))
        else:
            rest = ""
        if len(part) == 0 or part == ".":
            continue
        if part == "..":
            done = done.slice(0, max(done.rfind("/"), 0))
            continue
        whole = f"{done}/{part}"
        target = fs_readlink(path_bytes(whole), arr[int](1))
        if target is None or links > MAX_LINKS:
            done = whole
            continue
        links += 1
        text = decode_utf8(target, "surrogateescape")
        if text.startswith("/"):
            done = ""
        rest = f"{text}/{rest}"
    return "/" if len(done) == 0 else done
