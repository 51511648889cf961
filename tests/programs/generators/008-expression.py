it = (x * 2 for x in [1, 2, 3] if x != 2)
print(next(it), list(it), list(it))
print(sum(x for x in range(5)), max((x % 3 for x in range(9))))
