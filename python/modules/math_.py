"""math: functions of floats and integers (`Modules/mathmodule.c` is the behaviour's reference)."""

from python.rpython import (
    Final, arr, builtin_function, fabs, fceil, fcopysign, ffloor, float_bits, float_from_bits, fsqrt, ftrunc,
    is_inf, is_nan, wrap_add,
)
from python.externs import (
    math_acos, math_asin, math_atan, math_atan2, math_cbrt, math_cos, math_cosh, math_exp, math_expm1, math_fmod, math_log,
    math_log10, math_log1p, math_pow, math_sin, math_sinh, math_tan, math_tanh,
)
from python.interpreter.errors import OperationError, overflow_error, type_error, value_error, zero_division
from python.interpreter.operation import rshift
from python.objects.type_ import type_name
from python.interpreter.attributes import lookup_special
from python.interpreter.calling import call0
from python.objects.base import W_Object
from python.objects.float_ import W_Float, float_of
from python.objects.int_ import W_AbstractInt
from python.objects.int_new import int_of_float
from python.objects.module_ import W_Module
from python.objects.tuple_ import new_tuple
from python.objects.int_ import W_Int
from python.rlib.gamma import erf as erf_value
from python.rlib.gamma import erfc as erfc_value
from python.rlib.gamma import gamma as gamma_value
from python.rlib.gamma import log_gamma

MODULE: Final = "math"
PI: Final = 3.141592653589793
E: Final = 2.718281828459045
TAU: Final = 6.283185307179586
INFINITY: Final = 1e999
LN2: Final = 0.6931471805599453


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("pi", W_Float(PI))
    w_module.attr_set("e", W_Float(E))
    w_module.attr_set("tau", W_Float(TAU))
    w_module.attr_set("inf", W_Float(INFINITY))
    w_module.attr_set("nan", W_Float(INFINITY - INFINITY))


def domain_error(want: str, x: float) -> OperationError:
    return value_error(f"expected {want}, got {W_Float(x).descr_repr()}")


def plain_domain_error() -> OperationError:
    return value_error("math domain error")


def range_error() -> OperationError:
    return overflow_error("math range error")


def finite(result: float, x: float) -> float:
    """The result of a function that overflows: an infinity from a finite argument is a range error."""
    if is_inf(result) and not is_inf(x):
        raise range_error()
    return result


# Powers and logarithms.


@builtin_function
def sqrt(x: float, /) -> float:
    """Return the square root of x."""
    if x < 0.0:
        raise domain_error("a nonnegative input", x)
    return fsqrt(x)


@builtin_function
def cbrt(x: float, /) -> float:
    """Return the cube root of x."""
    return math_cbrt(x)


@builtin_function
def exp(x: float, /) -> float:
    """Return e raised to the power of x."""
    return finite(math_exp(x), x)


@builtin_function
def exp2(x: float, /) -> float:
    """Return 2 raised to the power of x."""
    return finite(math_pow(2.0, x), x)


@builtin_function
def expm1(x: float, /) -> float:
    """Return exp(x)-1.

    This function avoids the loss of precision involved in the direct evaluation of exp(x)-1 for small x."""
    return finite(math_expm1(x), x)


@builtin_function
def log1p(x: float, /) -> float:
    """Return the natural logarithm of 1+x (base e).

    The result is computed in a way which is accurate for x near zero."""
    if x <= -1.0:
        raise domain_error("argument value > -1", x)
    return math_log1p(x)


def log_of(w_x: W_Object, kind: int) -> float:
    """Logarithm of a float or of an integer of any size; kind: 0 natural, 2 binary, 10 decimal."""
    if isinstance(w_x, W_AbstractInt):
        if w_x.sign() <= 0:
            raise value_error("expected a positive input")
        if not w_x.fits_int():
            return log_of_big(w_x, kind)
    x = float_of(w_x)
    if x <= 0.0:
        raise domain_error("a positive input", x)
    return log_of_float(x, kind)


