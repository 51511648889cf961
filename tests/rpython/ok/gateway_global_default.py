# A default may be a global.
from python.rpython import Final, builtin, pytype, typeof
from lib.objects import W_Int, W_Object, num, say_call

w_zero: Final = W_Int(0)


@pytype("GlobalDefault", base=W_Object)
class W_GlobalDefault(W_Object):
    @builtin
    def f(self, w_x: W_Object = w_zero) -> W_Object:
        return w_x


def main() -> None:
    f = typeof(W_GlobalDefault).method("f")
    w = W_GlobalDefault()
    say_call(f, [w])
    say_call(f, [w, num(8)])

# prints:
# 0
# v: 0
# 8
# v: 8
