# R065  # error[R065]: the program has no function `@lang("main")` | 
def f() -> None:
    pass
