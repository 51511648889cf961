d = {}
for k in "banana":
    d[k] = d.get(k, 0) + 1
print(d, max(d, key=d.get), sorted(d.items(), key=lambda kv: (-kv[1], kv[0])))
