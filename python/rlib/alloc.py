"""Arrays whose size a program has chosen: MemoryError where `arr[T](n)` would trap."""

from python.interpreter.errors import memory_error
from python.objects.base import W_Object
from python.rpython import Final, arr, inline, noinline, u8

MODEST: Final = 1 << 16  # up to here no memory means the end of the process
MAX_SIZE: Final = 0x7FFFFFF0


@inline
def alloc_bytes(n: int) -> arr[u8]:
    if 0 <= n <= MODEST:
        return arr[u8](n)
    return alloc_many_bytes(n)


@noinline
def alloc_many_bytes(n: int) -> arr[u8]:
    if not 0 <= n <= MAX_SIZE:
        raise memory_error()
    d = arr[u8].try_new(n)
    if d is None:
        raise memory_error()
    return d


@inline
def alloc_refs(n: int) -> arr[W_Object]:
    """The caller stores to every element."""
    if 0 <= n <= MODEST:
        return arr[W_Object](n)
    return alloc_many_refs(n)


@noinline
def alloc_many_refs(n: int) -> arr[W_Object]:
    if not 0 <= n <= MAX_SIZE:
        raise memory_error()
    items = arr[W_Object].try_new(n)
    if items is None:
        raise memory_error()
    return items
