print([x for x in range(20) if x % 2 if x % 3 == 0])
print([x if x else "zero" for x in range(2)])
