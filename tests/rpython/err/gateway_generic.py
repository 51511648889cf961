from python.rpython import builtin, pytype
from lib.objects import W_Object


@pytype("X", base=W_Object)
class W_X(W_Object):
    @builtin
    def f[T](self, x: T) -> T:  # error[R063]: a generic or abstract function has no gateway | f
        return x
