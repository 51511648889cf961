print(round(15, -1), round(25, -1), round(-15, -1), round(1234567, -3), round(5), round(5, 2), round(10**30 + 5, -1))
