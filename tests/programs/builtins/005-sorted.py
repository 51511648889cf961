print(sorted([3, 1, 2], reverse=True), sorted("bA", key=str.lower), sorted({2: 1, 1: 2}))
try:
    sorted([1, "a"])
except TypeError as e:
    print(e)
