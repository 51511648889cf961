# Each result type has its wrapper; no result gives `w_None`.
from python.rpython import arr, builtin, i32, pytype, typeof, u8
from lib.objects import W_Int, W_Object, say_call


@pytype("Wrap", base=W_Object)
class W_Wrap(W_Object):
    @builtin(static=True)
    def an_int() -> int:
        return 5

    @builtin(static=True)
    def an_i32() -> i32:
        return -6

    @builtin(static=True)
    def a_float() -> float:
        return 1.25

    @builtin(static=True)
    def a_bool() -> bool:
        return True

    @builtin(static=True)
    def a_str() -> str:
        return "s"

    @builtin(static=True)
    def bytes() -> arr[u8]:
        return b"xyz"

    @builtin(static=True)
    def an_object() -> W_Int:
        return W_Int(9)

    @builtin(static=True)
    def nothing() -> None:
        pass


def main() -> None:
    w = typeof(W_Wrap)
    say_call(w.method("an_int"), [])
    say_call(w.method("an_i32"), [])
    say_call(w.method("a_float"), [])
    say_call(w.method("a_bool"), [])
    say_call(w.method("a_str"), [])
    say_call(w.method("bytes"), [])
    say_call(w.method("an_object"), [])
    say_call(w.method("nothing"), [])

# prints:
# 5
# v: 5
# -6
# v: -6
# float 125/100
# v: float 125/100
# True
# v: True
# 's'
# v: 's'
# bytes of 3
# v: bytes of 3
# 9
# v: 9
# None
# v: None
