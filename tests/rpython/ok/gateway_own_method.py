# A gateway calls its own class's method directly, virtually only where a class below overrides it without a decorator.
from python.rpython import builtin, pytype, typeof
from lib.objects import W_Object, say_call


@pytype("Base3", base=W_Object)
class W_Base3(W_Object):
    @builtin
    def own(self) -> str:
        return "base"

    @builtin
    def virtual(self) -> str:
        return "base"


@pytype("Sub3", base=W_Base3)
class W_Sub3(W_Base3):
    @builtin
    def own(self) -> str:
        return "sub"

    def virtual(self) -> str:
        return "sub"


def main() -> None:
    base = typeof(W_Base3)
    say_call(base.method("own"), [W_Sub3()])
    say_call(base.method("virtual"), [W_Sub3()])
    say_call(typeof(W_Sub3).method("own"), [W_Sub3()])

# prints:
# 'base'
# v: 'base'
# 'sub'
# v: 'sub'
# 'sub'
# v: 'sub'
