def f(*args: int) -> None:  # error[R007]: `*args` and `**kwargs` are for builtins only | args
    pass
