from python.rpython import builtin, pytype
from lib.objects import W_Object


class Plain:
    pass


@pytype("X", base=W_Object)
class W_X(W_Object):
    @builtin
    def f(self) -> Plain:  # error[R063]: no gateway wraps a `Plain` | f
        return Plain()
