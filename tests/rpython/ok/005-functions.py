from python.rpython import Any, Final, Fn, add_ovf, arr, cast, clz, ctz, i32, immediate, lang, mixin, popcnt, same_class, u8, ushr, wrap_mul

BYTES: Final = b"\x01\xff\x80"


class Counter:
    n: int = 0

    def bump(self) -> int:
        self.n += 1
        return self.n


counter: Final = Counter()
doubled: Final[int] = counter.bump() * 2


def twice(x: int) -> int:
    return x * 2


def apply(f: Fn[[int], int], x: int) -> int:
    return f(x)


def choose(flag: bool) -> Fn[[int], int] | None:
    if flag:
        return twice
    return None


@mixin
class Named:
    label: int = 5

    def describe(self) -> int:
        return self.label * 10 + self.code()


class Base:
    def code(self) -> int:
        return 1


class Sub(Named, Base):
    def code(self) -> int:
        return 2


@immediate
class Small:
    value: int

    def __init__(self, value: int) -> None:
        self.value = value


def kind(x: int) -> int:
    match x:
        case 0 | 1:
            return 10
        case 2:
            return 20
        case -3:
            return 30
        case 1000000000000:
            return 40
        case _:
            return 50


def defaults(a: int, b: int = 2, *, c: int = 3) -> int:
    return a * 100 + b * 10 + c


def side(log: arr[int], i: int) -> int:
    log[0] += 1
    return i


@lang("main")
def main() -> i32:
    assert counter.n == 1 and doubled == 2
    assert apply(twice, 21) == 42
    f = choose(True)
    assert f is not None and f(4) == 8
    assert choose(False) is None
    assert Sub().describe() == 52
    s: Any = Small(9)
    assert isinstance(s, Small) and s.value == 9
    assert cast(Small, s).value == 9
    assert kind(1) == 10 and kind(2) == 20 and kind(-3) == 30 and kind(7) == 50
    assert defaults(1) == 123 and defaults(1, c=4) == 124 and defaults(b=5, a=6) == 653
    value, overflow = add_ovf(9223372036854775807, 1)
    assert overflow and value < 0
    assert clz(1) == 63 and ctz(8) == 3 and popcnt(255) == 8
    assert ushr(-1, 60) == 15 and wrap_mul(1 << 62, 4) == 0
    assert BYTES[1] == 255 and len(BYTES) == 3
    a = arr[u8](2)
    a[0] = 511
    assert a[0] == 255
    log = arr[int](1)
    assert 0 < side(log, 1) < 2 and log[0] == 1
    assert side(log, 3) in (1, 3, 5) and log[0] == 2
    x: int = 5 if log[0] == 2 else 6
    assert x == 5 and same_class(Sub(), Sub())
    return 0
