def comprehensions(xs, x):
    a = [i * 2 for i in xs if i if i > 1]
    b = {k: v for k, v in xs}
    c = {x for x in xs}
    d = [lambda: j for j in xs]
    e = [[y for y in z] for z in xs for w in z]
    f = [last := n for n in xs]
    return x
names = [n for n in range(3)]
class Scope:
    z = 1
    zs = [z for _ in range(z)]
