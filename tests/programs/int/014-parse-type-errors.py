for f in (lambda: int([]), lambda: int(None), lambda: int(5, 10), lambda: int(base=10)):
    try:
        f()
    except TypeError as e:
        print(e)
