from python.rpython import arr
from lib.core import Error, Str


def f() -> None:
    a: arr[int] = b"abc"  # error[R020]: `arr[u8]` where `arr[int]` is wanted | b"abc"
