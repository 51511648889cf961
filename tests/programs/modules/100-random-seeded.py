import _random

r = _random.Random(42)
print([r.random() for _ in range(3)])
print(r.getrandbits(5), r.getrandbits(64), r.getrandbits(100))
r.seed(-(2**100))
print(r.random())
r.seed(1.5)
print(r.random())
