print(float("1.5"), float(" -2e3 "), float("1_0.5"), float("Infinity"), float("-nan"), float(".5"), float("5."), float(b"2.5"))
