# A function reference may be `None`.
from python.rpython import Fn
from lib.core import say


class Hook:
    f: Fn[[str], None] | None = None

    def fire(self, text: str) -> None:
        f = self.f
        if f is not None:
            f(text)


def main() -> None:
    h = Hook()
    h.fire("nothing")
    h.f = say
    h.fire("heard")

# prints:
# heard
