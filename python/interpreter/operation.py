"""Operations on Python values: arithmetic, comparison, containers, conversion. The Python meaning of each, once.

Attributes are in attributes.py, calls in calling.py, iteration in iteration.py.
"""

from python.rpython import Final, arr, cold, float_bits, is_nan, lang, noinline, typeof
from python.objects.base import W_Object
from python.objects.bool_ import W_Bool
from python.objects.bytearray_ import W_ByteArray
from python.objects.bytes_ import W_Bytes
from python.objects.dict_ import W_Dict
from python.objects.flags import HEAP_TYPE, SEQUENCE
from python.objects.float_ import W_Float
from python.objects.exceptions.hierarchy import w_KeyError
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.list_ import W_List
from python.objects.singletons import w_False, w_None, w_NotImplemented, w_True
from python.objects.str_ import W_Str, str_hash
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import W_Type, type_name
from python.interpreter.calling import call_descr0, call_descr1, call_descr2
from python.interpreter.errors import OperationError, index_error, overflow_error, type_error, value_error
from python.interpreter.slots import (
    N_BINARY, SLOT_NAMES, S_ABS, S_ADD, S_AND, S_BOOL, S_CONTAINS, S_DELITEM, S_DIVMOD, S_EQ, S_FLOORDIV, S_FORMAT,
    S_GE, S_GETITEM, S_GT, S_HASH, S_INDEX, S_INPLACE, S_INVERT, S_ITER, S_LE, S_LEN, S_LENGTH_HINT, S_LSHIFT, S_LT,
    S_MATMUL, S_MOD, S_MUL, S_NE, S_NEG, S_OR, S_POS, S_POW, S_REFLECTED, S_REPR, S_RSHIFT, S_SETITEM, S_STR,
    S_SUB, S_TRUEDIV, S_XOR,
)
from python.interpreter.attributes import find_attr
from python.interpreter.calling import call1
from python.interpreter.iteration import iterate
from python.objects.generic_alias import class_getitem

OPERATORS: Final = ["+", "-", "*", "/", "//", "%", "** or pow()", "@", "&", "|", "^", "<<", ">>", "divmod()"]
EXACT_IN_FLOAT: Final = 1 << 53
COMPARISONS: Final = ["<", "<=", "==", "!=", ">", ">="]


# Binary operators.


def binary(op: int, w_a: W_Object, w_b: W_Object) -> W_Object:
    """`w_a op w_b`, op one of S_ADD .. S_DIVMOD."""
    w_mixed = mixed_numbers(op, w_a, w_b)
    if w_mixed is not None:
        return w_mixed
    w_result = binary_or_none(op, w_a, w_b)
    if w_result is None:
        raise unsupported_operands(op, OPERATORS[op], w_a, w_b)
    return w_result


def mixed_numbers(op: int, w_a: W_Object, w_b: W_Object) -> W_Object | None:
    """A float with a small int, and the quotient of small ints, at once; None: something else."""
    if isinstance(w_a, W_Float) and isinstance(w_b, W_Int):
        if w_a.is_exact():
            return float_result(op, w_a.value, float(w_b.value))
    elif isinstance(w_a, W_Int):
        if isinstance(w_b, W_Float):
            if w_b.is_exact():
                return float_result(op, float(w_a.value), w_b.value)
        elif isinstance(w_b, W_Int) and op == S_TRUEDIV and abs(w_a.value) < EXACT_IN_FLOAT:
            if abs(w_b.value) < EXACT_IN_FLOAT:
                return float_result(op, float(w_a.value), float(w_b.value))
    return None


def float_result(op: int, a: float, b: float) -> W_Object | None:
    if op == S_ADD:
        return W_Float(a + b)
    if op == S_SUB:
        return W_Float(a - b)
    if op == S_MUL:
        return W_Float(a * b)
    if op == S_TRUEDIV and b != 0.0:
        return W_Float(a / b)
    return None


