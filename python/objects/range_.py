"""range: arithmetic progression; machine integers, and big ones when the bounds need them."""

from python.interpreter.errors import index_error, overflow_error, type_error, value_error
from python.interpreter.operation import eq_w, index_w, wrap_bool
from python.objects.base import W_Object
from python.objects.bool_ import W_Bool
from python.objects.flags import FINAL_TYPE, SEQUENCE
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.int_ops import compare_ints, int_add, int_floordiv, int_mod, int_mul, int_neg, int_sub
from python.objects.int_text import int_repr
from python.objects.iterator import IteratorMixin
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.slice_ import W_Slice, has_index
from python.objects.tuple_ import new_tuple, tuple_hash
from python.objects.type_ import W_Type, type_name
from python.rpython import Final, builtin, cast, final, getset, pytype, typeof


@pytype("range", flags=FINAL_TYPE | SEQUENCE)
@final
class W_Range(W_Object):
    """range(stop) -> range object
    range(start, stop[, step]) -> range object

    Return an object that produces a sequence of integers from start (inclusive)
    to stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.
    start defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.
    These are exactly the valid indices for a list of 4 elements.
    When step is given, it specifies the increment (or decrement).
    """

    w_start: Final[W_AbstractInt]
    w_stop: Final[W_AbstractInt]
    w_step: Final[W_AbstractInt]
    w_length: Final[W_AbstractInt]

    def __init__(self, w_start: W_AbstractInt, w_stop: W_AbstractInt, w_step: W_AbstractInt) -> None:
        self.w_start = w_start
        self.w_stop = w_stop
        self.w_step = w_step
        self.w_length = range_length(w_start, w_stop, w_step)

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type, w_x: W_Object, w_y: W_Object | None = None, w_z: W_Object | None = None, /
    ) -> W_Object:
        if w_y is None:
            return W_Range(W_Int(0), index_w(w_x).exact(), W_Int(1))
        w_start = index_w(w_x).exact()
        w_stop = index_w(w_y).exact()
        w_step: W_AbstractInt = W_Int(1)
        if w_z is not None:
            w_step = index_w(w_z).exact()
        if w_step.sign() == 0:
            raise value_error("range() arg 3 must not be zero")
        return W_Range(w_start, w_stop, w_step)

    def item(self, w_i: W_AbstractInt) -> W_AbstractInt:
        return int_add(self.w_start, int_mul(w_i, self.w_step))

    @getset
    def start(self) -> W_Object:
        return self.w_start

    @getset
    def stop(self) -> W_Object:
        return self.w_stop

    @getset
    def step(self) -> W_Object:
        return self.w_step

    @builtin("__repr__")
    def descr_repr(self) -> str:
        bounds = f"{int_repr(self.w_start)}, {int_repr(self.w_stop)}"
        if self.w_step.fits_int() and self.w_step.as_int() == 1:
            return f"range({bounds})"
        return f"range({bounds}, {int_repr(self.w_step)})"

    @builtin("__len__")
    def descr_len(self) -> int:
        if not self.w_length.fits_int():
            raise overflow_error("Python int too large to convert to C ssize_t")
        return self.w_length.as_int()

    @builtin("__bool__")
    def descr_bool(self) -> bool:
        return self.w_length.sign() != 0

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self.iterate_from(self.w_start, self.w_step)

    @builtin("__reversed__")
    def descr_reversed(self) -> W_Object:
        """Return a reverse iterator."""
        w_last = self.item(int_sub(self.w_length, W_Int(1)))
        return self.iterate_from(w_last, int_neg(self.w_step))

    def iterate_from(self, w_first: W_AbstractInt, w_step: W_AbstractInt) -> W_Object:
        if w_first.fits_int() and w_step.fits_int() and self.w_length.fits_int():
            # All the values lie between the first and the last, so that the two decide.
            w_last = int_add(w_first, int_mul(self.w_length, w_step))
            if w_last.fits_int():
                return W_RangeIterator(w_first.as_int(), w_step.as_int(), self.w_length.as_int())
        return W_LongRangeIterator(w_first, w_step, self.w_length)

    def position_of(self, w_value: W_AbstractInt) -> W_AbstractInt | None:
        """Index of an int that occurs."""
        w_offset = int_sub(w_value, self.w_start)
        if int_mod(w_offset, self.w_step).sign() != 0:
            return None
        w_i = int_floordiv(w_offset, self.w_step)
        if w_i.sign() < 0 or compare_ints(w_i, self.w_length) >= 0:
            return None
        return w_i

    @builtin("__contains__")
    def descr_contains(self, key: W_Object, /) -> bool:
        if is_plain_int(key):
            return self.position_of(cast(W_AbstractInt, key)) is not None
        return self.search(key) >= 0

    def search(self, w_value: W_Object) -> int:
        """By comparison, for what is no int."""
        w_iter = self.descr_iter()
        i = 0
        while True:
            w_item = w_iter.iter_next()
            if w_item is None:
                return -1
            if eq_w(w_item, w_value):
                return i
            i += 1

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        if isinstance(key, W_Slice):
            return self.slice(key)
        if not has_index(key):
            raise type_error(f"range indices must be integers or slices, not {type_name(key)}")
        w_i = index_w(key).exact()
        if w_i.sign() < 0:
            w_i = int_add(w_i, self.w_length)
        if w_i.sign() < 0 or compare_ints(w_i, self.w_length) >= 0:
            raise index_error("range object index out of range")
        return self.item(w_i)

    def slice(self, w_slice: W_Slice) -> W_Object:
        w_step: W_AbstractInt = W_Int(1)
        if w_slice.w_step is not w_None:
            w_step = index_w(w_slice.w_step).exact()
        if w_step.sign() == 0:
            raise value_error("slice step cannot be zero")
        w_first: W_AbstractInt = W_Int(0)
        w_end = self.w_length
        if w_step.sign() < 0:
            w_first = int_sub(self.w_length, W_Int(1))
            w_end = W_Int(-1)
        w_from = self.bound(w_slice.w_start, w_first, w_step)
        w_to = self.bound(w_slice.w_stop, w_end, w_step)
        return W_Range(self.item(w_from), self.item(w_to), int_mul(w_step, self.w_step))

    def bound(self, w_bound: W_Object, w_default: W_AbstractInt, w_step: W_AbstractInt) -> W_AbstractInt:
        if w_bound is w_None:
            return w_default
        w_i = index_w(w_bound).exact()
        low = -1 if w_step.sign() < 0 else 0
        if w_i.sign() < 0:
            w_i = int_add(w_i, self.w_length)
            if compare_ints(w_i, W_Int(low)) < 0:
                return W_Int(low)
            return w_i
        w_high = self.w_length if low == 0 else int_sub(self.w_length, W_Int(1))
        return w_high if compare_ints(w_i, w_high) > 0 else w_i

    def same_sequence(self, w_other: W_Range) -> bool:
        if compare_ints(self.w_length, w_other.w_length) != 0:
            return False
        if self.w_length.sign() == 0:
            return True
        if compare_ints(self.w_start, w_other.w_start) != 0:
            return False
        one = self.w_length.fits_int() and self.w_length.as_int() == 1
        return one or compare_ints(self.w_step, w_other.w_step) == 0

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Range):
            return w_NotImplemented
        return wrap_bool(self.same_sequence(value))

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Range):
            return w_NotImplemented
        return wrap_bool(not self.same_sequence(value))

    @builtin("__hash__")
    def descr_hash(self) -> int:
        if self.w_length.sign() == 0:
            return tuple_hash([self.w_length, w_None, w_None])
        if self.w_length.fits_int() and self.w_length.as_int() == 1:
            return tuple_hash([self.w_length, self.w_start, w_None])
        return tuple_hash([self.w_length, self.w_start, self.w_step])

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        return new_tuple([typeof(W_Range), new_tuple([self.w_start, self.w_stop, self.w_step])])

    @builtin
    def count(self, value: W_Object, /) -> int:
        """rangeobject.count(value) -> integer -- return number of occurrences of value"""
        if is_plain_int(value):
            return 1 if self.position_of(cast(W_AbstractInt, value)) is not None else 0
        n = 0
        w_iter = self.descr_iter()
        while True:
            w_item = w_iter.iter_next()
            if w_item is None:
                return n
            if eq_w(w_item, value):
                n += 1

    @builtin
    def index(self, value: W_Object, /) -> W_Object:
        """rangeobject.index(value) -> integer -- return index of value.

        Raise ValueError if the value is not present.
        """
        if is_plain_int(value):
            w_i = self.position_of(cast(W_AbstractInt, value))
            if w_i is None:
                raise value_error("range.index(x): x not in range")
            return w_i
        i = self.search(value)
        if i < 0:
            raise value_error("sequence.index(x): x not in sequence")
        return W_Int(i)


