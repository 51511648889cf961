print((258).to_bytes(2), (258).to_bytes(4, "little"), (-2).to_bytes(2, signed=True), (0).to_bytes(0))
for f in (lambda: (256).to_bytes(1), lambda: (-1).to_bytes(1), lambda: (1).to_bytes(-1), lambda: (1).to_bytes(1, "x")):
    try:
        f()
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