def binary_or_none(op: int, w_a: W_Object, w_b: W_Object) -> W_Object | None:
    """None: no operand knows how."""
    w_ta = w_a.gettypeobject()
    w_tb = w_b.gettypeobject()
    w_left = w_ta.slot(op)
    if w_ta is w_tb:
        if w_left is None:
            return None
        return unless_not_implemented(call_descr1(w_left, w_a, w_b))
    w_right = w_tb.slot(S_REFLECTED + op)
    if w_right is not None and w_right is not w_ta.slot(S_REFLECTED + op) and w_tb.is_subtype(w_ta):
        w_result = call_descr1(w_right, w_b, w_a)
        if w_result is not w_NotImplemented:
            return w_result
        w_right = None
    if w_left is not None:
        w_result = call_descr1(w_left, w_a, w_b)
        if w_result is not w_NotImplemented:
            return w_result
    if w_right is not None:
        return unless_not_implemented(call_descr1(w_right, w_b, w_a))
    return None


def unless_not_implemented(w_result: W_Object) -> W_Object | None:
    if w_result is w_NotImplemented:
        return None
    return w_result


def inplace(op: int, w_a: W_Object, w_b: W_Object) -> W_Object:
    """`w_a op= w_b`; the caller stores the result."""
    w_method = w_a.gettypeobject().slot(S_INPLACE + op)
    if w_method is not None:
        w_result = call_descr1(w_method, w_a, w_b)
        if w_result is not w_NotImplemented:
            return w_result
    w_binary = binary_or_none(op, w_a, w_b)
    if w_binary is None:
        symbol = OPERATORS[op]
        if op == S_POW:
            symbol = "**"
        raise unsupported_operands(op, f"{symbol}=", w_a, w_b)
    return w_binary


@cold
def unsupported_operands(op: int, symbol: str, w_a: W_Object, w_b: W_Object) -> OperationError:
    name_a = type_name(w_a)
    name_b = type_name(w_b)
    if op == S_ADD:
        if isinstance(w_a, W_Str):
            return type_error(f"can only concatenate str (not \"{name_b}\") to str")
        if isinstance(w_a, W_List):
            return type_error(f"can only concatenate list (not \"{name_b}\") to list")
        if isinstance(w_a, W_Tuple):
            return type_error(f"can only concatenate tuple (not \"{name_b}\") to tuple")
        if isinstance(w_a, W_Bytes) or isinstance(w_a, W_ByteArray):
            return type_error(f"can't concat {name_b} to {name_a}")
    if op == S_MUL:
        if is_repeatable(w_a):
            return type_error(f"can't multiply sequence by non-int of type '{name_b}'")
        if is_repeatable(w_b):
            return type_error(f"can't multiply sequence by non-int of type '{name_a}'")
    return type_error(f"unsupported operand type(s) for {symbol}: '{name_a}' and '{name_b}'")


def is_repeatable(w_obj: W_Object) -> bool:
    if isinstance(w_obj, (W_Str, W_List, W_Tuple, W_Bytes, W_ByteArray)):
        return True
    w_type = w_obj.gettypeobject()
    return w_type.flags & (SEQUENCE | HEAP_TYPE) == SEQUENCE and w_type.slot(S_MUL) is not None


def add(w_a: W_Object, w_b: W_Object) -> W_Object:
    return binary(S_ADD, w_a, w_b)


def sub(w_a: W_Object, w_b: W_Object) -> W_Object:
    return binary(S_SUB, w_a, w_b)


def mul(w_a: W_Object, w_b: W_Object) -> W_Object:
    return binary(S_MUL, w_a, w_b)


def truediv(w_a: W_Object, w_b: W_Object) -> W_Object:
    return binary(S_TRUEDIV, w_a, w_b)


def floordiv(w_a: W_Object, w_b: W_Object) -> W_Object:
    return binary(S_FLOORDIV, w_a, w_b)


def mod(w_a: W_Object, w_b: W_Object) -> W_Object:
    return binary(S_MOD, w_a, w_b)


def power(w_a: W_Object, w_b: W_Object) -> W_Object:
    return binary(S_POW, w_a, w_b)


def divmod_(w_a: W_Object, w_b: W_Object) -> W_Object:
    return binary(S_DIVMOD, w_a, w_b)


def matmul(w_a: W_Object, w_b: W_Object) -> W_Object:
    return binary(S_MATMUL, w_a, w_b)


def and_(w_a: W_Object, w_b: W_Object) -> W_Object:
    return binary(S_AND, w_a, w_b)


def or_(w_a: W_Object, w_b: W_Object) -> W_Object:
    return binary(S_OR, w_a, w_b)


