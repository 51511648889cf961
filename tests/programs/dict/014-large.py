d = {}
for i in range(1000):
    d[i * 7919 % 1009] = i
for i in range(0, 1000, 3):
    del d[i * 7919 % 1009]
print(len(d), sum(d), sum(d.values()), list(d)[:5], 7919 % 1009 in d)
