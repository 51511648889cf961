# `@builtin("__add__")` gives another name.
from python.rpython import builtin, pytype, typeof
from lib.objects import W_Object, num, say_call


@pytype("Named", base=W_Object)
class W_Named(W_Object):
    @builtin("__add__")
    def descr_add(self, w_other: W_Object) -> W_Object:
        return w_other


def main() -> None:
    say_call(typeof(W_Named).method("__add__"), [W_Named(), num(3)])

# prints:
# 3
# v: 3
