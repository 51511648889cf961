# A `@builtin` method that differs in parameters from the base's hides it: each gateway calls its own class's method.
from python.rpython import builtin, pytype, typeof
from lib.objects import W_Object, num, say_call


@pytype("Base2", base=W_Object)
class W_Base2(W_Object):
    @builtin
    def f(self, a: int) -> int:
        return a


@pytype("Sub2", base=W_Base2)
class W_Sub2(W_Base2):
    @builtin
    def f(self, a: int, b: int) -> int:
        return a * 10 + b


def main() -> None:
    say_call(typeof(W_Base2).method("f"), [W_Base2(), num(1)])
    say_call(typeof(W_Sub2).method("f"), [W_Sub2(), num(1), num(2)])
    say_call(typeof(W_Base2).method("f"), [W_Sub2(), num(1)])

# prints:
# 1
# v: 1
# 12
# v: 12
# 1
# v: 1
