"""_blake2: BLAKE2b and BLAKE2s hash objects."""

from python.interpreter.errors import overflow_error, value_error
from python.interpreter.operation import index_w
from python.modules.hashes import given, hash_input
from python.objects.base import W_Object
from python.objects.buffer import bytes_of_buffer
from python.objects.bytes_ import new_bytes
from python.objects.bytes_ops import hex_of_bytes
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module
from python.objects.type_ import W_Type
from python.rlib.blake2 import Blake2
from python.rpython import Final, arr, arr_copy, builtin, getset, mixin, pytype, typeof, u8, ushr

MODULE: Final = "_blake2"
ZERO: Final = W_Int(0)


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("blake2b", typeof(W_Blake2b))
    w_module.attr_set("blake2s", typeof(W_Blake2s))
    w_module.attr_set("_GIL_MINSIZE", W_Int(2048))
    add_limits(typeof(W_Blake2b), 16, 64)
    add_limits(typeof(W_Blake2s), 8, 32)


def add_limits(w_type: W_Type, small: int, large: int) -> None:
    w_type.table.set("SALT_SIZE", W_Int(small))
    w_type.table.set("PERSON_SIZE", W_Int(small))
    w_type.table.set("MAX_KEY_SIZE", W_Int(large))
    w_type.table.set("MAX_DIGEST_SIZE", W_Int(large))


class Parameters:
    """The parameter block (RFC 7693, 2.8), being filled."""

    wide: bool
    block: arr[u8]

    def __init__(self, wide: bool) -> None:
        self.wide = wide
        self.block = arr[u8](64)

    def limit(self) -> int:
        return 64 if self.wide else 32

    def put(self, at: int, size: int, value: int) -> None:
        for i in range(size):
            self.block[at + i] = ushr(value, 8 * i) & 255

    def sizes(self, digest_size: int, key_size: int) -> None:
        limit = self.limit()
        if digest_size <= 0 or digest_size > limit:
            raise value_error(f"digest_size for {self.name()} must be between 1 and {limit} bytes, here it is {digest_size}")
        if key_size > limit:
            raise value_error(f"maximum key length is {limit} bytes")
        self.put(0, 1, digest_size)
        self.put(1, 1, key_size)

    def name(self) -> str:
        return "Blake2b" if self.wide else "Blake2s"

    def texts(self, salt: arr[u8], person: arr[u8]) -> None:
        room = 16 if self.wide else 8
        if len(salt) > room:
            raise value_error(f"maximum salt length is {room} bytes")
        if len(person) > room:
            raise value_error(f"maximum person length is {room} bytes")
        start = 32 if self.wide else 16
        arr_copy(salt, 0, self.block, start, len(salt))
        arr_copy(person, 0, self.block, start + room, len(person))

    def tree(self, fanout: int, depth: int, w_leaf: W_Object, w_offset: W_Object, node_depth: int, inner: int) -> None:
        if fanout < 0 or fanout > 255:
            raise value_error("fanout must be between 0 and 255")
        if depth <= 0 or depth > 255:
            raise value_error("depth must be between 1 and 255")
        leaf = unsigned(w_leaf, 8)
        if leaf < 0 or leaf > 0xFFFFFFFF:
            raise overflow_error("leaf_size is too large")
        offset = unsigned(w_offset, 8)
        if not self.wide and (offset < 0 or offset > 0xFFFFFFFFFFFF):
            raise overflow_error("node_offset is too large")
        if node_depth < 0 or node_depth > 255:
            raise value_error("node_depth must be between 0 and 255")
        if inner < 0 or inner > self.limit():
            raise value_error(f"inner_size must be between 0 and is {self.limit()}")
        self.put(2, 1, fanout)
        self.put(3, 1, depth)
        self.put(4, 4, leaf)
        self.put(8, 8 if self.wide else 6, offset)
        self.put(16 if self.wide else 14, 1, node_depth)
        self.put(17 if self.wide else 15, 1, inner)


def unsigned(w_value: W_Object, size: int) -> int:
    """The bits of a number of at most `size` bytes."""
    w_int = index_w(w_value)
    if w_int.sign() < 0:
        raise value_error("Cannot convert negative int")
    digits = w_int.digits()
    n = int(len(digits))
    while n > 1 and digits[n - 1] == 0:
        n -= 1
    if n > size:
        raise overflow_error("int too big to convert")
    value = 0
    for i in range(n):
        value = value | int(digits[i]) << 8 * i
    return value


