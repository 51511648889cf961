print(1, "a", sep="-", end="!\n")
print(*[1, 2], sep="")
print()
try:
    print(1, sep=3)
except TypeError as e:
    print(e)
