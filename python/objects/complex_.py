"""complex: a pair of floats."""

from python.externs import math_atan2, math_cos, math_exp, math_log, math_pow, math_sin
from python.interpreter.calling import call1, call_descr0
from python.interpreter.errors import overflow_error, type_error, value_error, zero_division
from python.interpreter.operation import wrap_bool
from python.interpreter.slots import S_COMPLEX, S_EQ
from python.objects.base import W_Object
from python.objects.complex_text import complex_repr, parse_complex
from python.objects.float_ import W_Float, number_or_none
from python.objects.float_ops import compare_float, hash_float
from python.objects.format_spec import format_complex
from python.objects.int_ import W_AbstractInt, checked_float
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type, type_name
from python.objects.usermixin import UserMixin
from python.rpython import (
    builtin, fabs, fcopysign, ffloor, Final, fsqrt, getset, has_class, inline, is_inf, is_nan, pytype, typeof,
    wrap_add, wrap_mul,
)

HASH_IMAG: Final = 1000003
MAX_SMALL_EXPONENT: Final = 100.0


@pytype("complex")
class W_Complex(W_Object):
    """Create a complex number from a string or numbers.

    If a string is given, parse it as a complex number.
    If a single number is given, convert it to a complex number.
    If the 'real' or 'imag' arguments are given, create a complex number
    with the specified real and imaginary components.
    """

    re: Final[float]
    im: Final[float]

    def __init__(self, re: float, im: float) -> None:
        self.re = re
        self.im = im

    @inline
    def is_exact(self) -> bool:
        return has_class(self, W_Complex)

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, real: W_Object | None = None, imag: W_Object | None = None) -> W_Object:
        w_value = complex_of_arguments(real, imag)
        if w_type is typeof(W_Complex):
            return w_value
        w_result = W_ComplexUser(w_value.re, w_value.im)
        w_result.init_user(w_type)
        return w_result

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return complex_repr(self.re, self.im)

    @builtin("__hash__")
    def descr_hash(self) -> int:
        h = wrap_add(hash_float(self.re, self), wrap_mul(HASH_IMAG, hash_float(self.im, self)))
        return -2 if h == -1 else h

    @builtin("__bool__")
    def descr_bool(self) -> bool:
        return self.re != 0.0 or self.im != 0.0

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if isinstance(value, W_Complex):
            return wrap_bool(self.re == value.re and self.im == value.im)
        w_equal = compare_float(S_EQ, self.re, value)
        if w_equal is w_NotImplemented or self.im == 0.0:
            return w_equal
        return wrap_bool(False)

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        w_equal = self.descr_eq(value)
        if w_equal is w_NotImplemented:
            return w_equal
        return wrap_bool(w_equal is wrap_bool(False))

    @builtin("__lt__")
    def descr_lt(self, value: W_Object, /) -> W_Object:
        return w_NotImplemented

    @builtin("__le__")
    def descr_le(self, value: W_Object, /) -> W_Object:
        return w_NotImplemented

    @builtin("__gt__")
    def descr_gt(self, value: W_Object, /) -> W_Object:
        return w_NotImplemented

    @builtin("__ge__")
    def descr_ge(self, value: W_Object, /) -> W_Object:
        return w_NotImplemented

    @builtin("__pos__")
    def descr_pos(self) -> W_Object:
        return self.exact()

    def exact(self) -> W_Complex:
        return self if self.is_exact() else W_Complex(self.re, self.im)

    @builtin("__neg__")
    def descr_neg(self) -> W_Object:
        return W_Complex(-self.re, -self.im)

    @builtin("__abs__")
    def descr_abs(self) -> float:
        return complex_abs(self.re, self.im)

    @builtin("__complex__")
    def descr_complex(self) -> W_Object:
        """Convert this value to exact type complex."""
        return self.exact()

    @builtin("__add__")
    def descr_add(self, value: W_Object, /) -> W_Object:
        if isinstance(value, W_Complex):
            return W_Complex(self.re + value.re, self.im + value.im)
        other = real_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Complex(self.re + other.value, self.im)

    @builtin("__radd__")
    def descr_radd(self, value: W_Object, /) -> W_Object:
        return self.descr_add(value)

    @builtin("__sub__")
    def descr_sub(self, value: W_Object, /) -> W_Object:
        if isinstance(value, W_Complex):
            return W_Complex(self.re - value.re, self.im - value.im)
        other = real_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Complex(self.re - other.value, self.im)

    @builtin("__rsub__")
    def descr_rsub(self, value: W_Object, /) -> W_Object:
        if isinstance(value, W_Complex):
            return W_Complex(value.re - self.re, value.im - self.im)
        other = real_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Complex(other.value - self.re, -self.im)

    @builtin("__mul__")
    def descr_mul(self, value: W_Object, /) -> W_Object:
        if isinstance(value, W_Complex):
            return complex_mul(self.re, self.im, value.re, value.im)
        other = real_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Complex(self.re * other.value, self.im * other.value)

    @builtin("__rmul__")
    def descr_rmul(self, value: W_Object, /) -> W_Object:
        return self.descr_mul(value)

    @builtin("__truediv__")
    def descr_truediv(self, value: W_Object, /) -> W_Object:
        if isinstance(value, W_Complex):
            return complex_div(self.re, self.im, value.re, value.im)
        other = real_operand(value)
        if other is None:
            return w_NotImplemented
        if other.value == 0.0:
            raise zero_division("division by zero")
        return W_Complex(self.re / other.value, self.im / other.value)

    @builtin("__rtruediv__")
    def descr_rtruediv(self, value: W_Object, /) -> W_Object:
        if isinstance(value, W_Complex):
            return complex_div(value.re, value.im, self.re, self.im)
        other = real_operand(value)
        if other is None:
            return w_NotImplemented
        return complex_div(other.value, 0.0, self.re, self.im)

    @builtin("__pow__")
    def descr_pow(self, value: W_Object, mod: W_Object | None = None, /) -> W_Object:
        if isinstance(value, W_Complex):
            check_no_modulus(mod)
            return complex_power(self.re, self.im, value.re, value.im)
        other = real_operand(value)
        if other is None:
            return w_NotImplemented
        check_no_modulus(mod)
        return complex_power(self.re, self.im, other.value, 0.0)

    @builtin("__rpow__")
    def descr_rpow(self, value: W_Object, mod: W_Object | None = None, /) -> W_Object:
        other = real_operand(value)
        if other is None:
            return w_NotImplemented
        check_no_modulus(mod)
        return complex_power(other.value, 0.0, self.re, self.im)

    @builtin("__format__")
    def descr_format(self, format_spec: str, /) -> str:
        """Convert to a string according to format_spec."""
        return format_complex(self, format_spec)

    @builtin("__getnewargs__")
    def descr_getnewargs(self) -> W_Object:
        return new_tuple([W_Float(self.re), W_Float(self.im)])

    @getset
    def real(self) -> float:
        """the real part of a complex number"""
        return self.re

    @getset
    def imag(self) -> float:
        """the imaginary part of a complex number"""
        return self.im

    @builtin
    def conjugate(self) -> W_Object:
        """Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."""
        return W_Complex(self.re, -self.im)

    @builtin(classmethod=True)
    def from_number(w_type: W_Type, number: W_Object, /) -> W_Object:
        """Convert number to a complex floating-point number."""
        w_value = complex_or_none(number)
        if w_value is None:
            raise type_error(f"must be real number, not {type_name(number)}")
        if w_type is typeof(W_Complex):
            return w_value
        return call1(w_type, w_value)


