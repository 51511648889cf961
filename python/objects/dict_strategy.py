"""Storage strategies of dicts: empty, str keys, int keys, any keys.

A strategy object holds the entries of one dict; the empty one is shared. Entries have positions that grow in
insertion order; a position stays valid until the entry is removed or the strategy is replaced.
"""

from python.interpreter.errors import OperationError, type_error
from python.interpreter.operation import eq_w, hash_w, str_w
from python.objects.base import W_Object
from python.objects.bool_ import W_Bool
from python.objects.dict_ import W_Dict
from python.objects.exceptions.hierarchy import w_TypeError
from python.objects.float_ import W_Float
from python.objects.int_ import W_Int, int_hash
from python.objects.singletons import W_NoneType
from python.objects.str_ import W_Str, str_hash
from python.objects.type_ import type_name
from python.rlib.table import Table
from python.rlib.text import str_eq
from python.rpython import Final, abstract, final, trap


@abstract
class DictStrategy:
    """`w_dict` is passed where the operation may have to replace the strategy."""

    def length(self) -> int:
        raise NotImplementedError

    def get(self, w_dict: W_Dict, w_key: W_Object) -> W_Object | None:
        raise NotImplementedError

    def get_str(self, w_dict: W_Dict, name: W_Str) -> W_Object | None:
        """As `get`; `name` is an exact str."""
        raise NotImplementedError

    def set(self, w_dict: W_Dict, w_key: W_Object, w_value: W_Object) -> None:
        raise NotImplementedError

    def set_str(self, w_dict: W_Dict, name: W_Str, w_value: W_Object) -> None:
        raise NotImplementedError

    def find(self, w_dict: W_Dict, w_key: W_Object) -> int:
        """Position of the key, -1: absent. Valid for `w_dict.strategy` as it is afterwards."""
        raise NotImplementedError

    def delete_at(self, position: int) -> None:
        raise NotImplementedError

    def next(self, position: int) -> int:
        """The first entry at or behind a position, -1: none."""
        raise NotImplementedError

    def prev(self, position: int) -> int:
        """The last entry at or before a position, -1: none."""
        raise NotImplementedError

    def limit(self) -> int:
        """A position behind all entries."""
        raise NotImplementedError

    def key_at(self, position: int) -> W_Object:
        raise NotImplementedError

    def value_at(self, position: int) -> W_Object:
        raise NotImplementedError

    def hash_at(self, position: int) -> int:
        raise NotImplementedError

    def set_at(self, position: int, w_value: W_Object) -> None:
        raise NotImplementedError

    def copy(self) -> DictStrategy:
        raise NotImplementedError


class ByStrHash:
    def eq(self, a: W_Str, b: W_Str) -> bool:
        return a is b or str_eq(a, b)


class ByInt:
    def eq(self, a: int, b: int) -> bool:
        return a == b


class ByPyHash:
    def eq(self, w_a: W_Object, w_b: W_Object) -> bool:
        return eq_w(w_a, w_b)


by_str_hash: Final = ByStrHash()
by_int: Final = ByInt()
by_py_hash: Final = ByPyHash()


def key_hash(w_key: W_Object) -> int:
    """`hash(key)` without the way through the type for the usual keys."""
    if isinstance(w_key, W_Str) and w_key.is_exact():
        return str_hash(w_key)
    if isinstance(w_key, W_Int):
        return int_hash(w_key.value)
    return slow_hash(w_key, "a dict key")


def slow_hash(w_key: W_Object, role: W_Str) -> int:
    """`hash(key)`; the error says what the key was to be."""
    try:
        return hash_w(w_key)
    except OperationError as e:
        if e.w_value.gettypeobject() is not w_TypeError:
            raise
        raise type_error(f"cannot use '{type_name(w_key)}' as {role} ({str_w(e.w_value)})")


def never_equal_str(w_key: W_Object) -> bool:
    """Whether no exact str equals the key and it can be hashed, as far as its class tells."""
    return isinstance(w_key, (W_Int, W_NoneType, W_Bool)) or (isinstance(w_key, W_Float) and w_key.is_exact())


@final
class EmptyDictStrategy(DictStrategy):
    def length(self) -> int:
        return 0

    def get(self, w_dict: W_Dict, w_key: W_Object) -> W_Object | None:
        key_hash(w_key)
        return None

    def get_str(self, w_dict: W_Dict, name: W_Str) -> W_Object | None:
        return None

    def set(self, w_dict: W_Dict, w_key: W_Object, w_value: W_Object) -> None:
        if isinstance(w_key, W_Str) and w_key.is_exact():
            self.set_str(w_dict, w_key, w_value)
            return
        strategy: DictStrategy = ObjectDictStrategy()
        if isinstance(w_key, W_Int):
            strategy = IntDictStrategy()
        w_dict.strategy = strategy
        strategy.set(w_dict, w_key, w_value)

    def set_str(self, w_dict: W_Dict, name: W_Str, w_value: W_Object) -> None:
        strategy = StrDictStrategy()
        w_dict.strategy = strategy
        strategy.table.insert(name, str_hash(name), w_value)

    def find(self, w_dict: W_Dict, w_key: W_Object) -> int:
        key_hash(w_key)
        return -1

    def delete_at(self, position: int) -> None:
        trap()

    def next(self, position: int) -> int:
        return -1

    def prev(self, position: int) -> int:
        return -1

    def limit(self) -> int:
        return 0

    def key_at(self, position: int) -> W_Object:
        trap()

    def value_at(self, position: int) -> W_Object:
        trap()

    def hash_at(self, position: int) -> int:
        trap()

    def set_at(self, position: int, w_value: W_Object) -> None:
        trap()

    def copy(self) -> DictStrategy:
        return self


