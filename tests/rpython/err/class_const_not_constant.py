from python.rpython import ClassConst
from lib.constants import origin


class A:
    k: ClassConst[int] = origin.x  # error[R050]: a class constant needs a compile-time value | origin.x
