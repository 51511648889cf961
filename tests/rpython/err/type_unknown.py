def f(x: Strange) -> None:  # error[R011]: unknown type `Strange` | Strange
    pass
