a = [1, 2]; b = a.copy(); b.append(3); print(a, b); a.clear(); print(a, a == [], bool(a)); a.reverse(); print(a)
