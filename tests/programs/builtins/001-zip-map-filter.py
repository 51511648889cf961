print(list(zip("ab", [1, 2, 3])), list(map(lambda a, b: a + b, [1, 2], [3, 4])))
print(list(filter(None, [0, 1, "", "a"])), list(filter(str.isdigit, "a1b2")))
try:
    list(zip([1], [1, 2], strict=True))
except ValueError as e:
    print(e)
