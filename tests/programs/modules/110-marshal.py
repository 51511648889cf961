import marshal

for v in (None, True, 3, 2**40, -(2**70), 1.5, 1 + 2j, "abc", "é", b"x", (1, 2), [1, [2]], {1: "a"}, {1, 2}, ..., slice(1, 2)):
    data = marshal.dumps(v)
    print(marshal.loads(data) == v, marshal.loads(data))
for bad in (b"", b"(\x01\0\0\0", b"?"):
    try:
        marshal.loads(bad)
    except (EOFError, ValueError) as e:
        print(type(e).__name__, e)
