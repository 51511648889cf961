# `+ - * /` on float.
from lib.core import say, show_float


def main() -> None:
    a = 7.5
    b = 2.0
    say(f"{show_float(a + b)} {show_float(a - b)} {show_float(a * b)} {show_float(a / b)} {show_float(-a)}")

# prints:
# 9.5 5.5 15.0 3.75 -7.5
