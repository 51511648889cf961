print("aaa".replace("a", "b", 2), "abc".replace("", "-"), "abc".replace("b", ""), "aXbX".replace("X", "é"), "abc".replace("c", "d", count=1))
