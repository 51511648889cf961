"""int.to_bytes and int.from_bytes."""

from python.interpreter.calling import call1
from python.interpreter.errors import overflow_error, value_error
from python.objects.base import W_Object
from python.objects.bytes_ import bytes_of_object, new_bytes
from python.objects.int_ import W_AbstractInt, int_from_padded
from python.objects.str_ import W_Str
from python.objects.type_ import W_Type
from python.rlib.alloc import alloc_bytes
from python.rlib.text import str_eq
from python.rpython import arr, arr_copy, arr_fill, typeof, u8


def is_big_endian(byteorder: W_Str) -> bool:
    if str_eq(byteorder, "big"):
        return True
    if str_eq(byteorder, "little"):
        return False
    raise value_error("byteorder must be either 'little' or 'big'")


def int_to_bytes(w_int: W_AbstractInt, length: int, byteorder: W_Str, signed: bool) -> W_Object:
    big = is_big_endian(byteorder)
    if length < 0:
        raise value_error("length argument must be non-negative")
    d = w_int.digits()
    n = int(len(d))
    negative = w_int.sign() < 0
    if negative and not signed:
        raise overflow_error("can't convert negative int to unsigned")
    # A last byte that only says "not negative" is not needed without sign.
    if not signed and n > 1 and d[n - 1] == 0:
        n -= 1
    if n > length and not (length == 0 and w_int.sign() == 0):
        raise overflow_error("int too big to convert")
    result = alloc_bytes(length)
    if negative:
        arr_fill(result, 0, length, 255)
    arr_copy(d, 0, result, 0, min(n, length))
    if big:
        reverse_bytes(result)
    return new_bytes(result)


def reverse_bytes(d: arr[u8]) -> None:
    i = 0
    j = int(len(d)) - 1
    while i < j:
        x = d[i]
        d[i] = d[j]
        d[j] = x
        i += 1
        j -= 1


def int_from_bytes(w_type: W_Type, w_bytes: W_Object, byteorder: W_Str, signed: bool) -> W_Object:
    big = is_big_endian(byteorder)
    source = bytes_of_object(w_bytes)
    n = int(len(source))
    # One byte more, which holds the sign.
    d = arr[u8](n + 1)
    arr_copy(source, 0, d, 0, n)
    if big:
        shifted = arr[u8](n)
        arr_copy(source, 0, shifted, 0, n)
        reverse_bytes(shifted)
        arr_copy(shifted, 0, d, 0, n)
    if signed and n > 0 and d[n - 1] >= 128:
        d[n] = 255
    w_value = int_from_padded(d)
    if w_type is typeof(W_AbstractInt):
        return w_value
    return call1(w_type, w_value)
