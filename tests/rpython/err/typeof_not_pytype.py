from python.rpython import typeof
from lib.objects import W_Object


class Plain:
    pass


def f() -> None:
    typeof(Plain)  # error[R060]: `Plain` is no `@pytype` class | Plain
    typeof(3)  # error[R010]: a class is wanted | 3
