"""_sha3: SHA-3 and SHAKE hash objects."""

from python.interpreter.errors import value_error
from python.modules.hashes import given, hash_input
from python.objects.base import W_Object
from python.objects.bytes_ import new_bytes
from python.objects.bytes_ops import hex_of_bytes
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module
from python.objects.type_ import W_Type
from python.rlib.keccak import Keccak
from python.rpython import Final, arr, builtin, getset, mixin, pytype, typeof, u8

MODULE: Final = "_sha3"
SHA3_SUFFIX: Final = 0x06
SHAKE_SUFFIX: Final = 0x1F


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("implementation", "generic")
    w_module.attr_set("_GIL_MINSIZE", W_Int(2048))
    for w_type in [
        typeof(W_Sha3224), typeof(W_Sha3256), typeof(W_Sha3384), typeof(W_Sha3512), typeof(W_Shake128), typeof(W_Shake256),
    ]:
        w_module.attr_set(w_type.name, w_type)


def sponge(size: int, data: W_Object | None, string: W_Object | None) -> Keccak:
    """SHA-3 of `size` bytes."""
    return absorb(Keccak(200 - 2 * size, SHA3_SUFFIX, size), data, string)


def absorb(keccak: Keccak, data: W_Object | None, string: W_Object | None) -> Keccak:
    w_given = given(data, string)
    if w_given is not None:
        keccak.update(hash_input(w_given))
    return keccak


@mixin
class SpongeMixin:
    """What SHA-3 and SHAKE objects share; the class gives `wrap` and its name."""

    keccak: Keccak

    def __init__(self, keccak: Keccak) -> None:
        self.keccak = keccak

    @builtin
    def update(self, data: W_Object, /) -> None:
        """Update this hash object's state with the provided bytes-like object."""
        self.keccak.update(hash_input(data))

    @builtin
    def copy(self) -> W_Object:
        """Return a copy of the hash object."""
        return self.wrap(self.keccak.clone())

    @getset
    def block_size(self) -> int:
        return self.keccak.rate

    @getset
    def digest_size(self) -> int:
        return self.keccak.size

    @getset
    def name(self) -> str:
        return self.algorithm()

    @getset("_capacity_bits")
    def capacity_bits(self) -> int:
        return 1600 - 8 * self.keccak.rate

    @getset("_rate_bits")
    def rate_bits(self) -> int:
        return 8 * self.keccak.rate

    @getset("_suffix")
    def suffix(self) -> W_Object:
        d = arr[u8](1)
        d[0] = self.keccak.suffix
        return new_bytes(d)


@mixin
class Sha3Mixin(SpongeMixin):
    @builtin
    def digest(self) -> W_Object:
        """Return the digest value as a bytes object."""
        return new_bytes(self.keccak.squeeze(self.keccak.size))

    @builtin
    def hexdigest(self) -> str:
        """Return the digest value as a string of hexadecimal digits."""
        result = self.keccak.squeeze(self.keccak.size)
        return hex_of_bytes(result, len(result), None, 1)


@mixin
class ShakeMixin(SpongeMixin):
    @builtin
    def digest(self, length: int) -> W_Object:
        """Return the digest value as a bytes object."""
        return new_bytes(squeezed(self.keccak, length))

    @builtin
    def hexdigest(self, length: int) -> str:
        """Return the digest value as a string of hexadecimal digits."""
        result = squeezed(self.keccak, length)
        return hex_of_bytes(result, len(result), None, 1)


def squeezed(keccak: Keccak, length: int) -> arr[u8]:
    if length < 0:
        raise value_error("Cannot convert negative int")
    if length >= 1 << 29:
        raise value_error("length is too large")
    return keccak.squeeze(length)

@pytype("_sha3.sha3_224")
class W_Sha3224(Sha3Mixin, W_Object):
    """sha3_224([data], *, usedforsecurity=True) -> SHA3 object

    Return a new SHA3 hash object with a hashbit length of 28 bytes."""

    def wrap(self, keccak: Keccak) -> W_Object:
        return W_Sha3224(keccak)

    def algorithm(self) -> str:
        return "sha3_224"

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type, data: W_Object | None = None, *, usedforsecurity: bool = True, string: W_Object | None = None
    ) -> W_Object:
        return W_Sha3224(sponge(28, data, string))


@pytype("_sha3.sha3_256")
class W_Sha3256(Sha3Mixin, W_Object):
    """sha3_256([data], *, usedforsecurity=True) -> SHA3 object

    Return a new SHA3 hash object with a hashbit length of 32 bytes."""

    def wrap(self, keccak: Keccak) -> W_Object:
        return W_Sha3256(keccak)

    def algorithm(self) -> str:
        return "sha3_256"

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type, data: W_Object | None = None, *, usedforsecurity: bool = True, string: W_Object | None = None
    ) -> W_Object:
        return W_Sha3256(sponge(32, data, string))


@pytype("_sha3.sha3_384")
class W_Sha3384(Sha3Mixin, W_Object):
    """sha3_384([data], *, usedforsecurity=True) -> SHA3 object

    Return a new SHA3 hash object with a hashbit length of 48 bytes."""

    def wrap(self, keccak: Keccak) -> W_Object:
        return W_Sha3384(keccak)

    def algorithm(self) -> str:
        return "sha3_384"

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type, data: W_Object | None = None, *, usedforsecurity: bool = True, string: W_Object | None = None
    ) -> W_Object:
        return W_Sha3384(sponge(48, data, string))


@pytype("_sha3.sha3_512")
class W_Sha3512(Sha3Mixin, W_Object):
    """sha3_512([data], *, usedforsecurity=True) -> SHA3 object

    Return a new SHA3 hash object with a hashbit length of 64 bytes."""

    def wrap(self, keccak: Keccak) -> W_Object:
        return W_Sha3512(keccak)

    def algorithm(self) -> str:
        return "sha3_512"

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type, data: W_Object | None = None, *, usedforsecurity: bool = True, string: W_Object | None = None
    ) -> W_Object:
        return W_Sha3512(sponge(64, data, string))


@pytype("_sha3.shake_128")
class W_Shake128(ShakeMixin, W_Object):
    """shake_128([data], *, usedforsecurity=True) -> SHAKE object

    Return a new SHAKE hash object."""

    def wrap(self, keccak: Keccak) -> W_Object:
        return W_Shake128(keccak)

    def algorithm(self) -> str:
        return "shake_128"

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type, data: W_Object | None = None, *, usedforsecurity: bool = True, string: W_Object | None = None
    ) -> W_Object:
        return W_Shake128(absorb(Keccak(168, SHAKE_SUFFIX, 0), data, string))


@pytype("_sha3.shake_256")
class W_Shake256(ShakeMixin, W_Object):
    """shake_256([data], *, usedforsecurity=True) -> SHAKE object

    Return a new SHAKE hash object."""

    def wrap(self, keccak: Keccak) -> W_Object:
        return W_Shake256(keccak)

    def algorithm(self) -> str:
        return "shake_256"

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type, data: W_Object | None = None, *, usedforsecurity: bool = True, string: W_Object | None = None
    ) -> W_Object:
        return W_Shake256(absorb(Keccak(136, SHAKE_SUFFIX, 0), data, string))
