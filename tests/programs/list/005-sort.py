a = [3, 1, 2]; a.sort(); print(a)
b = ["b", "A", "c"]; b.sort(key=str.lower, reverse=True); print(b)
print(sorted([2.5, 1, 3.0]), sorted("hello"), sorted([(1, "b"), (1, "a")]), sorted([3, 1, 2], key=lambda x: -x))
