print("a,b,c".rsplit(",", 1), " a b c ".rsplit(None, 1), "abc".rsplit("x"), "a b c".rsplit(maxsplit=1))
