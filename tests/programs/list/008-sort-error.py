try:
    [1, "a", 2].sort()
except TypeError as e:
    print(e)
