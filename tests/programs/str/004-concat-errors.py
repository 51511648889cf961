for f in (lambda: "a" + 1, lambda: 1 + "a", lambda: "a" * 1.5, lambda: "a" * "b", lambda: "a" - "b"):
    try:
        f()
    except TypeError as e:
        print(e)
