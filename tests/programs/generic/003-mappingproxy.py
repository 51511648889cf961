class A:
    x = 1
d = A.__dict__; print(type(d).__name__, d["x"], "x" in d, d.get("y", 2))
try:
    d["x"] = 2
except TypeError as e:
    print(e)
