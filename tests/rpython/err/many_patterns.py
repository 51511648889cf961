from python.rpython import ClassConst, Final, i32, lang

LOOP: Final = other  # error[R051]: the type of `LOOP` depends on itself | LOOP
other: Final = LOOP


@lang("error")
class Error:
    pass


class Plain:
    x: int = 0


class Sub(Plain):
    y: int = 1


@lang("main")
def main(x: int) -> i32:  # error[R065]: `main` takes nothing and answers `i32` | main
    return 0


def patterns(n: int, p: Plain, o: Plain | None, e: Error) -> int:
    match n:
        case 1 | 2 | 3 | 1:
            return 1
        case 2:  # error[R035]: 2 is matched above | 2
            return 2
    match n:
        case None:  # error[R035]: the subject is never `None` | None
            return 3
        case [a, b]:  # error[R035]: this pattern is not in the dialect | [a, b]
            return 4
    match o:
        case Plain(x=v):
            return v
        case None:
            return o.x  # error[R028]: this is `Plain | None` and may be `None` | o
    match p:
        case Sub(z=1):  # error[R021]: `Sub` has no member `z` | z
            return 5
        case Sub(1):  # error[R035]: fields are matched by name: `C(field=x)` | Sub(1)
            return 6
        case Error():  # error[R037]: `Plain` is never `Error` | Error
            return 7
        case Sub() | Plain() as q:
            return q.x
    return 0


def catching() -> None:
    try:
        raise Plain()  # error[R036]: `Plain` is not below `Error` | Plain()
    except Plain:  # error[R036]: `Plain` is not below `Error` | Plain
        pass
    except Error as e:
        e.code  # error[R021]: `Error` has no member `code` | code
    raise  # error[R036]: `raise` alone belongs into an `except` body | raise
    raise Error() from None


def narrowing(o: Plain | None, p: Plain) -> int:
    if o is None or o.x == 1:
        return o.x  # error[R028]: this is `Plain | None` and may be `None` | o
    if isinstance(p, Sub) and p.y == 1:
        return p.y
    while o is not None:
        o = None
    o.x  # error[R028]: this is `Plain | None` and may be `None` | o
    return p.y  # error[R021]: `Plain` has no member `y` | y


class Unset:
    k: ClassConst[int]


def unset() -> int:
    return Unset().k  # error[R046]: `Unset` gives `k` no value | Unset()
