"""_md5, _sha1, _sha2: hash objects over the digests of `python/rlib`."""

from python.interpreter.errors import OperationError, type_error
from python.objects.base import W_Object
from python.objects.buffer import buffer_or_none
from python.objects.bytes_ import new_bytes
from python.objects.bytes_ops import hex_of_bytes
from python.objects.flags import NO_NEW
from python.objects.str_ import W_Str
from python.rlib.digest import BlockDigest
from python.rpython import arr, builtin, getset, mixin, pytype, u8


def hash_input(w_data: W_Object) -> arr[u8]:
    if isinstance(w_data, W_Str):
        raise type_error("Strings must be encoded before hashing")
    data = buffer_or_none(w_data)
    if data is None:
        raise type_error("object supporting the buffer API required")
    return data


def given(w_data: W_Object | None, w_string: W_Object | None) -> W_Object | None:
    """The data to start with: by position or keyword, or by its old name."""
    if w_data is None:
        return w_string
    if w_string is None:
        return w_data
    raise both_given()


def both_given() -> OperationError:
    return type_error(
        "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter"
        " is slated for removal in a future version."
    )


def feed(digest: BlockDigest, w_data: W_Object | None, w_string: W_Object | None) -> BlockDigest:
    w_given = given(w_data, w_string)
    if w_given is not None:
        digest.update(hash_input(w_given))
    return digest


@mixin
class HashMixin:
    """The methods of a hash object; the class gives `wrap` and its name."""

    digest_state: BlockDigest

    def __init__(self, digest_state: BlockDigest) -> None:
        self.digest_state = digest_state

    @builtin
    def update(self, obj: W_Object, /) -> None:
        """Update this hash object's state with the provided string."""
        self.digest_state.update(hash_input(obj))

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
        return self.algorithm()


@pytype("_md5.md5", flags=NO_NEW)
class W_Md5(HashMixin, W_Object):
    def wrap(self, digest_state: BlockDigest) -> W_Object:
        return W_Md5(digest_state)

    def algorithm(self) -> str:
        return "md5"


@pytype("_sha1.sha1", flags=NO_NEW)
class W_Sha1(HashMixin, W_Object):
    def wrap(self, digest_state: BlockDigest) -> W_Object:
        return W_Sha1(digest_state)

    def algorithm(self) -> str:
        return "sha1"


@pytype("_sha2.SHA224Type", flags=NO_NEW)
class W_Sha224(HashMixin, W_Object):
    def wrap(self, digest_state: BlockDigest) -> W_Object:
        return W_Sha224(digest_state)

    def algorithm(self) -> str:
        return "sha224"


@pytype("_sha2.SHA256Type", flags=NO_NEW)
class W_Sha256(HashMixin, W_Object):
    def wrap(self, digest_state: BlockDigest) -> W_Object:
        return W_Sha256(digest_state)

    def algorithm(self) -> str:
        return "sha256"


@pytype("_sha2.SHA384Type", flags=NO_NEW)
class W_Sha384(HashMixin, W_Object):
    def wrap(self, digest_state: BlockDigest) -> W_Object:
        return W_Sha384(digest_state)

    def algorithm(self) -> str:
        return "sha384"


@pytype("_sha2.SHA512Type", flags=NO_NEW)
class W_Sha512(HashMixin, W_Object):
    def wrap(self, digest_state: BlockDigest) -> W_Object:
        return W_Sha512(digest_state)

    def algorithm(self) -> str:
        return "sha512"
