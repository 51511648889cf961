# `else` runs when nothing was raised; what it raises is not caught here.
from lib.core import Error, say


def f(fail: bool, fail_late: bool) -> None:
    try:
        if fail:
            raise Error("early")
    except Error as e:
        say("inner " + e.text)
    else:
        say("else")
        if fail_late:
            raise Error("late")


def main() -> None:
    f(True, False)
    f(False, False)
    try:
        f(False, True)
    except Error as e:
        say("outer " + e.text)

# prints:
# inner early
# else
# else
# outer late
