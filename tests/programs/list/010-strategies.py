a = [1, 2]; a.append(2.5); a.append("x"); a[0] = None; print(a)
b = [1.5]; b.append(1); print(b, [type(x).__name__ for x in b])
c = [1, 2, 3]; c[1] = 2**70; print(c)
d = [1, True]; print(d)
