from python.rpython import Final, arr, i32, lang, likely


@lang("error")
class Error:
    n: int

    def __init__(self, n: int) -> None:
        self.n = n


class Low(Error):
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
        raise Error(i)
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


@lang("main")
def main() -> i32:
    assert total(build(0, 100)) == 4950
    assert loop_with_handlers() == 212117
    assert nested_finally(1) == 12
    assert nested_finally(0) == 1
    assert nested_finally(3) == 1231212
    assert sieve(1000) == 168
    assert countdown() == 10070402
    assert guards(1, 6) == 1 and guards(1, 2) == 2 and guards(9, 0) == 3 and guards(9, 1) == 4
    return 0
