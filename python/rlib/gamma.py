"""Gamma and error functions of floats.

Gamma uses the Lanczos approximation with the parameters (g = 6.024680040776729, 13 terms) published by Boost and used by
CPython, evaluated as a ratio of polynomials. The error function uses the series near zero and the continued fraction far out,
as CPython did before it took the C library's.
"""

from python.rpython import Final, fabs, ffloor
from python.externs import math_cos, math_exp, math_log, math_pow, math_sin

PI: Final = 3.141592653589793
LOG_PI: Final = 1.1447298858494002
SQRT_PI: Final = 1.772453850905516
LANCZOS_G: Final = 6.024680040776729583740234375
LANCZOS_G_MINUS_HALF: Final = 5.524680040776729583740234375
INFINITY: Final = 1e999

NUMERATOR: Final = [
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
]
DENOMINATOR: Final = [
    0.0, 39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0, 2637558.0, 357423.0, 32670.0,
    1925.0, 66.0, 1.0,
]


def lanczos_sum(x: float) -> float:
    num = 0.0
    den = 0.0
    if x < 5.0:
        i = 12
        while i >= 0:
            num = num * x + NUMERATOR[i]
            den = den * x + DENOMINATOR[i]
            i -= 1
    else:
        for i in range(13):
            num = num / x + NUMERATOR[i]
            den = den / x + DENOMINATOR[i]
    return num / den


def sin_pi(x: float) -> float:
    """sin(pi * x) without the loss of reducing pi * x."""
    y = fabs(x) - 2.0 * ffloor(fabs(x) / 2.0)
    n = int(ffloor(2.0 * y + 0.5))
    r = 0.0
    if n == 0:
        r = math_sin(PI * y)
    elif n == 1:
        r = math_cos(PI * (y - 0.5))
    elif n == 2:
        r = math_sin(PI * (1.0 - y))
    elif n == 3:
        r = -math_cos(PI * (y - 1.5))
    else:
        r = math_sin(PI * (y - 2.0))
    if x < 0.0:
        return -r
    return r


def factorial_float(n: int) -> float:
    """(n - 1)! for 1 <= n <= 23, all exact."""
    product = 1.0
    for i in range(2, n):
        product = product * float(i)
    return product


def gamma(x: float) -> float:
    """Gamma function of a finite x that is neither zero nor a negative integer; infinite when it overflows."""
    if x == ffloor(x) and 0.0 < x <= 23.0:
        return factorial_float(int(x))
    absx = fabs(x)
    if absx < 1e-20:
        return 1.0 / x
    if absx > 200.0:
        if x < 0.0:
            return 0.0 / sin_pi(x)
        return INFINITY
    y = absx + LANCZOS_G_MINUS_HALF
    z = 0.0
    # The rounding error of y, which the power below would magnify.
    if absx > LANCZOS_G_MINUS_HALF:
        q = y - absx
        z = q - LANCZOS_G_MINUS_HALF
    else:
        q = y - LANCZOS_G_MINUS_HALF
        z = q - absx
    z = z * LANCZOS_G / y
    if x < 0.0:
        r = -PI / sin_pi(absx) / absx * math_exp(y) / lanczos_sum(absx)
        r -= z * r
        if absx < 140.0:
            return r / math_pow(y, absx - 0.5)
        half = math_pow(y, absx / 2.0 - 0.25)
        return r / half / half
    r = lanczos_sum(absx) / math_exp(y)
    r += z * r
    if absx < 140.0:
        return r * math_pow(y, absx - 0.5)
    half = math_pow(y, absx / 2.0 - 0.25)
    return r * half * half


def log_gamma(x: float) -> float:
    """Logarithm of |gamma(x)| of a finite x; infinite at the poles."""
    if x == ffloor(x) and x <= 2.0:
        if x <= 0.0:
            return INFINITY
        return 0.0
    absx = fabs(x)
    if absx < 1e-20:
        return -math_log(absx)
    r = math_log(lanczos_sum(absx)) - LANCZOS_G
    r += (absx - 0.5) * (math_log(absx + LANCZOS_G - 0.5) - 1.0)
    if x < 0.0:
        r = LOG_PI - math_log(fabs(sin_pi(absx))) - math_log(absx) - r
    return r


def erf_series(x: float) -> float:
    """erf(x) for |x| < 1.5, by the confluent series."""
    x2 = x * x
    acc = 0.0
    fk = 25.0 + 0.5
    for i in range(25):
        acc = 2.0 + x2 * acc / fk
        fk -= 1.0
    return acc * x * math_exp(-x2) / SQRT_PI


def erfc_fraction(x: float) -> float:
    """erfc(x) for x >= 1.5, by a continued fraction of 50 terms."""
    if x >= 30.0:
        return 0.0
    x2 = x * x
    a = 0.0
    da = 0.5
    p = 1.0
    p_last = 0.0
    q = da + x2
    q_last = 1.0
    for i in range(50):
        a += da
        da += 2.0
        b = da + x2
        next_p = b * p - a * p_last
        next_q = b * q - a * q_last
        p_last = p
        p = next_p
        q_last = q
        q = next_q
    return p / q * x * math_exp(-x2) / SQRT_PI


def erf(x: float) -> float:
    if x != x:
        return x
    absx = fabs(x)
    if absx < 1.5:
        return erf_series(x)
    tail = erfc_fraction(absx)
    if x > 0.0:
        return 1.0 - tail
    return tail - 1.0


def erfc(x: float) -> float:
    if x != x:
        return x
    absx = fabs(x)
    if absx < 1.5:
        return 1.0 - erf_series(x)
    tail = erfc_fraction(absx)
    if x > 0.0:
        return tail
    return 2.0 - tail
