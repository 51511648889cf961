"""Insertion-ordered hash table, generic over key, value and hasher: the storage of dicts and sets."""

from python.rlib.list import clear_slots
from python.rpython import Final, arr, arr_copy, i32, inline, ushr

ABSENT: Final = -1
RESTART: Final = -2
DELETED: Final = -1  # in `hashes`: no Python hash is -1
LINEAR_MAX: Final = 8  # tables up to this capacity have no index: scanning the hashes is faster


class Table[K, V, H]:
    """Entries in insertion order, and an index of entry numbers hashed by open addressing.

    `H` answers `eq(a: K, b: K) -> bool`, which may run Python code; the table may then change under
    a look-up, which starts again. Hash values are given by the caller and are never -1.
    Entry `i` is live when `hashes[i] != DELETED`; entries `>= used` are free.
    `index` slots hold entry number + 1, or 0; a slot of a deleted entry stays until the next rebuild.
    """

    hasher: H
    keys: arr[K]
    values: arr[V]
    hashes: arr[int]
    index: arr[i32]
    used: int
    live: int
    usable: int  # insertions left before a rebuild
    stamp: int  # changes when an entry is added or removed

    def __init__(self, hasher: H) -> None:
        self.hasher = hasher
        self.stamp = 0
        self.keys = arr[K](0)
        self.values = arr[V](0)
        self.hashes = arr[int](0)
        self.index = arr[i32](0)
        self.set_empty(LINEAR_MAX)

    def set_empty(self, capacity: int) -> None:
        # One slot more than the capacity: it stays zero for clear_slots.
        self.keys = arr[K](capacity + 1)
        self.values = arr[V](capacity + 1)
        self.hashes = arr[int](capacity)
        self.index = arr[i32](index_size(capacity))
        self.used = 0
        self.live = 0
        self.usable = capacity

    @inline
    def __len__(self) -> int:
        return self.live

    def find(self, key: K, hash: int) -> int:
        """The entry number of `key`, or ABSENT."""
        while True:
            r = self.find_linear(key, hash) if len(self.index) == 0 else self.find_indexed(key, hash)
            if r != RESTART:
                return r

    def find_linear(self, key: K, hash: int) -> int:
        stamp = self.stamp
        hashes = self.hashes
        n = self.used
        i = 0
        while i < n:
            if hashes[i] == hash:
                same = self.hasher.eq(self.keys[i], key)
                if self.stamp != stamp:
                    return RESTART
                if same:
                    return i
            i += 1
        return ABSENT

    def find_indexed(self, key: K, hash: int) -> int:
        stamp = self.stamp
        hashes = self.hashes
        index = self.index
        mask = int(len(index)) - 1
        slot = hash & mask
        perturb = hash
        while True:
            e = int(index[slot]) - 1
            if e < 0:
                return ABSENT
            if hashes[e] == hash:
                same = self.hasher.eq(self.keys[e], key)
                if self.stamp != stamp:
                    return RESTART
                if same:
                    return e
            perturb = ushr(perturb, 5)
            slot = (slot * 5 + perturb + 1) & mask

    def get(self, key: K, hash: int, default: V) -> V:
        e = self.find(key, hash)
        if e < 0:
            return default
        return self.values[e]

    def set(self, key: K, hash: int, value: V) -> None:
        """Adds the pair, or replaces the value of an equal key (the old key stays)."""
        e = self.find(key, hash)
        if e >= 0:
            self.values[e] = value
        else:
            self.insert(key, hash, value)

    def insert(self, key: K, hash: int, value: V) -> None:
        """Adds a key known to be absent."""
        if self.usable == 0:
            self.resize(self.live * 2)
        e = self.used
        self.keys[e] = key
        self.values[e] = value
        self.hashes[e] = hash
        self.used = e + 1
        self.live += 1
        self.usable -= 1
        self.stamp += 1
        if len(self.index) != 0:
            self.index_add(hash, e)

    def index_add(self, hash: int, e: int) -> None:
        index = self.index
        mask = int(len(index)) - 1
        slot = hash & mask
        perturb = hash
        while index[slot] != 0:
            perturb = ushr(perturb, 5)
            slot = (slot * 5 + perturb + 1) & mask
        index[slot] = i32(e + 1)

    def delete_at(self, e: int) -> None:
        """Removes a live entry by its number."""
        self.hashes[e] = DELETED
        clear_slots(self.keys, e, 1)
        clear_slots(self.values, e, 1)
        self.live -= 1
        self.stamp += 1
        # Trailing free entries are given back, so that popping from the end stays cheap; `usable`
        # is not, because the index slots are still taken.
        while self.used > 0 and self.hashes[self.used - 1] == DELETED:
            self.used -= 1

    def remove(self, key: K, hash: int) -> bool:
        e = self.find(key, hash)
        if e < 0:
            return False
        self.delete_at(e)
        return True

    def next_entry(self, i: int) -> int:
        """The first live entry from `i` on, or ABSENT."""
        n = self.used
        while i < n:
            if self.hashes[i] != DELETED:
                return i
            i += 1
        return ABSENT

    def prev_entry(self, i: int) -> int:
        """The last live entry from `i` down, or ABSENT."""
        if i >= self.used:
            i = self.used - 1
        while i >= 0:
            if self.hashes[i] != DELETED:
                return i
            i -= 1
        return ABSENT

    def clear(self) -> None:
        self.stamp += 1
        self.set_empty(LINEAR_MAX)

    def reserve(self, n: int) -> None:
        """Makes room for `n` entries in all."""
        if n - self.live > self.usable:
            self.resize(n)

    def resize(self, wanted: int) -> None:
        """Moves the live entries to new storage with room for at least `wanted` of them."""
        keys = self.keys
        values = self.values
        hashes = self.hashes
        n = self.used
        stamp = self.stamp
        self.set_empty(capacity_for(wanted))
        self.stamp = stamp + 1
        i = 0
        while i < n:
            if hashes[i] != DELETED:
                self.insert(keys[i], hashes[i], values[i])
            i += 1

    def copy(self) -> Table[K, V, H]:
        result = Table[K, V, H](self.hasher)
        if self.used == self.live:
            result.share_layout(self)
        else:
            result.resize(self.live)
            i = 0
            while i < self.used:
                if self.hashes[i] != DELETED:
                    result.insert(self.keys[i], self.hashes[i], self.values[i])
                i += 1
        return result

    def share_layout(self, other: Table[K, V, H]) -> None:
        """Takes a copy of the arrays of `other`, which has no holes."""
        self.keys = arr[K](len(other.keys))
        self.values = arr[V](len(other.values))
        self.hashes = arr[int](len(other.hashes))
        self.index = arr[i32](len(other.index))
        arr_copy(other.keys, 0, self.keys, 0, other.used)
        arr_copy(other.values, 0, self.values, 0, other.used)
        arr_copy(other.hashes, 0, self.hashes, 0, other.used)
        arr_copy(other.index, 0, self.index, 0, len(other.index))
        self.used = other.used
        self.live = other.live
        self.usable = other.usable

    def move_to_end(self, e: int) -> None:
        """Makes a live entry the last one."""
        key = self.keys[e]
        value = self.values[e]
        hash = self.hashes[e]
        self.delete_at(e)
        self.insert(key, hash, value)


def capacity_for(wanted: int) -> int:
    if wanted <= LINEAR_MAX:
        return LINEAR_MAX
    size = 16
    while size * 2 // 3 < wanted:
        size *= 2
    return size * 2 // 3


def index_size(capacity: int) -> int:
    """Slots of the index for a capacity that `capacity_for` gave."""
    if capacity <= LINEAR_MAX:
        return 0
    size = 16
    while size * 2 // 3 < capacity:
        size *= 2
    return size
