"""Stable adaptive merge sort: runs found in the data, short ones extended by binary insertion."""

from python.rlib.list import List
from python.rpython import Final, arr, arr_copy

MIN_MERGE: Final = 64


def sort[T, C](a: arr[T], n: int, order: C) -> None:
    """Sorts `a[0 .. n]`. `order.lt(x, y)` may raise; the array is then a permutation of what it was."""
    if n < 2:
        return
    Sorter[T, C](a, order).run(n)


class Sorter[T, C]:
    a: arr[T]
    order: C
    starts: List[int]  # the runs not yet merged, left to right
    lengths: List[int]

    def __init__(self, a: arr[T], order: C) -> None:
        self.a = a
        self.order = order
        self.starts = List[int]()
        self.lengths = List[int]()

    def run(self, n: int) -> None:
        min_run = min_run_length(n)
        lo = 0
        while lo < n:
            count = self.count_run(lo, n)
            if count < min_run:
                forced = min_run if n - lo > min_run else n - lo
                self.insertion_sort(lo, lo + forced, lo + count)
                count = forced
            self.starts.append(lo)
            self.lengths.append(count)
            self.collapse()
            lo += count
        while self.starts.length > 1:
            k = self.starts.length - 2
            if k > 0 and self.lengths[k - 1] < self.lengths[k + 1]:
                k -= 1
            self.merge_at(k)

    def count_run(self, lo: int, hi: int) -> int:
        """Length of the run at `lo`; a strictly descending one is reversed in place."""
        a = self.a
        order = self.order
        i = lo + 1
        if i >= hi:
            return 1
        if order.lt(a[i], a[lo]):
            i += 1
            while i < hi and order.lt(a[i], a[i - 1]):
                i += 1
            reverse(a, lo, i)
        else:
            i += 1
            while i < hi and not order.lt(a[i], a[i - 1]):
                i += 1
        return i - lo

    def insertion_sort(self, lo: int, hi: int, start: int) -> None:
        """Sorts `a[lo .. hi]`, of which `a[lo .. start]` is sorted."""
        a = self.a
        order = self.order
        i = start
        while i < hi:
            x = a[i]
            left = lo
            right = i
            while left < right:
                middle = (left + right) >> 1
                if order.lt(x, a[middle]):
                    right = middle
                else:
                    left = middle + 1
            arr_copy(a, left, a, left + 1, i - left)
            a[left] = x
            i += 1

    def collapse(self) -> None:
        """Keeps the pending lengths falling faster than Fibonacci numbers grow."""
        lengths = self.lengths
        while lengths.length > 1:
            k = lengths.length - 2
            unbalanced = k > 0 and lengths[k - 1] <= lengths[k] + lengths[k + 1]
            if not unbalanced and k > 1:
                unbalanced = lengths[k - 2] <= lengths[k - 1] + lengths[k]
            if unbalanced:
                if lengths[k - 1] < lengths[k + 1]:
                    k -= 1
                self.merge_at(k)
            elif lengths[k] <= lengths[k + 1]:
                self.merge_at(k)
            else:
                return

    def merge_at(self, k: int) -> None:
        lo = self.starts[k]
        middle = self.starts[k + 1]
        hi = middle + self.lengths[k + 1]
        self.lengths[k] = hi - lo
        self.starts.remove_range(k + 1, 1)
        self.lengths.remove_range(k + 1, 1)
        # What is in place already at both ends takes no part.
        lo = self.upper_bound(self.a[middle], lo, middle)
        if lo == middle:
            return
        hi = self.lower_bound(self.a[middle - 1], middle, hi)
        if middle - lo <= hi - middle:
            self.merge_low(lo, middle, hi)
        else:
            self.merge_high(lo, middle, hi)

    def upper_bound(self, x: T, lo: int, hi: int) -> int:
        """The first place in the sorted `a[lo .. hi]` whose element is greater than `x`."""
        while lo < hi:
            middle = (lo + hi) >> 1
            if self.order.lt(x, self.a[middle]):
                hi = middle
            else:
                lo = middle + 1
        return lo

    def lower_bound(self, x: T, lo: int, hi: int) -> int:
        """The first place in the sorted `a[lo .. hi]` whose element is not less than `x`."""
        while lo < hi:
            middle = (lo + hi) >> 1
            if self.order.lt(self.a[middle], x):
                lo = middle + 1
            else:
                hi = middle
        return lo

    def merge_low(self, lo: int, middle: int, hi: int) -> None:
        """Merges with the left run moved aside."""
        a = self.a
        order = self.order
        n = middle - lo
        left = arr[T](n)
        arr_copy(a, lo, left, 0, n)
        i = 0
        j = middle
        k = lo
        try:
            while i < n and j < hi:
                if order.lt(a[j], left[i]):
                    a[k] = a[j]
                    j += 1
                else:
                    a[k] = left[i]
                    i += 1
                k += 1
        finally:
            arr_copy(left, i, a, k, n - i)

    def merge_high(self, lo: int, middle: int, hi: int) -> None:
        """Merges from the right with the right run moved aside."""
        a = self.a
        order = self.order
        n = hi - middle
        right = arr[T](n)
        arr_copy(a, middle, right, 0, n)
        i = middle - 1
        j = n - 1
        k = hi - 1
        try:
            while j >= 0 and i >= lo:
                if order.lt(right[j], a[i]):
                    a[k] = a[i]
                    i -= 1
                else:
                    a[k] = right[j]
                    j -= 1
                k -= 1
        finally:
            arr_copy(right, 0, a, k - j, j + 1)


def min_run_length(n: int) -> int:
    """Between 32 and 64, such that `n` divided by it is just under a power of two."""
    odd = 0
    while n >= MIN_MERGE:
        odd |= n & 1
        n >>= 1
    return n + odd


def reverse[T](a: arr[T], lo: int, hi: int) -> None:
    hi -= 1
    while lo < hi:
        x = a[lo]
        a[lo] = a[hi]
        a[hi] = x
        lo += 1
        hi -= 1
