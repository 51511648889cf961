# An immediate class below others takes part in virtual calls and instance tests.
from python.rpython import Any, cast, final, immediate
from lib.core import flag, say


class Obj:
    def show(self) -> str:
        return "obj"


@final
@immediate
class Num(Obj):
    value: int

    def __init__(self, value: int) -> None:
        self.value = value

    def show(self) -> str:
        return str(self.value)


class Other(Obj):
    pass


def main() -> None:
    things = [Num(5), Other(), Num(-1)]
    for x in things:
        say(f"{x.show()} {flag(isinstance(x, Num))}")
    a: Any = Num(9)
    say(f"{cast(Num, a).value}")

# prints:
# 5 yes
# obj no
# -1 yes
# 9
