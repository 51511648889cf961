"""slice, and what sequences share: bounds, indexes, repeat counts."""

from python.interpreter.errors import (
    OperationError, index_error, memory_error, overflow_error, type_error, value_error,
)
from python.interpreter.operation import (
    compare, eq_w, index_int, index_w, repr_w, slice_index, wrap_bool,
)
from python.interpreter.slots import S_GE, S_GT, S_INDEX, S_LE, S_LT
from python.objects.base import W_Object
from python.objects.flags import FINAL_TYPE
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.tuple_ import W_Tuple, new_tuple, tuple_hash
from python.objects.type_ import W_Type, type_name
from python.rpython import Final, builtin, final, getset, pytype, typeof

SIZE_MAX: Final = 0x7FFFFFFFFFFFFFFF


class Count:
    """A repeat count, boxed so that None can say "not an integer"."""

    value: Final[int]

    def __init__(self, value: int) -> None:
        self.value = value


@pytype("slice", flags=FINAL_TYPE)
@final
class W_Slice(W_Object):
    """slice(stop)
    slice(start, stop[, step])

    Create a slice object.  This is used for extended slicing (e.g. a[0:10:2]).
    """

    w_start: Final[W_Object]
    w_stop: Final[W_Object]
    w_step: Final[W_Object]

    def __init__(self, w_start: W_Object, w_stop: W_Object, w_step: W_Object) -> None:
        self.w_start = w_start
        self.w_stop = w_stop
        self.w_step = w_step

    def unpack(self, length: int) -> tuple[int, int, int]:
        """(start, step, count) of the elements selected from a sequence of that length."""
        step = slice_index(self.w_step, 1)
        if step == 0:
            raise value_error("slice step cannot be zero")
        if step < -(1 << 62):
            step = -(1 << 62)
        if step > 0:
            start = clamp(slice_index(self.w_start, 0), length, 0, length)
            stop = clamp(slice_index(self.w_stop, length), length, 0, length)
            count = 0 if start >= stop else (stop - start - 1) // step + 1
        else:
            start = clamp(slice_index(self.w_start, length - 1), length, -1, length - 1)
            stop = clamp_stop_down(self.w_stop, length)
            count = 0 if stop >= start else (start - stop - 1) // -step + 1
        return start, step, count

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, w_x: W_Object, w_y: W_Object | None = None, w_z: W_Object | None = None, /) -> W_Object:
        if w_y is None:
            return W_Slice(w_None, w_x, w_None)
        return W_Slice(w_x, w_y, w_None if w_z is None else w_z)

    @getset
    def start(self) -> W_Object:
        return self.w_start

    @getset
    def stop(self) -> W_Object:
        return self.w_stop

    @getset
    def step(self) -> W_Object:
        return self.w_step

    @builtin
    def indices(self, object: W_Object, /) -> W_Object:
        """S.indices(len) -> (start, stop, stride)

        Assuming a sequence of length len, calculate the start and stop
        indices, and the stride length of the extended slice described by
        S. Out of bounds indices are clipped in a manner consistent with the
        handling of normal slices.
        """
        w_length = index_w(object)
        if w_length.sign() < 0:
            raise value_error("length should not be negative")
        length = w_length.as_int() if w_length.fits_int() else 1 << 62
        start, step, count = self.unpack(length)
        if step > 0:
            stop = clamp(slice_index(self.w_stop, length), length, 0, length)
        else:
            stop = clamp_stop_down(self.w_stop, length)
        return new_tuple([W_Int(start), W_Int(stop), W_Int(step)])

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"slice({repr_w(self.w_start)}, {repr_w(self.w_stop)}, {repr_w(self.w_step)})"

    def as_tuple(self) -> W_Tuple:
        return new_tuple([self.w_start, self.w_stop, self.w_step])

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Slice):
            return w_NotImplemented
        if value is self:
            return wrap_bool(True)
        same = eq_w(self.w_start, value.w_start) and eq_w(self.w_stop, value.w_stop)
        return wrap_bool(same and eq_w(self.w_step, value.w_step))

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Slice):
            return w_NotImplemented
        same = eq_w(self.w_start, value.w_start) and eq_w(self.w_stop, value.w_stop)
        return wrap_bool(not (same and eq_w(self.w_step, value.w_step)))

    @builtin("__lt__")
    def descr_lt(self, value: W_Object, /) -> W_Object:
        return self.order(S_LT, value)

    @builtin("__le__")
    def descr_le(self, value: W_Object, /) -> W_Object:
        return self.order(S_LE, value)

    @builtin("__gt__")
    def descr_gt(self, value: W_Object, /) -> W_Object:
        return self.order(S_GT, value)

    @builtin("__ge__")
    def descr_ge(self, value: W_Object, /) -> W_Object:
        return self.order(S_GE, value)

    def order(self, op: int, w_other: W_Object) -> W_Object:
        if not isinstance(w_other, W_Slice):
            return w_NotImplemented
        return compare(op, self.as_tuple(), w_other.as_tuple())

    @builtin("__hash__")
    def descr_hash(self) -> int:
        return tuple_hash([self.w_start, self.w_stop, self.w_step])

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        return new_tuple([typeof(W_Slice), self.as_tuple()])


