# Builtins and attributes of a mixin belong to the types that use it.
from python.rpython import builtin, getset, mixin, pytype, typeof
from lib.core import say
from lib.objects import W_Object, num, say_call


@mixin
class SizedMixin:
    @builtin("__len__")
    def descr_len(self) -> int:
        return self.size()

    @getset
    def half(self) -> int:
        return self.size() // 2


@pytype("Small", base=W_Object)
class W_Small(SizedMixin, W_Object):
    def size(self) -> int:
        return 4


@pytype("Large", base=W_Object)
class W_Large(SizedMixin, W_Object):
    def size(self) -> int:
        return 400


def main() -> None:
    say_call(typeof(W_Small).method("__len__"), [W_Small()])
    say_call(typeof(W_Large).method("__len__"), [W_Large()])
    say_call(typeof(W_Large).method("__len__"), [W_Small()])
    get = typeof(W_Large).attribute("half").get
    say(get(W_Large()).show())

# prints:
# 4
# v: 4
# 400
# v: 400
# error: '__len__' needs a 'Large', not 'Small'
# v error: '__len__' needs a 'Large', not 'Small'
# 200
