import math

print(math.hypot(3.0, 4.0), math.hypot(1e-310, 3e-310), math.hypot(1.7e308, 1e308), math.dist([1, 2], (3, 4)))
print(math.fsum([0.1] * 10), math.fsum([1e100, 1.0, -1e100]), math.sumprod([10, 2.5], [1, 2]), math.prod([1, 2, 3.0], start=2))
print(math.fma(0.1, 10, -1), math.sumprod([0.1] * 10, [1] * 10))
for f in (lambda: math.fsum([1e308, 1e308]), lambda: math.dist([1], [1, 2]), lambda: math.sumprod([1, 2], [3]), lambda: math.fma(1e308, 10, 0)):
    try:
        f()
    except (ValueError, OverflowError) as e:
        print(type(e).__name__, e)
