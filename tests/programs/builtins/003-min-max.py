print(min(3, 1, 2), max("abc"), min([], default=0), max([1, -5], key=abs))
for f in (lambda: min([]), lambda: max(3), lambda: min(1, "a"), lambda: max()):
    try:
        f()
    except (ValueError, TypeError) as e:
        print(e)
