"""Growable array, generic over the element type."""

from python.rpython import arr, arr_copy, inline


class List[T]:
    """`items[0 .. length]` are the elements; the last slot of `items` is never used.

    That slot stays zero, so that removed references can be cleared by copying it: `T` may be a
    type that has no null of its own.
    """

    items: arr[T]
    length: int

    def __init__(self, capacity: int = 0) -> None:
        self.items = arr[T](capacity + 1)
        self.length = 0

    @inline
    def __len__(self) -> int:
        return self.length

    @inline
    def __getitem__(self, i: int) -> T:
        return self.items[i]

    @inline
    def __setitem__(self, i: int, x: T) -> None:
        self.items[i] = x

    def append(self, x: T) -> None:
        n = self.length
        if n + 1 >= len(self.items):
            self.reserve(n + 1)
        self.items[n] = x
        self.length = n + 1

    def reserve(self, n: int) -> None:
        """Makes room for `n` elements in all."""
        if n + 1 <= len(self.items):
            return
        bigger = arr[T](grown(n) + 1)
        arr_copy(self.items, 0, bigger, 0, self.length)
        self.items = bigger

    def pop(self) -> T:
        n = self.length - 1
        x = self.items[n]
        self.length = n
        clear_slots(self.items, n, 1)
        return x

    def insert(self, i: int, x: T) -> None:
        n = self.length
        self.reserve(n + 1)
        arr_copy(self.items, i, self.items, i + 1, n - i)
        self.items[i] = x
        self.length = n + 1

    def remove_range(self, start: int, count: int) -> None:
        n = self.length
        arr_copy(self.items, start + count, self.items, start, n - start - count)
        self.length = n - count
        clear_slots(self.items, n - count, count)

    def extend(self, xs: arr[T], start: int, count: int) -> None:
        self.reserve(self.length + count)
        arr_copy(xs, start, self.items, self.length, count)
        self.length = self.length + count

    def truncate(self, n: int) -> None:
        count = self.length - n
        self.length = n
        clear_slots(self.items, n, count)

    def clear(self) -> None:
        self.items = arr[T](1)
        self.length = 0

    def to_array(self) -> arr[T]:
        """A new array of exactly the elements."""
        result = arr[T](self.length)
        arr_copy(self.items, 0, result, 0, self.length)
        return result


def grown(n: int) -> int:
    """Capacity to allocate when `n` elements are needed: an eighth more, so appends are amortised."""
    return (n + (n >> 3) + 6) & ~3


def clear_slots[T](a: arr[T], start: int, count: int) -> None:
    """Zeroes `count` slots from `start`, copying the last slot of `a`, which its owner never writes."""
    last = int(len(a)) - 1
    i = start
    end = start + count
    while i < end:
        arr_copy(a, last, a, i, 1)
        i += 1


def array_slice[T](a: arr[T], start: int, count: int) -> arr[T]:
    result = arr[T](count)
    arr_copy(a, start, result, 0, count)
    return result
