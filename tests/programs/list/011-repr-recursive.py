a = [1]; a.append(a); print(a)
b = {}; b["x"] = [b]; print(b)
