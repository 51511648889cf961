# Builtins of bases that are no `@pytype` themselves belong to the type.
from python.rpython import builtin, pytype, typeof
from lib.objects import W_Object, num, say_call


class W_Common(W_Object):
    @builtin
    def shared(self) -> int:
        return 5


@pytype("One", base=W_Object)
class W_One(W_Common):
    pass


@pytype("Two", base=W_Object)
class W_Two(W_Common):
    @builtin
    def shared(self) -> int:
        return 6


def main() -> None:
    say_call(typeof(W_One).method("shared"), [W_One()])
    say_call(typeof(W_Two).method("shared"), [W_Two()])

# prints:
# 5
# v: 5
# 6
# v: 6
