from python.rpython import mixin


@mixin
class M:
    pass


def f() -> None:
    M()  # error[R045]: a mixin is not a class of its own | M()