def xor(w_a: W_Object, w_b: W_Object) -> W_Object:
    return binary(S_XOR, w_a, w_b)


def lshift(w_a: W_Object, w_b: W_Object) -> W_Object:
    return binary(S_LSHIFT, w_a, w_b)


def rshift(w_a: W_Object, w_b: W_Object) -> W_Object:
    return binary(S_RSHIFT, w_a, w_b)


# Unary operators.


def unary(slot: int, w_a: W_Object) -> W_Object:
    """slot: S_NEG, S_POS, S_INVERT or S_ABS."""
    w_method = w_a.gettypeobject().slot(slot)
    if w_method is None:
        raise bad_unary(slot, w_a)
    return call_descr0(w_method, w_a)


@cold
def bad_unary(slot: int, w_a: W_Object) -> OperationError:
    what = "unary -"
    if slot == S_POS:
        what = "unary +"
    elif slot == S_INVERT:
        what = "unary ~"
    elif slot == S_ABS:
        what = "abs()"
    return type_error(f"bad operand type for {what}: '{type_name(w_a)}'")


def neg(w_a: W_Object) -> W_Object:
    return unary(S_NEG, w_a)


def pos(w_a: W_Object) -> W_Object:
    return unary(S_POS, w_a)


def invert(w_a: W_Object) -> W_Object:
    return unary(S_INVERT, w_a)


def abs_(w_a: W_Object) -> W_Object:
    return unary(S_ABS, w_a)


# Comparison.


def compare_true(slot: int, w_a: W_Object, w_b: W_Object) -> bool:
    """The truth of a comparison; floats and strings at once."""
    if isinstance(w_a, W_Float) and isinstance(w_b, W_Float) and w_a.is_exact() and w_b.is_exact():
        return compare_floats(slot, w_a.value, w_b.value)
    if isinstance(w_a, W_Str) and isinstance(w_b, W_Str) and w_a.is_exact() and w_b.is_exact():
        if slot == S_EQ:
            return w_a == w_b
        if slot == S_NE:
            return w_a != w_b
    return is_true(compare(slot, w_a, w_b))


def compare_any(slot: int, w_a: W_Object, w_b: W_Object) -> W_Object:
    """As `compare`; floats and equality of strings at once."""
    if isinstance(w_a, W_Float) and isinstance(w_b, W_Float) and w_a.is_exact() and w_b.is_exact():
        return wrap_bool(compare_floats(slot, w_a.value, w_b.value))
    if isinstance(w_a, W_Str) and isinstance(w_b, W_Str) and (slot == S_EQ or slot == S_NE):
        if w_a.is_exact() and w_b.is_exact():
            return wrap_bool((w_a == w_b) == (slot == S_EQ))
    return compare(slot, w_a, w_b)


def compare_floats(slot: int, a: float, b: float) -> bool:
    if slot == S_LT:
        return a < b
    if slot == S_LE:
        return a <= b
    if slot == S_EQ:
        return a == b
    if slot == S_NE:
        return a != b
    if slot == S_GT:
        return a > b
    return a >= b


def compare(slot: int, w_a: W_Object, w_b: W_Object) -> W_Object:
    """slot: S_LT .. S_GE."""
    w_ta = w_a.gettypeobject()
    w_tb = w_b.gettypeobject()
    swapped = swapped_comparison(slot)
    tried_right = False
    if w_ta is not w_tb and w_tb.is_subtype(w_ta):
        w_right = w_tb.slot(swapped)
        if w_right is not None:
            tried_right = True
            w_result = call_descr1(w_right, w_b, w_a)
            if w_result is not w_NotImplemented:
                return w_result
    w_left = w_ta.slot(slot)
    if w_left is not None:
        w_result = call_descr1(w_left, w_a, w_b)
        if w_result is not w_NotImplemented:
            return w_result
    if not tried_right:
        w_right = w_tb.slot(swapped)
        if w_right is not None:
            w_result = call_descr1(w_right, w_b, w_a)
            if w_result is not w_NotImplemented:
                return w_result
    if slot == S_EQ:
        return wrap_bool(w_a is w_b)
    if slot == S_NE:
        return wrap_bool(w_a is not w_b)
    symbol = COMPARISONS[slot - S_LT]
    raise type_error(f"'{symbol}' not supported between instances of '{type_name(w_a)}' and '{type_name(w_b)}'")