def log_of_float(x: float, kind: int) -> float:
    if kind == 0:
        return math_log(x)
    if kind == 10:
        return math_log10(x)
    if is_inf(x) or is_nan(x):
        return x
    mantissa, exponent = frexp_of(x)
    if mantissa == 0.5:
        return float(exponent - 1)
    if exponent >= 1:
        return math_log(mantissa * 2.0) / LN2 + float(exponent - 1)
    return math_log(x) / LN2


def log_of_big(w_x: W_AbstractInt, kind: int) -> float:
    """The number is x * 2**shift with x a float in range."""
    shift = w_x.bit_length() - 64
    x = big_as_float(w_x, shift)
    if kind == 0:
        return math_log(x) + LN2 * float(shift)
    if kind == 10:
        return math_log10(x) + math_log10(2.0) * float(shift)
    return log_of_float(x, 2) + float(shift)


def big_as_float(w_x: W_AbstractInt, shift: int) -> float:
    """w_x >> shift, which fits a float."""
    return float_of(rshift(w_x, W_Int(shift)))


@builtin_function
def log(w_x: W_Object, w_base: W_Object | None = None, /) -> float:
    """log(x, [base=math.e])
    Return the logarithm of x to the given base.

    If the base is not specified, returns the natural logarithm (base e) of x."""
    top = log_of(w_x, 0)
    if w_base is None:
        return top
    bottom = log_of(w_base, 0)
    if bottom == 0.0:
        raise zero_division("division by zero")
    return top / bottom


@builtin_function
def log2(w_x: W_Object, /) -> float:
    """Return the base 2 logarithm of x."""
    return log_of(w_x, 2)


@builtin_function
def log10(w_x: W_Object, /) -> float:
    """Return the base 10 logarithm of x."""
    return log_of(w_x, 10)


@builtin_function
def pow(x: float, y: float, /) -> float:
    """Return x**y (x to the power of y)."""
    result = math_pow(x, y)
    if is_nan(result):
        if not is_nan(x) and not is_nan(y):
            raise plain_domain_error()
    elif is_inf(result) and not is_inf(x) and not is_inf(y):
        if x == 0.0:
            raise plain_domain_error()
        raise range_error()
    return result


# Trigonometry.


@builtin_function
def sin(x: float, /) -> float:
    """Return the sine of x (measured in radians)."""
    if is_inf(x):
        raise domain_error("a finite input", x)
    return math_sin(x)


@builtin_function
def cos(x: float, /) -> float:
    """Return the cosine of x (measured in radians)."""
    if is_inf(x):
        raise domain_error("a finite input", x)
    return math_cos(x)


@builtin_function
def tan(x: float, /) -> float:
    """Return the tangent of x (measured in radians)."""
    if is_inf(x):
        raise domain_error("a finite input", x)
    return math_tan(x)


@builtin_function
def asin(x: float, /) -> float:
    """Return the arc sine (measured in radians) of x.

    The result is between -pi/2 and pi/2."""
    if fabs(x) > 1.0:
        raise domain_error("a number in range from -1 up to 1", x)
    return math_asin(x)


@builtin_function
def acos(x: float, /) -> float:
    """Return the arc cosine (measured in radians) of x.

    The result is between 0 and pi."""
    if fabs(x) > 1.0:
        raise domain_error("a number in range from -1 up to 1", x)
    return math_acos(x)


@builtin_function
def atan(x: float, /) -> float:
    """Return the arc tangent (measured in radians) of x.

    The result is between -pi/2 and pi/2."""
    return math_atan(x)


@builtin_function
def atan2(y: float, x: float, /) -> float:
    """Return the arc tangent (measured in radians) of y/x.

    Unlike atan(y/x), the signs of both x and y are considered."""
    return math_atan2(y, x)


@builtin_function
def sinh(x: float, /) -> float:
    """Return the hyperbolic sine of x."""
    return finite(math_sinh(x), x)


