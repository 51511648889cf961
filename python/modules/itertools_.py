"""itertools: infinite and terminating iterators (`Modules/itertoolsmodule.c`). The combinatoric ones are in itertools_combine.py."""

from python.rpython import Final, arr, builtin, builtin_function, mixin, pytype
from python.interpreter.calling import call, call1, call2
from python.interpreter.errors import check_stack, type_error, value_error
from python.interpreter.iteration import iterate, next_or_stop, unpack_iterable
from python.interpreter.operation import add, eq_w, index_w, is_true, repr_w
from python.objects.base import W_Object
from python.objects.int_ import W_Int
from python.objects.singletons import w_None
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type
from python.rlib.list import List

MODULE: Final = "itertools"
ONE: Final = W_Int(1)


@mixin
class StepMixin:
    """What every iterator here has; the class gives `step`: the next item, or None at the end."""

    def iter_next(self) -> W_Object | None:
        check_stack()
        return self.step()

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.step())


@pytype("itertools.count")
class W_Count(StepMixin, W_Object):
    """Return a count object whose .__next__() method returns consecutive values.

    Equivalent to:
        def count(firstval=0, step=1):
            x = firstval
            while 1:
                yield x
                x += step"""

    w_value: W_Object
    w_step: W_Object

    def __init__(self, w_value: W_Object, w_step: W_Object) -> None:
        self.w_value = w_value
        self.w_step = w_step

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, start: W_Object | None = None, step: W_Object | None = None) -> W_Object:
        w_start: W_Object = W_Int(0)
        if start is not None:
            w_start = start
        w_step: W_Object = ONE
        if step is not None:
            w_step = step
        return W_Count(w_start, w_step)

    def step(self) -> W_Object | None:
        w_value = self.w_value
        self.w_value = add(w_value, self.w_step)
        return w_value

    @builtin("__repr__")
    def descr_repr(self) -> str:
        w_step = self.w_step
        if isinstance(w_step, W_Int) and w_step.value == 1:
            return f"count({repr_w(self.w_value)})"
        return f"count({repr_w(self.w_value)}, {repr_w(w_step)})"


@pytype("itertools.repeat")
class W_Repeat(StepMixin, W_Object):
    """repeat(object [,times]) -> create an iterator which returns the object
    for the specified number of times.  If not specified, returns the object
    endlessly."""

    w_item: W_Object
    left: int  # -1: endless

    def __init__(self, w_item: W_Object, left: int) -> None:
        self.w_item = w_item
        self.left = left

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, object: W_Object, times: W_Object | None = None) -> W_Object:
        if times is None:
            return W_Repeat(object, -1)
        w_times = index_w(times)
        if w_times.sign() < 0:
            return W_Repeat(object, 0)
        return W_Repeat(object, w_times.as_int())

    def step(self) -> W_Object | None:
        if self.left == 0:
            return None
        if self.left > 0:
            self.left -= 1
        return self.w_item

    @builtin("__length_hint__")
    def descr_length_hint(self) -> int:
        if self.left < 0:
            raise type_error("len() of unsized object")
        return self.left

    @builtin("__repr__")
    def descr_repr(self) -> str:
        if self.left < 0:
            return f"repeat({repr_w(self.w_item)})"
        return f"repeat({repr_w(self.w_item)}, {self.left})"


@pytype("itertools.cycle")
class W_Cycle(StepMixin, W_Object):
    """Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely."""

    w_iter: W_Object | None
    saved: List[W_Object]
    at: int

    def __init__(self, w_iter: W_Object) -> None:
        self.w_iter = w_iter
        self.saved = List[W_Object]()
        self.at = 0

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, iterable: W_Object, /) -> W_Object:
        return W_Cycle(iterate(iterable))

    def step(self) -> W_Object | None:
        w_iter = self.w_iter
        if w_iter is not None:
            w_item = w_iter.iter_next()
            if w_item is not None:
                self.saved.append(w_item)
                return w_item
            self.w_iter = None
        if len(self.saved) == 0:
            return None
        if self.at == len(self.saved):
            self.at = 0
        self.at += 1
        return self.saved[self.at - 1]


