a = [1, 2, 3]
for f in (lambda: a.__setitem__(slice(None, None, 2), [1]), lambda: a[::0], lambda: a.__setitem__(slice(0, 1), 5), lambda: a["x"], lambda: a[3], lambda: a.__setitem__(3, 0)):
    try:
        f()
    except (ValueError, TypeError, IndexError) as e:
        print(type(e).__name__, e)
