# `fn0` to `fn3` are present where a call with that many positional arguments is valid.
from python.rpython import arr, builtin, pytype, typeof
from lib.core import say
from lib.objects import W_Object


@pytype("Arities", base=W_Object)
class W_Arities(W_Object):
    @builtin(static=True)
    def none() -> None:
        pass

    @builtin(static=True)
    def two(a: int, b: int) -> None:
        pass

    @builtin(static=True)
    def one_to_three(a: int, b: int = 1, c: int = 2) -> None:
        pass

    @builtin(static=True)
    def four(a: int, b: int, c: int, d: int) -> None:
        pass

    @builtin(static=True)
    def any_number(*args_w: arr[W_Object]) -> None:
        pass

    @builtin(static=True)
    def needs_keyword(a: int, *, k: int) -> None:
        pass

    @builtin(static=True)
    def may_have_keyword(a: int, *, k: int = 1) -> None:
        pass


def main() -> None:
    w = typeof(W_Arities)
    say("none " + w.method("none").arities())
    say("two " + w.method("two").arities())
    say("one_to_three " + w.method("one_to_three").arities())
    say("four " + w.method("four").arities())
    say("any_number " + w.method("any_number").arities())
    say("needs_keyword " + w.method("needs_keyword").arities())
    say("may_have_keyword " + w.method("may_have_keyword").arities())

# prints:
# none 0
# two 2
# one_to_three 123
# four
# any_number 0123
# needs_keyword
# may_have_keyword 1
