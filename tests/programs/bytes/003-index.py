b = b"hello"; print(b[0], b[-1], b[1:3], b[::-1], list(b), 104 in b, b"ell" in b, len(b))
for f in (lambda: b[9], lambda: b["a"], lambda: 300 in b, lambda: "a" in b):
    try:
        f()
    except (IndexError, TypeError, ValueError) as e:
        print(type(e).__name__, e)
