"""itertools: product, permutations and combinations."""

from python.rpython import Final, arr, arr_copy, builtin, i32, pytype
from python.interpreter.errors import type_error, value_error
from python.interpreter.iteration import unpack_iterable
from python.interpreter.operation import index_w
from python.modules.itertools_ import StepMixin
from python.objects.base import W_Object
from python.objects.singletons import w_None
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type

MODULE: Final = "itertools"


def pick(pool: arr[W_Object], indices: arr[i32]) -> W_Object:
    items = arr[W_Object](len(indices))
    for i in range(len(indices)):
        items[i] = pool[indices[i]]
    return new_tuple(items)


def count_up(n: int) -> arr[i32]:
    indices = arr[i32](n)
    for i in range(n):
        indices[i] = i32(i)
    return indices


@pytype("itertools.product")
class W_Product(StepMixin, W_Object):
    """Cartesian product of input iterables.  Equivalent to nested for-loops."""

    pools: arr[arr[W_Object]]
    indices: arr[i32] | None = None
    ended: bool = False

    def __init__(self, pools: arr[arr[W_Object]]) -> None:
        self.pools = pools

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *iterables: arr[W_Object], repeat: int = 1) -> W_Object:
        if repeat < 0:
            raise value_error("repeat argument cannot be negative")
        n = len(iterables)
        pools = arr[arr[W_Object]](n * repeat)
        for i in range(n):
            pool = unpack_iterable(iterables[i])
            for k in range(repeat):
                pools[k * n + i] = pool
        return W_Product(pools)

    def step(self) -> W_Object | None:
        if self.ended:
            return None
        indices = self.indices
        if indices is None:
            for pool in self.pools:
                if len(pool) == 0:
                    self.ended = True
                    return None
            indices = arr[i32](len(self.pools))
            self.indices = indices
        elif not self.advance(indices):
            self.ended = True
            return None
        items = arr[W_Object](len(indices))
        for i in range(len(indices)):
            items[i] = self.pools[i][indices[i]]
        return new_tuple(items)

    def advance(self, indices: arr[i32]) -> bool:
        i = len(indices) - 1
        while i >= 0:
            following = indices[i] + 1
            if following < len(self.pools[i]):
                indices[i] = i32(following)
                return True
            indices[i] = 0
            i -= 1
        return False


@pytype("itertools.combinations")
class W_Combinations(StepMixin, W_Object):
    """Return successive r-length combinations of elements in the iterable.

    combinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)"""

    pool: arr[W_Object]
    indices: arr[i32]
    started: bool = False
    ended: bool

    def __init__(self, pool: arr[W_Object], r: int) -> None:
        self.pool = pool
        self.ended = r > len(pool)
        self.indices = count_up(0 if self.ended else r)

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, iterable: W_Object, r: int) -> W_Object:
        if r < 0:
            raise value_error("r must be non-negative")
        return W_Combinations(unpack_iterable(iterable), r)

    def step(self) -> W_Object | None:
        if self.ended:
            return None
        if self.started and not self.advance():
            self.ended = True
            return None
        self.started = True
        return pick(self.pool, self.indices)

    def advance(self) -> bool:
        indices = self.indices
        r = len(indices)
        n = len(self.pool)
        i = r - 1
        while i >= 0 and indices[i] == i + n - r:
            i -= 1
        if i < 0:
            return False
        indices[i] = indices[i] + 1
        for k in range(i + 1, r):
            indices[k] = indices[k - 1] + 1
        return True


@pytype("itertools.combinations_with_replacement")
class W_CombinationsWithReplacement(StepMixin, W_Object):
    """Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.

    combinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')"""

    pool: arr[W_Object]
    indices: arr[i32]
    started: bool = False
    ended: bool

    def __init__(self, pool: arr[W_Object], r: int) -> None:
        self.pool = pool
        self.indices = arr[i32](r)
        self.ended = len(pool) == 0 and r > 0

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, iterable: W_Object, r: int) -> W_Object:
        if r < 0:
            raise value_error("r must be non-negative")
        return W_CombinationsWithReplacement(unpack_iterable(iterable), r)

    def step(self) -> W_Object | None:
        if self.ended:
            return None
        if self.started and not self.advance():
            self.ended = True
            return None
        self.started = True
        return pick(self.pool, self.indices)

    def advance(self) -> bool:
        indices = self.indices
        r = len(indices)
        last = len(self.pool) - 1
        i = r - 1
        while i >= 0 and indices[i] == last:
            i -= 1
        if i < 0:
            return False
        following = indices[i] + 1
        for k in range(i, r):
            indices[k] = i32(following)
        return True


@pytype("itertools.permutations")
class W_Permutations(StepMixin, W_Object):
    """Return successive r-length permutations of elements in the iterable.

    permutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)"""

    pool: arr[W_Object]
    indices: arr[i32]
    cycles: arr[i32]
    started: bool = False
    ended: bool

    def __init__(self, pool: arr[W_Object], r: int) -> None:
        self.pool = pool
        n = len(pool)
        self.ended = r > n
        self.indices = count_up(n)
        self.cycles = arr[i32](0 if r > n else r)
        for i in range(len(self.cycles)):
            self.cycles[i] = i32(n - i)

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, iterable: W_Object, r: W_Object = w_None) -> W_Object:
        pool = unpack_iterable(iterable)
        if r is w_None:
            return W_Permutations(pool, len(pool))
        w_r = index_w(r)
        if w_r.sign() < 0:
            raise value_error("r must be non-negative")
        if not w_r.fits_int():
            raise type_error("Expected int as r")
        return W_Permutations(pool, w_r.as_int())

    def step(self) -> W_Object | None:
        if self.ended:
            return None
        if self.started and not self.advance():
            self.ended = True
            return None
        self.started = True
        items = arr[W_Object](len(self.cycles))
        for i in range(len(items)):
            items[i] = self.pool[self.indices[i]]
        return new_tuple(items)

    def advance(self) -> bool:
        indices = self.indices
        n = len(indices)
        i = len(self.cycles) - 1
        while i >= 0:
            left = self.cycles[i] - 1
            if left > 0:
                self.cycles[i] = i32(left)
                other = n - left
                moved = indices[i]
                indices[i] = indices[other]
                indices[other] = i32(moved)
                return True
            moved = indices[i]
            arr_copy(indices, i + 1, indices, i, n - i - 1)
            indices[n - 1] = i32(moved)
            self.cycles[i] = i32(n - i)
            i -= 1
        return False
