from python.rpython import Fn, builtin, pytype
from lib.objects import W_Object


@pytype("X", base=W_Object)
class W_X(W_Object):
    @builtin
    def f(self, g: Fn[[int], int]) -> None:  # error[R063]: no gateway converts to `Fn[[int], int]` | g
        pass
