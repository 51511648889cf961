class D(dict):
    pass
d = D(a=1); d.attr = 5
print(d, type(d).__name__, type(d.copy()).__name__, type(d | {}).__name__, d.attr, d == {"a": 1})
