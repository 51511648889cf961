# `@getset` makes an attribute; `@setter` makes it writable.
from python.rpython import builtin, getset, pytype, setter, typeof
from lib.core import Error, flag, say
from lib.objects import W_Object, num, text


@pytype("Attrs", base=W_Object)
class W_Attrs(W_Object):
    n: int = 3

    @getset
    def size(self) -> int:
        """How large."""
        return self.n

    @setter("size")
    def set_size(self, value: int) -> None:
        self.n = value

    @getset("__name__")
    def get_name(self) -> str:
        return "attrs"


def main() -> None:
    w = W_Attrs()
    size = typeof(W_Attrs).attribute("size")
    get = size.get
    say(get(w).show())
    set = size.set
    if set is not None:
        set(w, num(8))
        say(get(w).show())
        try:
            set(w, text("eight"))
        except Error as e:
            say(e.text)
    try:
        get(num(1))
    except Error as e:
        say(e.text)
    doc = size.doc
    if doc is not None:
        say(doc)
    name = typeof(W_Attrs).attribute("__name__")
    get_name = name.get
    say(f"{get_name(w).show()} {flag(name.set is None)} {flag(name.doc is None)}")

# prints:
# 3
# 8
# size() argument 'value' must be int, not str
# 'size' needs a 'Attrs', not 'int'
# How large.
# 'attrs' yes yes
