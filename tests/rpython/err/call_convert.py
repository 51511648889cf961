from lib.core import Error, Str


class A:
    pass


def f(a: A) -> None:
    int(a)  # error[R020]: no conversion from `A` to `int` | a
    float("1")
    bool(a)  # error[R020]: no conversion from `A` to `bool` | a
    ord("ab")  # error[R050]: `ord` takes a string constant of one character | ord("ab")
