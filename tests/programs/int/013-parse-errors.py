for args in [("x",), ("",), ("1__0",), ("_1",), ("12", 1), ("2", 2), ("010", 0), ("0x", 16)]:
    try:
        int(*args)
    except ValueError as e:
        print(e)
