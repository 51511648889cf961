d = {"b": 1, "a": 2}; d["c"] = 3; del d["b"]; d["b"] = 4; d["a"] = 0
print(d, list(d), list(d.values()), list(d.items()), list(reversed(d)))
