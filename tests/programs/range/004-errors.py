for f in (lambda: range(0, 1, 0), lambda: range("a"), lambda: range(3)[5], lambda: range(3)["x"], lambda: range(3).index(9), lambda: range()):
    try:
        f()
    except (ValueError, TypeError, IndexError) as e:
        print(type(e).__name__, e)
