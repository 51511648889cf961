print({x % 3 for x in range(9)}, {k: v for k, v in zip("ab", (1, 2))})
print({**{"a": 1}, **{"b": 2}}, [*range(2), *"ab"], {*[1], *[2]}, (*[1], 2))
