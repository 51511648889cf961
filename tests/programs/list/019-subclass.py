class L(list):
    pass
l = L([1, 2]); l.tag = "t"
print(l, l.tag, type(l[:]).__name__, type(l + [3]).__name__, l == [1, 2], isinstance(l, list))
