"""list.sort: stable merge sort with orders chosen by what the list holds."""

from python.interpreter.calling import call1
from python.interpreter.errors import value_error
from python.interpreter.operation import lt_w
from python.objects.base import W_Object
from python.objects.list_ import W_List
from python.objects.list_strategy import ListStrategy, float_strategy, int_strategy, object_strategy
from python.objects.str_ import W_Str
from python.rlib.sort import reverse, sort
from python.rlib.text import str_compare
from python.rpython import Final, arr, nonnull, unsafe_cast


class IntOrder:
    def lt(self, a: int, b: int) -> bool:
        return a < b


class FloatOrder:
    def lt(self, a: float, b: float) -> bool:
        return a < b


class StrOrder:
    def lt(self, a: W_Object, b: W_Object) -> bool:
        return str_compare(unsafe_cast(W_Str, a), unsafe_cast(W_Str, b)) < 0


class PyOrder:
    def lt(self, a: W_Object, b: W_Object) -> bool:
        return lt_w(a, b)


class Keyed:
    """An element under its sort key."""

    w_key: Final[W_Object]
    w_item: Final[W_Object]

    def __init__(self, w_key: W_Object, w_item: W_Object) -> None:
        self.w_key = w_key
        self.w_item = w_item


class KeyedOrder:
    def lt(self, a: Keyed, b: Keyed) -> bool:
        return lt_w(a.w_key, b.w_key)


def sort_list(w_list: W_List, w_key: W_Object | None, descending: bool) -> None:
    """Sorts in place. While Python code runs the list is seen empty; a change to it then is an error."""
    if w_key is None and sort_unboxed(w_list, descending):
        return
    items = w_list.copy_items()
    strategy = w_list.strategy
    w_list.make_empty()
    try:
        if w_key is None:
            sort_objects(items, descending)
        else:
            sort_keyed(items, w_key, descending)
    finally:
        changed = w_list.length != 0
        restore(w_list, items, strategy)
    if changed:
        raise value_error("list modified during sort")


def restore(w_list: W_List, items: arr[W_Object], strategy: ListStrategy) -> None:
    if strategy is object_strategy:
        w_list.strategy = strategy
        w_list.storage = items
        w_list.length = int(len(items))
    else:
        w_list.take_objects(items)


def sort_unboxed(w_list: W_List, descending: bool) -> bool:
    n = w_list.length
    if w_list.strategy is int_strategy:
        sort_directed(unsafe_cast(arr[int], nonnull(w_list.storage)), n, IntOrder(), descending)
        return True
    if w_list.strategy is float_strategy:
        sort_directed(unsafe_cast(arr[float], nonnull(w_list.storage)), n, FloatOrder(), descending)
        return True
    return n < 2


def sort_directed[T, C](a: arr[T], n: int, order: C, descending: bool) -> None:
    """Descending keeps equal elements in their order, hence the two reversals."""
    if descending:
        reverse(a, 0, n)
    try:
        sort(a, n, order)
    finally:
        if descending:
            reverse(a, 0, n)


def sort_objects(items: arr[W_Object], descending: bool) -> None:
    if all_strings(items):
        sort_directed(items, len(items), StrOrder(), descending)
    else:
        sort_directed(items, len(items), PyOrder(), descending)


def all_strings(items: arr[W_Object]) -> bool:
    for w_item in items:
        if not isinstance(w_item, W_Str) or not w_item.is_exact():
            return False
    return True


def sort_keyed(items: arr[W_Object], w_key: W_Object, descending: bool) -> None:
    n = int(len(items))
    keyed = arr[Keyed](n)
    i = 0
    while i < n:
        keyed[i] = Keyed(call1(w_key, items[i]), items[i])
        i += 1
    try:
        sort_directed(keyed, n, KeyedOrder(), descending)
    finally:
        i = 0
        while i < n:
            items[i] = keyed[i].w_item
            i += 1
