f = frozenset([1, 2]); print({f: 1}[frozenset([2, 1])], f | {3} == {1, 2, 3}, type(f | {3}).__name__, type({3} | f).__name__, f.copy() is f, hash(f) == hash(frozenset([2, 1])))
