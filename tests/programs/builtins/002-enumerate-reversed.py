print(list(enumerate("ab", 5)), list(reversed([1, 2])), list(reversed("ab")))
try:
    reversed({1})
except TypeError as e:
    print(e)
