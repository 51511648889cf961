"""Arithmetic of ints: machine operations with overflow checks, otherwise the host's big integers."""

from python.externs import (
    big_add, big_and, big_bit_length, big_cmp, big_floordiv, big_from_i64, big_mod, big_mul, big_or, big_pow, big_powmod, big_shl,
    big_shr, big_sub, big_truediv, big_xor,
)
from python.interpreter.errors import memory_error, overflow_error, value_error, zero_division
from python.interpreter.operation import index_w
from python.objects.base import W_Object
from python.objects.float_ import W_Float, float_pow
from python.objects.int_ import W_AbstractInt, W_Int, checked_float, int_from_digits
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.tuple_ import new_tuple
from python.rpython import Final, add_ovf, is_inf, mul_ovf, sub_ovf

MIN_INT: Final = -0x7FFFFFFFFFFFFFFF - 1
EXACT_FLOAT_MAX: Final = 1 << 53


def int_add(w_a: W_AbstractInt, w_b: W_AbstractInt) -> W_AbstractInt:
    if isinstance(w_a, W_Int) and isinstance(w_b, W_Int):
        value, overflow = add_ovf(w_a.value, w_b.value)
        if not overflow:
            return W_Int(value)
    return int_from_digits(big_add(w_a.digits(), w_b.digits()))


def int_sub(w_a: W_AbstractInt, w_b: W_AbstractInt) -> W_AbstractInt:
    if isinstance(w_a, W_Int) and isinstance(w_b, W_Int):
        value, overflow = sub_ovf(w_a.value, w_b.value)
        if not overflow:
            return W_Int(value)
    return int_from_digits(big_sub(w_a.digits(), w_b.digits()))


def int_mul(w_a: W_AbstractInt, w_b: W_AbstractInt) -> W_AbstractInt:
    if isinstance(w_a, W_Int) and isinstance(w_b, W_Int):
        value, overflow = mul_ovf(w_a.value, w_b.value)
        if not overflow:
            return W_Int(value)
    return int_from_digits(big_mul(w_a.digits(), w_b.digits()))


def both_small(w_a: W_AbstractInt, w_b: W_AbstractInt) -> bool:
    """Whether division of the two can be done in machine integers: MIN_INT // -1 cannot."""
    if not w_a.fits_int() or not w_b.fits_int():
        return False
    return w_b.as_int() != -1 or w_a.as_int() != MIN_INT


