print(str(), str(5), str(b"caf\xc3\xa9", "utf-8"), str(b"\xff", errors="replace"), str(object=1.5))
for f in (lambda: str("a", "utf-8"), lambda: str(5, "utf-8"), lambda: str(b"\xff", "ascii")):
    try:
        f()
    except (TypeError, UnicodeDecodeError) as e:
        print(type(e).__name__, e)
