from python.rpython import getset, pytype
from lib.objects import W_Object


@pytype("X", base=W_Object)
class W_X(W_Object):
    @getset
    def f(self, x: int) -> int:  # error[R063]: `@getset` takes `self` alone | x
        return x
