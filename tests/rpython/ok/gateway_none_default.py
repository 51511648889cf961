# `W_Object | None = None`: null when it is not given.
from python.rpython import builtin, pytype, typeof
from lib.objects import W_Int, W_Object, num, say_call, text


@pytype("Optional", base=W_Object)
class W_Optional(W_Object):
    @builtin
    def f(self, w_x: W_Object | None = None, w_n: W_Int | None = None) -> str:
        out = "none" if w_x is None else w_x.show()
        if w_n is not None:
            out += f" {w_n.value}"
        return out


def main() -> None:
    f = typeof(W_Optional).method("f")
    w = W_Optional()
    say_call(f, [w])
    say_call(f, [w, text("x")])
    say_call(f, [w, text("x"), num(4)])
    say_call(f, [w, text("x"), text("y")])

# prints:
# 'none'
# v: 'none'
# ''x''
# v: ''x''
# ''x' 4'
# v: ''x' 4'
# error: f() argument 'n' must be int, not str
# v error: f() argument 'n' must be int, not str