def swapped_comparison(slot: int) -> int:
    if slot == S_EQ or slot == S_NE:
        return slot
    if slot == S_LT:
        return S_GT
    if slot == S_GT:
        return S_LT
    if slot == S_LE:
        return S_GE
    return S_LE


@lang("wrap_bool")
def wrap_bool(value: bool) -> W_Object:
    if value:
        return w_True
    return w_False


def lt(w_a: W_Object, w_b: W_Object) -> W_Object:
    return compare(S_LT, w_a, w_b)


def le(w_a: W_Object, w_b: W_Object) -> W_Object:
    return compare(S_LE, w_a, w_b)


def eq(w_a: W_Object, w_b: W_Object) -> W_Object:
    return compare(S_EQ, w_a, w_b)


def ne(w_a: W_Object, w_b: W_Object) -> W_Object:
    return compare(S_NE, w_a, w_b)


def gt(w_a: W_Object, w_b: W_Object) -> W_Object:
    return compare(S_GT, w_a, w_b)


def ge(w_a: W_Object, w_b: W_Object) -> W_Object:
    return compare(S_GE, w_a, w_b)


def eq_w(w_a: W_Object, w_b: W_Object) -> bool:
    """`a is b or a == b`: what containers mean by equal."""
    if w_a is w_b:
        return True
    if isinstance(w_a, W_Int) and isinstance(w_b, W_Int):
        return w_a.value == w_b.value
    return compare_true(S_EQ, w_a, w_b)


def lt_w(w_a: W_Object, w_b: W_Object) -> bool:
    return is_true(compare(S_LT, w_a, w_b))


def is_same(w_a: W_Object, w_b: W_Object) -> bool:
    """Python's `is`. Small ints have no identity of their own: equal exact ints are the same."""
    if w_a is w_b:
        return True
    if isinstance(w_a, W_Int) and isinstance(w_b, W_Int):
        return w_a.value == w_b.value
    return same_float(w_a, w_b)


def same_float(w_a: W_Object, w_b: W_Object) -> bool:
    """Lists keep floats unboxed: exact floats with the same bits are the same, as equal ints are.

    Not so nans, which lists keep as objects.
    """
    if not (isinstance(w_a, W_Float) and isinstance(w_b, W_Float)):
        return False
    if is_nan(w_a.value) or not w_a.is_exact() or not w_b.is_exact():
        return False
    return float_bits(w_a.value) == float_bits(w_b.value)


# Truth, hash, length.


def is_true(w_obj: W_Object) -> bool:
    if w_obj is w_True:
        return True
    if w_obj is w_False or w_obj is w_None:
        return False
    if isinstance(w_obj, W_Int):
        return w_obj.value != 0
    return is_true_slow(w_obj)


@noinline
def is_true_slow(w_obj: W_Object) -> bool:
    w_type = w_obj.gettypeobject()
    w_method = w_type.slot(S_BOOL)
    if w_method is not None:
        w_result = call_descr0(w_method, w_obj)
        if not isinstance(w_result, W_Bool):
            raise type_error(f"__bool__ should return bool, returned {type_name(w_result)}")
        return w_result is w_True
    if w_type.slot(S_LEN) is not None:
        return length(w_obj) != 0
    return True


def hash_w(w_obj: W_Object) -> int:
    if isinstance(w_obj, W_Str) and w_obj.is_exact():
        return str_hash(w_obj)
    w_method = w_obj.gettypeobject().slot(S_HASH)
    if w_method is None or w_method is w_None:
        raise type_error(f"unhashable type: '{type_name(w_obj)}'")
    w_result = call_descr0(w_method, w_obj)
    if isinstance(w_result, W_Int):
        value = w_result.value
        if value == -1:
            return -2
        return value
    if isinstance(w_result, W_AbstractInt):
        return w_result.hash_value()
    raise type_error("__hash__ method should return an integer")


