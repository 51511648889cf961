t = (1,)
for f in (lambda: t[5], lambda: t + [1], lambda: t["a"], lambda: t.index(9), lambda: t.__setitem__, lambda: hash(([],))):
    try:
        f()
    except (IndexError, TypeError, ValueError, AttributeError) as e:
        print(type(e).__name__, e)
