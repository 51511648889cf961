from python.rpython import builtin_function
from lib.objects import W_Object


@builtin_function
def f(x: int) -> int:  # error[R063]: the file does not say which Python module it is of | f
    return x
