d = {"a": 1}
print(d.get("a"), d.get("x"), d.get("x", 5), d.setdefault("y", 7), d.setdefault("a", 9), d.pop("y"), d.pop("y", None), d)
try:
    d.pop("zz")
except KeyError as e:
    print(e)