@pytype("range_iterator")
@final
class W_RangeIterator(IteratorMixin, W_Object):
    next: int
    step: Final[int]
    left: int

    def __init__(self, first: int, step: int, left: int) -> None:
        self.next = first
        self.step = step
        self.left = left

    def iter_next(self) -> W_Object | None:
        if self.left <= 0:
            return None
        value = self.next
        self.left -= 1
        self.next = value + self.step
        return W_Int(value)

    def length_hint(self) -> int:
        return max(self.left, 0)

    @builtin("__setstate__")
    def descr_setstate(self, state: int, /) -> None:
        n = max(0, min(state, self.left))
        self.next += n * self.step
        self.left -= n


@pytype("longrange_iterator")
class W_LongRangeIterator(IteratorMixin, W_Object):
    w_next: W_AbstractInt
    w_step: Final[W_AbstractInt]
    w_left: W_AbstractInt

    def __init__(self, w_first: W_AbstractInt, w_step: W_AbstractInt, w_left: W_AbstractInt) -> None:
        self.w_next = w_first
        self.w_step = w_step
        self.w_left = w_left

    def iter_next(self) -> W_Object | None:
        if self.w_left.sign() <= 0:
            return None
        w_value = self.w_next
        self.w_left = int_sub(self.w_left, W_Int(1))
        self.w_next = int_add(w_value, self.w_step)
        return w_value

    def length_hint(self) -> int:
        return self.w_left.as_int()


def is_plain_int(w_obj: W_Object) -> bool:
    """An int or bool: no subclass that could compare in its own way."""
    if not isinstance(w_obj, W_AbstractInt):
        return False
    return w_obj is w_obj.exact() or isinstance(w_obj, (W_Int, W_Bool))


def range_length(w_start: W_AbstractInt, w_stop: W_AbstractInt, w_step: W_AbstractInt) -> W_AbstractInt:
    if w_step.sign() > 0:
        w_low = w_start
        w_high = w_stop
        w_size = w_step
    else:
        w_low = w_stop
        w_high = w_start
        w_size = int_neg(w_step)
    if compare_ints(w_low, w_high) >= 0:
        return W_Int(0)
    w_last = int_sub(int_sub(w_high, w_low), W_Int(1))
    return int_add(int_floordiv(w_last, w_size), W_Int(1))
