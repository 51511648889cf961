from python.rpython import Final, arr, arr_copy, i32, lang


class List[T]:
    items: arr[T]
    used: i32

    def __init__(self) -> None:
        self.items = arr[T](4)
        self.used = 0

    def __len__(self) -> i32:
        return self.used

    def __getitem__(self, i: int) -> T:
        return self.items[i]

    def append(self, x: T) -> None:
        if self.used == len(self.items):
            grown = arr[T](self.used * 2)
            arr_copy(self.items, 0, grown, 0, self.used)
            self.items = grown
        self.items[self.used] = x
        self.used += 1


class IntHash:
    @staticmethod
    def hash(x: int) -> int:
        return x * 31

    @staticmethod
    def equal(a: int, b: int) -> bool:
        return a == b


class Entry[K, V]:
    key: K
    value: V
    next: Entry[K, V] | None

    def __init__(self, key: K, value: V, next: Entry[K, V] | None) -> None:
        self.key = key
        self.value = value
        self.next = next


class Table[K, V, H]:
    buckets: arr[Entry[K, V] | None]

    def __init__(self) -> None:
        self.buckets = arr[Entry[K, V] | None](16)

    def get(self, key: K) -> Entry[K, V] | None:
        e = self.buckets[H.hash(key) & 15]
        while e is not None:
            if H.equal(e.key, key):
                return e
            e = e.next
        return None

    def set(self, key: K, value: V) -> None:
        found = self.get(key)
        if found is not None:
            found.value = value
            return
        i = H.hash(key) & 15
        self.buckets[i] = Entry(key, value, self.buckets[i])


def first[T](xs: List[T], default: T) -> T:
    if len(xs) == 0:
        return default
    return xs[0]


def swap[A, B](pair: tuple[A, B]) -> tuple[B, A]:
    a, b = pair
    return b, a


@lang("main")
def main() -> i32:
    xs = List[int]()
    for i in range(10):
        xs.append(i * i)
    total = 0
    for x in xs:
        total += x
    assert total == 285
    assert first(xs, 7) == 0 and first(List[int](), 7) == 7
    t = Table[int, float, IntHash]()
    for i in range(40):
        t.set(i, float(i) / 2.0)
    t.set(3, 9.0)
    e = t.get(3)
    assert e is not None and e.value == 9.0
    assert t.get(41) is None
    b, a = swap((1, 2.5))
    assert b == 2.5 and a == 1
    return 0
