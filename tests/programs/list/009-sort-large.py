import random
r = random.Random(7)
a = [r.randrange(1000) for _ in range(3000)]
b = sorted(a)
print(all(b[i] <= b[i + 1] for i in range(2999)), sum(a) == sum(b), sorted(b, reverse=True) == b[::-1])
