a = {1, 2, 3}; b = {2, 3, 4}
print(a & b, sorted(a | b), a - b, sorted(a ^ b), a < b, {2} < a, a >= {1}, a == {3, 2, 1}, a.isdisjoint({9}))