def length(w_obj: W_Object) -> int:
    """len(obj)"""
    if isinstance(w_obj, W_List) and w_obj.is_exact():
        return w_obj.length
    if isinstance(w_obj, W_Str) and w_obj.is_exact():
        return int(w_obj.length)
    if isinstance(w_obj, W_Tuple) and w_obj.is_exact():
        return int(len(w_obj.items))
    if isinstance(w_obj, W_Dict) and w_obj.is_exact():
        return w_obj.length()
    w_method = w_obj.gettypeobject().slot(S_LEN)
    if w_method is None:
        raise type_error(f"object of type '{type_name(w_obj)}' has no len()")
    w_result = index_w(call_descr0(w_method, w_obj))
    if w_result.sign() < 0:
        raise value_error("__len__() should return >= 0")
    if not isinstance(w_result, W_Int):
        raise overflow_error("cannot fit 'int' into an index-sized integer")
    return w_result.value


def length_hint(w_obj: W_Object, default: int) -> int:
    """operator.length_hint"""
    w_type = w_obj.gettypeobject()
    if w_type.slot(S_LEN) is not None:
        return length(w_obj)
    w_method = w_type.slot(S_LENGTH_HINT)
    if w_method is None:
        return default
    w_result = call_descr0(w_method, w_obj)
    if w_result is w_NotImplemented:
        return default
    if not isinstance(w_result, W_AbstractInt):
        raise type_error(f"__length_hint__ must be an integer, not {type_name(w_result)}")
    if w_result.sign() < 0:
        raise value_error("__length_hint__() should return >= 0")
    if isinstance(w_result, W_Int):
        return w_result.value
    return default


# Subscription.


def getitem(w_obj: W_Object, w_key: W_Object) -> W_Object:
    if isinstance(w_obj, W_Dict) and w_obj.is_exact():
        w_value = w_obj.strategy.get(w_obj, w_key)
        if w_value is not None:
            return w_value
    w_method = w_obj.gettypeobject().slot(S_GETITEM)
    if w_method is not None:
        return call_descr1(w_method, w_obj, w_key)
    return getitem_class(w_obj, w_key)


@noinline
def getitem_class(w_obj: W_Object, w_key: W_Object) -> W_Object:
    """`__class_getitem__` of a class, or the error."""
    if isinstance(w_obj, W_Type):
        w_method = find_attr(w_obj, "__class_getitem__")
        if w_method is not None:
            return call1(w_method, w_key)
        if w_obj is typeof(W_Type):
            return class_getitem(w_obj, w_key)
        raise type_error(f"type '{w_obj.name}' is not subscriptable")
    raise type_error(f"'{type_name(w_obj)}' object is not subscriptable")


def setitem(w_obj: W_Object, w_key: W_Object, w_value: W_Object) -> None:
    if isinstance(w_obj, W_Dict) and w_obj.is_exact():
        w_obj.strategy.set(w_obj, w_key, w_value)
        return
    w_method = w_obj.gettypeobject().slot(S_SETITEM)
    if w_method is None:
        raise type_error(f"'{type_name(w_obj)}' object does not support item assignment")
    call_descr2(w_method, w_obj, w_key, w_value)


def delitem(w_obj: W_Object, w_key: W_Object) -> None:
    w_method = w_obj.gettypeobject().slot(S_DELITEM)
    if w_method is None:
        raise type_error(f"'{type_name(w_obj)}' object doesn't support item deletion")
    call_descr1(w_method, w_obj, w_key)


def contains(w_obj: W_Object, w_item: W_Object) -> bool:
    """item in obj"""
    if isinstance(w_obj, W_Dict) and w_obj.is_exact():
        return w_obj.has_key(w_item)
    if isinstance(w_obj, W_List) and w_obj.is_exact():
        return w_obj.strategy.find(w_obj, w_item, 0, w_obj.length) >= 0
    if isinstance(w_obj, W_Tuple) and w_obj.is_exact():
        return w_obj.find_item(w_item)
    w_method = w_obj.gettypeobject().slot(S_CONTAINS)
    if w_method is not None:
        if w_method is w_None:
            raise type_error(f"'{type_name(w_obj)}' object is not a container")
        return is_true(call_descr1(w_method, w_obj, w_item))
    if not is_iterable(w_obj):
        raise type_error(f"argument of type '{type_name(w_obj)}' is not a container or iterable")
    return iteration_contains(w_obj, w_item)


