d = {"a": 1}; d[1] = 2; d[(1,)] = 3; print(d, d["a"], d[1])
class S(str):
    pass
print(d[S("a")], {"a": 5}[S("a")], S("q") in {"a": 1})
