# Function types infer type arguments.
from python.rpython import Fn, arr
from lib.core import say, show_ints


def map_all[A, B](f: Fn[[A], B], xs: arr[A]) -> arr[B]:
    out = arr[B](len(xs))
    for i in range(len(xs)):
        out[i] = f(xs[i])
    return out


def square(x: int) -> int:
    return x * x


def length(s: str) -> int:
    return len(s)


def main() -> None:
    say(show_ints(map_all(square, [1, 2, 3])))
    say(show_ints(map_all(length, ["a", "bcd"])))

# prints:
# [1 4 9]
# [1 3]
