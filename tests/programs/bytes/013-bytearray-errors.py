a = bytearray(b"abc")
for f in (lambda: a.append(256), lambda: a.__setitem__(0, 300), lambda: a.__setitem__(9, 1), lambda: a.remove(1), lambda: bytearray().pop(), lambda: a.append("x"), lambda: hash(a)):
    try:
        f()
    except (ValueError, IndexError, TypeError) as e:
        print(type(e).__name__, e)
