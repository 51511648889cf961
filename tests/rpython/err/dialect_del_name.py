def f(x: int) -> None:
    del x  # error[R007]: only `del a[k]` is in the dialect | x
