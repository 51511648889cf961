print(repr("\xa0\xad\u2028\u0378\ue000"), repr("\x1b[0m"))
