# `typeof(C)` is the type object: with name, base and flags, ready before `main`; objects answer theirs.
from python.rpython import Final, pytype, typeof
from lib.core import flag, say
from lib.objects import W_Int, W_Object

HEAP: Final = 4


@pytype("mod.Flagged", base=W_Object, flags=HEAP | 1)
class W_Flagged(W_Object):
    pass


@pytype("Below", base=W_Flagged)
class W_Below(W_Flagged):
    pass


def main() -> None:
    w = typeof(W_Flagged)
    say(f"{w.name} {w.flags} {flag(w.ready)} {flag(w.base is typeof(W_Object))}")
    say(f"{flag(typeof(W_Below).base is w)} {flag(typeof(W_Object).base is None)}")
    objects = [W_Flagged(), W_Below(), W_Int(1), W_Object()]
    for o in objects:
        say(o.gettypeobject().name)

# prints:
# mod.Flagged 5 yes yes
# yes yes
# mod.Flagged
# Below
# int
# object
