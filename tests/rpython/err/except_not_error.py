from lib.core import Error, Str


class A:
    pass


def f() -> None:
    try:
        pass
    except A:  # error[R036]: `A` is not below `Error` | A
        pass
