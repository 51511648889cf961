# Strings are objects of the class marked `@lang("str")`, with its methods.
from lib.core import say


def main() -> None:
    s = "hello"
    say(f"{len(s)} {s.unit(1)} {s.starts(2)}")

# prints:
# 5 101 he
