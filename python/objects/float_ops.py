"""Arithmetic of floats: division, powers, comparison with ints, hash, rounding, ratios."""

from python.externs import (
    big_add, big_cmp, big_from_f64, big_from_i64, big_mod, big_pow, big_shl, big_sub, float_format, float_parse, math_fmod,
    math_pow,
)
from python.interpreter.errors import OperationError, overflow_error, type_error, value_error, zero_division
from python.interpreter.operation import index_w, wrap_bool
from python.interpreter.slots import S_EQ, S_GT, S_LE, S_LT
from python.objects.base import W_Object
from python.objects.complex_ import complex_power
from python.objects.exceptions.base import new_exception
from python.objects.exceptions.hierarchy import w_OverflowError
from python.objects.float_ import W_Float
from python.objects.int_ import W_AbstractInt, W_Int, int_from_digits
from python.objects.int_new import int_of_float
from python.objects.int_ops import round_int
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.tuple_ import new_tuple
from python.rpython import (
    Final, arr, fabs, fceil, fcopysign, ffloor, float_bits, frint, ftrunc, i32, identity_hash, is_inf, is_nan, u8, ushr,
    wrap_shl,
)

HASH_MODULUS: Final = 0x1FFFFFFFFFFFFFFF
HASH_INF: Final = 314159
EXACT_INT_MAX: Final = 1 << 53
ERANGE: Final = 34


def float_mod(a: float, b: float) -> float:
    """With the sign of `b`."""
    if b == 0.0:
        raise zero_division("division by zero")
    r = math_fmod(a, b)
    if r == 0.0:
        return fcopysign(0.0, b)
    if (b < 0.0) != (r < 0.0):
        r += b
    return r


def float_floordiv(a: float, b: float) -> float:
    if b == 0.0:
        raise zero_division("division by zero")
    r = math_fmod(a, b)
    quotient = (a - r) / b
    if r != 0.0 and (b < 0.0) != (r < 0.0):
        quotient -= 1.0
    if quotient == 0.0:
        return fcopysign(0.0, a / b)
    # The division is exact up to rounding: the floor may be one too low.
    whole = ffloor(quotient)
    if quotient - whole > 0.5:
        whole += 1.0
    return whole


def float_divmod(a: float, b: float) -> W_Object:
    return new_tuple([W_Float(float_floordiv(a, b)), W_Float(float_mod(a, b))])


def float_power(a: float, b: float, w_mod: W_Object | None) -> W_Object:
    """`a ** b`; a complex for a negative base and a fractional exponent."""
    if w_mod is not None and w_mod is not w_None:
        raise type_error("pow() 3rd argument not allowed unless all arguments are integers")
    if b == 0.0 or a == 1.0:
        return W_Float(1.0)
    if is_nan(a) or is_nan(b):
        return W_Float(a + b)
    if is_inf(b):
        return W_Float(infinite_power(a, b))
    if is_inf(a):
        return W_Float(power_of_infinity(a, b))
    if a == 0.0:
        if b < 0.0:
            raise zero_division("zero to a negative power")
        return W_Float(a if is_odd(b) else 0.0)
    if a < 0.0 and ffloor(b) != b:
        return complex_power(a, 0.0, b, 0.0)
    x = math_pow(a, b)
    if is_inf(x):
        raise range_error()
    return W_Float(x)


def range_error() -> OperationError:
    w_exc = new_exception(w_OverflowError, "")
    w_exc.args_w = [W_Int(ERANGE), "Numerical result out of range"]
    return OperationError(w_exc)


def is_odd(x: float) -> bool:
    """Whether a finite float is an odd integer."""
    return fabs(math_fmod(x, 2.0)) == 1.0


def infinite_power(a: float, b: float) -> float:
    size = fabs(a)
    if size == 1.0:
        return 1.0
    if (b > 0.0) == (size > 1.0):
        return fabs(b)
    return 0.0


def power_of_infinity(a: float, b: float) -> float:
    odd = is_odd(b)
    if b > 0.0:
        return a if odd else fabs(a)
    return fcopysign(0.0, a) if odd else 0.0


# Comparison


def compare_float(op: int, a: float, w_other: W_Object) -> W_Object:
    """op: S_LT .. S_GE, without S_NE."""
    if isinstance(w_other, W_Float):
        return wrap_bool(decide(op, a, w_other.value))
    if isinstance(w_other, W_AbstractInt):
        return wrap_bool(compare_with_int(op, a, w_other))
    return w_NotImplemented


def decide(op: int, a: float, b: float) -> bool:
    if op == S_EQ:
        return a == b
    if op == S_LT:
        return a < b
    if op == S_LE:
        return a <= b
    if op == S_GT:
        return a > b
    return a >= b


