for f in (lambda: complex([]), lambda: complex("1", 2), lambda: complex(1, "2"), lambda: 1j < 2, lambda: 1j // 1, lambda: 1j / 0, lambda: 0j ** -1, lambda: int(1j)):
    try:
        f()
    except (TypeError, ZeroDivisionError) as e:
        print(type(e).__name__, e)
