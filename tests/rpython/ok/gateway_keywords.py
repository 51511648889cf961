# Parameters are matched by name; `/` and `*` are Python's.
from python.rpython import builtin, pytype, typeof
from lib.core import say
from lib.objects import W_Object, num, say_kw


@pytype("Keywords", base=W_Object)
class W_Keywords(W_Object):
    @builtin
    def f(self, a: int, /, b: int, *, c: int = 3, d: int) -> int:
        return a * 1000 + b * 100 + c * 10 + d


def main() -> None:
    f = typeof(W_Keywords).method("f")
    w = W_Keywords()
    say(f"{f.sig.n_posonly} {f.sig.n_pos} {f.sig.n_kwonly} {f.sig.n_required} {f.arities()}")
    say_kw(f, [w, num(1), num(2)], ["d"], [num(4)])
    say_kw(f, [w, num(1)], ["d", "b", "c"], [num(4), num(2), num(9)])
    say_kw(f, [w, num(1)], ["b"], [num(2)])
    say_kw(f, [w], ["a", "b", "d"], [num(1), num(2), num(3)])

# prints:
# 2 3 2 3
# 1234
# 1294
# error: missing d
# error: no parameter a
