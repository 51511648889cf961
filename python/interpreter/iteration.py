"""Iteration: `iterate` is iter(), `obj.iter_next()` is next() answering None at the end."""

from python.rpython import arr, arr_copy, cast, typeof
from python.objects.base import W_Object
from python.objects.generator import W_Generator
from python.objects.list_ import W_List
from python.objects.list_iter import W_ListIterator
from python.objects.seqiter import W_SeqIter
from python.objects.singletons import w_False, w_None, w_True
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import type_name
from python.interpreter.calling import call_descr0
from python.interpreter.errors import OperationError, memory_error, stop_iteration, type_error
from python.interpreter.operation import length_hint
from python.objects.exceptions.special import W_StopIteration
from python.interpreter.slots import S_GETITEM, S_ITER, S_NEXT
from python.rlib.alloc import MAX_SIZE


def iterate(w_obj: W_Object) -> W_Object:
    """iter(obj)"""
    if isinstance(w_obj, W_List) and w_obj.is_exact():
        return W_ListIterator(w_obj)
    if isinstance(w_obj, W_Generator):
        return w_obj
    w_type = w_obj.gettypeobject()
    w_method = w_type.slot(S_ITER)
    if w_method is None:
        if w_type.slot(S_GETITEM) is not None:
            return W_SeqIter(w_obj)
        raise type_error(f"'{type_name(w_obj)}' object is not iterable")
    if w_method is w_None:
        raise type_error(f"'{type_name(w_obj)}' object is not iterable")
    w_iter = call_descr0(w_method, w_obj)
    if w_iter.gettypeobject().slot(S_NEXT) is None:
        raise type_error(f"iter() returned non-iterator of type '{type_name(w_iter)}'")
    return w_iter


def next_through_type(w_iter: W_Object) -> W_Object | None:
    """`__next__` of the type; StopIteration becomes None."""
    w_method = w_iter.gettypeobject().slot(S_NEXT)
    if w_method is None:
        raise type_error(f"'{type_name(w_iter)}' object is not an iterator")
    try:
        return call_descr0(w_method, w_iter)
    except OperationError as e:
        if not e.match(typeof(W_StopIteration)):
            raise
        return None


def next_or_stop(w_item: W_Object | None) -> W_Object:
    """The body of a builtin iterator's `__next__`: `return next_or_stop(self.step())`."""
    if w_item is None:
        raise stop_iteration(None)
    return w_item


def unpack_iterable(w_obj: W_Object) -> arr[W_Object]:
    """All items, in an array of exactly their number that belongs to the caller."""
    w_type = w_obj.gettypeobject()
    if w_type is typeof(W_List):
        return cast(W_List, w_obj).copy_items()
    if w_type is typeof(W_Tuple):
        items = cast(W_Tuple, w_obj).items
        result = arr[W_Object](len(items))
        arr_copy(items, 0, result, 0, len(items))
        return result
    w_iter = iterate(w_obj)
    hint = length_hint(w_obj, 8)
    if hint > MAX_SIZE:
        raise memory_error()
    if hint < 4 or hint > 1 << 16:
        hint = 8
    return drain(w_iter, arr[W_Object](hint))


def drain(w_iter: W_Object, buffer: arr[W_Object]) -> arr[W_Object]:
    n = 0
    while True:
        w_item = w_iter.iter_next()
        if w_item is None:
            break
        if n == len(buffer):
            grown = arr[W_Object](n * 2)
            arr_copy(buffer, 0, grown, 0, n)
            buffer = grown
        buffer[n] = w_item
        n = n + 1
    if n == len(buffer):
        return buffer
    result = arr[W_Object](n)
    arr_copy(buffer, 0, result, 0, n)
    return result
