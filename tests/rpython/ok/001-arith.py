from python.rpython import lang, i32, arr, Final

LIMIT: Final = 1 << 10
TABLE: Final[arr[i32]] = [1, 2, 3, 5, 7, 11, 13, 17, 19, 23]

def fib(n: int) -> int:
    a = 0
    b = 1
    for i in range(n):
        c = a + b
        a = b
        b = c
    return a

def sum_primes() -> int:
    total = 0
    for p in TABLE:
        if p % 2 == 0 or p > 20:
            continue
        total += p
    return total

def div(a: int, b: int) -> int:
    return a // b * 1000 + a % b

@lang("main")
def main() -> i32:
    assert fib(10) == 55
    assert sum_primes() == 1 + 3 + 5 + 7 + 11 + 13 + 17 + 19
    assert div(-7, 2) == -3999
    assert div(7, -2) == -4001
    assert -7 // 2 == -4 and -7 % 4 == 1
    x = LIMIT
    while x > 1:
        x >>= 1
        if x == 16:
            break
    else:
        assert False
    assert x == 16
    f = 1.5
    assert f * 2.0 == 3.0 and int(f) == 1
    assert 1 < x < 20
    y: i32 = i32(x)
    assert min(y, 3) == 3 and max(2.0, 3.0) == 3.0 and abs(-5) == 5
    return 0
