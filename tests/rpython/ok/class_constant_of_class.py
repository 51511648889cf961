# `C.k` is the constant of that class.
from python.rpython import ClassConst
from lib.core import say


class A:
    k: ClassConst[int] = 3


class B(A):
    k = 4


class C(B):
    pass


def main() -> None:
    say(f"{A.k} {B.k} {C.k}")

# prints:
# 3 4 4
