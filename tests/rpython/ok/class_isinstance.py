# `isinstance` looks at the dynamic class and those above it.
from python.rpython import Any
from lib.core import flag, say


class A:
    pass


class B(A):
    pass


class C(B):
    pass


class D(A):
    pass


def any(x: Any) -> Any:
    return x


def show(x: A) -> None:
    say(f"{flag(isinstance(x, A))} {flag(isinstance(x, B))} {flag(isinstance(x, C))} {flag(isinstance(x, D))}")


def main() -> None:
    show(A())
    show(B())
    show(C())
    show(D())
    for a in [any(A()), any("text")]:
        say(f"{flag(isinstance(a, A))} {flag(isinstance(a, str))}")

# prints:
# yes no no no
# yes yes no no
# yes yes yes no
# yes no no yes
# yes no
# no yes
