import ast

SOURCE = r"""
x = 1
def f(a, b: int = 2, /, c=3, *args: str, d, e=5, **kw) -> int:
    'doc'
    return a + b * -c ** 2
@dec
@dec2(1, x=2, *y, **z)
async def g[T: int = str, *U, **P](): 
    async with a as b, c: await d
    async for i in j: yield i
    else: pass
class C(A, metaclass=M): x: int = 3; (y): int; z.w: str
if a: pass
elif b: 1
elif c: 2
else: 3
for i, j in k: break
while not x: continue
try: 1
except A as e: 2
except (B, C): 3
else: 4
finally: 5
try: pass
except* E: pass
with open(a) as f, (b): pass
import a.b as c, d
from . import x
from ..y import (z as w, q)
global gg
lambda x, *y, z=1: x
[i for i in j if i if k for l in m]; {a: b for a in b}; {1, *x}; (i for i in j); f(i for i in j); f((i for i in j)); f(i for i in j)(2)
{**a, 'b': 1}
a[1:2, ::3]; a[...]; a.b.c = d; del a, b[0]; x += 1; a = b = c
(yield); assert x, 'm'; raise X from Y
f'a{b!r:>{w}}c{d=}{{e}}' 'tail'; f''; f'{x}' f"{y:%Y}"
t'a{b!r}c{ d }'
'a' 'b'; b'x' b'y'; u'q'; 1.5; 2j; 10**100; 0xFF; True; None; 123456789012345678901234567890
a < b <= c != d is not e not in f; a and b or not c; x if y else z; (a := 1); a @ b // c
match x:
    case 1 | 'a': pass
    case [a, *b, _]: pass
    case {'k': v, **rest}: pass
    case P(1, y=2) as z if z: pass
    case None: pass
    case a.b: pass
    case -1 + 2j: pass
    case (1, 2): pass
type X[T] = list[T]
nonlocal_ = "é" + é
é = ("multi"
  "line")
print(*a, b=1, **c)
x = (1,); y = (); z = 1, 2
def h():
    nonlocal q
    return
@a.b
class D: 
    @property
    def m(self): return (yield from x)
"""
print(ast.dump(ast.parse(SOURCE), include_attributes=True, indent=1))
