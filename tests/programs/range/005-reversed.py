print(list(reversed(range(5))), list(reversed(range(1, 10, 3))), range(5).count(3), range(3).start, range(3).stop, range(3).step, bool(range(0)), 2.0 in range(5))
