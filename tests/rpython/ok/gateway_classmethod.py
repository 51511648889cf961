# `classmethod=True`: the first parameter is the type.
from python.rpython import builtin, pytype, typeof
from lib.core import say
from lib.objects import W_Object, W_Type, num, say_call


@pytype("ClassMethod", base=W_Object)
class W_ClassMethod(W_Object):
    @builtin(classmethod=True)
    def make(w_type: W_Type, n: int) -> str:
        return w_type.name + f" {n}"


def main() -> None:
    entry = typeof(W_ClassMethod).find("make")
    if entry is not None:
        say(f"{entry.kind}")
        say_call(entry.w_func, [typeof(W_ClassMethod), num(3)])

# prints:
# 2
# 'ClassMethod 3'
# v: 'ClassMethod 3'
