from python.rpython import pytype
from lib.constants import origin
from lib.objects import W_Object


@pytype("X", base=W_Object, flags=origin.x)  # error[R050]: `flags` must be an int constant | origin.x
class W_X(W_Object):
    pass
