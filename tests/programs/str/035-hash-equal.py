a = "".join(["ab", "c"])
print(hash(a) == hash("abc"), hash("") == 0, {a: 1}["abc"], a is not None)
