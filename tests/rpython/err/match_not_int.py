from lib.core import Error, Str


def f(n: int) -> int:
    match n:
        case "one":  # error[R022]: no `==` between `int` and `Str` | "one"
            return 1
        case None:  # error[R035]: the subject is never `None` | None
            return 2
    return 0
