def operators(a, b):
    a @ b, a // 3, a << 2, a ** 2, -a, +a, ~a, not a
    a += 1
    a -= b
    a |= 2
    a < b < 3
    a is None, a is not b, a in (1, 2), a not in {1, 2}
    return a and b or 5
def folded():
    return 1 + 2 * 3, "a" "b" + "c", -5, (1, 2), 2 ** 200, not 0, 1 + 2j
def conditions(a, b):
    if a < 3 and not b: return 1
    if a is None or a == b: return 2
    if not (a in b): return 3
    return 4 if a else 5