@builtin_function
def cosh(x: float, /) -> float:
    """Return the hyperbolic cosine of x."""
    return finite(math_cosh(x), x)


@builtin_function
def tanh(x: float, /) -> float:
    """Return the hyperbolic tangent of x."""
    return math_tanh(x)


def asinh_value(x: float) -> float:
    absx = fabs(x)
    if is_nan(x) or is_inf(x) or absx < 3.725290298461914e-09:
        return x
    result = 0.0
    if absx > 268435456.0:
        result = math_log(absx) + LN2
    elif absx > 2.0:
        result = math_log(2.0 * absx + 1.0 / (fsqrt(x * x + 1.0) + absx))
    else:
        square = x * x
        result = math_log1p(absx + square / (1.0 + fsqrt(1.0 + square)))
    return fcopysign(result, x)


@builtin_function
def asinh(x: float, /) -> float:
    """Return the inverse hyperbolic sine of x."""
    return asinh_value(x)


@builtin_function
def acosh(x: float, /) -> float:
    """Return the inverse hyperbolic cosine of x."""
    if is_nan(x):
        return x
    if x < 1.0:
        raise domain_error("argument value not less than 1", x)
    if x >= 268435456.0:
        return math_log(x) + LN2
    if x > 2.0:
        return math_log(2.0 * x - 1.0 / (x + fsqrt(x * x - 1.0)))
    above = x - 1.0
    return math_log1p(above + fsqrt(2.0 * above + above * above))


@builtin_function
def atanh(x: float, /) -> float:
    """Return the inverse hyperbolic tangent of x."""
    absx = fabs(x)
    if absx >= 1.0:
        raise domain_error("a number between -1 and 1", x)
    if is_nan(x) or absx < 3.725290298461914e-09:
        return x
    twice = absx + absx
    result = 0.0
    if absx < 0.5:
        result = 0.5 * math_log1p(twice + twice * absx / (1.0 - absx))
    else:
        result = 0.5 * math_log1p(twice / (1.0 - absx))
    return fcopysign(result, x)


@builtin_function
def degrees(x: float, /) -> float:
    """Convert angle x from radians to degrees."""
    return x * (180.0 / PI)


@builtin_function
def radians(x: float, /) -> float:
    """Convert angle x from degrees to radians."""
    return x * (PI / 180.0)


# Special functions.


@builtin_function
def gamma(x: float, /) -> float:
    """Gamma function at x."""
    if is_nan(x) or (is_inf(x) and x > 0.0):
        return x
    if is_inf(x) or x == 0.0 or (x < 0.0 and x == ffloor(x)):
        raise domain_error("a noninteger or positive integer", x)
    return finite(gamma_value(x), x)


@builtin_function
def lgamma(x: float, /) -> float:
    """Natural logarithm of absolute value of Gamma function at x."""
    if is_nan(x):
        return x
    if is_inf(x):
        return INFINITY
    if x <= 0.0 and x == ffloor(x):
        raise domain_error("a noninteger or positive integer", x)
    return finite(log_gamma(x), x)


@builtin_function
def erf(x: float, /) -> float:
    """Error function at x."""
    return erf_value(x)


@builtin_function
def erfc(x: float, /) -> float:
    """Complementary error function at x."""
    return erfc_value(x)


# Parts of a float.


def frexp_of(x: float) -> tuple[float, int]:
    """Mantissa in [0.5, 1) and exponent; x itself and 0 when it has none."""
    if x == 0.0 or is_nan(x) or is_inf(x):
        return x, 0
    exponent = (float_bits(x) >> 52) & 0x7FF
    if exponent == 0:
        scaled = x * 18014398509481984.0
        exponent = ((float_bits(scaled) >> 52) & 0x7FF) - 54
        bits = float_bits(scaled)
        return float_from_bits((bits & ~(0x7FF << 52)) | (1022 << 52)), exponent - 1022
    bits = float_bits(x)
    return float_from_bits((bits & ~(0x7FF << 52)) | (1022 << 52)), exponent - 1022


