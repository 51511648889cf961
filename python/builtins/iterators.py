"""enumerate, zip, map, filter and reversed."""

from python.rpython import arr, builtin, pytype, typeof
from python.interpreter.attributes import lookup_special
from python.interpreter.calling import call, call0, call1
from python.interpreter.errors import OperationError, check_stack, type_error, value_error
from python.interpreter.iteration import iterate, next_or_stop
from python.interpreter.operation import add, getitem, index_w, is_true, length, type_name
from python.interpreter.slots import S_GETITEM, S_LEN
from python.objects.base import W_Object
from python.objects.exceptions.hierarchy import w_IndexError
from python.objects.exceptions.special import W_StopIteration
from python.objects.generic_alias import class_getitem
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.singletons import w_None
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type
from python.objects.usermixin import UserMixin


@pytype("enumerate")
class W_Enumerate(W_Object):
    """Return an enumerate object.

      iterable
        an object supporting iteration

    The enumerate object yields pairs containing a count (from start, which
    defaults to zero) and a value yielded by the iterable argument.

    enumerate is useful for obtaining an indexed list:
        (0, seq[0]), (1, seq[1]), (2, seq[2]), ..."""

    w_iter: W_Object
    count: int
    w_big: W_Object | None  # the count, once it does not fit

    def __init__(self, w_iter: W_Object, w_start: W_AbstractInt) -> None:
        self.w_iter = w_iter
        self.count = 0
        self.w_big = None
        if w_start.fits_int() and w_start.as_int() < 1 << 62:
            self.count = w_start.as_int()
        else:
            self.w_big = w_start

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, iterable: W_Object, start: W_Object | None = None) -> W_Object:
        w_start: W_AbstractInt = W_Int(0)
        if start is not None:
            w_start = index_w(start)
        w_iter = iterate(iterable)
        if w_type is typeof(W_Enumerate):
            return W_Enumerate(w_iter, w_start)
        w_result = W_EnumerateUser(w_iter, w_start)
        w_result.init_user(w_type)
        return w_result

    def iter_next(self) -> W_Object | None:
        check_stack()
        w_item = self.w_iter.iter_next()
        if w_item is None:
            return None
        w_count = self.w_big
        if w_count is not None:
            self.w_big = add(w_count, W_Int(1))
            return new_tuple([w_count, w_item])
        count = self.count
        self.count = count + 1
        return new_tuple([W_Int(count), w_item])

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        """Return state information for pickling."""
        return new_tuple([self.gettypeobject(), new_tuple([self.w_iter, W_Int(self.count)])])

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, item: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, item)


class W_EnumerateUser(UserMixin, W_Enumerate):
    """Instance of a subclass of enumerate."""


@pytype("zip")
class W_Zip(W_Object):
    """The zip object yields n-length tuples, where n is the number of iterables
    passed as positional arguments to zip().  The i-th element in every tuple
    comes from the i-th iterable argument to zip().  This continues until the
    shortest argument is exhausted.

    If strict is true and one of the arguments is exhausted before the others,
    raise a ValueError."""

    iters: arr[W_Object]
    strict: bool

    def __init__(self, iters: arr[W_Object], strict: bool) -> None:
        self.iters = iters
        self.strict = strict

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *iterables: arr[W_Object], strict: bool = False) -> W_Object:
        iters = arr[W_Object](len(iterables))
        for i in range(len(iterables)):
            iters[i] = iterate(iterables[i])
        if w_type is typeof(W_Zip):
            return W_Zip(iters, strict)
        w_result = W_ZipUser(iters, strict)
        w_result.init_user(w_type)
        return w_result

    def iter_next(self) -> W_Object | None:
        check_stack()
        iters = self.iters
        n = len(iters)
        if n == 0:
            return None
        items = arr[W_Object](n)
        for i in range(n):
            w_item = iters[i].iter_next()
            if w_item is None:
                if self.strict:
                    self.check_lengths(i)
                return None
            items[i] = w_item
        return new_tuple(items)

    def check_lengths(self, ended: int) -> None:
        """Argument number `ended` is exhausted: so must be all others."""
        if ended > 0:
            raise value_error(f"zip() argument {ended + 1} is shorter than {arguments_before(ended)}")
        for i in range(1, len(self.iters)):
            if self.iters[i].iter_next() is not None:
                raise value_error(f"zip() argument {i + 1} is longer than {arguments_before(i)}")

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())


class W_ZipUser(UserMixin, W_Zip):
    """Instance of a subclass of zip."""


