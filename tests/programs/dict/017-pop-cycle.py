d = {}
for i in range(100):
    d[i] = i
    if i % 2:
        d.popitem()
print(len(d), list(d)[:4], d.popitem())
for i in range(1000):
    d["x"] = i; del d["x"]
print(len(d))
