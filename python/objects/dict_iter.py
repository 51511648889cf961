"""Iterators of dict: keys, values, items, forwards and backwards."""

from python.interpreter.errors import runtime_error
from python.objects.base import W_Object
from python.objects.dict_ import DictCursor, W_Dict
from python.objects.dict_strategy import DictStrategy
from python.objects.iterator import IteratorMixin
from python.objects.tuple_ import new_tuple
from python.rpython import abstract, pytype


@abstract
class W_DictIterator(IteratorMixin, W_Object):
    """A dict whose size changes under an iterator makes it raise, from then on."""

    w_dict: W_Dict | None
    cursor: DictCursor
    size: int  # the dict's when the iteration began; -1 after a change was reported

    def __init__(self, w_dict: W_Dict) -> None:
        self.w_dict = w_dict
        self.cursor = w_dict.cursor()
        self.size = w_dict.length()

    def item(self, cursor: DictCursor) -> W_Object:
        raise NotImplementedError

    def iter_next(self) -> W_Object | None:
        w_dict = self.w_dict
        if w_dict is None:
            return None
        if w_dict.length() != self.size:
            self.size = -1
            raise runtime_error("dictionary changed size during iteration")
        cursor = self.cursor
        if not cursor.advance():
            self.w_dict = None
            return None
        if cursor.seen > self.size:
            self.w_dict = None
            raise runtime_error("dictionary keys changed during iteration")
        return self.item(cursor)

    def length_hint(self) -> int:
        w_dict = self.w_dict
        if w_dict is None or w_dict.length() != self.size:
            return 0
        return self.size - self.cursor.seen


@pytype("dict_keyiterator")
class W_DictKeyIterator(W_DictIterator):
    def item(self, cursor: DictCursor) -> W_Object:
        return cursor.key()


@pytype("dict_valueiterator")
class W_DictValueIterator(W_DictIterator):
    def item(self, cursor: DictCursor) -> W_Object:
        return cursor.value()


@pytype("dict_itemiterator")
class W_DictItemIterator(W_DictIterator):
    def item(self, cursor: DictCursor) -> W_Object:
        return new_tuple([cursor.key(), cursor.value()])


@abstract
class W_DictReverseIterator(IteratorMixin, W_Object):
    w_dict: W_Dict | None
    strategy: DictStrategy
    position: int
    left: int
    size: int

    def __init__(self, w_dict: W_Dict) -> None:
        self.w_dict = w_dict
        self.strategy = w_dict.strategy
        self.position = w_dict.strategy.limit()
        self.size = w_dict.length()
        self.left = self.size

    def item(self, strategy: DictStrategy, position: int) -> W_Object:
        raise NotImplementedError

    def iter_next(self) -> W_Object | None:
        w_dict = self.w_dict
        if w_dict is None:
            return None
        if w_dict.length() != self.size:
            self.size = -1
            raise runtime_error("dictionary changed size during iteration")
        if w_dict.strategy is not self.strategy:
            self.resume(w_dict)
        i = self.strategy.prev(self.position - 1)
        if i < 0:
            self.w_dict = None
            return None
        self.position = i
        self.left -= 1
        return self.item(self.strategy, i)

    def resume(self, w_dict: W_Dict) -> None:
        """Finds the place again in a new strategy: `left` entries stand before it."""
        strategy = w_dict.strategy
        self.strategy = strategy
        i = 0
        n = self.left
        while n > 0:
            i = strategy.next(i) + 1
            n -= 1
        self.position = i

    def length_hint(self) -> int:
        w_dict = self.w_dict
        if w_dict is None or w_dict.length() != self.size:
            return 0
        return self.left


@pytype("dict_reversekeyiterator")
class W_DictReverseKeyIterator(W_DictReverseIterator):
    def item(self, strategy: DictStrategy, position: int) -> W_Object:
        return strategy.key_at(position)


@pytype("dict_reversevalueiterator")
class W_DictReverseValueIterator(W_DictReverseIterator):
    def item(self, strategy: DictStrategy, position: int) -> W_Object:
        return strategy.value_at(position)


@pytype("dict_reverseitemiterator")
class W_DictReverseItemIterator(W_DictReverseIterator):
    def item(self, strategy: DictStrategy, position: int) -> W_Object:
        return new_tuple([strategy.key_at(position), strategy.value_at(position)])