@pytype("itertools.chain")
class W_Chain(StepMixin, W_Object):
    """Return a chain object whose .__next__() method returns elements from the
    first iterable until it is exhausted, then elements from the next
    iterable, until all of the iterables are exhausted."""

    w_sources: W_Object | None
    w_active: W_Object | None = None

    def __init__(self, w_sources: W_Object) -> None:
        self.w_sources = w_sources

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *iterables: arr[W_Object]) -> W_Object:
        return W_Chain(iterate(new_tuple(iterables)))

    @builtin("from_iterable", classmethod=True)
    def descr_from_iterable(w_type: W_Type, iterable: W_Object, /) -> W_Object:
        """Alternative chain() constructor taking a single iterable argument that evaluates lazily."""
        return W_Chain(iterate(iterable))

    def step(self) -> W_Object | None:
        while True:
            w_active = self.w_active
            if w_active is not None:
                w_item = w_active.iter_next()
                if w_item is not None:
                    return w_item
                self.w_active = None
            w_sources = self.w_sources
            if w_sources is None:
                return None
            w_next = w_sources.iter_next()
            if w_next is None:
                self.w_sources = None
                return None
            self.w_active = iterate(w_next)


@pytype("itertools.islice")
class W_ISlice(StepMixin, W_Object):
    """islice(iterable, stop) --> islice object
    islice(iterable, start, stop[, step]) --> islice object

    Return an iterator whose next() method returns selected values from an
    iterable.  If start is specified, will skip all preceding elements;
    otherwise, start defaults to zero.  Step defaults to one.  If
    specified as another value, step determines how many values are
    skipped between successive calls.  Works like a slice() on a list
    but returns an iterator."""

    w_iter: W_Object | None
    next: int
    stop: int  # -1: none
    stride: int
    count: int = 0

    def __init__(self, w_iter: W_Object, start: int, stop: int, stride: int) -> None:
        self.w_iter = w_iter
        self.next = start
        self.stop = stop
        self.stride = stride

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, iterable: W_Object, *bounds: arr[W_Object]) -> W_Object:
        n = len(bounds)
        if n < 1 or n > 3:
            least = "at least" if n < 1 else "at most"
            want = 2 if n < 1 else 4
            raise type_error(f"islice expected {least} {want} arguments, got {n + 1}")
        start = 0
        stop = -1
        stride = 1
        if n == 1:
            stop = bound(bounds[0], -1, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
        else:
            text = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize."
            start = bound(bounds[0], 0, text)
            stop = bound(bounds[1], -1, text)
        if n == 3:
            text = "Step for islice() must be a positive integer or None."
            stride = bound(bounds[2], 1, text)
            if stride < 1:
                raise value_error(text)
        return W_ISlice(iterate(iterable), start, stop, stride)

    def step(self) -> W_Object | None:
        w_iter = self.w_iter
        if w_iter is None:
            return None
        if self.stop >= 0 and self.next >= self.stop:
            self.skip_to(w_iter, self.stop)
            self.w_iter = None
            return None
        if not self.skip_to(w_iter, self.next):
            self.w_iter = None
            return None
        w_item = w_iter.iter_next()
        if w_item is None:
            self.w_iter = None
            return None
        self.count += 1
        self.next += self.stride
        return w_item

    def skip_to(self, w_iter: W_Object, index: int) -> bool:
        while self.count < index:
            if w_iter.iter_next() is None:
                return False
            self.count += 1
        return True


def bound(w_value: W_Object, default: int, message: str) -> int:
    if w_value is w_None:
        return default
    if not isinstance(w_value, W_Int) or w_value.value < 0:
        raise value_error(message)
    return w_value.value


@pytype("itertools.takewhile")
class W_TakeWhile(StepMixin, W_Object):
    """Return successive entries from an iterable as long as the predicate evaluates to true for each entry."""

    w_predicate: W_Object
    w_iter: W_Object | None

    def __init__(self, w_predicate: W_Object, w_iter: W_Object) -> None:
        self.w_predicate = w_predicate
        self.w_iter = w_iter

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, predicate: W_Object, iterable: W_Object, /) -> W_Object:
        return W_TakeWhile(predicate, iterate(iterable))

    def step(self) -> W_Object | None:
        w_iter = self.w_iter
        if w_iter is None:
            return None
        w_item = w_iter.iter_next()
        if w_item is not None and is_true(call1(self.w_predicate, w_item)):
            return w_item
        self.w_iter = None
        return None


