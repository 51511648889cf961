"""What every test program stands on: the lang items of errors and strings, and printing."""

from python.rpython import arr, arr_copy, arr_equal, i32, lang, u8
from python.externs import float_repr, fs_write


@lang("error")
class Error:
    text: str

    def __init__(self, text: str) -> None:
        self.text = text


@lang("str")
class Str:
    """One byte a character is enough for what the tests make; literals may have more."""

    data: arr[u8]
    kind: i32
    length: i32
    ascii: bool
    hash: int

    def __init__(self, data: arr[u8]) -> None:
        self.data = data
        self.kind = 1
        self.length = len(data)
        self.ascii = True
        self.hash = 0

    def __len__(self) -> i32:
        return self.length

    def unit(self, i: int) -> int:
        return self.data[i]

    def starts(self, n: i32) -> str:
        data = arr[u8](n)
        arr_copy(self.data, 0, data, 0, n)
        return Str(data)


@lang("str_eq")
def str_eq(a: str, b: str) -> bool:
    n = len(a.data)
    return n == len(b.data) and a.kind == b.kind and arr_equal(a.data, 0, b.data, 0, n)


@lang("str_concat")
def str_concat(parts: arr[str]) -> str:
    n: i32 = 0
    for part in parts:
        n += part.length
    data = arr[u8](n)
    at = 0
    for part in parts:
        arr_copy(part.data, 0, data, at, part.length)
        at += part.length
    return Str(data)


@lang("int_to_str")
def int_to_str(i: int) -> str:
    digits = arr[u8](20)
    at = 20
    rest = i
    while True:
        digit = rest % 10
        if rest < 0 and digit > 0:
            digit -= 10
        at -= 1
        digits[at] = 48 + abs(digit)
        rest = (rest - digit) // 10
        if rest == 0:
            break
    if i < 0:
        at -= 1
        digits[at] = 45
    data = arr[u8](20 - at)
    arr_copy(digits, at, data, 0, 20 - at)
    return Str(data)


def say(text: str) -> None:
    """Prints a line."""
    line = arr[u8](text.length + 1)
    arr_copy(text.data, 0, line, 0, text.length)
    line[text.length] = 10
    fs_write(1, line, 0, len(line))


def flag(b: bool) -> str:
    return "yes" if b else "no"


def show_float(f: float) -> str:
    return Str(float_repr(f))


def show_ints(items: arr[int]) -> str:
    out = "["
    for i in range(len(items)):
        if i > 0:
            out += " "
        out += str(items[i])
    return out + "]"
