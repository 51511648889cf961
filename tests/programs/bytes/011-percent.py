print(b"%d %s %x %c %a" % (1, b"x", 255, 65, "é"), b"%5.1f|%-4d|" % (2.55, 3))
for t, a in ((b"%s", "x"), (b"%d", b"x"), (b"%c", 256), (b"%s %s", b"a")):
    try:
        t % a
    except (TypeError, OverflowError) as e:
        print(type(e).__name__, e)
