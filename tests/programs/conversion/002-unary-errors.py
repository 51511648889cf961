for f in (lambda: -"a", lambda: +[], lambda: ~1.5, lambda: abs("x"), lambda: [] < (), lambda: {} + {}, lambda: len(5), lambda: iter(5), lambda: 5[0], lambda: next([])):
    try:
        f()
    except TypeError as e:
        print(e)
