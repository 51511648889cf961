"""Storage strategies of lists: empty, unboxed ints, unboxed floats, objects.

The strategy is a stateless singleton; the elements are `w_list.storage[0 .. w_list.length]`, an array of the
strategy's element type. Storing something a strategy does not accept turns the list into one of objects.
"""

from python.interpreter.operation import eq_w
from python.interpreter.errors import memory_error
from python.objects.base import W_Object
from python.objects.float_ import W_Float
from python.objects.int_ import W_Int
from python.objects.list_ import W_List
from python.rlib.alloc import MAX_SIZE, alloc_refs
from python.rlib.list import grown
from python.rlib.sort import reverse
from python.rpython import Final, abstract, arr, arr_copy, final, is_nan, nonnull, trap, unsafe_cast


@abstract
class ListStrategy:
    def get(self, w_list: W_List, i: int) -> W_Object:
        """The element at `0 <= i < length`."""
        raise NotImplementedError

    def set(self, w_list: W_List, i: int, w_item: W_Object) -> None:
        raise NotImplementedError

    def append(self, w_list: W_List, w_item: W_Object) -> None:
        raise NotImplementedError

    def insert(self, w_list: W_List, i: int, w_item: W_Object) -> None:
        raise NotImplementedError

    def remove_range(self, w_list: W_List, start: int, count: int) -> None:
        raise NotImplementedError

    def slice(self, w_list: W_List, start: int, step: int, count: int) -> W_List:
        """A new list of `count` elements from `start` by `step`."""
        raise NotImplementedError

    def splice(self, w_list: W_List, start: int, count: int, w_source: W_List) -> None:
        """Replaces `count` elements by those of another list of the same strategy."""
        raise NotImplementedError

    def find(self, w_list: W_List, w_item: W_Object, start: int, end: int) -> int:
        """First index of an equal element, or -1. Comparing may change the list."""
        raise NotImplementedError

    def reverse(self, w_list: W_List) -> None:
        raise NotImplementedError

    def to_objects(self, w_list: W_List) -> arr[W_Object]:
        """A new array of exactly the elements."""
        raise NotImplementedError


@final
class EmptyListStrategy(ListStrategy):
    def get(self, w_list: W_List, i: int) -> W_Object:
        trap()

    def set(self, w_list: W_List, i: int, w_item: W_Object) -> None:
        trap()

    def append(self, w_list: W_List, w_item: W_Object) -> None:
        adopt_for(w_list, w_item)
        w_list.strategy.append(w_list, w_item)

    def insert(self, w_list: W_List, i: int, w_item: W_Object) -> None:
        self.append(w_list, w_item)

    def remove_range(self, w_list: W_List, start: int, count: int) -> None:
        pass

    def slice(self, w_list: W_List, start: int, step: int, count: int) -> W_List:
        return W_List()

    def splice(self, w_list: W_List, start: int, count: int, w_source: W_List) -> None:
        pass

    def find(self, w_list: W_List, w_item: W_Object, start: int, end: int) -> int:
        return -1

    def reverse(self, w_list: W_List) -> None:
        pass

    def to_objects(self, w_list: W_List) -> arr[W_Object]:
        return arr[W_Object](0)


@abstract
class TypedListStrategy[T](ListStrategy):
    def wrap(self, x: T) -> W_Object:
        raise NotImplementedError

    def accepts(self, w_item: W_Object) -> bool:
        raise NotImplementedError

    def unwrap(self, w_item: W_Object) -> T:
        """Of an object that `accepts` has accepted."""
        raise NotImplementedError

    def forget(self, items: arr[T], start: int, count: int) -> None:
        """Clears slots no longer used, so that they keep nothing alive."""

    def items(self, w_list: W_List) -> arr[T]:
        return unsafe_cast(arr[T], nonnull(w_list.storage))

    def room(self, w_list: W_List, n: int) -> arr[T]:
        """The storage, with room for `n` elements."""
        items = self.items(w_list)
        if n <= len(items):
            return items
        bigger = arr[T].try_new(grown(n)) if n <= MAX_SIZE else None
        if bigger is None:
            raise memory_error()
        arr_copy(items, 0, bigger, 0, w_list.length)
        w_list.storage = bigger
        return bigger

    def get(self, w_list: W_List, i: int) -> W_Object:
        return self.wrap(self.items(w_list)[i])

    def set(self, w_list: W_List, i: int, w_item: W_Object) -> None:
        if self.accepts(w_item):
            self.items(w_list)[i] = self.unwrap(w_item)
        else:
            become_objects(w_list)
            w_list.strategy.set(w_list, i, w_item)

    def append(self, w_list: W_List, w_item: W_Object) -> None:
        if self.accepts(w_item):
            n = w_list.length
            self.room(w_list, n + 1)[n] = self.unwrap(w_item)
            w_list.length = n + 1
        else:
            become_objects(w_list)
            w_list.strategy.append(w_list, w_item)

    def insert(self, w_list: W_List, i: int, w_item: W_Object) -> None:
        if self.accepts(w_item):
            n = w_list.length
            items = self.room(w_list, n + 1)
            arr_copy(items, i, items, i + 1, n - i)
            items[i] = self.unwrap(w_item)
            w_list.length = n + 1
        else:
            become_objects(w_list)
            w_list.strategy.insert(w_list, i, w_item)

    def remove_range(self, w_list: W_List, start: int, count: int) -> None:
        n = w_list.length
        if count == n:
            w_list.make_empty()
            return
        items = self.items(w_list)
        arr_copy(items, start + count, items, start, n - start - count)
        w_list.length = n - count
        self.forget(items, n - count, count)

    def slice(self, w_list: W_List, start: int, step: int, count: int) -> W_List:
        w_result = W_List()
        if count <= 0:
            return w_result
        items = self.items(w_list)
        part = arr[T](count)
        if step == 1:
            arr_copy(items, start, part, 0, count)
        else:
            i = 0
            while i < count:
                part[i] = items[start + i * step]
                i += 1
        w_result.strategy = self
        w_result.storage = part
        w_result.length = count
        return w_result

    def splice(self, w_list: W_List, start: int, count: int, w_source: W_List) -> None:
        added = w_source.length
        source = self.items(w_source)
        if w_source is w_list:
            source = arr[T](added)
            arr_copy(self.items(w_list), 0, source, 0, added)
        n = w_list.length
        items = self.room(w_list, n - count + added)
        arr_copy(items, start + count, items, start + added, n - start - count)
        arr_copy(source, 0, items, start, added)
        w_list.length = n - count + added
        if added < count:
            self.forget(items, n - count + added, count - added)

    def reverse(self, w_list: W_List) -> None:
        reverse(self.items(w_list), 0, w_list.length)

    def to_objects(self, w_list: W_List) -> arr[W_Object]:
        n = w_list.length
        items = self.items(w_list)
        result = alloc_refs(n)
        i = 0
        while i < n:
            result[i] = self.wrap(items[i])
            i += 1
        return result


