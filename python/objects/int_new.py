"""int(): from numbers, from text."""

from python.externs import big_from_f64
from python.interpreter.calling import call_descr0
from python.interpreter.errors import overflow_error, type_error, value_error
from python.interpreter.operation import index_w
from python.interpreter.slots import S_INDEX, S_INT
from python.objects.base import W_Object
from python.objects.bytes_ import new_bytes
from python.objects.buffer import buffer_or_none
from python.objects.int_ import W_AbstractInt, W_Int, int_from_digits
from python.objects.int_text import ascii_of_number, parse_int
from python.objects.str_ import W_Str
from python.objects.type_ import type_name
from python.rpython import Final, ftrunc, is_inf, is_nan

TWO_63: Final = 9223372036854775808.0


def int_of_object(w_x: W_Object | None) -> W_AbstractInt:
    """`int(x)`, an exact int."""
    if w_x is None:
        return W_Int(0)
    if isinstance(w_x, W_Int):
        return w_x
    w_method = w_x.gettypeobject().slot(S_INT)
    if w_method is not None:
        w_result = call_descr0(w_method, w_x)
        if not isinstance(w_result, W_AbstractInt):
            raise type_error(f"__int__ returned non-int (type {type_name(w_result)})")
        return w_result.exact()
    if w_x.gettypeobject().slot(S_INDEX) is not None:
        return index_w(w_x).exact()
    if isinstance(w_x, W_Str):
        return parse_int(ascii_of_number(w_x), 10, w_x)
    data = buffer_or_none(w_x)
    if data is not None:
        return parse_int(data, 10, new_bytes(data))
    raise type_error(
        f"int() argument must be a string, a bytes-like object or a real number, not '{type_name(w_x)}'"
    )


def int_of_text(w_x: W_Object | None, w_base: W_Object) -> W_AbstractInt:
    """`int(x, base)`"""
    if w_x is None:
        raise type_error("int() missing string argument")
    w_int = index_w(w_base)
    base = w_int.as_int() if w_int.fits_int() else -1
    if base != 0 and (base < 2 or base > 36):
        raise value_error("int() base must be >= 2 and <= 36, or 0")
    if isinstance(w_x, W_Str):
        return parse_int(ascii_of_number(w_x), base, w_x)
    data = buffer_or_none(w_x)
    if data is None:
        raise type_error("int() can't convert non-string with explicit base")
    return parse_int(data, base, new_bytes(data))


def int_of_float(x: float) -> W_AbstractInt:
    """Truncated; the errors are int()'s."""
    if is_nan(x):
        raise value_error("cannot convert float NaN to integer")
    if is_inf(x):
        raise overflow_error("cannot convert float infinity to integer")
    if -TWO_63 <= x < TWO_63:
        return W_Int(int(x))
    return int_from_digits(big_from_f64(ftrunc(x)))
