"""math: functions of several numbers: sums, products, norms."""

from python.externs import big_shl, big_to_f64, big_truediv
from python.interpreter.errors import overflow_error, value_error
from python.interpreter.iteration import iterate, unpack_iterable
from python.interpreter.operation import add, mul
from python.objects.base import W_Object
from python.objects.float_ import W_Float, float_of
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.int_ops import int_add, int_lshift, int_mul
from python.rlib.doublelength import TripleSum, fast_two_sum, two_product, two_sum
from python.rlib.list import List
from python.rpython import Final, arr, builtin_function, fabs, float_bits, float_from_bits, fsqrt, is_inf, is_nan, typeof, ushr

MODULE: Final = "math"
INFINITY: Final = 1e999
LEAST_NORMAL: Final = 2.2250738585072014e-308
ONE: Final = W_Int(1)


# Norms.


def exponent_of(x: float) -> int:
    """e with 2**(e - 1) <= x < 2**e, for a normal x."""
    return (ushr(float_bits(x), 52) & 0x7FF) - 1022


def power_of_two(e: int) -> float:
    """2.0 ** e for an exponent of a normal number."""
    return float_from_bits((e + 1023) << 52)


def norm(xs: arr[float], largest: float, has_nan: bool) -> float:
    """The root of the sum of squares of non-negative numbers, correct to nearly the last bit: the squares and sums keep
    what rounding lost, and a step of Newton's method uses it."""
    if is_inf(largest):
        return largest
    if has_nan:
        return INFINITY - INFINITY
    if largest == 0.0 or len(xs) <= 1:
        return largest
    if largest < LEAST_NORMAL:
        for i in range(len(xs)):
            xs[i] = xs[i] / LEAST_NORMAL
        return LEAST_NORMAL * norm(xs, largest / LEAST_NORMAL, False)
    e = exponent_of(largest)
    down = power_of_two(-e) if e <= 1022 else power_of_two(-1022) * (0.5 if e == 1023 else 0.25)
    total = 1.0
    lost1 = 0.0
    lost2 = 0.0
    for x in xs:
        scaled = x * down
        square, error = two_product(scaled, scaled)
        total, sum_error = fast_two_sum(total, square)
        lost1 += error
        lost2 += sum_error
    h = fsqrt(total - 1.0 + (lost1 + lost2))
    square, error = two_product(-h, h)
    total, sum_error = fast_two_sum(total, square)
    lost1 += error
    lost2 += sum_error
    rest = total - 1.0 + (lost1 + lost2)
    h += rest / (2.0 * h)
    return h / down


def norm_of(xs: arr[float]) -> float:
    largest = 0.0
    has_nan = False
    for i in range(len(xs)):
        x = fabs(xs[i])
        xs[i] = x
        if is_nan(x):
            has_nan = True
        elif x > largest:
            largest = x
    return norm(xs, largest, has_nan)


@builtin_function
def hypot(*coordinates: arr[W_Object]) -> float:
    """Multidimensional Euclidean distance from the origin to a point.

    Roughly equivalent to:
        sqrt(sum(x**2 for x in coordinates))

    For a two dimensional point (x, y), gives the hypotenuse
    using the Pythagorean theorem:  sqrt(x*x + y*y).

    For example, the hypotenuse of a 3/4/5 right triangle is:

        >>> hypot(3.0, 4.0)
        5.0"""
    xs = arr[float](len(coordinates))
    for i in range(len(xs)):
        xs[i] = float_of(coordinates[i])
    return norm_of(xs)


@builtin_function
def dist(p: W_Object, q: W_Object, /) -> float:
    """Return the Euclidean distance between two points p and q.

    The points should be specified as sequences (or iterables) of
    coordinates.  Both inputs must have the same dimension.

    Roughly equivalent to:
        sqrt(sum((px - qx) ** 2.0 for px, qx in zip(p, q)))"""
    ps = unpack_iterable(p)
    qs = unpack_iterable(q)
    if len(ps) != len(qs):
        raise value_error("both points must have the same number of dimensions")
    xs = arr[float](len(ps))
    for i in range(len(xs)):
        xs[i] = float_of(ps[i]) - float_of(qs[i])
    return norm_of(xs)


# Sums and products.


class ExactSum:
    """Floats whose sum is exact: none overlaps another, the largest last."""

    partials: List[float]
    special: float  # sum of infinities and nans
    infinities: float

    def __init__(self) -> None:
        self.partials = List[float]()
        self.special = 0.0
        self.infinities = 0.0

    def add(self, value: float) -> None:
        x = value
        kept = 0
        partials = self.partials
        for i in range(partials.length):
            high, low = two_sum(x, partials[i])
            if low != 0.0 and not is_nan(low):
                partials[kept] = low
                kept += 1
            x = high
        partials.truncate(kept)
        if x == 0.0:
            return
        if not is_inf(x) and not is_nan(x):
            partials.append(x)
            return
        if not is_inf(value) and not is_nan(value):
            raise overflow_error("intermediate overflow in fsum")
        if is_inf(value):
            self.infinities += value
        self.special += value
        partials.clear()

    def result(self) -> float:
        if self.special != 0.0:
            if is_nan(self.infinities):
                raise value_error("-inf + inf in fsum")
            return self.special
        partials = self.partials
        n = partials.length
        if n == 0:
            return 0.0
        n -= 1
        high = partials[n]
        low = 0.0
        while n > 0:
            n -= 1
            x = high
            y = partials[n]
            high = x + y
            low = y - (high - x)
            if low != 0.0:
                break
        # Half-way cases round by what is still below.
        if n > 0 and ((low < 0.0 and partials[n - 1] < 0.0) or (low > 0.0 and partials[n - 1] > 0.0)):
            y = low * 2.0
            x = high + y
            if y == x - high:
                high = x
        return high


