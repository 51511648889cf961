# `*args_w: arr[W_Object]` takes the rest.
from python.rpython import arr, builtin, pytype, typeof
from lib.core import say
from lib.objects import W_Object, num, say_call


@pytype("VarArgs", base=W_Object)
class W_VarArgs(W_Object):
    @builtin
    def f(self, a: int, *args_w: arr[W_Object]) -> str:
        out = f"{a}:"
        for w in args_w:
            out += " " + w.show()
        return out


def main() -> None:
    f = typeof(W_VarArgs).method("f")
    w = W_VarArgs()
    say(f.arities())
    say_call(f, [w, num(1)])
    say_call(f, [w, num(1), num(2)])
    say_call(f, [w, num(1), num(2), num(3), num(4)])

# prints:
# 23
# '1:'
# v: '1:'
# '1: 2'
# v: '1: 2'
# '1: 2 3 4'
# v: '1: 2 3 4'