def clamp(i: int, length: int, low: int, high: int) -> int:
    if i < 0:
        i += length
    if i < low:
        return low
    return high if i > high else i


def clamp_stop_down(w_stop: W_Object, length: int) -> int:
    """The stop of a slice with negative step; None means "to the very first", which no index can say."""
    if w_stop is w_None:
        return -1
    return clamp(slice_index(w_stop, 0), length, -1, length - 1)


def clamp_start(w_start: W_Object | None, length: int) -> int:
    """Start argument of find, index, count...; may exceed the length: nothing is found there then."""
    if w_start is None:
        return 0
    i = slice_index(w_start, 0)
    if i < 0:
        i = max(i + length, 0)
    return i


def clamp_end(w_end: W_Object | None, length: int) -> int:
    if w_end is None:
        return length
    i = slice_index(w_end, length)
    if i < 0:
        return max(i + length, 0)
    return min(i, length)


def item_index(w_key: W_Object, length: int, what: str) -> int:
    """A subscript within the sequence; `what` names it in the errors ("list", "string")."""
    if isinstance(w_key, W_Int):
        i = w_key.value
    elif has_index(w_key):
        i = index_int(w_key)
    else:
        raise bad_index(what, w_key)
    if i < 0:
        i += length
    if i < 0 or i >= length:
        raise index_error(f"{what} index out of range")
    return i


def has_index(w_obj: W_Object) -> bool:
    return isinstance(w_obj, W_AbstractInt) or w_obj.gettypeobject().slot(S_INDEX) is not None


def bad_index(what: str, w_key: W_Object) -> OperationError:
    if what == "string":
        return type_error(f"string indices must be integers, not '{type_name(w_key)}'")
    if what == "bytes":
        return type_error(f"byte indices must be integers or slices, not {type_name(w_key)}")
    return type_error(f"{what} indices must be integers or slices, not {type_name(w_key)}")


def repeat_count(w_count: W_Object, size: int, what: str) -> Count | None:
    """The count of `sequence * count`, 0 for negative ones; None: not an integer. `size`: bytes or items of one copy."""
    if not has_index(w_count):
        return None
    w_int = index_w(w_count)
    if w_int.sign() <= 0 or size == 0:
        if not w_int.fits_int():
            raise cannot_fit(w_count)
        return Count(0)
    if not w_int.fits_int():
        raise cannot_fit(w_count)
    n = w_int.as_int()
    if n > 0x7FFFFFF0 // size:
        if n > 0x7FFFFFFFFFFFFFFF // size and (what == "str" or what == "bytes"):
            plural = "repeated string is" if what == "str" else "repeated bytes are"
            raise overflow_error(f"{plural} too long")
        raise memory_error()
    return Count(n)


def cannot_fit(w_count: W_Object) -> OperationError:
    return overflow_error(f"cannot fit '{type_name(w_count)}' into an index-sized integer")
