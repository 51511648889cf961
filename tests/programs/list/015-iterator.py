it = iter([1, 2]); print(next(it), it.__length_hint__(), next(it), next(it, "end")); a = [1, 2, 3]; print(list(reversed(a)))
