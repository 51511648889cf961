r = range(10**20, 10**20 + 5); print(list(r), len(r), r[2], 10**20 + 3 in r, r[::-1], r.index(10**20 + 1))
try:
    len(range(10**20))
except OverflowError as e:
    print(e)