def arguments_before(n: int) -> str:
    if n == 1:
        return "argument 1"
    return f"arguments 1-{n}"


@pytype("map")
class W_Map(W_Object):
    """Make an iterator that computes the function using arguments from
    each of the iterables.  Stops when the shortest iterable is exhausted.

    If strict is true and one of the arguments is exhausted before the others,
    raise a ValueError."""

    w_function: W_Object
    iters: arr[W_Object]
    strict: bool

    def __init__(self, w_function: W_Object, iters: arr[W_Object], strict: bool) -> None:
        self.w_function = w_function
        self.iters = iters
        self.strict = strict

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], strict: bool = False) -> W_Object:
        if len(args) < 2:
            raise type_error("map() must have at least two arguments.")
        iters = arr[W_Object](len(args) - 1)
        for i in range(len(iters)):
            iters[i] = iterate(args[i + 1])
        if w_type is typeof(W_Map):
            return W_Map(args[0], iters, strict)
        w_result = W_MapUser(args[0], iters, strict)
        w_result.init_user(w_type)
        return w_result

    def iter_next(self) -> W_Object | None:
        check_stack()
        iters = self.iters
        n = len(iters)
        if n == 1:
            w_only = iters[0].iter_next()
            if w_only is None:
                return None
            return call1(self.w_function, w_only)
        items = arr[W_Object](n)
        for i in range(n):
            w_item = iters[i].iter_next()
            if w_item is None:
                if self.strict:
                    self.check_lengths(i)
                return None
            items[i] = w_item
        return call(self.w_function, items)

    def check_lengths(self, ended: int) -> None:
        if ended > 0:
            raise value_error(f"map() argument {ended + 1} is shorter than {arguments_before(ended)}")
        for i in range(1, len(self.iters)):
            if self.iters[i].iter_next() is not None:
                raise value_error(f"map() argument {i + 1} is longer than {arguments_before(i)}")

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())


class W_MapUser(UserMixin, W_Map):
    """Instance of a subclass of map."""


@pytype("filter")
class W_Filter(W_Object):
    """Return an iterator yielding those items of iterable for which function(item)
    is true. If function is None, return the items that are true."""

    w_function: W_Object
    w_iter: W_Object

    def __init__(self, w_function: W_Object, w_iter: W_Object) -> None:
        self.w_function = w_function
        self.w_iter = w_iter

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, function: W_Object, iterable: W_Object, /) -> W_Object:
        w_iter = iterate(iterable)
        if w_type is typeof(W_Filter):
            return W_Filter(function, w_iter)
        w_result = W_FilterUser(function, w_iter)
        w_result.init_user(w_type)
        return w_result

    def iter_next(self) -> W_Object | None:
        check_stack()
        while True:
            w_item = self.w_iter.iter_next()
            if w_item is None:
                return None
            w_test = w_item
            if self.w_function is not w_None:
                w_test = call1(self.w_function, w_item)
            if is_true(w_test):
                return w_item

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())


class W_FilterUser(UserMixin, W_Filter):
    """Instance of a subclass of filter."""


@pytype("reversed")
class W_Reversed(W_Object):
    """Return a reverse iterator over the values of the given sequence."""

    w_sequence: W_Object | None
    index: int

    def __init__(self, w_sequence: W_Object, index: int) -> None:
        self.w_sequence = w_sequence
        self.index = index

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, object: W_Object, /) -> W_Object:
        w_method = lookup_special(object, "__reversed__")
        if w_method is w_None:
            raise type_error(f"'{type_name(object)}' object is not reversible")
        if w_method is not None:
            return call0(w_method)
        kind = object.gettypeobject()
        if kind.slot(S_GETITEM) is None or kind.slot(S_LEN) is None:
            raise type_error(f"'{type_name(object)}' object is not reversible")
        return W_Reversed(object, length(object) - 1)

    def iter_next(self) -> W_Object | None:
        check_stack()
        w_sequence = self.w_sequence
        if w_sequence is None:
            return None
        if self.index < 0:
            self.w_sequence = None
            return None
        try:
            w_item = getitem(w_sequence, W_Int(self.index))
            self.index -= 1
            return w_item
        except OperationError as e:
            if not e.match(w_IndexError) and not e.match(typeof(W_StopIteration)):
                raise
            self.w_sequence = None
            return None

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())

    @builtin("__length_hint__")
    def descr_length_hint(self) -> int:
        """Private method returning an estimate of len(list(it))."""
        if self.w_sequence is None:
            return 0
        return self.index + 1
