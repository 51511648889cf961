for s in ("", "x", "1..2", "1e", "_1", "1_", b"q", "0x1"):
    try:
        float(s)
    except ValueError as e:
        print(e)
