print(divmod(7, -2), pow(2, 10, 1000), pow(3, -1, 7), round(2.5), round(1234, -2), round(2.675, 2), abs(-3))
try:
    pow(2, -1, 4)
except ValueError as e:
    print(e)
