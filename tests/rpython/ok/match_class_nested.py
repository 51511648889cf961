# Patterns nest.
from lib.core import say


class Expr:
    pass


class Num(Expr):
    value: int

    def __init__(self, value: int) -> None:
        self.value = value


class Neg(Expr):
    inner: Expr

    def __init__(self, inner: Expr) -> None:
        self.inner = inner


def simplify(e: Expr) -> str:
    match e:
        case Neg(inner=Neg(inner=Num(value=v))):
            return f"{v}"
        case Neg(inner=Num(value=v)):
            return f"-{v}"
        case Num(value=v):
            return f"num {v}"
        case _:
            return "?"


def main() -> None:
    say(simplify(Neg(Neg(Num(3)))))
    say(simplify(Neg(Num(4))))
    say(simplify(Num(5)))
    say(simplify(Neg(Neg(Neg(Num(1))))))

# prints:
# 3
# -4
# num 5
# ?
