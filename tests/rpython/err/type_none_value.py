def f(x: None) -> None:  # error[R011]: this type is allowed for results only | None
    pass