def int_floordiv(w_a: W_AbstractInt, w_b: W_AbstractInt) -> W_AbstractInt:
    if w_b.sign() == 0:
        raise zero_division("division by zero")
    if both_small(w_a, w_b):
        return W_Int(w_a.as_int() // w_b.as_int())
    return int_from_digits(big_floordiv(w_a.digits(), w_b.digits()))


def int_mod(w_a: W_AbstractInt, w_b: W_AbstractInt) -> W_AbstractInt:
    if w_b.sign() == 0:
        raise zero_division("division by zero")
    if both_small(w_a, w_b):
        return W_Int(w_a.as_int() % w_b.as_int())
    return int_from_digits(big_mod(w_a.digits(), w_b.digits()))


def int_divmod(w_a: W_AbstractInt, w_b: W_AbstractInt) -> W_Object:
    return new_tuple([int_floordiv(w_a, w_b), int_mod(w_a, w_b)])


def int_truediv(w_a: W_AbstractInt, w_b: W_AbstractInt) -> W_Object:
    if w_b.sign() == 0:
        raise zero_division("division by zero")
    if w_a.fits_int() and w_b.fits_int():
        a = w_a.as_int()
        b = w_b.as_int()
        # Both are exact as floats, so that one rounding gives the right result.
        if -EXACT_FLOAT_MAX <= a <= EXACT_FLOAT_MAX and -EXACT_FLOAT_MAX <= b <= EXACT_FLOAT_MAX:
            return W_Float(float(a) / float(b))
    x = big_truediv(w_a.digits(), w_b.digits())
    if is_inf(x):
        raise overflow_error("integer division result too large for a float")
    return W_Float(x)


def int_neg(w_a: W_AbstractInt) -> W_AbstractInt:
    if w_a.fits_int() and w_a.as_int() != MIN_INT:
        return W_Int(-w_a.as_int())
    return int_from_digits(big_sub(big_from_i64(0), w_a.digits()))


def int_invert(w_a: W_AbstractInt) -> W_AbstractInt:
    if w_a.fits_int():
        return W_Int(~w_a.as_int())
    return int_from_digits(big_sub(big_from_i64(-1), w_a.digits()))


def int_and(w_a: W_AbstractInt, w_b: W_AbstractInt) -> W_AbstractInt:
    if w_a.fits_int() and w_b.fits_int():
        return W_Int(w_a.as_int() & w_b.as_int())
    return int_from_digits(big_and(w_a.digits(), w_b.digits()))


def int_or(w_a: W_AbstractInt, w_b: W_AbstractInt) -> W_AbstractInt:
    if w_a.fits_int() and w_b.fits_int():
        return W_Int(w_a.as_int() | w_b.as_int())
    return int_from_digits(big_or(w_a.digits(), w_b.digits()))


def int_xor(w_a: W_AbstractInt, w_b: W_AbstractInt) -> W_AbstractInt:
    if w_a.fits_int() and w_b.fits_int():
        return W_Int(w_a.as_int() ^ w_b.as_int())
    return int_from_digits(big_xor(w_a.digits(), w_b.digits()))


def int_lshift(w_a: W_AbstractInt, w_b: W_AbstractInt) -> W_AbstractInt:
    if w_b.sign() < 0:
        raise value_error("negative shift count")
    if w_a.sign() == 0:
        return W_Int(0)
    if not w_b.fits_int():
        raise overflow_error("too many digits in integer")
    n = w_b.as_int()
    if w_a.fits_int() and n < 63:
        a = w_a.as_int()
        limit = 0x7FFFFFFFFFFFFFFF >> n
        if -limit <= a <= limit:
            return W_Int(a << n)
    if n > 1 << 33:
        raise memory_error()
    return int_from_digits(big_shl(w_a.digits(), n))


def int_rshift(w_a: W_AbstractInt, w_b: W_AbstractInt) -> W_AbstractInt:
    if w_b.sign() < 0:
        raise value_error("negative shift count")
    if not w_b.fits_int():
        return W_Int(-1 if w_a.sign() < 0 else 0)
    n = w_b.as_int()
    if w_a.fits_int():
        return W_Int(w_a.as_int() >> min(n, 63))
    return int_from_digits(big_shr(w_a.digits(), n))


def compare_ints(w_a: W_AbstractInt, w_b: W_AbstractInt) -> int:
    """Negative, 0 or positive."""
    if w_a.fits_int():
        if w_b.fits_int():
            a = w_a.as_int()
            b = w_b.as_int()
            return -1 if a < b else (1 if a > b else 0)
        return -w_b.sign()
    if w_b.fits_int():
        return w_a.sign()
    return int(big_cmp(w_a.digits(), w_b.digits()))


# Powers


def int_pow(w_base: W_Object, w_exponent: W_Object, w_mod: W_Object | None) -> W_Object:
    """`pow(base, exponent[, mod])`; NotImplemented unless all are ints."""
    if not isinstance(w_base, W_AbstractInt) or not isinstance(w_exponent, W_AbstractInt):
        return w_NotImplemented
    if w_mod is None or w_mod is w_None:
        return plain_pow(w_base, w_exponent)
    if not isinstance(w_mod, W_AbstractInt):
        return w_NotImplemented
    if w_mod.sign() == 0:
        raise value_error("pow() 3rd argument cannot be 0")
    if w_exponent.sign() < 0:
        w_base = modular_inverse(w_base, w_mod)
        w_exponent = int_neg(w_exponent)
    return int_from_digits(big_powmod(w_base.digits(), w_exponent.digits(), w_mod.digits()))


def plain_pow(w_base: W_AbstractInt, w_exponent: W_AbstractInt) -> W_Object:
    if w_exponent.sign() < 0:
        if w_base.sign() == 0:
            raise zero_division("zero to a negative power")
        return W_Float(float_pow(checked_float(w_base), checked_float(w_exponent)))
    if w_base.fits_int():
        base = w_base.as_int()
        if base == 0 or base == 1:
            return W_Int(1 if w_exponent.sign() == 0 else base)
        if base == -1:
            return W_Int(-1 if (int(w_exponent.digits()[0]) & 1) == 1 else 1)
        if w_exponent.fits_int():
            small = small_pow(base, w_exponent.as_int())
            if small is not None:
                return small
    if not w_exponent.fits_int() or w_exponent.as_int() > (1 << 33) // big_bit_length(w_base.digits()):
        raise memory_error()
    return int_from_digits(big_pow(w_base.digits(), w_exponent.as_int()))


def small_pow(base: int, exponent: int) -> W_AbstractInt | None:
    """By squaring; None when the result leaves 64 bits."""
    if exponent > 63:
        return None
    result = 1
    while True:
        if (exponent & 1) == 1:
            result, overflow = mul_ovf(result, base)
            if overflow:
                return None
        exponent >>= 1
        if exponent == 0:
            return W_Int(result)
        base, overflow = mul_ovf(base, base)
        if overflow:
            return None


def modular_inverse(w_a: W_AbstractInt, w_mod: W_AbstractInt) -> W_AbstractInt:
    """Extended Euclid; the error is `pow`'s."""
    r0 = w_mod.digits()
    zero = big_from_i64(0)
    if w_mod.sign() < 0:
        r0 = big_sub(zero, r0)
    modulus = r0
    r1 = big_mod(w_a.digits(), r0)
    t0 = zero
    t1 = big_from_i64(1)
    while big_cmp(r1, zero) != 0:
        q = big_floordiv(r0, r1)
        r2 = big_sub(r0, big_mul(q, r1))
        t2 = big_sub(t0, big_mul(q, t1))
        r0 = r1
        r1 = r2
        t0 = t1
        t1 = t2
    if big_cmp(r0, big_from_i64(1)) != 0:
        raise value_error("base is not invertible for the given modulus")
    return int_from_digits(big_mod(t0, modulus))


# Rounding


def round_int(w_a: W_AbstractInt, w_digits: W_Object | None) -> W_AbstractInt:
    """To a power of ten, halves to the even multiple."""
    if w_digits is None or w_digits is w_None:
        return w_a.exact()
    w_n = index_w(w_digits)
    if w_n.sign() >= 0:
        return w_a.exact()
    if not w_n.fits_int() or w_n.as_int() < -(1 << 30):
        return W_Int(0)
    places = -w_n.as_int()
    if places * 3 > big_bit_length(w_a.digits()) + 4:
        return W_Int(0)
    unit = big_pow(big_from_i64(10), places)
    a = w_a.digits()
    below = big_mod(a, unit)
    lower = big_sub(a, below)
    order = big_cmp(big_add(below, below), unit)
    odd = (int(big_floordiv(lower, unit)[0]) & 1) == 1
    if order > 0 or (order == 0 and odd):
        lower = big_add(lower, unit)
    return int_from_digits(lower)
