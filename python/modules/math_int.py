"""math: functions of integers."""

from python.externs import big_gcd, big_isqrt
from python.interpreter.errors import overflow_error, value_error
from python.interpreter.operation import index_w
from python.objects.base import W_Object
from python.objects.int_ import W_AbstractInt, W_Int, int_from_digits
from python.objects.int_ops import compare_ints, int_floordiv, int_mul, int_neg, int_sub
from python.objects.singletons import w_None
from python.rpython import Final, arr, builtin_function

MODULE: Final = "math"
LARGEST: Final = "9223372036854775807"


def absolute(w_int: W_AbstractInt) -> W_AbstractInt:
    return int_neg(w_int) if w_int.sign() < 0 else w_int.exact()


def gcd_of(w_a: W_AbstractInt, w_b: W_AbstractInt) -> W_AbstractInt:
    if w_a.fits_int() and w_b.fits_int():
        a = w_a.as_int()
        b = w_b.as_int()
        if a > -(1 << 62) and b > -(1 << 62):
            a = -a if a < 0 else a
            b = -b if b < 0 else b
            while b != 0:
                rest = a % b
                a = b
                b = rest
            return W_Int(a)
    return absolute(int_from_digits(big_gcd(w_a.digits(), w_b.digits())))


@builtin_function
def gcd(*integers: arr[W_Object]) -> W_Object:
    """Greatest Common Divisor."""
    w_result: W_AbstractInt = W_Int(0)
    for w_item in integers:
        w_result = gcd_of(w_result, index_w(w_item))
    return w_result


@builtin_function
def lcm(*integers: arr[W_Object]) -> W_Object:
    """Least Common Multiple."""
    w_result: W_AbstractInt = W_Int(1)
    for w_item in integers:
        w_int = index_w(w_item)
        if w_result.sign() == 0 or w_int.sign() == 0:
            w_result = W_Int(0)
        else:
            w_result = absolute(int_mul(w_result, int_floordiv(w_int.exact(), gcd_of(w_result, w_int))))
    return w_result


@builtin_function
def isqrt(n: W_Object, /) -> W_Object:
    """Return the integer part of the square root of the input."""
    w_n = index_w(n)
    if w_n.sign() < 0:
        raise value_error("isqrt() argument must be nonnegative")
    return int_from_digits(big_isqrt(w_n.digits()))


def product(first: int, last: int) -> W_AbstractInt:
    """first * (first + 1) * ... * last, by halves: the factors of a product are of about the same size."""
    if first > last:
        return W_Int(1)
    if last - first < 8:
        w_result: W_AbstractInt = W_Int(first)
        for i in range(first + 1, last + 1):
            w_result = int_mul(w_result, W_Int(i))
        return w_result
    middle = first + (last - first >> 1)
    return int_mul(product(first, middle), product(middle + 1, last))


def factorial_of(w_n: W_AbstractInt) -> W_AbstractInt:
    if w_n.sign() < 0:
        raise value_error("factorial() not defined for negative values")
    if not w_n.fits_int():
        raise overflow_error(f"factorial() argument should not exceed {LARGEST}")
    return product(1, w_n.as_int())


@builtin_function
def factorial(n: W_Object, /) -> W_Object:
    """Find n!."""
    return factorial_of(index_w(n))


def falling(w_n: W_AbstractInt, k: int) -> W_AbstractInt:
    """n * (n - 1) * ... of k factors."""
    if w_n.fits_int():
        n = w_n.as_int()
        return product(n - k + 1, n)
    w_result: W_AbstractInt = W_Int(1)
    for i in range(k):
        w_result = int_mul(w_result, int_sub(w_n, W_Int(i)))
    return w_result


def check_arguments(w_n: W_AbstractInt, w_k: W_AbstractInt) -> None:
    if w_n.sign() < 0:
        raise value_error("n must be a non-negative integer")
    if w_k.sign() < 0:
        raise value_error("k must be a non-negative integer")


@builtin_function
def perm(n: W_Object, k: W_Object = w_None, /) -> W_Object:
    """Number of ways to choose k items from n items without repetition and with order.

    Evaluates to n! / (n - k)! when k <= n and evaluates
    to zero when k > n.

    If k is not specified or is None, then k defaults to n
    and the function returns n!.

    Raises TypeError if either of the arguments are not integers.
    Raises ValueError if either of the arguments are negative."""
    w_n = index_w(n)
    if k is w_None:
        return factorial_of(w_n)
    w_k = index_w(k)
    check_arguments(w_n, w_k)
    if compare_ints(w_k, w_n) > 0:
        return W_Int(0)
    if not w_k.fits_int():
        raise overflow_error(f"k must not exceed {LARGEST}")
    return falling(w_n, w_k.as_int())


@builtin_function
def comb(n: W_Object, k: W_Object, /) -> W_Object:
    """Number of ways to choose k items from n items without repetition and without order.

    Evaluates to n! / (k! * (n - k)!) when k <= n and evaluates
    to zero when k > n.

    Also called the binomial coefficient because it is equivalent
    to the coefficient of k-th term in polynomial expansion of the
    expression (1 + x)**n.

    Raises TypeError if either of the arguments are not integers.
    Raises ValueError if either of the arguments are negative."""
    w_n = index_w(n)
    w_k = index_w(k)
    check_arguments(w_n, w_k)
    if compare_ints(w_k, w_n) > 0:
        return W_Int(0)
    w_rest = int_sub(w_n, w_k)
    if compare_ints(w_rest, w_k) < 0:
        w_k = w_rest
    if not w_k.fits_int():
        raise overflow_error(f"min(n - k, k) must not exceed {LARGEST}")
    chosen = w_k.as_int()
    return int_floordiv(falling(w_n, chosen), product(1, chosen))