class W_ComplexUser(UserMixin, W_Complex):
    """Instance of a subclass of complex."""


def real_operand(w_obj: W_Object) -> W_Float | None:
    if isinstance(w_obj, W_Float):
        return w_obj
    if isinstance(w_obj, W_AbstractInt):
        return W_Float(checked_float(w_obj))
    return None


def complex_or_none(w_obj: W_Object) -> W_Complex | None:
    """Through `__complex__`, `__float__`, `__index__`; None: it has none of them."""
    if isinstance(w_obj, W_Complex) and w_obj.is_exact():
        return w_obj
    w_method = w_obj.gettypeobject().slot(S_COMPLEX)
    if w_method is not None:
        w_result = call_descr0(w_method, w_obj)
        if not isinstance(w_result, W_Complex):
            raise type_error(f"{type_name(w_obj)}.__complex__() must return a complex, not {type_name(w_result)}")
        return w_result.exact()
    number = number_or_none(w_obj)
    if number is None:
        return None
    return W_Complex(number.value, 0.0)


def complex_of_arguments(w_real: W_Object | None, w_imag: W_Object | None) -> W_Complex:
    if w_imag is None:
        if w_real is None:
            return W_Complex(0.0, 0.0)
        if isinstance(w_real, W_Str):
            return parse_complex(w_real)
        w_value = complex_or_none(w_real)
        if w_value is None:
            raise type_error(f"complex() argument must be a string or a number, not {type_name(w_real)}")
        return w_value
    re = complex_part(w_real, "real") if w_real is not None else W_Complex(0.0, 0.0)
    im = complex_part(w_imag, "imag")
    if not isinstance(w_imag, W_Complex) and not isinstance(w_real, W_Complex):
        return W_Complex(re.re, im.re)
    # real + imag * 1j, without making a zero of the wrong sign.
    x = re.re - im.im if isinstance(w_imag, W_Complex) else re.re
    y = im.re + re.im if isinstance(w_real, W_Complex) else im.re
    return W_Complex(x, y)


