a, b = 1, 2
a, b = b, a
print(a, b)
first, *rest = "hello"
print(first, rest)
*init, last = range(4)
print(init, last)
x, (y, *z) = 1, (2, 3, 4)
print(x, y, z)
