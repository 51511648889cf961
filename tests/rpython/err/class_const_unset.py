from python.rpython import ClassConst


class A:
    k: ClassConst[int]


def f() -> int:
    return A().k  # error[R046]: `A` gives `k` no value | A()
