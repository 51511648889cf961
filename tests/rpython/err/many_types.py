from python.rpython import Any, Final, Fn, arr, cast, i32, lang, nonnull, u8, bogus  # error[R004]: `python.rpython` has no `bogus` | bogus
from nowhere import nothing  # error[R002]: module `nowhere` not found | nowhere

BIG: Final[i32] = 5000000000  # error[R038]: 5000000000 does not fit i32 | 5000000000
loose = 3  # error[R006]: a module-level name must be declared `Final` | loose = 3
plain: int = 4  # error[R006]: `plain` must be `Final` | int


@lang("main")
def main() -> i32:
    return 0


class A:
    x: int
    y: A | None = None
    f: Final[int]

    def __init__(self, x: int) -> None:
        self.x = x
        self.f = 1

    def m(self, a: int, b: int = 2) -> int:
        return a + b


class B:
    pass


def values(a: A, b: B, n: int, m: i32, f: float, t: bool, o: A | None) -> int:
    m = n  # error[R020]: `int` where `i32` is wanted | n
    f = n  # error[R020]: `int` where `float` is wanted | n
    n = f  # error[R020]: `float` where `int` is wanted | f
    n = t  # error[R020]: `bool` where `int` is wanted | t
    a = b  # error[R020]: `B` where `A` is wanted | b
    a = o  # error[R020]: `A | None` where `A` is wanted | o
    o.x = 1  # error[R028]: this is `A | None` and may be `None` | o
    a.f = 2  # error[R031]: `f` is final | f
    a.zz = 3  # error[R021]: `A` has no member `zz` | zz
    u = a.zz  # error[R021]: `A` has no member `zz` | zz
    v = a.m  # error[R010]: `m` is a method: bound methods are not values | m
    w = a.m(1, 2, 3)  # error[R024]: `m` takes 2 arguments, 3 given | 3
    w = a.m()  # error[R024]: `m` needs an argument for `a` | a.m()
    w = a.m(c=1)  # error[R024]: `m` has no parameter `c` | c=1
    w = a.m(1, a=2)  # error[R024]: `a` is given twice | a=2
    w = n / 2  # error[R022]: `/` is for floats | n / 2
    w = n + f  # error[R022]: no operator `+` on `int` and `float` | n + f
    w = a + a  # error[R022]: no operator `+` on `A` and `A` | a + a
    t = a == a  # error[R022]: no `==` between `A` and `A` | a == a
    t = n is n  # error[R022]: no `is` between `int` and `int` | n is n
    t = f < n  # error[R022]: no `<` between `float` and `int` | f < n
    t = n and t  # error[R023]: a condition must be `bool`, this is `int` | n
    z = None  # error[R029]: the type of `z` is not known | z
    n()  # error[R025]: `int` cannot be called | n
    a[0]  # error[R021]: `A` has no `__getitem__` | a
    len(n)  # error[R021]: `int` has no length | n
    x, y = n  # error[R027]: `int` cannot be unpacked | n
    x, y = (1, 2, 3)  # error[R027]: 3 values for 2 names | x, y
    q = unknown  # error[R010]: unknown name `unknown` | unknown
    r = A  # error[R010]: `A` is a class, not a value | A
    s: Strange = 1  # error[R011]: unknown type `Strange` | Strange
    k: u8 = 1  # error[R014]: `u8` is a storage type | u8
    nonnull(n)  # error[R020]: `int` is no nullable reference | n
    cast(B, a)  # error[R037]: `A` is never `B` | cast(B, a)
    isinstance(a, B)  # error[R037]: `A` is never `B` | B
    b = nonnull(a)  # error[R020]: `A` where `B` is wanted | nonnull(a)
    n = n if n else 2  # error[R023]: a condition must be `bool`, this is `int` | n
    n = 99999999999999999999  # error[R038]: the literal does not fit 64 bits | 99999999999999999999
    lst = []  # error[R029]: the element type is not known | []
    for i in n:  # error[R034]: `int` cannot be iterated | n
        pass
    for i in range(0, 5, n):  # error[R050]: the step of `range` must be a constant, not 0 | n
        pass
    return "text"  # error[R061]: the program has no class `@lang("str")` | "text"


def flow(c: bool, n: int) -> int:
    if c:
        a = 1
    if n:  # error[R023]: a condition must be `bool`, this is `int` | n
        return a  # error[R030]: `a` may be unbound here | a
    while n:  # error[R023]: a condition must be `bool`, this is `int` | n
        break
    break  # error[R033]: `break` outside a loop | break


def ends(c: bool) -> int:  # error[R032]: `ends` can end without a result | ends
    if c:
        return 1


def no_result() -> None:
    return 1  # error[R020]: this function has no result | 1


def missing_annotation(x):  # error[R013]: `missing_annotation` has no result annotation | missing_annotation  # error[R013]: parameter `x` has no annotation | x
    return x


def unions(a: int | str, b: int | None, c: arr, d: tuple, e: Fn[int]) -> Any:  # error[R011]: `arr` is not a type | arr  # error[R011]: `int` cannot be `None` | int  # error[R011]: `tuple` is not a type | tuple  # error[R011]: the only union is `T | None` | str  # error[R011]: write `Fn[[A, B], R]` | int
    return None  # error[R020]: `None` where `Any` is wanted | None


def raises(n: int) -> None:
    raise n  # error[R061]: the program has no class `@lang("error")` | n


def forms() -> None:
    f = lambda: 1  # error[R007]: lambdas are not in the dialect | lambda: 1
    g = [i for i in range(3)]  # error[R007]: comprehensions are not in the dialect; write a loop | [i for i in range(3)]
    h = {}  # error[R007]: there are no dict or set literals in the dialect | {}
    del f  # error[R007]: only `del a[k]` is in the dialect | f
    import os  # error[R007]: this statement is not in the dialect | import os
    def inner() -> None:  # error[R007]: nested functions are not in the dialect | inner
        pass
    global x  # error[R007]: this statement is not in the dialect | global x
    continue  # error[R033]: `continue` outside a loop | continue
