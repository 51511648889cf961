# A `@builtin` method: gateways take Python-level objects, check `self`, convert arguments, wrap the result.
from python.rpython import builtin, pytype, typeof
from lib.core import say
from lib.objects import W_Object, num, say_call, text


@pytype("Counter", base=W_Object)
class W_Counter(W_Object):
    n: int = 10

    @builtin
    def add(self, by: int) -> int:
        self.n += by
        return self.n


def main() -> None:
    f = typeof(W_Counter).method("add")
    c = W_Counter()
    say(f.arities() + " " + f.name)
    say_call(f, [c, num(5)])
    say_call(f, [num(1), num(5)])
    say_call(f, [c, text("x")])

# prints:
# 2 add
# 15
# v: 20
# error: 'add' needs a 'Counter', not 'int'
# v error: 'add' needs a 'Counter', not 'int'
# error: add() argument 'by' must be int, not str
# v error: add() argument 'by' must be int, not str
