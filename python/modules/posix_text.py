"""posix: the parts of `os.path` that CPython has in C."""

from python.modules.posix_path import PathArg, encoded, fs_object, wrong_path
from python.interpreter.attributes import lookup_special
from python.interpreter.calling import call0
from python.modules.posix_path import wrong_fspath
from python.objects.base import W_Object
from python.objects.bytes_ import W_Bytes
from python.objects.codecs import decode_latin1
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.rlib.list import List
from python.rlib.text import join_array
from python.rpython import Final, arr, builtin_function, u8

MODULE: Final = "posix"


class PlainPath:
    """A path as text; of bytes, each byte is a character."""

    text: str
    is_bytes: bool

    def __init__(self, text: str, is_bytes: bool) -> None:
        self.text = text
        self.is_bytes = is_bytes

    def wrap(self, part: str) -> W_Object:
        if self.is_bytes:
            return fs_object(latin1(part), True)
        return part


def latin1(text: str) -> arr[u8]:
    data = arr[u8](len(text))
    for i in range(len(text)):
        data[i] = text.char_at(i)
    return data


def plain_path(function: str, w_path: W_Object) -> PlainPath:
    if isinstance(w_path, W_Str):
        return PlainPath(w_path, False)
    w_plain = w_path
    if not isinstance(w_path, W_Bytes):
        w_method = lookup_special(w_path, "__fspath__")
        if w_method is None:
            raise wrong_path(function, "path", 0, w_path)
        w_plain = call0(w_method)
    if isinstance(w_plain, W_Str):
        return PlainPath(w_plain, False)
    if isinstance(w_plain, W_Bytes):
        return PlainPath(decode_latin1(w_plain.data), True)
    raise wrong_fspath(w_path, w_plain)


def root_length(text: str) -> int:
    """Slashes that are the root: three or more count as one, exactly two stay two."""
    if not text.startswith("/"):
        return 0
    if text.startswith("//") and not text.startswith("///"):
        return 2
    return 1


@builtin_function("_path_splitroot_ex")
def splitroot(path: W_Object, /) -> W_Object:
    """Split a pathname into drive, root and tail.

    The tail contains anything after the root."""
    p = plain_path("_path_splitroot_ex", path)
    n = root_length(p.text)
    return new_tuple([p.wrap(""), p.wrap(p.text.slice(0, n)), p.wrap(p.text.slice(n, len(p.text)))])


@builtin_function("_path_normpath")
def normpath(path: W_Object) -> W_Object:
    """Normalize path, eliminating double slashes, etc."""
    p = plain_path("_path_normpath", path)
    text = p.text
    if len(text) == 0:
        return p.wrap(".")
    root = root_length(text)
    parts = List[str]()
    start = root
    for i in range(root, len(text) + 1):
        if i == len(text) or text.char_at(i) == ord("/"):
            add_part(parts, text.slice(start, i), root > 0)
            start = i + 1
    result = text.slice(0, root) + join_array("/", parts.items, len(parts))
    if len(result) == 0:
        result = "."
    return p.wrap(result)


def add_part(parts: List[str], part: str, has_root: bool) -> None:
    if len(part) == 0 or part == ".":
        return
    if part != "..":
        parts.append(part)
    elif len(parts) > 0 and parts[len(parts) - 1] != "..":
        parts.pop()
    elif not has_root:
        parts.append(part)
