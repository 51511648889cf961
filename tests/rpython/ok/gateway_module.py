# `@builtin_function` makes a function of the Python module that `MODULE` names.
from python.rpython import Final, builtin_function
from lib.core import say
from lib.objects import modules, num, say_call, text

MODULE: Final = "tools"


@builtin_function
def double(x: int) -> int:
    """Twice x."""
    return x * 2


@builtin_function("join")
def join_words(a: str, b: str = "!") -> str:
    return a + b


def main() -> None:
    f = modules.function("tools", "double")
    say_call(f, [num(4)])
    doc = f.doc
    if doc is not None:
        say(doc)
    say(f.text)
    g = modules.function("tools", "join")
    say_call(g, [text("a")])
    say_call(g, [text("a"), text("b")])

# prints:
# 8
# v: 8
# Twice x.
# (x)
# 'a!'
# v: 'a!'
# 'ab'
# v: 'ab'
