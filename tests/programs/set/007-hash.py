print(hash(frozenset()), hash(frozenset([1, 2, 3])), hash(frozenset([(1, 2), 0.5])))
