print((lambda: 1)(), (lambda x, *y, z=3: (x, y, z))(1, 2))
print((lambda: 0).__name__)
