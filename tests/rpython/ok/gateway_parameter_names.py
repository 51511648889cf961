# Python sees a parameter without `w_` in front, `_w` or `_` behind.
from python.rpython import arr, builtin, pytype, typeof
from lib.core import say
from lib.objects import W_Dict, W_Object, num, say_kw


@pytype("Names", base=W_Object)
class W_Names(W_Object):
    @builtin
    def f(self, w_key: W_Object, from_: int, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return w_key


def main() -> None:
    f = typeof(W_Names).method("f")
    for name in f.sig.names:
        say(name)
    say_kw(f, [W_Names()], ["from", "key"], [num(1), num(2)])

# prints:
# self
# key
# from
# args
# kwargs
# 2
