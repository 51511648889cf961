class A:
    pass


def f() -> None:
    raise A()  # error[R061]: the program has no class `@lang("error")` | A()
