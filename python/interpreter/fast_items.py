"""List elements without a virtual call, for the hottest opcodes: what the strategies' `get` and `set` do, in line."""

from python.rpython import arr, i32, inline, is_nan, nonnull, unsafe_cast, unsafe_get, unsafe_set
from python.objects.base import W_Object
from python.objects.float_ import W_Float
from python.objects.int_ import W_Int
from python.objects.list_ import W_List
from python.objects.list_strategy import FloatListStrategy, IntListStrategy, ObjectListStrategy


@inline
def list_item(w_list: W_List, i: int) -> W_Object:
    """The element at `0 <= i < length`."""
    strategy = w_list.strategy
    if isinstance(strategy, ObjectListStrategy):
        return unsafe_get(unsafe_cast(arr[W_Object], nonnull(w_list.storage)), i32(i))
    if isinstance(strategy, FloatListStrategy):
        return W_Float(unsafe_get(unsafe_cast(arr[float], nonnull(w_list.storage)), i32(i)))
    if isinstance(strategy, IntListStrategy):
        return W_Int(unsafe_get(unsafe_cast(arr[int], nonnull(w_list.storage)), i32(i)))
    return strategy.get(w_list, i)


@inline
def set_list_item(w_list: W_List, i: int, w_value: W_Object) -> None:
    strategy = w_list.strategy
    if isinstance(strategy, ObjectListStrategy):
        unsafe_set(unsafe_cast(arr[W_Object], nonnull(w_list.storage)), i32(i), w_value)
        return
    if isinstance(strategy, FloatListStrategy):
        if isinstance(w_value, W_Float) and w_value.is_exact() and not is_nan(w_value.value):
            unsafe_set(unsafe_cast(arr[float], nonnull(w_list.storage)), i32(i), w_value.value)
            return
    elif isinstance(strategy, IntListStrategy) and isinstance(w_value, W_Int):
        unsafe_set(unsafe_cast(arr[int], nonnull(w_list.storage)), i32(i), w_value.value)
        return
    strategy.set(w_list, i, w_value)
