print(bytes(), bytes(3), bytes([65, 66]), bytes("é", "utf-8"), bytes(b"a"), bytes(bytearray(b"q")))
for f in (lambda: bytes("a"), lambda: bytes([256]), lambda: bytes(-1), lambda: bytes(1.5), lambda: bytes(["a"]), lambda: bytes(1, "x")):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
