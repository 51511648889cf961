print(1 << 100, (1 << 100) >> 98, -5 >> 1, -1 >> 1000, 0 << 10**6)
try:
    1 << -1
except ValueError as e:
    print(e)
