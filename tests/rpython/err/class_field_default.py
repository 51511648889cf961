from lib.constants import origin
from lib.core import Error, Str


class A:
    x: int = "text"  # error[R020]: `str` does not fit `int` | "text"
    y: int = origin.x  # error[R050]: a field's default must be a constant | origin.x
