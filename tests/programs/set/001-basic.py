s = {3, 1, 2}; s.add(3); s.discard(9); s.remove(1)
print(len(s), 3 in s, sorted(s), set(), frozenset(), frozenset([1]), {1} | {2} == {1, 2})
try:
    s.remove(42)
except KeyError as e:
    print(repr(e))
