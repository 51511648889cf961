print(b"a" + b"b", b"a" + bytearray(b"b"), bytearray(b"a") + b"b", b"ab" * 2)
for f in (lambda: b"a" + "b", lambda: b"a" + 1, lambda: b"a".join(["x"]), lambda: b"a".split(1), lambda: b"a".startswith("a")):
    try:
        f()
    except TypeError as e:
        print(e)
