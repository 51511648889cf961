print(int("42"), int("  -17 "), int("1_000"), int("+5"), int("٣٤"))
