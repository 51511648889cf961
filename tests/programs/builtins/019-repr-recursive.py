x = [1]
x.append(x)
d = {}
d["d"] = d
print(x, d)
