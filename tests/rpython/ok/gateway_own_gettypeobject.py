# A class may say by itself what its type is.
from python.rpython import pytype, typeof
from lib.core import say
from lib.objects import W_Object, W_Type


@pytype("Front", base=W_Object)
class W_Front(W_Object):
    hidden: bool = False

    def gettypeobject(self) -> W_Type:
        if self.hidden:
            return typeof(W_Object)
        return typeof(W_Front)


def main() -> None:
    w = W_Front()
    say(w.gettypeobject().name)
    w.hidden = True
    say(w.gettypeobject().name)

# prints:
# Front
# object
