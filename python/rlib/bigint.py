"""Big integers as byte arrays: two's complement, little-endian, shortest form, at least one byte.

The arithmetic is the host's (`big_*` externs); here is what joins it to machine integers.
"""

from python.rpython import arr, u8, wrap_shl


def fits_i64(d: arr[u8]) -> bool:
    return len(d) <= 8


def to_i64(d: arr[u8]) -> int:
    """The value of at most 8 bytes."""
    n = int(len(d))
    value = -1 if d[n - 1] >= 128 else 0
    i = n - 1
    while i >= 0:
        value = wrap_shl(value, 8) | int(d[i])
        i -= 1
    return value


def is_negative(d: arr[u8]) -> bool:
    return d[len(d) - 1] >= 128


def shortest(d: arr[u8]) -> arr[u8]:
    """Without the sign bytes that say nothing."""
    n = int(len(d))
    while n > 1 and sign_only(int(d[n - 1]), int(d[n - 2])):
        n -= 1
    if n == len(d):
        return d
    result = arr[u8](n)
    i = 0
    while i < n:
        result[i] = d[i]
        i += 1
    return result


def sign_only(last: int, before: int) -> bool:
    return (last == 0 and before < 128) or (last == 255 and before >= 128)


def mod_mersenne61(d: arr[u8], negative: bool) -> int:
    """The magnitude modulo 2 ** 61 - 1, which is what int's hash is made of."""
    modulus = (1 << 61) - 1
    h = 0
    i = int(len(d)) - 1
    # Horner's rule on bytes: h * 256 mod 2**61 - 1 is a rotation of 61 bits by 8.
    while i >= 0:
        byte = int(d[i])
        if negative:
            byte = 255 - byte
        h = (wrap_shl(h, 8) & modulus) | (h >> 53)
        h += byte
        if h >= modulus:
            h -= modulus
        i -= 1
    if negative:
        h += 1
        if h >= modulus:
            h -= modulus
    return h