def start(
    parameters: Parameters, key: arr[u8], last_node: bool, data: W_Object | None, string: W_Object | None
) -> Blake2:
    digest = Blake2(parameters.wide, parameters.block, int(parameters.block[0]), last_node)
    if len(key) > 0:
        padded = arr[u8](128 if parameters.wide else 64)
        arr_copy(key, 0, padded, 0, len(key))
        digest.update(padded)
    w_given = given(data, string)
    if w_given is not None:
        digest.update(hash_input(w_given))
    return digest


def optional_bytes(w_data: W_Object | None) -> arr[u8]:
    return arr[u8](0) if w_data is None else bytes_of_buffer(w_data)


@mixin
class BlakeMixin:
    digest_state: Blake2

    def __init__(self, digest_state: Blake2) -> None:
        self.digest_state = digest_state

    @builtin
    def update(self, data: W_Object, /) -> None:
        """Update this hash object's state with the provided bytes-like object."""
        self.digest_state.update(hash_input(data))

    @builtin
    def digest(self) -> W_Object:
        """Return the digest value as a bytes object."""
        return new_bytes(self.digest_state.digest())

    @builtin
    def hexdigest(self) -> str:
        """Return the digest value as a string of hexadecimal digits."""
        result = self.digest_state.digest()
        return hex_of_bytes(result, len(result), None, 1)

    @builtin
    def copy(self) -> W_Object:
        """Return a copy of the hash object."""
        return self.wrap(self.digest_state.clone())

    @getset
    def block_size(self) -> int:
        return len(self.digest_state.pending)

    @getset
    def digest_size(self) -> int:
        return self.digest_state.size

    @getset
    def name(self) -> str:
        return "blake2b" if self.digest_state.wide else "blake2s"

@pytype("_blake2.blake2b")
class W_Blake2b(BlakeMixin, W_Object):
    """Return a new BLAKE2b hash object."""

    def wrap(self, digest_state: Blake2) -> W_Object:
        return W_Blake2b(digest_state)

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type,
        data: W_Object | None = None,
        *,
        digest_size: int = 64,
        key: W_Object | None = None,
        salt: W_Object | None = None,
        person: W_Object | None = None,
        fanout: int = 1,
        depth: int = 1,
        leaf_size: W_Object = ZERO,
        node_offset: W_Object = ZERO,
        node_depth: int = 0,
        inner_size: int = 0,
        last_node: bool = False,
        usedforsecurity: bool = True,
        string: W_Object | None = None,
    ) -> W_Object:
        parameters = Parameters(True)
        key_bytes = optional_bytes(key)
        parameters.sizes(digest_size, len(key_bytes))
        parameters.texts(optional_bytes(salt), optional_bytes(person))
        parameters.tree(fanout, depth, leaf_size, node_offset, node_depth, inner_size)
        return W_Blake2b(start(parameters, key_bytes, last_node, data, string))


@pytype("_blake2.blake2s")
class W_Blake2s(BlakeMixin, W_Object):
    """Return a new BLAKE2s hash object."""

    def wrap(self, digest_state: Blake2) -> W_Object:
        return W_Blake2s(digest_state)

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type,
        data: W_Object | None = None,
        *,
        digest_size: int = 32,
        key: W_Object | None = None,
        salt: W_Object | None = None,
        person: W_Object | None = None,
        fanout: int = 1,
        depth: int = 1,
        leaf_size: W_Object = ZERO,
        node_offset: W_Object = ZERO,
        node_depth: int = 0,
        inner_size: int = 0,
        last_node: bool = False,
        usedforsecurity: bool = True,
        string: W_Object | None = None,
    ) -> W_Object:
        parameters = Parameters(False)
        key_bytes = optional_bytes(key)
        parameters.sizes(digest_size, len(key_bytes))
        parameters.texts(optional_bytes(salt), optional_bytes(person))
        parameters.tree(fanout, depth, leaf_size, node_offset, node_depth, inner_size)
        return W_Blake2s(start(parameters, key_bytes, last_node, data, string))
