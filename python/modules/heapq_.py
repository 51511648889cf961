"""_heapq: heaps in lists, smallest or (the `_max` functions) greatest item first."""

from python.interpreter.errors import index_error, runtime_error
from python.interpreter.operation import lt_w
from python.objects.base import W_Object
from python.objects.list_ import W_List
from python.rpython import Final, builtin_function

MODULE: Final = "_heapq"


def before(w_a: W_Object, w_b: W_Object, greatest: bool) -> bool:
    """Whether `w_a` belongs above `w_b`."""
    return lt_w(w_b, w_a) if greatest else lt_w(w_a, w_b)


def swap(heap: W_List, i: int, j: int) -> None:
    w_item = heap.get(i)
    heap.set(i, heap.get(j))
    heap.set(j, w_item)


def check_size(heap: W_List, size: int) -> None:
    """Comparisons run Python code, which may have changed the list."""
    if len(heap) != size:
        raise runtime_error("list changed size during iteration")


def sift_down(heap: W_List, start: int, at: int, greatest: bool) -> None:
    """Moves the item at `at` towards the root, down to `start`, where it belongs."""
    size = heap.length
    if at >= size:
        raise index_error("index out of range")
    while at > start:
        parent = (at - 1) >> 1
        above = before(heap.get(at), heap.get(parent), greatest)
        check_size(heap, size)
        if not above:
            return
        swap(heap, at, parent)
        at = parent


def sift_up(heap: W_List, at: int, greatest: bool) -> None:
    """Moves the item at `at` to a leaf, pulling up children, and then back to where it belongs."""
    size = heap.length
    if at >= size:
        raise index_error("index out of range")
    start = at
    limit = size >> 1
    while at < limit:
        child = 2 * at + 1
        if child + 1 < size:
            left_above = before(heap.get(child), heap.get(child + 1), greatest)
            check_size(heap, size)
            if not left_above:
                child += 1
        swap(heap, child, at)
        at = child
    sift_down(heap, start, at, greatest)


def push(heap: W_List, w_item: W_Object, greatest: bool) -> None:
    heap.append_w(w_item)
    sift_down(heap, 0, heap.length - 1, greatest)


def pop(heap: W_List, greatest: bool) -> W_Object:
    if heap.length == 0:
        raise index_error("index out of range")
    w_last = heap.pop(-1)
    if heap.length == 0:
        return w_last
    w_top = heap.get(0)
    heap.set(0, w_last)
    sift_up(heap, 0, greatest)
    return w_top


def replace(heap: W_List, w_item: W_Object, greatest: bool) -> W_Object:
    if heap.length == 0:
        raise index_error("index out of range")
    w_top = heap.get(0)
    heap.set(0, w_item)
    sift_up(heap, 0, greatest)
    return w_top


def push_pop(heap: W_List, w_item: W_Object, greatest: bool) -> W_Object:
    if heap.length == 0:
        return w_item
    if not before(heap.get(0), w_item, greatest):
        return w_item
    return replace(heap, w_item, greatest)


def make_heap(heap: W_List, greatest: bool) -> None:
    i = (heap.length >> 1) - 1
    while i >= 0:
        sift_up(heap, i, greatest)
        i -= 1


@builtin_function
def heappush(heap: W_List, item: W_Object, /) -> None:
    """Push item onto heap, maintaining the heap invariant."""
    push(heap, item, False)


@builtin_function
def heappop(heap: W_List, /) -> W_Object:
    """Pop the smallest item off the heap, maintaining the heap invariant."""
    return pop(heap, False)


@builtin_function
def heapreplace(heap: W_List, item: W_Object, /) -> W_Object:
    """Pop and return the current smallest value, and add the new item.

    This is more efficient than heappop() followed by heappush(), and can be
    more appropriate when using a fixed-size heap.  Note that the value
    returned may be larger than item!  That constrains reasonable uses of
    this routine unless written as part of a conditional replacement:

        if item > heap[0]:
            item = heapreplace(heap, item)"""
    return replace(heap, item, False)


@builtin_function
def heappushpop(heap: W_List, item: W_Object, /) -> W_Object:
    """Push item on the heap, then pop and return the smallest item from the heap.

    The combined action runs more efficiently than heappush() followed by
    a separate call to heappop()."""
    return push_pop(heap, item, False)


@builtin_function
def heapify(heap: W_List, /) -> None:
    """Transform list into a heap, in-place, in O(len(heap)) time."""
    make_heap(heap, False)


@builtin_function
def heappush_max(heap: W_List, item: W_Object, /) -> None:
    """Push item onto max heap, maintaining the heap invariant."""
    push(heap, item, True)


@builtin_function
def heappop_max(heap: W_List, /) -> W_Object:
    """Maxheap variant of heappop."""
    return pop(heap, True)


@builtin_function
def heapreplace_max(heap: W_List, item: W_Object, /) -> W_Object:
    """Maxheap variant of heapreplace."""
    return replace(heap, item, True)


@builtin_function
def heappushpop_max(heap: W_List, item: W_Object, /) -> W_Object:
    """Maxheap variant of heappushpop.

    The combined action runs more efficiently than heappush_max()
    followed by a separate call to heappop_max()."""
    return push_pop(heap, item, True)


@builtin_function
def heapify_max(heap: W_List, /) -> None:
    """Maxheap variant of heapify."""
    make_heap(heap, True)
