# What a builtin raises leaves the gateway as it is.
from python.rpython import builtin, pytype, typeof
from lib.core import Error
from lib.objects import W_Object, num, say_call


@pytype("Raising", base=W_Object)
class W_Raising(W_Object):
    @builtin
    def f(self, n: int) -> int:
        if n < 0:
            raise Error(f"negative: {n}")
        return n


def main() -> None:
    f = typeof(W_Raising).method("f")
    say_call(f, [W_Raising(), num(1)])
    say_call(f, [W_Raising(), num(-1)])

# prints:
# 1
# v: 1
# error: negative: -1
# v error: negative: -1
