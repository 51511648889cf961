# A guard that says no goes on with the next case.
from lib.core import say


def sign(n: int) -> str:
    match n:
        case 0:
            return "zero"
        case x if x > 100:
            return "large"
        case x if x > 0:
            return f"plus {x}"
        case _:
            return "minus"


def main() -> None:
    say(f"{sign(0)} {sign(5)} {sign(500)} {sign(-5)}")

# prints:
# zero plus 5 large minus