def power_of_two(exponent: int) -> float:
    """2.0 ** exponent for a normal result."""
    return float_from_bits((exponent + 1023) << 52)


def ldexp_value(x: float, exponent: int) -> float:
    """x * 2**exponent, rounded once."""
    mantissa, own = frexp_of(x)
    if mantissa == 0.0 or is_nan(x) or is_inf(x):
        return x
    total = own + exponent
    if total > 1024:
        return fcopysign(INFINITY, x)
    if total < -1080:
        return fcopysign(0.0, x)
    if total > -1021:
        return mantissa * 2.0 * power_of_two(total - 1)
    return mantissa * power_of_two(total + 64 - 1) * 2.0 * power_of_two(-64)


@builtin_function
def frexp(x: float, /) -> W_Object:
    """Return the mantissa and exponent of x, as pair (m, e).

    m is a float and e is an int, such that x = m * 2.**e.
    If x is 0, m and e are both 0.  Else 0.5 <= abs(m) < 1.0."""
    mantissa, exponent = frexp_of(x)
    return new_tuple([W_Float(mantissa), W_Int(exponent)])


@builtin_function
def ldexp(x: float, w_i: W_Object, /) -> float:
    """Return x * (2**i).

    This is essentially the inverse of frexp()."""
    if not isinstance(w_i, W_AbstractInt):
        raise type_error("Expected an int as second argument to ldexp.")
    exponent = 1 << 40
    if w_i.fits_int():
        exponent = min(max(w_i.as_int(), -(1 << 40)), 1 << 40)
    elif w_i.sign() < 0:
        exponent = -(1 << 40)
    return finite(ldexp_value(x, exponent), x)


@builtin_function
def modf(x: float, /) -> W_Object:
    """Return the fractional and integer parts of x.

    Both results carry the sign of x and are floats."""
    if is_inf(x):
        return new_tuple([W_Float(fcopysign(0.0, x)), W_Float(x)])
    whole = ftrunc(x)
    return new_tuple([W_Float(fcopysign(x - whole, x)), W_Float(whole)])


@builtin_function
def copysign(x: float, y: float, /) -> float:
    """Return a float with the magnitude (absolute value) of x but the sign of y.

    On platforms that support signed zeros, copysign(1.0, -0.0)
    returns -1.0.
    """
    return fcopysign(x, y)


@builtin_function("fabs")
def fabs_(x: float, /) -> float:
    """Return the absolute value of the float x."""
    return fabs(x)


@builtin_function
def fmod(x: float, y: float, /) -> float:
    """Return fmod(x, y), according to platform C.

    x % y may differ."""
    if is_nan(x) or is_nan(y):
        return x + y
    if is_inf(x) or y == 0.0:
        raise plain_domain_error()
    if is_inf(y):
        return x
    return math_fmod(x, y)


@builtin_function
def remainder(x: float, y: float, /) -> float:
    """Difference between x and the closest integer multiple of y.

    Return x - n*y where n*y is the closest integer multiple of y.
    In the case where x is exactly halfway between two multiples of
    y, the nearest even value of n is used. The result is always exact."""
    if is_nan(x) or is_nan(y):
        return x + y
    if is_inf(x) or y == 0.0:
        raise plain_domain_error()
    if is_inf(y):
        return x
    absx = fabs(x)
    absy = fabs(y)
    low = math_fmod(absx, absy)
    high = absy - low
    r = 0.0
    if low < high:
        r = low
    elif low > high:
        r = -high
    else:
        r = low - 2.0 * math_fmod(0.5 * (absx - low), absy)
    return fcopysign(1.0, x) * r