@pytype("itertools.dropwhile")
class W_DropWhile(StepMixin, W_Object):
    """Drop items from the iterable while predicate(item) is true.

    Afterwards, return every element until the iterable is exhausted."""

    w_predicate: W_Object
    w_iter: W_Object
    started: bool = False

    def __init__(self, w_predicate: W_Object, w_iter: W_Object) -> None:
        self.w_predicate = w_predicate
        self.w_iter = w_iter

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, predicate: W_Object, iterable: W_Object, /) -> W_Object:
        return W_DropWhile(predicate, iterate(iterable))

    def step(self) -> W_Object | None:
        while True:
            w_item = self.w_iter.iter_next()
            if w_item is None or self.started:
                return w_item
            if not is_true(call1(self.w_predicate, w_item)):
                self.started = True
                return w_item


@pytype("itertools.filterfalse")
class W_FilterFalse(StepMixin, W_Object):
    """Return those items of iterable for which function(item) is false.

    If function is None, return the items that are false."""

    w_predicate: W_Object
    w_iter: W_Object

    def __init__(self, w_predicate: W_Object, w_iter: W_Object) -> None:
        self.w_predicate = w_predicate
        self.w_iter = w_iter

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, function: W_Object, iterable: W_Object, /) -> W_Object:
        return W_FilterFalse(function, iterate(iterable))

    def step(self) -> W_Object | None:
        while True:
            w_item = self.w_iter.iter_next()
            if w_item is None:
                return None
            w_test = w_item
            if self.w_predicate is not w_None:
                w_test = call1(self.w_predicate, w_item)
            if not is_true(w_test):
                return w_item


@pytype("itertools.compress")
class W_Compress(StepMixin, W_Object):
    """Return data elements corresponding to true selector elements.

    Forms a shorter iterator from selected data elements using the selectors to
    choose the data elements."""

    w_data: W_Object
    w_selectors: W_Object

    def __init__(self, w_data: W_Object, w_selectors: W_Object) -> None:
        self.w_data = w_data
        self.w_selectors = w_selectors

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, data: W_Object, selectors: W_Object) -> W_Object:
        return W_Compress(iterate(data), iterate(selectors))

    def step(self) -> W_Object | None:
        while True:
            w_item = self.w_data.iter_next()
            if w_item is None:
                return None
            w_selector = self.w_selectors.iter_next()
            if w_selector is None:
                return None
            if is_true(w_selector):
                return w_item


@pytype("itertools.starmap")
class W_StarMap(StepMixin, W_Object):
    """Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence."""

    w_function: W_Object
    w_iter: W_Object

    def __init__(self, w_function: W_Object, w_iter: W_Object) -> None:
        self.w_function = w_function
        self.w_iter = w_iter

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, function: W_Object, iterable: W_Object, /) -> W_Object:
        return W_StarMap(function, iterate(iterable))

    def step(self) -> W_Object | None:
        w_args = self.w_iter.iter_next()
        if w_args is None:
            return None
        return call(self.w_function, unpack_iterable(w_args))


@pytype("itertools.accumulate")
class W_Accumulate(StepMixin, W_Object):
    """Return series of accumulated sums."""

    w_iter: W_Object
    w_function: W_Object
    w_initial: W_Object
    w_total: W_Object | None = None

    def __init__(self, w_iter: W_Object, w_function: W_Object, w_initial: W_Object) -> None:
        self.w_iter = w_iter
        self.w_function = w_function
        self.w_initial = w_initial

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type, iterable: W_Object, func: W_Object = w_None, *, initial: W_Object = w_None
    ) -> W_Object:
        return W_Accumulate(iterate(iterable), func, initial)

    def step(self) -> W_Object | None:
        if self.w_initial is not w_None:
            w_first = self.w_initial
            self.w_initial = w_None
            self.w_total = w_first
            return w_first
        w_item = self.w_iter.iter_next()
        if w_item is None:
            return None
        w_total = self.w_total
        if w_total is None:
            self.w_total = w_item
            return w_item
        w_sum = w_item
        if self.w_function is w_None:
            w_sum = add(w_total, w_item)
        else:
            w_sum = call2(self.w_function, w_total, w_item)
        self.w_total = w_sum
        return w_sum


