"""float: IEEE 754 double (messages blessed from CPython 3.14); text in float_text.py, arithmetic in float_ops.py."""

from python.interpreter.calling import call1, call_descr0
from python.interpreter.errors import type_error, value_error, zero_division
from python.interpreter.operation import index_w, wrap_bool
from python.interpreter.slots import S_EQ, S_FLOAT, S_GE, S_GT, S_INDEX, S_LE, S_LT
from python.objects.base import W_Object
from python.objects.float_ops import (
    compare_float, float_as_ratio, float_ceil, float_divmod, float_floor, float_floordiv, float_mod, float_power,
    hash_float, round_float,
)
from python.objects.float_text import float_of_text, float_repr_str, from_hex, hex_text
from python.objects.format_spec import format_float
from python.objects.int_ import W_AbstractInt, checked_float
from python.objects.int_new import int_of_float
from python.objects.singletons import w_NotImplemented
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type, type_name
from python.objects.usermixin import UserMixin
from python.rlib.text import str_eq
from python.rpython import builtin, fabs, Final, ftrunc, getset, has_class, inline, is_inf, pytype, typeof


@pytype("float")
class W_Float(W_Object):
    """Convert a string or number to a floating-point number, if possible."""

    value: Final[float]

    def __init__(self, value: float) -> None:
        self.value = value

    @inline
    def is_exact(self) -> bool:
        return has_class(self, W_Float)

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, x: W_Object | None = None, /) -> W_Object:
        value = 0.0 if x is None else float_of_object(x)
        if w_type is typeof(W_Float):
            if isinstance(x, W_Float) and x.is_exact():
                return x
            return W_Float(value)
        w_result = W_FloatUser(value)
        w_result.init_user(w_type)
        return w_result

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return float_repr_str(self.value)

    @builtin("__hash__")
    def descr_hash(self) -> int:
        return hash_float(self.value, self)

    @builtin("__bool__")
    def descr_bool(self) -> bool:
        return self.value != 0.0

    @builtin("__int__")
    def descr_int(self) -> W_Object:
        return int_of_float(self.value)

    @builtin("__trunc__")
    def descr_trunc(self) -> W_Object:
        """Return the Integral closest to x between 0 and x."""
        return int_of_float(self.value)

    @builtin("__floor__")
    def descr_floor(self) -> W_Object:
        """Return the floor as an Integral."""
        return float_floor(self.value)

    @builtin("__ceil__")
    def descr_ceil(self) -> W_Object:
        """Return the ceiling as an Integral."""
        return float_ceil(self.value)

    @builtin("__round__")
    def descr_round(self, ndigits: W_Object | None = None, /) -> W_Object:
        """Return the Integral closest to x, rounding half toward even.

        When an argument is passed, work like built-in round(x, ndigits).
        """
        return round_float(self.value, ndigits)

    @builtin("__float__")
    def descr_float(self) -> W_Object:
        return self.exact()

    def exact(self) -> W_Float:
        return self if self.is_exact() else W_Float(self.value)

    @builtin("__pos__")
    def descr_pos(self) -> W_Object:
        return self.exact()

    @builtin("__neg__")
    def descr_neg(self) -> W_Object:
        return W_Float(-self.value)

    @builtin("__abs__")
    def descr_abs(self) -> W_Object:
        return W_Float(fabs(self.value))

    @builtin("__add__")
    def descr_add(self, value: W_Object, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Float(self.value + other.value)

    @builtin("__radd__")
    def descr_radd(self, value: W_Object, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Float(other.value + self.value)

    @builtin("__sub__")
    def descr_sub(self, value: W_Object, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Float(self.value - other.value)

    @builtin("__rsub__")
    def descr_rsub(self, value: W_Object, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Float(other.value - self.value)

    @builtin("__mul__")
    def descr_mul(self, value: W_Object, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Float(self.value * other.value)

    @builtin("__rmul__")
    def descr_rmul(self, value: W_Object, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Float(other.value * self.value)

    @builtin("__truediv__")
    def descr_truediv(self, value: W_Object, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Float(float_div(self.value, other.value))

    @builtin("__rtruediv__")
    def descr_rtruediv(self, value: W_Object, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Float(float_div(other.value, self.value))

    @builtin("__floordiv__")
    def descr_floordiv(self, value: W_Object, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Float(float_floordiv(self.value, other.value))

    @builtin("__rfloordiv__")
    def descr_rfloordiv(self, value: W_Object, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Float(float_floordiv(other.value, self.value))

    @builtin("__mod__")
    def descr_mod(self, value: W_Object, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Float(float_mod(self.value, other.value))

    @builtin("__rmod__")
    def descr_rmod(self, value: W_Object, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return W_Float(float_mod(other.value, self.value))

    @builtin("__divmod__")
    def descr_divmod(self, value: W_Object, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return float_divmod(self.value, other.value)

    @builtin("__rdivmod__")
    def descr_rdivmod(self, value: W_Object, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return float_divmod(other.value, self.value)

    @builtin("__pow__")
    def descr_pow(self, value: W_Object, mod: W_Object | None = None, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return float_power(self.value, other.value, mod)

    @builtin("__rpow__")
    def descr_rpow(self, value: W_Object, mod: W_Object | None = None, /) -> W_Object:
        other = float_operand(value)
        if other is None:
            return w_NotImplemented
        return float_power(other.value, self.value, mod)

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        return compare_float(S_EQ, self.value, value)

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        w_equal = compare_float(S_EQ, self.value, value)
        if w_equal is w_NotImplemented:
            return w_equal
        return wrap_bool(w_equal is wrap_bool(False))

    @builtin("__lt__")
    def descr_lt(self, value: W_Object, /) -> W_Object:
        return compare_float(S_LT, self.value, value)

    @builtin("__le__")
    def descr_le(self, value: W_Object, /) -> W_Object:
        return compare_float(S_LE, self.value, value)

    @builtin("__gt__")
    def descr_gt(self, value: W_Object, /) -> W_Object:
        return compare_float(S_GT, self.value, value)

    @builtin("__ge__")
    def descr_ge(self, value: W_Object, /) -> W_Object:
        return compare_float(S_GE, self.value, value)

    @builtin("__format__")
    def descr_format(self, format_spec: str, /) -> str:
        """Formats the float according to format_spec."""
        return format_float(self, format_spec)

    @builtin("__getnewargs__")
    def descr_getnewargs(self) -> W_Object:
        return new_tuple([W_Float(self.value)])

    @builtin("__getformat__", classmethod=True)
    def descr_getformat(w_type: W_Type, typestr: str, /) -> str:
        """You probably don't want to use this function."""
        if str_eq(typestr, "double") or str_eq(typestr, "float"):
            return "IEEE, little-endian"
        raise value_error("__getformat__() argument 1 must be 'double' or 'float'")

    @getset
    def real(self) -> W_Object:
        """the real part of a complex number"""
        return self.exact()

    @getset
    def imag(self) -> W_Object:
        """the imaginary part of a complex number"""
        return W_Float(0.0)

    @builtin
    def conjugate(self) -> W_Object:
        """Return self, the complex conjugate of any float."""
        return self.exact()

    @builtin
    def is_integer(self) -> bool:
        """Return True if the float is an integer."""
        return not is_inf(self.value) and ftrunc(self.value) == self.value

    @builtin
    def as_integer_ratio(self) -> W_Object:
        """Return a pair of integers, whose ratio is exactly equal to the original float.

        The ratio is in lowest terms and has a positive denominator. Raise
        OverflowError on infinities and a ValueError on NaNs.
        """
        return float_as_ratio(self.value)

    @builtin
    def hex(self) -> str:
        """Return a hexadecimal representation of a floating-point number."""
        return hex_text(self.value)

    @builtin(classmethod=True)
    def fromhex(w_type: W_Type, string: W_Object, /) -> W_Object:
        """Create a floating-point number from a hexadecimal string."""
        if not isinstance(string, W_Str):
            raise type_error("bad argument type for built-in operation")
        w_value = W_Float(from_hex(string))
        if w_type is typeof(W_Float):
            return w_value
        return call1(w_type, w_value)

    @builtin(classmethod=True)
    def from_number(w_type: W_Type, number: W_Object, /) -> W_Object:
        """Convert real number to a floating-point number."""
        w_value = W_Float(float_of(number))
        if w_type is typeof(W_Float):
            return w_value
        return call1(w_type, w_value)


class W_FloatUser(UserMixin, W_Float):
    """Instance of a subclass of float."""


def float_operand(w_obj: W_Object) -> W_Float | None:
    """A float or int as a float; None: neither. An int out of range is an OverflowError."""
    if isinstance(w_obj, W_Float):
        return w_obj
    if isinstance(w_obj, W_AbstractInt):
        return W_Float(checked_float(w_obj))
    return None


def float_div(a: float, b: float) -> float:
    if b == 0.0:
        raise zero_division("division by zero")
    return a / b


def number_or_none(w_obj: W_Object) -> W_Float | None:
    """Through `__float__` or `__index__`; None: it has neither."""
    operand = float_operand_exact(w_obj)
    if operand is not None:
        return operand
    w_type = w_obj.gettypeobject()
    w_method = w_type.slot(S_FLOAT)
    if w_method is not None:
        w_result = call_descr0(w_method, w_obj)
        if not isinstance(w_result, W_Float):
            raise type_error(f"{w_type.name}.__float__() must return a float, not {type_name(w_result)}")
        return w_result
    if w_type.slot(S_INDEX) is not None:
        return W_Float(checked_float(index_w(w_obj)))
    return None


def float_operand_exact(w_obj: W_Object) -> W_Float | None:
    """As `float_operand`, where no subclass can have its own `__float__`."""
    if isinstance(w_obj, W_Float) and w_obj.is_exact():
        return w_obj
    return None


def float_of(w_obj: W_Object) -> float:
    """The argument of a function of floats."""
    number = number_or_none(w_obj)
    if number is None:
        raise type_error(f"must be real number, not {type_name(w_obj)}")
    return number.value


def float_of_object(w_obj: W_Object) -> float:
    """`float(x)`: of a number or of text."""
    number = number_or_none(w_obj)
    if number is not None:
        return number.value
    return float_of_text(w_obj)


def float_pow(a: float, b: float) -> float:
    """The power where it is a real number; complex results are `float_power`'s."""
    w_result = float_power(a, b, None)
    assert isinstance(w_result, W_Float)
    return w_result.value
