print(pow(3, 100, 7), pow(3, -1, 7), pow(2, 10**30, 1000007), pow(5, 3, -7))
try:
    pow(2, -1, 4)
except ValueError as e:
    print(e)
try:
    pow(2, 3, 0)
except ValueError as e:
    print(e)
