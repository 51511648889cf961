# `__new__` takes the type first; messages about its arguments name the type.
from python.rpython import builtin, pytype, typeof
from lib.objects import W_Int, W_Object, W_Type, num, say_call, text


@pytype("Made", base=W_Object)
class W_Made(W_Object):
    n: int

    def __init__(self, n: int) -> None:
        self.n = n

    def show(self) -> str:
        return f"made {self.n}"

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, n: int = 1, /) -> W_Object:
        return W_Made(n)


def main() -> None:
    f = typeof(W_Made).method("__new__")
    say_call(f, [typeof(W_Made)])
    say_call(f, [typeof(W_Made), num(5)])
    say_call(f, [text("no type"), num(5)])

# prints:
# made 1
# v: made 1
# made 5
# v: made 5
# error: Made() argument 'type' must be type, not str
# v error: Made() argument 'type' must be type, not str
