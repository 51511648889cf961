class V:
    def __init__(self, x):
        self.x = x

    def __repr__(self):
        return f"V({self.x})"

    def __add__(self, o):
        return V(self.x + (o.x if isinstance(o, V) else o))

    def __radd__(self, o):
        return V(o + self.x)

    def __iadd__(self, o):
        self.x += 100
        return self

    def __neg__(self):
        return V(-self.x)

    def __matmul__(self, o):
        return "matmul"

    def __divmod__(self, o):
        return "divmod"

    def __pow__(self, o, m=None):
        return ("pow", m)

    def __invert__(self):
        return "invert"


v = V(1)
print(v + V(2), v + 1, 1 + v, -v, v @ v, divmod(v, 1), v**2, pow(v, 2, 3), ~v)
v += 1
print(v)
try:
    v - 1
except TypeError as e:
    print(e)
