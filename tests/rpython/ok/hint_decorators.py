# `@inline @noinline @cold @nothrow @pure` change no result.
from python.rpython import cold, inline, noinline, nothrow, pure
from lib.core import say


@inline
def a(x: int) -> int:
    return x + 1


@noinline
def b(x: int) -> int:
    return a(x) * 2


@cold
def c(x: int) -> int:
    return b(x) - 3


@nothrow
@pure
def d(x: int) -> int:
    return x * x


def main() -> None:
    say(f"{a(1)} {b(1)} {c(1)} {d(7)}")

# prints:
# 2 4 1 49
