print(dict(), dict(a=1), dict([("k", "v")]), dict({"x": 1}, y=2), dict(zip("ab", [1, 2])))
class M:
    def keys(self): return ["p", "q"]
    def __getitem__(self, k): return k.upper()
print(dict(M()))