@pytype("itertools.pairwise")
class W_Pairwise(StepMixin, W_Object):
    """Return an iterator of overlapping pairs taken from the input iterator.

        s -> (s0,s1), (s1,s2), (s2, s3), ..."""

    w_iter: W_Object | None
    w_old: W_Object | None = None

    def __init__(self, w_iter: W_Object) -> None:
        self.w_iter = w_iter

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, iterable: W_Object, /) -> W_Object:
        return W_Pairwise(iterate(iterable))

    def step(self) -> W_Object | None:
        w_iter = self.w_iter
        if w_iter is None:
            return None
        w_old = self.w_old
        if w_old is None:
            w_old = w_iter.iter_next()
            if w_old is None:
                self.w_iter = None
                return None
            self.w_old = w_old
        w_new = w_iter.iter_next()
        if w_new is None:
            self.w_iter = None
            self.w_old = None
            return None
        self.w_old = w_new
        return new_tuple([w_old, w_new])


@pytype("itertools.zip_longest")
class W_ZipLongest(StepMixin, W_Object):
    """Return a zip_longest object whose .__next__() method returns a tuple where
    the i-th element comes from the i-th iterable argument.  The .__next__()
    method continues until the longest iterable in the argument sequence
    is exhausted and then it raises StopIteration.  When the shorter iterables
    are exhausted, the fillvalue is substituted in their place.  The fillvalue
    defaults to None or can be specified by a keyword argument."""

    iters: arr[W_Object | None]
    active: int
    w_fill: W_Object

    def __init__(self, iters: arr[W_Object | None], w_fill: W_Object) -> None:
        self.iters = iters
        self.active = len(iters)
        self.w_fill = w_fill

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *iterables: arr[W_Object], fillvalue: W_Object = w_None) -> W_Object:
        iters = arr[W_Object | None](len(iterables))
        for i in range(len(iterables)):
            iters[i] = iterate(iterables[i])
        return W_ZipLongest(iters, fillvalue)

    def step(self) -> W_Object | None:
        if self.active == 0:
            return None
        items = arr[W_Object](len(self.iters))
        for i in range(len(self.iters)):
            w_item = self.item(i)
            if w_item is None:
                return None
            items[i] = w_item
        return new_tuple(items)

    def item(self, i: int) -> W_Object | None:
        """The i-th item or the fill value; None when the last active iterator ends."""
        w_iter = self.iters[i]
        if w_iter is None:
            return self.w_fill
        w_item = w_iter.iter_next()
        if w_item is not None:
            return w_item
        self.iters[i] = None
        self.active -= 1
        if self.active == 0:
            return None
        return self.w_fill


class GroupState:
    """What a groupby and its groups share."""

    w_iter: W_Object
    w_key: W_Object
    w_target: W_Object | None = None
    w_current: W_Object | None = None
    w_value: W_Object | None = None
    serial: int = 0  # number of the group that may still be read

    def __init__(self, w_iter: W_Object, w_key: W_Object) -> None:
        self.w_iter = w_iter
        self.w_key = w_key

    def advance(self) -> bool:
        w_value = self.w_iter.iter_next()
        if w_value is None:
            return False
        w_current = w_value
        if self.w_key is not w_None:
            w_current = call1(self.w_key, w_value)
        self.w_value = w_value
        self.w_current = w_current
        return True

    def same_group(self) -> bool:
        w_target = self.w_target
        w_current = self.w_current
        if w_target is None or w_current is None:
            return False
        return eq_w(w_target, w_current)


