a, *b, c = (1, 2, 3, 4); print(a, b, c)
for f in (lambda: exec("a, b = (1,)"), lambda: exec("a, b = (1, 2, 3)"), lambda: exec("a, b = 5")):
    try:
        f()
    except (ValueError, TypeError) as e:
        print(e)
