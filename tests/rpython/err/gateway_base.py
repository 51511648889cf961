from python.rpython import pytype
from lib.objects import W_Object


class Plain(W_Object):
    pass


@pytype("X", base=Plain)  # error[R060]: `base` must be a `@pytype` class | Plain
class W_X(Plain):
    pass
