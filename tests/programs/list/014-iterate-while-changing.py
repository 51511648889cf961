a = [1, 2, 3]
for x in a:
    if x < 3 and len(a) < 6:
        a.append(x + 10)
print(a)
