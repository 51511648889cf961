d = {"a": 1, "b": 2}; k = d.keys(); d["c"] = 3
print(k, d.values(), d.items(), len(k), "a" in k, ("a", 1) in d.items(), k & {"a", "z"}, sorted(k | {"q"}), sorted(k - {"a"}), sorted(k ^ {"a", "z"}), k == {"a", "b", "c"}, k.isdisjoint("xy"))
