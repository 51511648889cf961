"""The dialect's names under CPython: `from python.rpython import arr, i32, pytype` works in pdb and in tests.

Read in this order: this file (types, intrinsics, decorators), loader.py (imports and the start-up order of a whole
program), rewrite.py (what literals and loops become), gateways.py (derived gateways), host.py (externs on top of `os`).
docs/rpython.md is the manual; nothing here is compiled.
"""

import gc
import math
import struct
import weakref

from typing import Any, ClassVar, Final, Never, NoReturn, Protocol  # noqa: F401

MASK = (1 << 64) - 1


class Trap(BaseException):
    """What ends the process in compiled code; the first word is the code of the trap there."""


def trap():
    raise Trap("unreachable: trap()")


# Types.


def wrap64(x):
    x &= MASK
    return x - (1 << 64) if x >> 63 else x


def i32(x):
    x = int(x) & 0xFFFFFFFF
    return x - (1 << 32) if x >> 31 else x


class _Marker:
    def __init__(self, name):
        self.name = name

    def __or__(self, other):
        return self

    __ror__ = __or__

    def __getitem__(self, item):
        return self

    def __repr__(self):
        return self.name


u8, i8, u16, i16, f32 = (_Marker(n) for n in ("u8", "i8", "u16", "i16", "f32"))
Fn, Weak, Handle, Stable, ClassConst = (_Marker(n) for n in ("Fn", "Weak", "Handle", "Stable", "ClassConst"))


class Bytes(bytearray):
    """arr[u8]: stores truncate."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __setitem__(self, i, v):
        if i.__class__ is slice:
            bytearray.__setitem__(self, i, v)
        else:
            if i < 0:
                raise Trap(f"bounds: index {i}")
            bytearray.__setitem__(self, i, v & 255)


class Narrow(list):
    """arr[i8], arr[u16], arr[i16]: stores truncate."""

    __slots__ = ("bits", "signed")
    __hash__ = object.__hash__

    def __setitem__(self, i, v):
        if i.__class__ is not slice:
            v &= (1 << self.bits) - 1
            if self.signed and v >> (self.bits - 1):
                v -= 1 << self.bits
        list.__setitem__(self, i, v)


def _narrow(bits, signed):
    def make(n):
        a = Narrow([0]) * n if False else Narrow([0] * n)
        a.bits, a.signed = bits, signed
        return a

    return make


class Singles(list):
    """arr[f32]: stores round."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __setitem__(self, i, v):
        list.__setitem__(self, i, v if i.__class__ is slice else fround32(v))


class Array(list):
    """An array of references or of full-width numbers. Identity hash, as every dialect object."""

    __slots__ = ()
    __hash__ = object.__hash__


def _checked(n):
    if n < 0:
        raise Trap(f"memory: array of {n} elements")
    return n


array_makers = {
    "u8": lambda n: Bytes(_checked(n)),
    "i8": _narrow(8, True),
    "u16": _narrow(16, False),
    "i16": _narrow(16, True),
    "i32": lambda n: Array([0]) * _checked(n) if False else Array([0] * _checked(n)),
    "int": lambda n: Array([0] * _checked(n)),
    "float": lambda n: Array([0.0] * _checked(n)),
    "f32": lambda n: Singles([0.0] * _checked(n)),
    "bool": lambda n: Array([False] * _checked(n)),
    "ref": lambda n: Array([None] * _checked(n)),
}


class ArrayType:
    def __init__(self, element):
        self.element = element
        name = getattr(element, "name", getattr(element, "__name__", "ref"))
        self.make = array_makers.get(name, array_makers["ref"])

    def __call__(self, n):
        return self.make(n)

    def try_new(self, n):
        return None if n < 0 or n > 1 << 31 else self.make(n)

    def __or__(self, other):
        return self

    __ror__ = __or__


class _Arr:
    def __getitem__(self, element):
        return ArrayType(element)


arr = _Arr()


def arr_copy(src, si, dst, di, n):
    if n < 0 or si < 0 or di < 0 or si + n > len(src) or di + n > len(dst):
        raise Trap(f"bounds: arr_copy({len(src)}, {si}, {len(dst)}, {di}, {n})")
    dst[di : di + n] = src[si : si + n]


def arr_fill(a, start, end, v):
    if start < 0 or end > len(a) or start > end:
        raise Trap(f"bounds: arr_fill({len(a)}, {start}, {end})")
    for i in range(start, end):
        a[i] = v


def arr_equal(a, ai, b, bi, n):
    return a[ai : ai + n] == b[bi : bi + n]


def arr_compare(a, ai, b, bi, n):
    x, y = a[ai : ai + n], b[bi : bi + n]
    return (x > y) - (x < y)


def arr_find8(a, start, end, byte):
    return a.find(byte & 255, start, end)


# Integers.


def _ovf(x):
    w = wrap64(x)
    return w, w != x


def add_ovf(a, b):
    return _ovf(a + b)


def sub_ovf(a, b):
    return _ovf(a - b)


def mul_ovf(a, b):
    return _ovf(a * b)


def wrap_add(a, b):
    return wrap64(a + b)


def wrap_sub(a, b):
    return wrap64(a - b)


def wrap_mul(a, b):
    return wrap64(a * b)


def wrap_shl(a, b):
    return wrap64(a << (b & 63))


