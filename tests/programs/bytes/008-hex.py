print(b"\x01\xab".hex(), b"\x01\x02\x03".hex(":"), b"\x01\x02\x03".hex(":", 2), b"\x01\x02\x03".hex("-", -2), bytes.fromhex("01 aB"))
for s in ("0", "zz", "1 2"):
    try:
        bytes.fromhex(s)
    except ValueError as e:
        print(e)
