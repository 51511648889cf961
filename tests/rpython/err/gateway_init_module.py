from python.rpython import Final
from lib.objects import W_Object

MODULE: Final = "m"


def init_module(x: int) -> None:  # error[R063]: `init_module` takes the module and has no result | init_module
    pass
