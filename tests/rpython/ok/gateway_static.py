# `static=True`: no `self`.
from python.rpython import builtin, pytype, typeof
from lib.core import say
from lib.objects import W_Object, num, say_call


@pytype("Static", base=W_Object)
class W_Static(W_Object):
    @builtin(static=True)
    def double(x: int) -> int:
        return x * 2

    @builtin("other", static=True)
    def other_name(x: int, y: int) -> int:
        return x - y


def main() -> None:
    entry = typeof(W_Static).find("double")
    if entry is not None:
        say(f"{entry.kind}")
        say_call(entry.w_func, [num(21)])
    say_call(typeof(W_Static).method("other"), [num(5), num(3)])
    say(f"{W_Static.double(4)}")

# prints:
# 1
# 42
# v: 42
# 2
# v: 2
# 8
