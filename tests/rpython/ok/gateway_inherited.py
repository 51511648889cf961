# A type finds the methods of its Python base.
from python.rpython import builtin, pytype, typeof
from lib.objects import W_Object, say_call


@pytype("Base1", base=W_Object)
class W_Base1(W_Object):
    def number(self) -> int:
        return 1

    @builtin
    def get(self) -> int:
        return self.number()


@pytype("Sub1", base=W_Base1)
class W_Sub1(W_Base1):
    def number(self) -> int:
        return 2


def main() -> None:
    say_call(typeof(W_Base1).method("get"), [W_Base1()])
    say_call(typeof(W_Sub1).method("get"), [W_Sub1()])

# prints:
# 1
# v: 1
# 2
# v: 2
