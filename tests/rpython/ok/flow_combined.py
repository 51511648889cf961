# Handlers, loops, `finally`, narrowing and guards together.
from python.rpython import Final, arr, likely
from lib.core import Error, say


class Odd(Error):
    n: int

    def __init__(self, n: int) -> None:
        super().__init__("odd")
        self.n = n


class Low(Odd):
    pass


class Node:
    left: Node | None
    right: Node | None
    key: Final[int]

    def __init__(self, key: int, left: Node | None, right: Node | None) -> None:
        self.key = key
        self.left = left
        self.right = right


def build(lo: int, hi: int) -> Node | None:
    if lo >= hi:
        return None
    mid = (lo + hi) // 2
    return Node(mid, build(lo, mid), build(mid + 1, hi))


def total(n: Node | None) -> int:
    if n is None:
        return 0
    left, right = n.left, n.right
    sum = n.key
    if left is not None and left.key >= 0:
        sum += total(left)
    if not (right is None or right.key < 0):
        sum += total(right)
    return sum


def risky(i: int) -> int:
    if i % 3 == 0:
        raise Low(i)
    if i % 5 == 0:
        raise Odd(i)
    return i


def loop_with_handlers() -> int:
    seen = 0
    last = -1
    for i in range(1, 20):
        state = 0
        try:
            state = 1
            seen += risky(i)
            state = 2
        except Low as e:
            if e.n == 18:
                break
            last = state
            continue
        except Error:
            seen += 1000
        finally:
            seen += state
        last = i
    return seen * 100 + last


def nested_finally(n: int) -> int:
    order = 0
    while True:
        try:
            try:
                order = order * 10 + 1
                if n == 0:
                    return order
                if n == 1:
                    break
                risky(n)
            finally:
                order = order * 10 + 2
        except Error:
            order = order * 10 + 3
        n -= 1
        if order > 1000000:
            return -1
    return order


def sieve(n: int) -> int:
    composite = arr[bool](n)
    count = 0
    for i in range(2, n):
        if likely(not composite[i]):
            count += 1
            j = i * i
            while j < n:
                composite[j] = True
                j += i
    return count


def countdown() -> int:
    steps = 0
    for i in range(10, 0, -3):
        steps = steps * 100 + i
    else:
        steps += 1
    return steps


def guards(a: int, b: int) -> int:
    match a:
        case 1 if b > 5:
            return 1
        case 1 | 2:
            return 2
        case _ if b == 0:
            return 3
    return 4


def main() -> None:
    say(f"{total(build(0, 100))} {loop_with_handlers()}")
    say(f"{nested_finally(1)} {nested_finally(0)} {nested_finally(3)}")
    say(f"{sieve(1000)} {countdown()}")
    say(f"{guards(1, 6)} {guards(1, 2)} {guards(9, 0)} {guards(9, 1)}")

# prints:
# 4950 212117
# 12 1 1231212
# 168 10070402
# 1 2 3 4
