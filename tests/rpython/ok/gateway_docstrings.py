# Docstrings of classes and functions are their `__doc__`, with the indentation of further lines taken off.
from python.rpython import builtin, pytype, typeof
from lib.core import flag, say
from lib.objects import W_Object


@pytype("Documented", base=W_Object)
class W_Documented(W_Object):
    """A class.

    With more.
        Indented.
    """

    @builtin
    def f(self) -> None:
        """Does f."""

    @builtin
    def g(self) -> None:
        pass


def main() -> None:
    w = typeof(W_Documented)
    doc = w.doc
    if doc is not None:
        say(doc)
    f_doc = w.method("f").doc
    if f_doc is not None:
        say(f_doc)
    say(flag(w.method("g").doc is None))

# prints:
# A class.
#
# With more.
#     Indented.
# Does f.
# yes
