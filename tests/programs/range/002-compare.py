print(range(0) == range(5, 5), range(0, 3, 2) == range(0, 4, 2), hash(range(3)) == hash(range(0, 3)), range(3) == [0, 1, 2], range(1, 2) != range(1, 3))
