"""NameTable: insertion-ordered hash table from str, for type dictionaries, shapes and keyword look-ups.

Keys are mostly interned, so identity is tried before equality. The table never shrinks; deletion leaves a hole
until the next growth.
"""

from python.rpython import arr, arr_copy, i32
from python.objects.str_ import str_hash


class NameTable[V]:
    index: arr[i32]  # open addressing: 0 free, n + 1 entry n
    keys: arr[str | None]
    values: arr[V | None]
    used: i32  # entries, holes included
    live: i32

    def __init__(self) -> None:
        self.index = arr[i32](8)
        self.keys = arr[str | None](5)
        self.values = arr[V | None](5)
        self.used = 0
        self.live = 0

    def __len__(self) -> i32:
        return self.live

    def find(self, name: str) -> int:
        """Entry of the name, -1: absent."""
        mask = len(self.index) - 1
        i = str_hash(name) & mask
        while True:
            entry = self.index[i]
            if entry == 0:
                return -1
            key = self.keys[entry - 1]
            if key is not None and (key is name or key == name):
                return entry - 1
            i = (i + 1) & mask

    def names(self) -> arr[str]:
        """In order of insertion."""
        result = arr[str](self.live)
        n = 0
        for i in range(self.used):
            key = self.keys[i]
            if key is not None:
                result[n] = key
                n = n + 1
        return result

    def get(self, name: str) -> V | None:
        entry = self.find(name)
        if entry < 0:
            return None
        return self.values[entry]

    def set(self, name: str, value: V) -> None:
        entry = self.find(name)
        if entry >= 0:
            self.values[entry] = value
            return
        if self.used == len(self.keys):
            self.grow()
        self.keys[self.used] = name
        self.values[self.used] = value
        self.used = i32(self.used + 1)
        self.live = i32(self.live + 1)
        self.enter(name, self.used)

    def enter(self, name: str, entry: i32) -> None:
        mask = len(self.index) - 1
        i = str_hash(name) & mask
        while self.index[i] != 0:
            i = (i + 1) & mask
        self.index[i] = entry

    def grow(self) -> None:
        """Drops the holes; doubles when there are few."""
        size = len(self.index)
        if self.live * 2 > len(self.keys):
            size = size * 2
        keys = self.keys
        values = self.values
        used = self.used
        self.index = arr[i32](size)
        self.keys = arr[str | None](size * 2 // 3)
        self.values = arr[V | None](size * 2 // 3)
        self.used = 0
        for i in range(used):
            key = keys[i]
            if key is not None:
                self.keys[self.used] = key
                self.values[self.used] = values[i]
                self.used = i32(self.used + 1)
                self.enter(key, self.used)

    def remove(self, name: str) -> bool:
        entry = self.find(name)
        if entry < 0:
            return False
        self.keys[entry] = None
        self.values[entry] = None
        self.live = i32(self.live - 1)
        return True
