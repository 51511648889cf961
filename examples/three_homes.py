"""One program for all three homes. Run it natively, on the JVM and on .NET; the output is the same to the last digit:

    kaa examples/three_homes.py
    kaac examples/three_homes.py --target jvm -o three.jar && java -jar three.jar
    kaac examples/three_homes.py --target clr -o three.exe && mono three.exe
"""

import math


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found if p * p <= n):
            found.append(n)
            yield n
        n += 1


def digits_of_e(count):
    """The digits of e, from a continued sum in exact integers."""
    scale = 10 ** (count + 10)
    total = term = scale
    n = 1
    while term:
        term //= n
        total += term
        n += 1
    text = str(total // 10**10)
    return text[0] + "." + text[1:]


first = [p for p, _ in zip(primes(), range(15))]
print("primes", *first)
print("e     ", digits_of_e(60))
print("float ", 4 * math.atan(1), 0.1 + 0.2, 1e23, 2**0.5)
print("text  ", "ÄÖÜ ß".lower(), "日本語"[::-1], sorted("kaa runs everywhere".split(), key=len))
print("hash  ", hash((1, 2.5, None, "x")) == hash((1, 2.5, None, "x")), {1: "one"} | {2: "two"})