@final
class IntListStrategy(TypedListStrategy[int]):
    def wrap(self, x: int) -> W_Object:
        return W_Int(x)

    def accepts(self, w_item: W_Object) -> bool:
        return isinstance(w_item, W_Int)

    def unwrap(self, w_item: W_Object) -> int:
        return unsafe_cast(W_Int, w_item).value

    def find(self, w_list: W_List, w_item: W_Object, start: int, end: int) -> int:
        if not isinstance(w_item, W_Int):
            return find_by_eq(w_list, w_item, start, end)
        items = self.items(w_list)
        x = w_item.value
        i = start
        while i < end:
            if items[i] == x:
                return i
            i += 1
        return -1


@final
class FloatListStrategy(TypedListStrategy[float]):
    """No nans: a nan is equal to itself only as the same object, so that it has to stay one."""

    def wrap(self, x: float) -> W_Object:
        return W_Float(x)

    def accepts(self, w_item: W_Object) -> bool:
        return isinstance(w_item, W_Float) and w_item.is_exact() and not is_nan(w_item.value)

    def unwrap(self, w_item: W_Object) -> float:
        return unsafe_cast(W_Float, w_item).value

    def find(self, w_list: W_List, w_item: W_Object, start: int, end: int) -> int:
        if not (isinstance(w_item, W_Float) and w_item.is_exact()):
            return find_by_eq(w_list, w_item, start, end)
        items = self.items(w_list)
        x = w_item.value
        i = start
        while i < end:
            if items[i] == x:
                return i
            i += 1
        return -1


@final
class ObjectListStrategy(TypedListStrategy[W_Object]):
    def wrap(self, x: W_Object) -> W_Object:
        return x

    def accepts(self, w_item: W_Object) -> bool:
        return True

    def unwrap(self, w_item: W_Object) -> W_Object:
        return w_item

    def forget(self, items: arr[W_Object], start: int, count: int) -> None:
        forget_objects(items, start, count)

    def find(self, w_list: W_List, w_item: W_Object, start: int, end: int) -> int:
        return find_by_eq(w_list, w_item, start, end)


NO_OBJECTS: Final = arr[W_Object](64)
empty_strategy: Final = EmptyListStrategy()
int_strategy: Final = IntListStrategy()
float_strategy: Final = FloatListStrategy()
object_strategy: Final = ObjectListStrategy()


def forget_objects(items: arr[W_Object], start: int, count: int) -> None:
    """Clears slots by copying null ones: an `arr[W_Object]` has no null that could be stored."""
    while count > 0:
        step = min(count, 64)
        arr_copy(NO_OBJECTS, 0, items, start, step)
        start += step
        count -= step


def find_by_eq(w_list: W_List, w_item: W_Object, start: int, end: int) -> int:
    i = start
    while i < end and i < w_list.length:
        if eq_w(w_list.get(i), w_item):
            return i
        i += 1
    return -1


def adopt_for(w_list: W_List, w_item: W_Object) -> None:
    """Gives an empty list the strategy that suits its first element."""
    if isinstance(w_item, W_Int):
        w_list.strategy = int_strategy
        w_list.storage = arr[int](4)
    elif float_strategy.accepts(w_item):
        w_list.strategy = float_strategy
        w_list.storage = arr[float](4)
    else:
        w_list.strategy = object_strategy
        w_list.storage = arr[W_Object](4)


def become_objects(w_list: W_List) -> None:
    w_list.storage = w_list.strategy.to_objects(w_list)
    w_list.strategy = object_strategy


def strategy_for(items: arr[W_Object]) -> ListStrategy:
    """The strategy that all of the elements suit."""
    n = int(len(items))
    if n == 0:
        return empty_strategy
    if isinstance(items[0], W_Int):
        return int_strategy if all_accepted(int_strategy, items) else object_strategy
    if float_strategy.accepts(items[0]):
        return float_strategy if all_accepted(float_strategy, items) else object_strategy
    return object_strategy


def all_accepted[T](strategy: TypedListStrategy[T], items: arr[W_Object]) -> bool:
    i = int(len(items)) - 1
    while i > 0:
        if not strategy.accepts(items[i]):
            return False
        i -= 1
    return True


def unwrap_all[T](strategy: TypedListStrategy[T], items: arr[W_Object]) -> arr[T]:
    n = int(len(items))
    result = arr[T](n)
    i = 0
    while i < n:
        result[i] = strategy.unwrap(items[i])
        i += 1
    return result