@builtin_function
def nextafter(x: float, y: float, /, *, w_steps: W_Object | None = None) -> float:
    """Return the floating-point value the given number of steps after x towards y.

    If steps is not specified or is None, it defaults to 1.

    Raises a TypeError, if x or y is not a double, or if steps is not an integer.
    Raises ValueError if steps is negative."""
    steps = 1
    if w_steps is not None and isinstance(w_steps, W_AbstractInt):
        if w_steps.sign() < 0:
            raise value_error("steps must be a non-negative integer")
        steps = (1 << 62) if not w_steps.fits_int() else w_steps.as_int()
    if is_nan(x) or is_nan(y):
        return x + y
    if x == y or steps == 0:
        return x if steps == 0 else y
    start = ordered(x)
    end = ordered(y)
    if start < end:
        if end - start < 0 or end - start > steps:
            return from_ordered(start + steps)
        return y
    if start - end < 0 or start - end > steps:
        return from_ordered(start - steps)
    return y


def ordered(x: float) -> int:
    """Integers in the order of the floats; both zeros are 0."""
    bits = float_bits(x)
    if bits < 0:
        return -(bits & 0x7FFFFFFFFFFFFFFF)
    return bits


def from_ordered(n: int) -> float:
    if n < 0:
        return -float_from_bits(-n)
    return float_from_bits(n)


@builtin_function
def ulp(x: float, /) -> float:
    """Return the value of the least significant bit of the float x."""
    if is_nan(x):
        return x
    absx = fabs(x)
    if is_inf(absx):
        return absx
    above = float_from_bits(wrap_add(float_bits(absx), 1))
    if is_inf(above):
        return absx - float_from_bits(float_bits(absx) - 1)
    return above - absx


# Rounding and tests.


@builtin_function
def floor(w_x: W_Object, /) -> W_Object:
    """Return the floor of x as an Integral.

    This is the largest integer <= x."""
    if isinstance(w_x, W_Float):
        return int_of_float(ffloor(w_x.value))
    w_method = lookup_special(w_x, "__floor__")
    if w_method is not None:
        return call0(w_method)
    return int_of_float(ffloor(float_of(w_x)))


@builtin_function
def ceil(w_x: W_Object, /) -> W_Object:
    """Return the ceiling of x as an Integral.

    This is the smallest integer >= x."""
    if isinstance(w_x, W_Float):
        return int_of_float(fceil(w_x.value))
    w_method = lookup_special(w_x, "__ceil__")
    if w_method is not None:
        return call0(w_method)
    return int_of_float(fceil(float_of(w_x)))


@builtin_function
def trunc(w_x: W_Object, /) -> W_Object:
    """Truncates the Real x to the nearest Integral toward 0.

    Uses the __trunc__ magic method."""
    if isinstance(w_x, W_Float):
        return int_of_float(ftrunc(w_x.value))
    w_method = lookup_special(w_x, "__trunc__")
    if w_method is None:
        raise type_error(f"type {type_name(w_x)} doesn't define __trunc__ method")
    return call0(w_method)


@builtin_function
def isfinite(x: float, /) -> bool:
    """Return True if x is neither an infinity nor a NaN, and False otherwise."""
    return not is_nan(x) and not is_inf(x)


@builtin_function
def isinf(x: float, /) -> bool:
    """Return True if x is a positive or negative infinity, and False otherwise."""
    return is_inf(x)


@builtin_function
def isnan(x: float, /) -> bool:
    """Return True if x is a NaN (not a number), and False otherwise."""
    return is_nan(x)


@builtin_function
def isclose(a: float, b: float, *, rel_tol: float = 1e-09, abs_tol: float = 0.0) -> bool:
    """Determine whether two floating-point numbers are close in value.

      rel_tol
        maximum difference for being considered "close", relative to the
        magnitude of the input values
      abs_tol
        maximum difference for being considered "close", regardless of the
        magnitude of the input values

    Return True if a is close in value to b, and False otherwise."""
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise value_error("tolerances must be non-negative")
    if a == b:
        return True
    if is_inf(a) or is_inf(b):
        return False
    diff = fabs(b - a)
    return diff <= fabs(rel_tol * b) or diff <= fabs(rel_tol * a) or diff <= abs_tol
