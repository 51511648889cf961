# Defaults are used where an argument is not given, on every way in.
from python.rpython import builtin, pytype, typeof
from lib.core import say
from lib.objects import W_Object, num, say_call, text


@pytype("Defaults", base=W_Object)
class W_Defaults(W_Object):
    @builtin
    def f(self, a: int = 7, s: str = "dflt", b: bool = True) -> str:
        return f"{a} {s} {int(b)}"


def main() -> None:
    f = typeof(W_Defaults).method("f")
    w = W_Defaults()
    say(f.arities())
    say_call(f, [w])
    say_call(f, [w, num(1)])
    say_call(f, [w, num(1), text("given")])

# prints:
# 123
# '7 dflt 1'
# v: '7 dflt 1'
# '1 dflt 1'
# v: '1 dflt 1'
# '1 given 1'
# v: '1 given 1'
