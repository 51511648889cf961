d = dict.fromkeys("abc", 0); print(d, list(reversed(d.keys())), list(reversed(d.values())), list(reversed(d.items())), dict.fromkeys([1]))
