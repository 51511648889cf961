# A builtin is an ordinary method for the program itself.
from python.rpython import builtin, pytype
from lib.core import say
from lib.objects import W_Object


@pytype("Direct", base=W_Object)
class W_Direct(W_Object):
    @builtin
    def f(self, a: int, b: int = 4) -> int:
        return a * b


def main() -> None:
    say(f"{W_Direct().f(3)} {W_Direct().f(3, b=5)}")

# prints:
# 12 15
