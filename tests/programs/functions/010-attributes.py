def f(a: int, b: str = "x") -> None:
    """Doc."""


f.extra = 5
print(f.__name__, f.__qualname__, f.__doc__, f.__module__, f.__dict__)
print(f.__annotations__, f.__defaults__, f.__kwdefaults__)
print(f.__code__.co_varnames, f.__code__.co_argcount)