@builtin_function
def fsum(seq: W_Object, /) -> float:
    """Return an accurate floating-point sum of values in the iterable seq.

    Assumes IEEE-754 floating-point arithmetic."""
    total = ExactSum()
    w_iter = iterate(seq)
    while True:
        w_item = w_iter.iter_next()
        if w_item is None:
            return total.result()
        total.add(float_of(w_item))


@builtin_function
def prod(iterable: W_Object, /, *, start: W_Object = ONE) -> W_Object:
    """Calculate the product of all the elements in the input iterable.

    The default start value for the product is 1.

    When the iterable is empty, return the start value.  This function is
    intended specifically for use with numeric values and may reject
    non-numeric types."""
    w_result = start
    w_iter = iterate(iterable)
    while True:
        w_item = w_iter.iter_next()
        if w_item is None:
            return w_result
        w_result = mul(w_result, w_item)


class DotProduct:
    """Integers and floats are summed apart as long as both stay what they are; the rest is added up in order."""

    w_total: W_Object
    w_int: W_AbstractInt
    floats: TripleSum
    has_ints: bool
    has_floats: bool

    def __init__(self) -> None:
        self.w_total = W_Int(0)
        self.w_int = W_Int(0)
        self.floats = TripleSum()
        self.has_ints = False
        self.has_floats = False

    def add_pair(self, w_p: W_Object, w_q: W_Object) -> None:
        if isinstance(w_p, W_AbstractInt) and isinstance(w_q, W_AbstractInt) and is_plain_int(w_p) and is_plain_int(w_q):
            if self.has_floats:
                self.flush()
            self.has_ints = True
            self.w_int = int_add(self.w_int, int_mul(w_p, w_q))
            return
        if is_plain_number(w_p) and is_plain_number(w_q):
            x = float_of(w_p)
            y = float_of(w_q)
            product = x * y
            if not is_inf(product) and not is_nan(product) and fabs(x) < 1e290 and fabs(y) < 1e290:
                if self.has_ints:
                    self.flush()
                self.has_floats = True
                self.floats.add_product(x, y)
                return
        self.flush()
        self.w_total = add(self.w_total, mul(w_p, w_q))

    def flush(self) -> None:
        if self.has_ints:
            self.w_total = add(self.w_total, self.w_int)
            self.w_int = W_Int(0)
            self.has_ints = False
        if self.has_floats:
            self.w_total = add(self.w_total, W_Float(self.floats.value()))
            self.floats = TripleSum()
            self.has_floats = False


def is_plain_int(w_obj: W_Object) -> bool:
    return w_obj.gettypeobject() is typeof(W_AbstractInt)


def is_plain_number(w_obj: W_Object) -> bool:
    return isinstance(w_obj, W_Float) and w_obj.is_exact() or is_plain_int(w_obj)


@builtin_function
def sumprod(p: W_Object, q: W_Object, /) -> W_Object:
    """Return the sum of products of values from two iterables p and q.

    Roughly equivalent to:

        sum(map(operator.mul, p, q, strict=True))

    For float and mixed int/float inputs, the intermediate products
    and sums are computed with extended precision."""
    w_ps = iterate(p)
    w_qs = iterate(q)
    total = DotProduct()
    while True:
        w_p = w_ps.iter_next()
        w_q = w_qs.iter_next()
        if w_p is None or w_q is None:
            if w_p is not None or w_q is not None:
                raise value_error("Inputs are not the same length")
            total.flush()
            return total.w_total
        total.add_pair(w_p, w_q)


# Fused multiply-add.


def significand(x: float) -> tuple[int, int]:
    """m, e with x == m * 2**e, for a finite x."""
    bits = float_bits(x)
    e = ushr(bits, 52) & 0x7FF
    m = bits & ((1 << 52) - 1)
    if e == 0:
        e = 1
    else:
        m = m | 1 << 52
    return -m if bits < 0 else m, e - 1075


def exact_fma(x: float, y: float, z: float) -> float:
    """Of finite numbers: the exact value as an integer and a power of two, rounded once."""
    mx, ex = significand(x)
    my, ey = significand(y)
    mz, ez = significand(z)
    e = min(ex + ey, ez)
    w_product = int_lshift(int_mul(W_Int(mx), W_Int(my)), W_Int(ex + ey - e))
    w_sum = int_add(w_product, int_lshift(W_Int(mz), W_Int(ez - e)))
    if w_sum.sign() == 0:
        return x * y + z
    if e >= 0:
        return big_to_f64(big_shl(w_sum.digits(), e))
    return big_truediv(w_sum.digits(), int_lshift(ONE, W_Int(-e)).digits())


@builtin_function
def fma(x: float, y: float, z: float, /) -> float:
    """Fused multiply-add operation.

    Compute (x * y) + z with a single round."""
    if is_nan(x) or is_nan(y) or is_nan(z) or is_inf(x) or is_inf(y) or is_inf(z):
        special = x * y + z if is_inf(x) or is_inf(y) or is_nan(x) or is_nan(y) else z
        if is_nan(special) and not is_nan(x) and not is_nan(y) and not is_nan(z):
            raise value_error("invalid operation in fma")
        return special
    result = exact_fma(x, y, z)
    if is_inf(result):
        raise overflow_error("overflow in fma")
    return result