def ult(a, b):
    return a & MASK < b & MASK


def ule(a, b):
    return a & MASK <= b & MASK


def udiv(a, b):
    return wrap64((a & MASK) // (b & MASK))


def urem(a, b):
    return wrap64((a & MASK) % (b & MASK))


def ushr(a, b):
    return wrap64((a & MASK) >> (b & 63))


def umulhi(a, b):
    return wrap64(((a & MASK) * (b & MASK)) >> 64)


def mulhi(a, b):
    return wrap64((a * b) >> 64)


def sdiv(a, b):
    q = abs(a) // abs(b)
    return wrap64(q if (a < 0) == (b < 0) else -q)


def srem(a, b):
    return a - sdiv(a, b) * b


def zext(a):
    return a & 0xFFFFFFFF


def clz(a):
    return 64 - (a & MASK).bit_length()


def ctz(a):
    a &= MASK
    return 64 if a == 0 else (a & -a).bit_length() - 1


def popcnt(a):
    return (a & MASK).bit_count()


def sext8(a):
    a &= 0xFF
    return a - 0x100 if a >> 7 else a


def sext16(a):
    a &= 0xFFFF
    return a - 0x10000 if a >> 15 else a


def to_int(x):
    """int(x): of a float it truncates and saturates."""
    if x.__class__ is float:
        if x != x:
            return 0
        if x >= 9.223372036854775807e18:
            return (1 << 63) - 1
        if x <= -9.223372036854775808e18:
            return -(1 << 63)
    return int(x)


# Floats.


def float_bits(x):
    return struct.unpack("<q", struct.pack("<d", x))[0]


def float_from_bits(i):
    return struct.unpack("<d", struct.pack("<q", i))[0]


def _integral(f):
    def op(x):
        if x != x or x in (math.inf, -math.inf):
            return x
        return math.copysign(float(f(x)), x)

    return op


ffloor, fceil, ftrunc, frint = _integral(math.floor), _integral(math.ceil), _integral(math.trunc), _integral(round)


def fsqrt(x):
    return math.sqrt(x) if x >= 0 else (x if x == 0 else math.nan)


fabs, fcopysign = abs, math.copysign


def fround32(x):
    try:
        return struct.unpack("<f", struct.pack("<f", x))[0]
    except OverflowError:
        return math.copysign(math.inf, x)


def is_nan(x):
    return x != x


def is_inf(x):
    return x in (math.inf, -math.inf)


def fdiv(a, b):
    """`/`: IEEE, never an error."""
    try:
        return a / b
    except ZeroDivisionError:
        if a == 0 or a != a:
            return math.nan
        return math.copysign(math.inf, a) * math.copysign(1.0, b)


# References.


def cast(t, x):
    if isinstance(t, type) and not isinstance(x, t):
        raise Trap(f"cast: to {t.__name__} of {x!r}")
    return x


def unsafe_cast(t, x):
    return x


def nonnull(x):
    if x is None:
        raise Trap("null: nonnull(None)")
    return x


def same_class(a, b):
    return a.__class__ is b.__class__


def has_class(x, cls):
    return type(x) is cls


_ids = {}
_keep = []


def unique_id(x):
    if id(x) not in _ids:
        _ids[id(x)] = 0x7F0000000000 + 16 * (len(_ids) + 1)
        _keep.append(x)
    return _ids[id(x)]


def identity_hash(x):
    return unique_id(x) >> 4


def unsafe_get(a, i):
    return a[i]


def unsafe_set(a, i, v):
    a[i] = v


# Runtime.


class _StrongRef:
    def __init__(self, x):
        self.x = x

    def __call__(self):
        return self.x


def weak_new(x):
    try:
        return weakref.ref(x)
    except TypeError:
        return _StrongRef(x)


def weak_get(w):
    return w()


def finalizer_register(x):
    pass


def finalizer_next():
    return None


def gc_collect():
    gc.collect()


def gc_stat(k):
    return 0


def safepoint():
    return False


def stack_low():
    return False


def keep_alive(x):
    pass


# Hints and decorators.


def _plain(x):
    return x


inline = noinline = cold = nothrow = fetch = pure = final = abstract = immediate = override = unroll = _plain
likely = unlikely = promote = _plain


def mixin(cls):
    cls._mixin_ = True
    return cls


lang_items = {}


def lang(name):
    def mark(x):
        lang_items[name] = x
        return x

    return mark


def opcode(f):
    """`@opcode`, or `@opcode(200)` with a number of its own."""
    if callable(f):
        f._opcode_ = True
        return f

    def mark(g):
        g._opcode_ = f
        return g

    return mark


def pytype(name, base=None, flags=0):
    def mark(cls):
        cls._pytype_ = (name, base, flags)
        return cls

    return mark


def _named(attribute):
    def decorator(x=None, **options):
        if callable(x):
            setattr(x, attribute, (x.__name__, options))
            return x

        def mark(f):
            setattr(f, attribute, (x or f.__name__, options))
            return f

        return mark

    return decorator


builtin, builtin_function, getset, setter = (
    _named(a) for a in ("_builtin_", "_function_", "_getset_", "_setter_")
)


def typeof(cls):
    return cls._w_type_


def dispatch(op, *args):
    """Replaced by the loader with the table of handlers."""
    raise Trap("unreachable: no opcode table")