@pytype("itertools.groupby")
class W_GroupBy(StepMixin, W_Object):
    """make an iterator that returns consecutive keys and groups from the iterable

      iterable
        Elements to divide into groups according to the key function.
      key
        A function for computing the group category for each element.
        If the key function is not specified or is None, the element itself
        is used for grouping."""

    state: GroupState

    def __init__(self, state: GroupState) -> None:
        self.state = state

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, iterable: W_Object, key: W_Object = w_None) -> W_Object:
        return W_GroupBy(GroupState(iterate(iterable), key))

    def step(self) -> W_Object | None:
        state = self.state
        state.serial += 1
        while state.w_current is None or state.same_group():
            if not state.advance():
                return None
        w_key = state.w_current
        if w_key is None:
            return None
        state.w_target = w_key
        return new_tuple([w_key, W_Grouper(state, state.serial)])


@pytype("itertools._grouper")
class W_Grouper(StepMixin, W_Object):
    state: GroupState
    serial: int

    def __init__(self, state: GroupState, serial: int) -> None:
        self.state = state
        self.serial = serial

    def step(self) -> W_Object | None:
        state = self.state
        if state.serial != self.serial:
            return None
        if state.w_value is None and not state.advance():
            return None
        if not state.same_group():
            return None
        w_value = state.w_value
        state.w_value = None
        return w_value


class TeeLink:
    """One item that some of the tees have yet to give."""

    w_item: W_Object | None = None
    next: TeeLink | None = None
    ended: bool = False


@pytype("itertools._tee")
class W_Tee(StepMixin, W_Object):
    """Iterator wrapped to make it copyable."""

    w_iter: W_Object
    link: TeeLink

    def __init__(self, w_iter: W_Object, link: TeeLink) -> None:
        self.w_iter = w_iter
        self.link = link

    def step(self) -> W_Object | None:
        link = self.link
        following = link.next
        if following is None:
            if link.ended:
                return None
            w_item = self.w_iter.iter_next()
            if w_item is None:
                link.ended = True
                return None
            following = TeeLink()
            link.w_item = w_item
            link.next = following
        self.link = following
        return link.w_item

    @builtin("__copy__")
    def descr_copy(self) -> W_Object:
        """Returns an independent iterator."""
        return W_Tee(self.w_iter, self.link)


@builtin_function
def tee(iterable: W_Object, n: int = 2, /) -> W_Object:
    """Returns a tuple of n independent iterators."""
    if n < 0:
        raise value_error("n must be >= 0")
    w_iter = iterate(iterable)
    link = TeeLink()
    if isinstance(w_iter, W_Tee):
        link = w_iter.link
        w_iter = w_iter.w_iter
    items = arr[W_Object](n)
    for i in range(n):
        items[i] = W_Tee(w_iter, link)
    return new_tuple(items)


@pytype("itertools.batched")
class W_Batched(StepMixin, W_Object):
    """Batch data into tuples of length n. The last batch may be shorter than n.

    Loops over the input iterable and accumulates data into tuples
    up to size n.  The input is consumed lazily, just enough to
    fill a batch.  The result is yielded as soon as a batch is full
    or when the input iterable is exhausted."""

    w_iter: W_Object | None
    size: int
    strict: bool

    def __init__(self, w_iter: W_Object, size: int, strict: bool) -> None:
        self.w_iter = w_iter
        self.size = size
        self.strict = strict

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, iterable: W_Object, n: int, *, strict: bool = False) -> W_Object:
        if n < 1:
            raise value_error("n must be at least one")
        return W_Batched(iterate(iterable), n, strict)

    def step(self) -> W_Object | None:
        w_iter = self.w_iter
        if w_iter is None:
            return None
        items = List[W_Object]()
        while len(items) < self.size:
            w_item = w_iter.iter_next()
            if w_item is None:
                self.w_iter = None
                break
            items.append(w_item)
        if len(items) == 0:
            return None
        if len(items) < self.size and self.strict:
            raise value_error("batched(): incomplete batch")
        result = arr[W_Object](len(items))
        for i in range(len(items)):
            result[i] = items[i]
        return new_tuple(result)
