print(ValueError(1, 2).args, ValueError(), ValueError(1), ValueError(1, 2))
print(repr(ValueError("a")), repr(ValueError()), repr(ValueError(1, "x")))