def complex_part(w_obj: W_Object, name: W_Str) -> W_Complex:
    if not isinstance(w_obj, W_Str):
        w_value = complex_or_none(w_obj)
        if w_value is not None:
            return w_value
    raise type_error(f"complex() argument '{name}' must be a real number, not {type_name(w_obj)}")


def check_no_modulus(w_mod: W_Object | None) -> None:
    if w_mod is not None and w_mod is not w_None:
        raise value_error("complex modulo")


def complex_mul(a: float, b: float, c: float, d: float) -> W_Complex:
    """As C99 Annex G: an infinite operand gives an infinity although the formula gives nan."""
    re = a * c - b * d
    im = a * d + b * c
    if not (is_nan(re) and is_nan(im)):
        return W_Complex(re, im)
    recalc = False
    if is_inf(a) or is_inf(b):
        a = box(a)
        b = box(b)
        c = zero_if_nan(c)
        d = zero_if_nan(d)
        recalc = True
    if is_inf(c) or is_inf(d):
        c = box(c)
        d = box(d)
        a = zero_if_nan(a)
        b = zero_if_nan(b)
        recalc = True
    if not recalc and (is_inf(a * c) or is_inf(b * d) or is_inf(a * d) or is_inf(b * c)):
        a = zero_if_nan(a)
        b = zero_if_nan(b)
        c = zero_if_nan(c)
        d = zero_if_nan(d)
        recalc = True
    if recalc:
        return W_Complex(1e999 * (a * c - b * d), 1e999 * (a * d + b * c))
    return W_Complex(re, im)


def box(x: float) -> float:
    """An infinity as 1, all else as 0, with the sign."""
    return fcopysign(1.0 if is_inf(x) else 0.0, x)


def zero_if_nan(x: float) -> float:
    return fcopysign(0.0, x) if is_nan(x) else x


