a = [3, 1, 2]
a.append(4); a.insert(0, 9); a.extend((5, 6))
print(a, len(a), a.pop(), a.pop(0), a, a.index(2), a.count(1), 3 in a)
