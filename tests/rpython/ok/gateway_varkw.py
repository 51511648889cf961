# `**w_kwargs: W_Dict` takes the keywords that have no parameter.
from python.rpython import builtin, pytype, typeof
from lib.objects import W_Dict, W_Object, num, say_call, say_kw


@pytype("VarKw", base=W_Object)
class W_VarKw(W_Object):
    @builtin
    def f(self, a: int = 0, **w_kwargs: W_Dict) -> str:
        return f"{a} " + w_kwargs.show()


def main() -> None:
    f = typeof(W_VarKw).method("f")
    w = W_VarKw()
    say_call(f, [w])
    say_call(f, [w, num(1)])
    say_kw(f, [w], ["x", "a", "y"], [num(5), num(6), num(7)])

# prints:
# '0 {}'
# v: '0 {}'
# '1 {}'
# v: '1 {}'
# '6 {x: 5,y: 7,}'
