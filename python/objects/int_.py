"""int: machine integers that overflow to big ones; arithmetic in int_ops.py, text in int_text.py."""

from python.externs import big_bit_length, big_from_i64, big_to_f64
from python.interpreter.errors import overflow_error
from python.interpreter.operation import wrap_bool
from python.objects.base import W_Object
from python.objects.float_ import W_Float
from python.objects.format_spec import format_int
from python.objects.int_bytes import int_from_bytes, int_to_bytes
from python.objects.int_new import int_of_object, int_of_text
from python.objects.int_ops import (
    compare_ints, int_add, int_and, int_divmod, int_floordiv, int_invert, int_lshift, int_mod, int_mul, int_neg,
    int_or, int_pow, int_rshift, int_sub, int_truediv, int_xor, round_int,
)
from python.objects.int_text import int_repr
from python.objects.singletons import w_NotImplemented
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type
from python.objects.usermixin import UserMixin
from python.rlib.bigint import is_negative, mod_mersenne61, shortest, to_i64
from python.rpython import Final, abstract, arr, builtin, final, getset, immediate, is_inf, popcnt, pytype, typeof, u8

HASH_MODULUS: Final = 0x1FFFFFFFFFFFFFFF
MIN_INT: Final = -0x7FFFFFFFFFFFFFFF - 1


