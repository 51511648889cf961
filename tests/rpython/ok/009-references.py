from python.rpython import Final, arr, i32, lang, Fn

@lang("error")
class Error:
    n: int = 0

class P:
    f: Final[Fn[[int], int] | None]
    q: P | None = None
    def __init__(self, f: Fn[[int], int] | None) -> None:
        self.f = f
    def go(self, x: int) -> int:
        if self.f is not None:
            return self.f(x)
        return -1

def inc(x: int) -> int:
    return x + 1

def chain(p: P | None) -> int:
    n = 0
    while p is not None:
        q = p.q
        n += 1
        if q is None:
            break
        p = q
    return n

def ret_try(x: int) -> int:
    try:
        return inc(x)
    except Error:
        return 0
    finally:
        pass

def pair(x: int) -> tuple[int, P | None]:
    return x, None

@lang("main")
def main() -> i32:
    p = P(inc)
    p.q = P(None)
    assert p.go(1) == 2 and P(None).go(1) == -1
    assert chain(p) == 2
    assert ret_try(4) == 5
    n, o = pair(3)
    assert o is None and n == 3
    t = pair(4)
    assert t[0] == 4
    a = b = 5
    a += 1
    assert a == 6 and b == 5
    x = arr[float](3)
    x[1] += 2.5
    assert x[1] == 2.5
    return 0
