# `except (A, B)` catches both.
from lib.core import Error, say


class A(Error):
    pass


class B(Error):
    pass


class C(Error):
    pass


def attempt(n: int) -> str:
    try:
        if n == 0:
            raise A("a")
        if n == 1:
            raise B("b")
        raise C("c")
    except (A, B) as e:
        return "ab " + e.text
    except Error:
        return "other"


def main() -> None:
    say(f"{attempt(0)} {attempt(1)} {attempt(2)}")

# prints:
# ab a ab b other
