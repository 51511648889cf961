import math

print(math.gcd(-4, 6, 10), math.lcm(4, 6), math.gcd(), math.isqrt(10**40), math.factorial(25))
print(math.comb(50, 20), math.perm(10, 3), math.comb(2**70, 3), math.comb(2, 3))
for f in (lambda: math.factorial(-1), lambda: math.factorial(2.0), lambda: math.comb(-1, 2), lambda: math.isqrt(-1), lambda: math.perm(2**70)):
    try:
        f()
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e).__name__, e)
