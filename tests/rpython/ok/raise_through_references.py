# A function reference and a method may raise.
from python.rpython import Fn
from lib.core import Error, say


class Base:
    def run(self) -> int:
        return 0


class Bad(Base):
    def run(self) -> int:
        raise Error("method")


def bad() -> int:
    raise Error("function")


def call(f: Fn[[], int]) -> str:
    try:
        return f"{f()}"
    except Error as e:
        return e.text


def run(b: Base) -> str:
    try:
        return f"{b.run()}"
    except Error as e:
        return e.text


def main() -> None:
    say(call(bad))
    say(run(Bad()))
    say(run(Base()))

# prints:
# function
# method
# 0