def compare_with_int(op: int, a: float, w_int: W_AbstractInt) -> bool:
    if is_nan(a) or is_inf(a):
        return decide(op, a, 0.0)
    if w_int.fits_int():
        i = w_int.as_int()
        if -EXACT_INT_MAX <= i <= EXACT_INT_MAX:
            return decide(op, a, float(i))
    # Exactly, by the integral part, then by what is left.
    whole = ftrunc(a)
    order = int(big_cmp(big_from_f64(whole), w_int.digits()))
    if order != 0:
        return decide(op, float(order), 0.0)
    return decide(op, a - whole, 0.0)


def hash_float(x: float, w_self: W_Object) -> int:
    """The value modulo 2 ** 61 - 1, so that equal ints and floats agree."""
    if is_nan(x):
        return identity_hash(w_self)
    if is_inf(x):
        return HASH_INF if x > 0.0 else -HASH_INF
    if ftrunc(x) == x and -9.0e15 < x < 9.0e15:
        i = int(x)
        return -2 if i == -1 else i
    bits = float_bits(x)
    exponent = ushr(bits, 52) & 0x7FF
    mantissa = bits & ((1 << 52) - 1)
    if exponent == 0:
        exponent = 1
    else:
        mantissa |= 1 << 52
    h = rotate61(mantissa, (exponent - 1075) % 61)
    if x < 0.0:
        h = -h
    return -2 if h == -1 else h


def rotate61(h: int, n: int) -> int:
    """`h * 2 ** n` modulo 2 ** 61 - 1."""
    return (wrap_shl(h, n) & HASH_MODULUS) | (h >> (61 - n))


# Rounding


def float_floor(x: float) -> W_Object:
    return int_of_float(ffloor(x))


def float_ceil(x: float) -> W_Object:
    return int_of_float(fceil(x))


def round_float(x: float, w_digits: W_Object | None) -> W_Object:
    if w_digits is None or w_digits is w_None:
        return int_of_float(frint(x))
    w_n = index_w(w_digits)
    if is_nan(x) or is_inf(x) or x == 0.0:
        return W_Float(x)
    n = w_n.as_int() if w_n.fits_int() else w_n.sign() * 1000
    # No float has so many digits behind the point; all are zero before so many.
    if n > 323:
        return W_Float(x)
    if n < -308:
        return W_Float(fcopysign(0.0, x))
    if n >= 0:
        rounded = float_parse(float_format(x, 102, i32(n), False))
    else:
        rounded = round_to_tens(x, -n)
    if is_inf(rounded):
        raise overflow_error("rounded value too large to represent")
    return W_Float(rounded)


def round_to_tens(x: float, places: int) -> float:
    """To a multiple of 10 ** places, halves to the even one; exact, in big integers."""
    w_whole = int_of_float(ftrunc(x))
    w_rounded = round_int(w_whole, W_Int(-places))
    if fabs(x) != fabs(ftrunc(x)) and is_half(w_whole, places):
        # Something is left behind the point, so that it is no half but more.
        w_rounded = int_from_digits(away_from_zero(w_whole, places))
    result = w_rounded.to_float()
    return fcopysign(result, x)


def is_half(w_int: W_AbstractInt, places: int) -> bool:
    unit = big_pow(big_from_i64(10), places)
    below = big_mod(w_int.digits(), unit)
    return big_cmp(big_add(below, below), unit) == 0


def away_from_zero(w_int: W_AbstractInt, places: int) -> arr[u8]:
    unit = big_pow(big_from_i64(10), places)
    lower = big_sub(w_int.digits(), big_mod(w_int.digits(), unit))
    return lower if w_int.sign() < 0 else big_add(lower, unit)


def float_as_ratio(x: float) -> W_Object:
    if is_inf(x):
        raise overflow_error("cannot convert Infinity to integer ratio")
    if is_nan(x):
        raise value_error("cannot convert NaN to integer ratio")
    if x == 0.0:
        return new_tuple([W_Int(0), W_Int(1)])
    bits = float_bits(x)
    exponent = ushr(bits, 52) & 0x7FF
    mantissa = bits & ((1 << 52) - 1)
    if exponent == 0:
        exponent = 1
    else:
        mantissa |= 1 << 52
    shift = exponent - 1075
    while (mantissa & 1) == 0:
        mantissa >>= 1
        shift += 1
    if x < 0.0:
        mantissa = -mantissa
    one = big_from_i64(1)
    if shift >= 0:
        return new_tuple([int_from_digits(big_shl(big_from_i64(mantissa), shift)), W_Int(1)])
    return new_tuple([W_Int(mantissa), int_from_digits(big_shl(one, -shift))])
