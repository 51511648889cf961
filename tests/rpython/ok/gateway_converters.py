# Each parameter type has its converter.
from python.rpython import arr, builtin, i32, pytype, typeof, u8
from lib.core import show_float
from lib.objects import W_Bool, W_Bytes, W_Float, W_Object, num, say_call, text


@pytype("Conv", base=W_Object)
class W_Conv(W_Object):
    @builtin(static=True)
    def of_i32(x: i32) -> int:
        return x

    @builtin(static=True)
    def of_float(x: float) -> str:
        return show_float(x)

    @builtin(static=True)
    def of_bool(x: bool) -> int:
        return int(x)

    @builtin(static=True)
    def of_str(x: str) -> int:
        return len(x)

    @builtin(static=True)
    def of_bytes(x: arr[u8]) -> int:
        return len(x)


def main() -> None:
    w = typeof(W_Conv)
    say_call(w.method("of_i32"), [num(-5)])
    say_call(w.method("of_i32"), [num(1 << 40)])
    say_call(w.method("of_float"), [W_Float(0.5)])
    say_call(w.method("of_float"), [num(2)])
    say_call(w.method("of_bool"), [W_Bool(True)])
    say_call(w.method("of_str"), [text("four")])
    say_call(w.method("of_bytes"), [W_Bytes(b"abc")])
    say_call(w.method("of_bytes"), [text("abc")])

# prints:
# -5
# v: -5
# error: of_i32() argument 'x' is too large
# v error: of_i32() argument 'x' is too large
# '0.5'
# v: '0.5'
# '2.0'
# v: '2.0'
# 1
# v: 1
# 4
# v: 4
# 3
# v: 3
# error: of_bytes() argument 'x' must be bytes, not str
# v error: of_bytes() argument 'x' must be bytes, not str