@pytype("int")
@abstract
class W_AbstractInt(W_Object):
    """int([x]) -> integer
    int(x, base=10) -> integer

    Convert a number or string to an integer, or return 0 if no arguments
    are given.  If x is a number, return x.__int__().  For floating-point
    numbers, this truncates towards zero.

    If x is not a number or if base is given, then x must be a string,
    bytes, or bytearray instance representing an integer literal in the
    given base.  The literal can be preceded by '+' or '-' and be surrounded
    by whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.
    Base 0 means to interpret the base from the string as an integer literal.
    """

    def exact(self) -> W_AbstractInt:
        """The same value as a W_Int or W_BigInt."""
        raise NotImplementedError

    def fits_int(self) -> bool:
        return self.exact().fits_int()

    def as_int(self) -> int:
        """The value, if `fits_int()`."""
        return self.exact().as_int()

    def digits(self) -> arr[u8]:
        """Two's complement, little-endian, shortest form."""
        return self.exact().digits()

    def sign(self) -> int:
        return self.exact().sign()

    def hash_value(self) -> int:
        return self.exact().hash_value()

    def to_float(self) -> float:
        """The nearest float; an infinity when out of range."""
        return self.exact().to_float()

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, x: W_Object | None = None, /, base: W_Object | None = None) -> W_Object:
        w_value = int_of_text(x, base) if base is not None else int_of_object(x)
        if w_type is typeof(W_AbstractInt):
            return w_value
        w_result = W_IntUser(w_value)
        w_result.init_user(w_type)
        return w_result

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return int_repr(self)

    @builtin("__hash__")
    def descr_hash(self) -> int:
        return self.hash_value()

    @builtin("__bool__")
    def descr_bool(self) -> bool:
        return self.sign() != 0

    @builtin("__int__")
    def descr_int(self) -> W_Object:
        return self.exact()

    @builtin("__index__")
    def descr_index(self) -> W_Object:
        return self.exact()

    @builtin("__trunc__")
    def descr_trunc(self) -> W_Object:
        return self.exact()

    @builtin("__floor__")
    def descr_floor(self) -> W_Object:
        return self.exact()

    @builtin("__ceil__")
    def descr_ceil(self) -> W_Object:
        return self.exact()

    @builtin("__float__")
    def descr_float(self) -> W_Object:
        return W_Float(checked_float(self))

    @builtin("__pos__")
    def descr_pos(self) -> W_Object:
        return self.exact()

    @builtin("__neg__")
    def descr_neg(self) -> W_Object:
        return int_neg(self)

    @builtin("__abs__")
    def descr_abs(self) -> W_Object:
        return int_neg(self) if self.sign() < 0 else self.exact()

    @builtin("__invert__")
    def descr_invert(self) -> W_Object:
        return int_invert(self)

    @builtin("__add__")
    def descr_add(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_add(self, value)

    @builtin("__radd__")
    def descr_radd(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_add(value, self)

    @builtin("__sub__")
    def descr_sub(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_sub(self, value)

    @builtin("__rsub__")
    def descr_rsub(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_sub(value, self)

    @builtin("__mul__")
    def descr_mul(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_mul(self, value)

    @builtin("__rmul__")
    def descr_rmul(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_mul(value, self)

    @builtin("__floordiv__")
    def descr_floordiv(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_floordiv(self, value)

    @builtin("__rfloordiv__")
    def descr_rfloordiv(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_floordiv(value, self)

    @builtin("__mod__")
    def descr_mod(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_mod(self, value)

    @builtin("__rmod__")
    def descr_rmod(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_mod(value, self)

    @builtin("__divmod__")
    def descr_divmod(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_divmod(self, value)

    @builtin("__rdivmod__")
    def descr_rdivmod(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_divmod(value, self)

    @builtin("__truediv__")
    def descr_truediv(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_truediv(self, value)

    @builtin("__rtruediv__")
    def descr_rtruediv(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_truediv(value, self)

    @builtin("__pow__")
    def descr_pow(self, value: W_Object, mod: W_Object | None = None, /) -> W_Object:
        return int_pow(self, value, mod)

    @builtin("__rpow__")
    def descr_rpow(self, value: W_Object, mod: W_Object | None = None, /) -> W_Object:
        return int_pow(value, self, mod)

    @builtin("__lshift__")
    def descr_lshift(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_lshift(self, value)

    @builtin("__rlshift__")
    def descr_rlshift(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_lshift(value, self)

    @builtin("__rshift__")
    def descr_rshift(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_rshift(self, value)

    @builtin("__rrshift__")
    def descr_rrshift(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_rshift(value, self)

    @builtin("__and__")
    def descr_and(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_and(self, value)

    @builtin("__rand__")
    def descr_rand(self, value: W_Object, /) -> W_Object:
        return self.descr_and(value)

    @builtin("__or__")
    def descr_or(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_or(self, value)

    @builtin("__ror__")
    def descr_ror(self, value: W_Object, /) -> W_Object:
        return self.descr_or(value)

    @builtin("__xor__")
    def descr_xor(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_xor(self, value)

    @builtin("__rxor__")
    def descr_rxor(self, value: W_Object, /) -> W_Object:
        return self.descr_xor(value)

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return wrap_bool(compare_ints(self, value) == 0)

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return wrap_bool(compare_ints(self, value) != 0)

    @builtin("__lt__")
    def descr_lt(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return wrap_bool(compare_ints(self, value) < 0)

    @builtin("__le__")
    def descr_le(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return wrap_bool(compare_ints(self, value) <= 0)

    @builtin("__gt__")
    def descr_gt(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return wrap_bool(compare_ints(self, value) > 0)

    @builtin("__ge__")
    def descr_ge(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return wrap_bool(compare_ints(self, value) >= 0)

    @builtin("__round__")
    def descr_round(self, ndigits: W_Object | None = None, /) -> W_Object:
        """Rounding an Integral returns itself.

        Rounding with an ndigits argument also returns an integer.
        """
        return round_int(self, ndigits)

    @builtin("__format__")
    def descr_format(self, format_spec: str, /) -> str:
        """Convert to a string according to format_spec."""
        return format_int(self, format_spec)

    @builtin("__getnewargs__")
    def descr_getnewargs(self) -> W_Object:
        return new_tuple([self.exact()])

    @builtin("__sizeof__")
    def descr_sizeof(self) -> int:
        """Returns size in memory, in bytes."""
        return 24 + 4 * max((big_bit_length(self.digits()) + 29) // 30, 1)

    @getset
    def real(self) -> W_Object:
        """the real part of a complex number"""
        return self.exact()

    @getset
    def imag(self) -> W_Object:
        """the imaginary part of a complex number"""
        return W_Int(0)

    @getset
    def numerator(self) -> W_Object:
        """the numerator of a rational number in lowest terms"""
        return self.exact()

    @getset
    def denominator(self) -> W_Object:
        """the denominator of a rational number in lowest terms"""
        return W_Int(1)

    @builtin
    def conjugate(self) -> W_Object:
        """Returns self, the complex conjugate of any int."""
        return self.exact()

    @builtin
    def is_integer(self) -> bool:
        """Returns True. Exists for duck type compatibility with float.is_integer."""
        return True

    @builtin
    def as_integer_ratio(self) -> W_Object:
        """Return a pair of integers, whose ratio is equal to the original int.

        The ratio is in lowest terms and has a positive denominator.
        """
        return new_tuple([self.exact(), W_Int(1)])

    @builtin
    def bit_length(self) -> int:
        """Number of bits necessary to represent self in binary."""
        return big_bit_length(self.digits())

    @builtin
    def bit_count(self) -> int:
        """Number of ones in the binary representation of the absolute value of self.

        Also known as the population count.
        """
        w_abs = int_neg(self) if self.sign() < 0 else self
        n = 0
        for byte in w_abs.digits():
            n += int(popcnt(byte))
        return n

    @builtin
    def to_bytes(self, length: int = 1, byteorder: str = "big", *, signed: bool = False) -> W_Object:
        """Return an array of bytes representing an integer."""
        return int_to_bytes(self, length, byteorder, signed)

    @builtin(classmethod=True)
    def from_bytes(w_type: W_Type, bytes: W_Object, byteorder: str = "big", *, signed: bool = False) -> W_Object:
        """Return the integer represented by the given array of bytes."""
        return int_from_bytes(w_type, bytes, byteorder, signed)


@immediate
@final
class W_Int(W_AbstractInt):
    value: Final[int]

    def __init__(self, value: int) -> None:
        self.value = value

    def exact(self) -> W_AbstractInt:
        return self

    def fits_int(self) -> bool:
        return True

    def as_int(self) -> int:
        return self.value

    def digits(self) -> arr[u8]:
        return big_from_i64(self.value)

    def sign(self) -> int:
        v = self.value
        return 1 if v > 0 else (-1 if v < 0 else 0)

    def hash_value(self) -> int:
        return int_hash(self.value)

    def to_float(self) -> float:
        return float(self.value)


@final
class W_BigInt(W_AbstractInt):
    """A value that does not fit in 64 bits."""

    data: Final[arr[u8]]

    def __init__(self, data: arr[u8]) -> None:
        self.data = data

    def exact(self) -> W_AbstractInt:
        return self

    def fits_int(self) -> bool:
        return False

    def as_int(self) -> int:
        raise overflow_error("Python int too large to convert to C ssize_t")

    def digits(self) -> arr[u8]:
        return self.data

    def sign(self) -> int:
        return -1 if is_negative(self.data) else 1

    def hash_value(self) -> int:
        negative = is_negative(self.data)
        h = mod_mersenne61(self.data, negative)
        if negative:
            h = -h
        return -2 if h == -1 else h

    def to_float(self) -> float:
        return big_to_f64(self.data)


class W_IntUser(UserMixin, W_AbstractInt):
    """Instance of a subclass of int."""

    w_value: Final[W_AbstractInt]

    def __init__(self, w_value: W_AbstractInt) -> None:
        self.w_value = w_value.exact()

    def exact(self) -> W_AbstractInt:
        return self.w_value


def new_int(value: int) -> W_AbstractInt:
    return W_Int(value)


def int_from_digits(d: arr[u8]) -> W_AbstractInt:
    """Of digits in the shortest form."""
    if len(d) <= 8:
        return W_Int(to_i64(d))
    return W_BigInt(d)


def int_from_padded(d: arr[u8]) -> W_AbstractInt:
    """Of digits that may have needless sign bytes."""
    return int_from_digits(shortest(d))


def int_hash(value: int) -> int:
    """The value modulo 2 ** 61 - 1 with its sign."""
    if -HASH_MODULUS < value < HASH_MODULUS:
        return -2 if value == -1 else value
    if value == MIN_INT:
        return -4
    h = value % HASH_MODULUS if value > 0 else -(-value % HASH_MODULUS)
    return -2 if h == -1 else h


def small_or_none(w_int: W_AbstractInt, default: int) -> int:
    """The value, or `default` if it does not fit."""
    if not w_int.fits_int():
        return default
    return w_int.as_int()


def checked_float(w_int: W_AbstractInt) -> float:
    x = w_int.to_float()
    if is_inf(x):
        raise overflow_error("int too large to convert to float")
    return x
