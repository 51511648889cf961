from lib.core import say


def say(x: int) -> None:  # error[R005]: `say` is defined twice | say
    pass