def iteration_contains(w_obj: W_Object, w_item: W_Object) -> bool:
    w_iter = iterate(w_obj)
    while True:
        w_next = w_iter.iter_next()
        if w_next is None:
            return False
        if eq_w(w_next, w_item):
            return True


def is_sequence(w_obj: W_Object) -> bool:
    """What `operator.concat` accepts: subscriptable, and not a dict."""
    return w_obj.gettypeobject().slot(S_GETITEM) is not None and not isinstance(w_obj, W_Dict)


def getitem_or_none(w_obj: W_Object, w_key: W_Object) -> W_Object | None:
    """obj[key]; None for a KeyError."""
    if isinstance(w_obj, W_Dict) and w_obj.is_exact():
        return w_obj.get(w_key)
    try:
        return getitem(w_obj, w_key)
    except OperationError as e:
        if not e.match(w_KeyError):
            raise
        return None


def is_iterable(w_obj: W_Object) -> bool:
    """Whether iter() would find a way."""
    w_type = w_obj.gettypeobject()
    w_method = w_type.slot(S_ITER)
    if w_method is None:
        return w_type.slot(S_GETITEM) is not None
    return w_method is not w_None


# Conversion.


def index_w(w_obj: W_Object) -> W_AbstractInt:
    """operator.index"""
    if isinstance(w_obj, W_AbstractInt):
        return w_obj
    w_method = w_obj.gettypeobject().slot(S_INDEX)
    if w_method is None:
        raise type_error(f"'{type_name(w_obj)}' object cannot be interpreted as an integer")
    w_result = call_descr0(w_method, w_obj)
    if not isinstance(w_result, W_AbstractInt):
        raise type_error(f"__index__ returned non-int (type {type_name(w_result)})")
    return w_result


def index_int(w_obj: W_Object) -> int:
    """For subscripts: an index that does not fit is an IndexError."""
    w_int = index_w(w_obj)
    if not w_int.fits_int():
        raise index_error(f"cannot fit '{type_name(w_obj)}' into an index-sized integer")
    return w_int.as_int()


def int_of(w_obj: W_Object) -> int:
    """For counts and sizes: an OverflowError when it does not fit."""
    w_int = index_w(w_obj)
    if not w_int.fits_int():
        raise overflow_error("Python int too large to convert to C ssize_t")
    return w_int.as_int()


def slice_index(w_obj: W_Object, default: int) -> int:
    """A bound of a slice: None gives the default, values that do not fit are clamped."""
    if w_obj is w_None:
        return default
    if isinstance(w_obj, W_Int):
        return w_obj.value
    if w_obj.gettypeobject().slot(S_INDEX) is None:
        raise type_error("slice indices must be integers or None or have an __index__ method")
    w_int = index_w(w_obj)
    if w_int.fits_int():
        return w_int.as_int()
    if w_int.sign() < 0:
        return -(1 << 62)
    return 1 << 62


def repr_w(w_obj: W_Object) -> W_Str:
    w_method = w_obj.gettypeobject().slot(S_REPR)
    if w_method is None:
        raise type_error(f"'{type_name(w_obj)}' object has no __repr__")
    w_result = call_descr0(w_method, w_obj)
    if not isinstance(w_result, W_Str):
        raise type_error(f"__repr__ returned non-string (type {type_name(w_result)})")
    return w_result


def str_w(w_obj: W_Object) -> W_Str:
    """str(obj)"""
    if isinstance(w_obj, W_Str) and w_obj.gettypeobject() is typeof(W_Str):
        return w_obj
    w_method = w_obj.gettypeobject().slot(S_STR)
    if w_method is None:
        return repr_w(w_obj)
    w_result = call_descr0(w_method, w_obj)
    if not isinstance(w_result, W_Str):
        raise type_error(f"__str__ returned non-string (type {type_name(w_result)})")
    return w_result


def format_w(w_obj: W_Object, spec: str) -> W_Str:
    """format(obj, spec)"""
    w_method = w_obj.gettypeobject().slot(S_FORMAT)
    if w_method is None:
        raise type_error(f"Type {type_name(w_obj)} doesn't define __format__")
    w_result = call_descr1(w_method, w_obj, spec)
    if not isinstance(w_result, W_Str):
        raise type_error(f"__format__ must return a str, not {type_name(w_result)}")
    return w_result
