# Type objects exist before all module globals.
from python.rpython import Final, pytype, typeof
from lib.core import say
from lib.objects import W_Object


@pytype("Early", base=W_Object)
class W_Early(W_Object):
    pass


name_of_early: Final = typeof(W_Early).name
w_early: Final = W_Early()


def main() -> None:
    say(name_of_early + " " + w_early.gettypeobject().name)

# prints:
# Early Early
