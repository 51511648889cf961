"""Sums and products of floats with what rounding lost: pairs and triples of floats whose exact sum is meant."""

from python.rpython import Final

SPLITTER: Final = 134217729.0  # 2**27 + 1


def two_sum(a: float, b: float) -> tuple[float, float]:
    """a + b and its error."""
    high = a + b
    part = high - a
    return high, (a - (high - part)) + (b - part)


def fast_two_sum(a: float, b: float) -> tuple[float, float]:
    """As two_sum where a is not smaller in magnitude."""
    high = a + b
    return high, (a - high) + b


def two_product(a: float, b: float) -> tuple[float, float]:
    """a * b and its error, unless something overflows."""
    high = a * b
    t = SPLITTER * a
    a_high = t - (t - a)
    a_low = a - a_high
    t = SPLITTER * b
    b_high = t - (t - b)
    b_low = b - b_high
    return high, a_low * b_low - (((high - a_high * b_high) - a_low * b_high) - a_high * b_low)


class TripleSum:
    """A running sum of products."""

    high: float
    low: float
    tiny: float

    def __init__(self) -> None:
        self.high = 0.0
        self.low = 0.0
        self.tiny = 0.0

    def add_product(self, x: float, y: float) -> None:
        product, product_error = two_product(x, y)
        high, high_error = two_sum(self.high, product)
        low, low_error = two_sum(self.low, product_error)
        middle, middle_error = two_sum(low, high_error)
        self.high = high
        self.low = middle
        self.tiny = self.tiny + low_error + middle_error

    def value(self) -> float:
        low, low_error = two_sum(self.low, self.tiny)
        high, high_error = two_sum(self.high, low)
        return high + (high_error + low_error)
