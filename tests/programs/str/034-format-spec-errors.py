for v, s in ((5, "q"), (5, ".2"), (5, "s"), ("a", "d"), ("a", "="), ("a", "+"), ("a", ","), (1.5, "x"), (5, ",x"), (5, ",_"), (5, "5!!"), (5, ".")):
    try:
        format(v, s)
    except ValueError as e:
        print(e)
