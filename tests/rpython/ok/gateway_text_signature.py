# The text signature is written as CPython writes it.
# not in CPython: defaults are written differently
from python.rpython import arr, builtin, pytype, typeof
from lib.core import say
from lib.objects import W_Dict, W_Object, W_Type


@pytype("Texts", base=W_Object)
class W_Texts(W_Object):
    @builtin
    def a(self) -> None:
        pass

    @builtin
    def b(self, x: int, y: int = 3, /) -> None:
        pass

    @builtin
    def c(self, w_key: W_Object, *, flag: bool = False) -> None:
        pass

    @builtin
    def d(self, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> None:
        pass

    @builtin(static=True)
    def e(x: str = "s") -> None:
        pass

    @builtin("__new__", static=True)
    def f(w_type: W_Type, n: int = 0, /) -> None:
        pass


def main() -> None:
    w = typeof(W_Texts)
    say(w.method("a").text)
    say(w.method("b").text)
    say(w.method("c").text)
    say(w.method("d").text)
    say(w.method("e").text)
    say(w.method("__new__").text)

# prints:
# ($self, /)
# ($self, x, y=3, /)
# ($self, /, key, *, flag=False)
# ($self, /, *args, **kwargs)
# (x='s')
# ($type, n=0, /)