@abstract
class TableDictStrategy[K, H](DictStrategy):
    """What is common to the strategies over `Table`."""

    table: Table[K, W_Object, H]

    def length(self) -> int:
        return self.table.live

    def delete_at(self, position: int) -> None:
        self.table.delete_at(position)

    def next(self, position: int) -> int:
        return self.table.next_entry(position)

    def prev(self, position: int) -> int:
        return self.table.prev_entry(position)

    def limit(self) -> int:
        return self.table.used

    def value_at(self, position: int) -> W_Object:
        return self.table.values[position]

    def hash_at(self, position: int) -> int:
        return self.table.hashes[position]

    def set_at(self, position: int, w_value: W_Object) -> None:
        self.table.values[position] = w_value


@final
class StrDictStrategy(TableDictStrategy[W_Str, ByStrHash]):
    def __init__(self) -> None:
        self.table = Table[W_Str, W_Object, ByStrHash](by_str_hash)

    def get(self, w_dict: W_Dict, w_key: W_Object) -> W_Object | None:
        if isinstance(w_key, W_Str) and w_key.is_exact():
            return self.get_str(w_dict, w_key)
        if never_equal_str(w_key):
            return None
        return become_objects(w_dict).get(w_dict, w_key)

    def get_str(self, w_dict: W_Dict, name: W_Str) -> W_Object | None:
        i = self.table.find(name, str_hash(name))
        if i < 0:
            return None
        return self.table.values[i]

    def set(self, w_dict: W_Dict, w_key: W_Object, w_value: W_Object) -> None:
        if isinstance(w_key, W_Str) and w_key.is_exact():
            self.table.set(w_key, str_hash(w_key), w_value)
        else:
            become_objects(w_dict).set(w_dict, w_key, w_value)

    def set_str(self, w_dict: W_Dict, name: W_Str, w_value: W_Object) -> None:
        self.table.set(name, str_hash(name), w_value)

    def find(self, w_dict: W_Dict, w_key: W_Object) -> int:
        if isinstance(w_key, W_Str) and w_key.is_exact():
            return self.table.find(w_key, str_hash(w_key))
        if never_equal_str(w_key):
            return -1
        return become_objects(w_dict).find(w_dict, w_key)

    def key_at(self, position: int) -> W_Object:
        return self.table.keys[position]

    def copy(self) -> DictStrategy:
        result = StrDictStrategy()
        result.table = self.table.copy()
        return result


@final
class IntDictStrategy(TableDictStrategy[int, ByInt]):
    def __init__(self) -> None:
        self.table = Table[int, W_Object, ByInt](by_int)

    def get(self, w_dict: W_Dict, w_key: W_Object) -> W_Object | None:
        if isinstance(w_key, W_Int):
            i = self.table.find(w_key.value, int_hash(w_key.value))
            if i < 0:
                return None
            return self.table.values[i]
        if isinstance(w_key, W_Str) and w_key.is_exact():
            return None
        return become_objects(w_dict).get(w_dict, w_key)

    def get_str(self, w_dict: W_Dict, name: W_Str) -> W_Object | None:
        return None

    def set(self, w_dict: W_Dict, w_key: W_Object, w_value: W_Object) -> None:
        if isinstance(w_key, W_Int):
            self.table.set(w_key.value, int_hash(w_key.value), w_value)
        else:
            become_objects(w_dict).set(w_dict, w_key, w_value)

    def set_str(self, w_dict: W_Dict, name: W_Str, w_value: W_Object) -> None:
        become_objects(w_dict).set(w_dict, name, w_value)

    def find(self, w_dict: W_Dict, w_key: W_Object) -> int:
        if isinstance(w_key, W_Int):
            return self.table.find(w_key.value, int_hash(w_key.value))
        if isinstance(w_key, W_Str) and w_key.is_exact():
            return -1
        return become_objects(w_dict).find(w_dict, w_key)

    def key_at(self, position: int) -> W_Object:
        return W_Int(self.table.keys[position])

    def copy(self) -> DictStrategy:
        result = IntDictStrategy()
        result.table = self.table.copy()
        return result


@final
class ObjectDictStrategy(TableDictStrategy[W_Object, ByPyHash]):
    def __init__(self) -> None:
        self.table = Table[W_Object, W_Object, ByPyHash](by_py_hash)

    def get(self, w_dict: W_Dict, w_key: W_Object) -> W_Object | None:
        i = self.table.find(w_key, key_hash(w_key))
        if i < 0:
            return None
        return self.table.values[i]

    def get_str(self, w_dict: W_Dict, name: W_Str) -> W_Object | None:
        return self.get(w_dict, name)

    def set(self, w_dict: W_Dict, w_key: W_Object, w_value: W_Object) -> None:
        self.table.set(w_key, key_hash(w_key), w_value)

    def set_str(self, w_dict: W_Dict, name: W_Str, w_value: W_Object) -> None:
        self.table.set(name, str_hash(name), w_value)

    def find(self, w_dict: W_Dict, w_key: W_Object) -> int:
        return self.table.find(w_key, key_hash(w_key))

    def key_at(self, position: int) -> W_Object:
        return self.table.keys[position]

    def copy(self) -> DictStrategy:
        result = ObjectDictStrategy()
        result.table = self.table.copy()
        return result


empty_dict_strategy: Final = EmptyDictStrategy()


def become_objects(w_dict: W_Dict) -> DictStrategy:
    """Replaces the strategy by the one that takes any key."""
    old = w_dict.strategy
    result = ObjectDictStrategy()
    result.table.reserve(old.length())
    i = old.next(0)
    while i >= 0:
        result.table.insert(old.key_at(i), old.hash_at(i), old.value_at(i))
        i = old.next(i + 1)
    w_dict.strategy = result
    return result
