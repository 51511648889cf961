for f in (lambda: {1} | [2], lambda: {1} & "a", lambda: {[]}, lambda: {1} < [1], lambda: set(5)):
    try:
        f()
    except TypeError as e:
        print(e)
