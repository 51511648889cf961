print(int.from_bytes(b"\x01\x02"), int.from_bytes(b"\xff\xfe", "little", signed=True), int.from_bytes([1, 0, 0, 0, 0, 0, 0, 0, 0]))
