for t, a in (("%s %s", 1), ("%s", (1, 2)), ("%d", "x"), ("%x", 1.5), ("%c", "ab"), ("%y", 1), ("%", 1), ("%(a)s", 1), ("%c", 0x110000)):
    try:
        t % a
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
