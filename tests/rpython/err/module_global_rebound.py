from python.rpython import Final
from lib.constants import origin


def f() -> None:
    global origin  # error[R007]: this statement is not in the dialect | global origin
