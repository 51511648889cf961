x = "outer"
print([x for x in range(2)], x)
print([lambda: x for x in [5]][0]())
