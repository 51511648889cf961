print(hash(1j), hash(2 + 0j) == hash(2), hash(1 + 2j), hash(1.5 - 0.5j))
