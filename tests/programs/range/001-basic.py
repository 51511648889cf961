print(range(5), range(1, 10, 2), list(range(5, 0, -2)), len(range(0, 10, 3)), range(10)[3], range(10)[-1], range(10)[2:8:2], 4 in range(0, 10, 2), 5 in range(0, 10, 2))
