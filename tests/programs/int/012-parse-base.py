print(int("ff", 16), int("0xff", 16), int("0b101", 0), int("z", 36), int("0o17", 0), int("1" * 40, 2))
