def wrap(x: int) -> int:
    return x


@wrap  # error[R060]: `@wrap` is no decorator for a function | wrap
def f() -> None:
    pass
