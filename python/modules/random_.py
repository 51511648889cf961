"""_random: the Mersenne Twister MT19937 (`Modules/_randommodule.c` is the behaviour's reference)."""

from python.externs import random_bytes
from python.interpreter.errors import type_error, value_error
from python.interpreter.operation import hash_w, index_w, int_of
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.float_ import W_Float
from python.objects.int_ import W_AbstractInt, W_Int, int_from_padded
from python.objects.int_ops import int_neg
from python.objects.module_ import W_Module
from python.objects.singletons import w_None
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type
from python.objects.usermixin import UserMixin
from python.rpython import Final, arr, builtin, pytype, typeof, u8

MODULE: Final = "_random"
N: Final = 624
M: Final = 397
UPPER: Final = 0x80000000
LOWER: Final = 0x7FFFFFFF
MATRIX: Final = 0x9908B0DF
WORD: Final = 0xFFFFFFFF


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("Random", typeof(W_Random))


@pytype("_random.Random")
class W_Random(W_Object):
    """Random() -> create a random number generator with its own internal state."""

    state: arr[int]  # 624 words of 32 bits
    index: int

    def __init__(self) -> None:
        self.state = arr[int](N)
        self.index = N

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if w_type is typeof(W_Random):
            return W_Random()
        w_result = W_RandomUser()
        w_result.init_user(w_type)
        return w_result

    @builtin("__init__")
    def descr_init(self, x: W_Object | None = None, /) -> None:
        self.reseed(x)

    # The generator.

    def init_by_word(self, seed: int) -> None:
        self.state[0] = seed & WORD
        for i in range(1, N):
            before = self.state[i - 1]
            self.state[i] = ((before ^ before >> 30) * 1812433253 + i) & WORD
        self.index = N

    def init_by_array(self, key: arr[int]) -> None:
        self.init_by_word(19650218)
        mt = self.state
        n_key = int(len(key))
        i = 1
        j = 0
        for k in range(max(N, n_key)):
            mt[i] = ((mt[i] ^ (mt[i - 1] ^ mt[i - 1] >> 30) * 1664525 & WORD) + key[j] + j) & WORD
            i += 1
            j += 1
            if i >= N:
                mt[0] = mt[N - 1]
                i = 1
            if j >= n_key:
                j = 0
        for k in range(N - 1):
            mt[i] = ((mt[i] ^ (mt[i - 1] ^ mt[i - 1] >> 30) * 1566083941 & WORD) - i) & WORD
            i += 1
            if i >= N:
                mt[0] = mt[N - 1]
                i = 1
        mt[0] = UPPER

    def refill(self) -> None:
        mt = self.state
        for k in range(N):
            y = mt[k] & UPPER | mt[k + 1 if k + 1 < N else 0] & LOWER
            far = k + M if k + M < N else k + M - N
            mixed = mt[far] ^ y >> 1
            if y & 1 != 0:
                mixed = mixed ^ MATRIX
            mt[k] = mixed
        self.index = 0

    def next_word(self) -> int:
        """32 random bits."""
        if self.index >= N:
            self.refill()
        y = self.state[self.index]
        self.index += 1
        y = y ^ y >> 11
        y = y ^ y << 7 & 0x9D2C5680
        y = y ^ y << 15 & 0xEFC60000
        return y ^ y >> 18

    def reseed(self, w_seed: W_Object | None) -> None:
        if w_seed is None or w_seed is w_None:
            self.init_by_array(system_words())
        elif isinstance(w_seed, W_AbstractInt):
            w_abs = int_neg(w_seed) if w_seed.sign() < 0 else w_seed.exact()
            self.init_by_array(words_of(w_abs))
        else:
            self.init_by_array(words_of_hash(hash_w(w_seed)))

    # Python's methods.

    @builtin("random")
    def descr_random(self) -> float:
        """random() -> x in the interval [0, 1)."""
        a = self.next_word() >> 5
        b = self.next_word() >> 6
        return (float(a) * 67108864.0 + float(b)) * (1.0 / 9007199254740992.0)

    @builtin
    def seed(self, n: W_Object | None = None, /) -> None:
        """seed([n]) -> None.

        Defaults to use urandom and falls back to a combination
        of the current time and the process identifier."""
        self.reseed(n)

    @builtin
    def getrandbits(self, k: W_Object, /) -> W_Object:
        """getrandbits(k) -> x.  Generates an int with k random bits."""
        w_k = index_w(k)
        if w_k.sign() < 0:
            raise value_error("Cannot convert negative int")
        bits = int_of(w_k)
        if bits == 0:
            return W_Int(0)
        if bits <= 32:
            return W_Int(self.next_word() >> (32 - bits))
        n_words = (bits - 1) // 32 + 1
        d = arr[u8](n_words * 4 + 1)
        for i in range(n_words):
            word = self.next_word()
            if bits < 32:
                word = word >> (32 - bits)
            bits -= 32
            for j in range(4):
                d[i * 4 + j] = word >> (8 * j)
        return int_from_padded(d)

    @builtin
    def getstate(self) -> W_Object:
        """getstate() -> tuple containing the current state."""
        items = arr[W_Object](N + 1)
        for i in range(N):
            items[i] = W_Int(self.state[i])
        items[N] = W_Int(self.index)
        return new_tuple(items)

    @builtin
    def setstate(self, state: W_Object, /) -> None:
        """setstate(state) -> None.  Restores generator state."""
        if not isinstance(state, W_Tuple):
            raise type_error("state vector must be a tuple")
        if len(state.items) != N + 1:
            raise value_error("state vector is the wrong size")
        words = arr[int](N)
        for i in range(N):
            words[i] = int_of(state.items[i]) & WORD
        index = int_of(state.items[N])
        if index < 0 or index > N:
            raise value_error("invalid state")
        self.state = words
        self.index = index


class W_RandomUser(UserMixin, W_Random):
    """Instance of a subclass of Random."""


def words_of(w_int: W_AbstractInt) -> arr[int]:
    """The 32-bit words of a non-negative integer, at least one."""
    d = w_int.digits()
    n = int(len(d))
    while n > 1 and d[n - 1] == 0:
        n -= 1
    words = arr[int]((n + 3) // 4)
    for i in range(n):
        words[i >> 2] = words[i >> 2] | int(d[i]) << 8 * (i & 3)
    return words


def words_of_hash(h: int) -> arr[int]:
    """A hash is taken as an unsigned number."""
    high = h >> 32 & WORD
    if high == 0:
        return [h & WORD]
    return [h & WORD, high]


def system_words() -> arr[int]:
    data = arr[u8](N * 4)
    random_bytes(data)
    words = arr[int](N)
    for i in range(N * 4):
        words[i >> 2] = words[i >> 2] | int(data[i]) << 8 * (i & 3)
    return words
