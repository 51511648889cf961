from python.rpython import arr, arr_copy, arr_equal, i32, lang, u8


@lang("str")
class Str:
    data: arr[u8]
    kind: i32
    length: i32
    ascii: bool
    hash: int = 0

    def __init__(self, data: arr[u8], length: i32) -> None:
        self.data = data
        self.kind = 1
        self.length = length
        self.ascii = True

    def __len__(self) -> i32:
        return self.length


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
    return Str(data, n)


@lang("int_to_str")
def int_to_str(i: int) -> str:
    if i < 10:
        return Str([48 + i], 1)
    return int_to_str(i // 10) + int_to_str(i % 10)


def name_of(code: int) -> str:
    match code:
        case 1:
            return "one"
        case _:
            return f"number {code}!"


@lang("main")
def main() -> i32:
    assert name_of(1) == "one" and name_of(123) == "number 123!"
    assert len("grün") == 4 and "grün".kind == 1 and not "grün".ascii
    assert "\u20ac".kind == 2 and "\U0001f600".kind == 4 and len("\U0001f600".data) == 4
    s = "a" + "b"
    s += "c"
    assert s == "abc" and s != "abd" and "x" is "x"
    return 0
