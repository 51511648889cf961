from lib.core import Error, Str


def f(x: int) -> str:
    return f"{x:>10} {x!r} {x=}"  # error[R007]: conversions and formats are not in the dialect | {x!r}  # error[R007]: conversions and formats are not in the dialect | {x:>10}  # error[R007]: conversions and formats are not in the dialect | {x=}
