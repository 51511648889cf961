# Parts of an f-string are `str` or `int`.
from python.rpython import i32
from lib.core import say


def main() -> None:
    name = "x"
    n: i32 = -12
    say(f"{name}={n}; {name}{name} {{braces}} {1 + 2}")
    say(f"" + f"{n * n}")

# prints:
# x=-12; xx {braces} 3
# 144
