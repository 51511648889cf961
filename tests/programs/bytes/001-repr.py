print(b"abc", b"a'b", b'"\'', bytes(range(5)), b"\x7f\xff\n\t\\", bytearray(b"xy"))
