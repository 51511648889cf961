for f in (lambda: [1][slice("a", None)], lambda: slice(0, 1, 0).indices(5), lambda: slice(1).indices(-1), lambda: slice()):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
