"""A calculator with exact fractions: operator overloading, exceptions and pattern matching."""


class Fraction:
    def __init__(self, top, bottom=1):
        if bottom == 0:
            raise ZeroDivisionError(f"{top}/0")
        a, b = abs(top), abs(bottom)
        while b:
            a, b = b, a % b
        sign = -1 if (top < 0) != (bottom < 0) else 1
        self.top, self.bottom = sign * abs(top) // a, abs(bottom) // a

    def __add__(self, other):
        return Fraction(self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom)

    def __sub__(self, other):
        return self + Fraction(-other.top, other.bottom)

    def __mul__(self, other):
        return Fraction(self.top * other.top, self.bottom * other.bottom)

    def __truediv__(self, other):
        return Fraction(self.top * other.bottom, self.bottom * other.top)

    def __repr__(self):
        return f"{self.top}" if self.bottom == 1 else f"{self.top}/{self.bottom}"


def evaluate(tree):
    match tree:
        case int(n):
            return Fraction(n)
        case ("+", a, b):
            return evaluate(a) + evaluate(b)
        case ("-", a, b):
            return evaluate(a) - evaluate(b)
        case ("*", a, b):
            return evaluate(a) * evaluate(b)
        case ("/", a, b):
            return evaluate(a) / evaluate(b)
        case _:
            raise ValueError(f"what is {tree!r}?")


for tree in [("+", ("/", 1, 3), ("/", 1, 6)), ("*", 12345678901234567890, ("/", 2, 9)), ("/", 1, ("-", 2, 2)), "x"]:
    try:
        print(tree, "=", evaluate(tree))
    except (ZeroDivisionError, ValueError) as error:
        print(tree, "->", type(error).__name__, error)