def complex_div(a: float, b: float, c: float, d: float) -> W_Complex:
    """Smith's method: scaled by the larger part of the divisor."""
    if c == 0.0 and d == 0.0:
        raise zero_division("division by zero")
    if fabs(c) >= fabs(d):
        ratio = d / c
        denominator = c + d * ratio
        return W_Complex((a + b * ratio) / denominator, (b - a * ratio) / denominator)
    if fabs(d) >= fabs(c):
        ratio = c / d
        denominator = c * ratio + d
        return W_Complex((a * ratio + b) / denominator, (b * ratio - a) / denominator)
    return W_Complex(c + d, c + d)  # nan


def hypot(x: float, y: float) -> float:
    """sqrt(x * x + y * y) without needless overflow, with a correction step."""
    x = fabs(x)
    y = fabs(y)
    if is_inf(x) or is_inf(y):
        return 1e999
    if is_nan(x) or is_nan(y):
        return x + y
    if x < y:
        swap = x
        x = y
        y = swap
    if y == 0.0:
        return x
    scale = 1.0
    if x > 1e150:
        scale = 1.0 / 1.3407807929942597e154
    elif y < 1e-150:
        scale = 1.3407807929942597e154
    x *= scale
    y *= scale
    h = fsqrt(x * x + y * y)
    h = corrected_root(h, x, y)
    return h / scale


def corrected_root(h: float, x: float, y: float) -> float:
    """One Newton step with the residue computed in double length."""
    h2 = h * h
    x2 = x * x
    y2 = y * y
    low = square_error(x, x2) - square_error(h, h2) + square_error(y, y2)
    residue = (x2 - h2) + y2 + low
    return h + residue / (2.0 * h)


def square_error(x: float, square: float) -> float:
    """`x * x - square`, exactly, where `square` is the rounded product (Dekker)."""
    t = 134217729.0 * x
    high = t - (t - x)
    low = x - high
    return ((high * high - square) + 2.0 * high * low) + low * low


def complex_abs(re: float, im: float) -> float:
    x = hypot(re, im)
    if is_inf(x) and not is_inf(re) and not is_inf(im):
        raise overflow_error("absolute value too large")
    return x


def complex_power(a: float, b: float, c: float, d: float) -> W_Complex:
    """`(a + bj) ** (c + dj)`"""
    if d == 0.0 and ffloor(c) == c and fabs(c) <= MAX_SMALL_EXPONENT:
        w_result = power_of_int(a, b, int(c))
    else:
        w_result = general_power(a, b, c, d)
    finite = not (is_inf(a) or is_inf(b) or is_nan(a) or is_nan(b))
    if finite and (is_inf(w_result.re) or is_inf(w_result.im)):
        raise overflow_error("complex exponentiation")
    return w_result


def power_of_int(a: float, b: float, n: int) -> W_Complex:
    w_one = W_Complex(1.0, 0.0)
    if n == 0:
        return w_one
    if n < 0 and a == 0.0 and b == 0.0:
        raise zero_division("zero to a negative or complex power")
    mask = 1
    rest = n if n > 0 else -n
    w_result = w_one
    w_square = W_Complex(a, b)
    while mask <= rest:
        if (rest & mask) != 0:
            w_result = complex_mul(w_result.re, w_result.im, w_square.re, w_square.im)
        mask <<= 1
        if mask <= rest:
            w_square = complex_mul(w_square.re, w_square.im, w_square.re, w_square.im)
    if n > 0:
        return w_result
    return complex_div(1.0, 0.0, w_result.re, w_result.im)


def general_power(a: float, b: float, c: float, d: float) -> W_Complex:
    if c == 0.0 and d == 0.0:
        return W_Complex(1.0, 0.0)
    if a == 0.0 and b == 0.0:
        if d != 0.0 or c < 0.0:
            raise zero_division("zero to a negative or complex power")
        return W_Complex(0.0, 0.0)
    size = hypot(a, b)
    length = math_pow(size, c)
    angle = math_atan2(b, a)
    phase = angle * c
    if d != 0.0:
        length *= math_exp(-angle * d)
        phase += d * math_log(size)
    return W_Complex(length * math_cos(phase), length * math_sin(phase))
