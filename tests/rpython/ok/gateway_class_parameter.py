# A parameter of a `W_X` class is a type check.
from python.rpython import builtin, pytype, typeof
from lib.objects import W_Int, W_Object, num, say_call, text


@pytype("Typed", base=W_Object)
class W_Typed(W_Object):
    @builtin
    def f(self, n: W_Int, other: W_Typed) -> int:
        return n.value + 1


def main() -> None:
    f = typeof(W_Typed).method("f")
    w = W_Typed()
    say_call(f, [w, num(1), w])
    say_call(f, [w, text("a"), w])
    say_call(f, [w, num(1), num(2)])

# prints:
# 2
# v: 2
# error: f() argument 'n' must be int, not str
# v error: f() argument 'n' must be int, not str
# error: f() argument 'other' must be Typed, not int
# v error: f() argument 'other' must be Typed, not int
