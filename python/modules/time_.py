"""time: clocks and calendar time (`Modules/timemodule.c`). The zone is the host's."""

from python.rpython import Final, arr, builtin_function, i32, fceil, ffloor, is_inf, is_nan
from python.externs import (
    time_local, time_monotonic_ns, time_now_ns, time_process_ns, time_sleep_ns, time_thread_ns, time_zone_name,
)
from python.interpreter.errors import overflow_error, type_error, value_error
from python.interpreter.events import check_signals
from python.interpreter.operation import index_int
from python.modules.strftime import format_time
from python.objects.base import W_Object
from python.objects.codecs import str_from_utf8
from python.objects.float_ import W_Float, float_of
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.module_ import W_Module
from python.objects.simple_namespace import new_namespace
from python.objects.singletons import w_None
from python.objects.structseq import finish_struct_type, new_struct, new_struct_type
from python.objects.tuple_ import W_Tuple, new_tuple
from python.interpreter.operation import wrap_bool

MODULE: Final = "time"
SECOND: Final = 1000000000
EINTR: Final = 4
DAY_NAMES: Final = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTH_NAMES: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

w_struct_time: Final = new_struct_type(
    "time.struct_time",
    [
        "tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst", "tm_zone",
        "tm_gmtoff",
    ],
    9,
)


def init_module(w_module: W_Module) -> None:
    finish_struct_type(w_struct_time)
    w_module.attr_set("struct_time", w_struct_time)
    winter = local_fields(1704067200)
    summer = local_fields(1719792000)
    w_module.attr_set("timezone", W_Int(-min(winter[9], summer[9])))
    w_module.attr_set("altzone", W_Int(-max(winter[9], summer[9])))
    w_module.attr_set("daylight", W_Int(int(winter[9] != summer[9])))
    w_module.attr_set("tzname", new_tuple([zone_name(0), zone_name(1)]))
    w_module.attr_set("CLOCK_REALTIME", W_Int(0))
    w_module.attr_set("CLOCK_MONOTONIC", W_Int(1))
    w_module.attr_set("CLOCK_PROCESS_CPUTIME_ID", W_Int(2))
    w_module.attr_set("CLOCK_THREAD_CPUTIME_ID", W_Int(3))
    w_module.attr_set("_STRUCT_TM_ITEMS", W_Int(11))


def zone_name(isdst: i32) -> str:
    return str_from_utf8(time_zone_name(isdst))


# Clocks.


def seconds(ns: int) -> float:
    return float(ns) / 1e9


@builtin_function
def time() -> float:
    """Return the current time in seconds since the Epoch.

    Fractions of a second may be present if the system clock provides them."""
    return seconds(time_now_ns())


@builtin_function
def time_ns() -> int:
    """Return the current time in nanoseconds since the Epoch."""
    return time_now_ns()


@builtin_function
def monotonic() -> float:
    """Monotonic clock, cannot go backward."""
    return seconds(time_monotonic_ns())


@builtin_function
def monotonic_ns() -> int:
    """Monotonic clock, cannot go backward, as nanoseconds."""
    return time_monotonic_ns()


@builtin_function
def perf_counter() -> float:
    """Performance counter for benchmarking."""
    return seconds(time_monotonic_ns())


@builtin_function
def perf_counter_ns() -> int:
    """Performance counter for benchmarking as nanoseconds."""
    return time_monotonic_ns()


@builtin_function
def process_time() -> float:
    """Process time for profiling: sum of the kernel and user-space CPU time."""
    return seconds(time_process_ns())


@builtin_function
def process_time_ns() -> int:
    """Process time for profiling as nanoseconds:
    sum of the kernel and user-space CPU time."""
    return time_process_ns()


@builtin_function
def thread_time() -> float:
    """Thread time for profiling: sum of the kernel and user-space CPU time."""
    return seconds(time_thread_ns())


@builtin_function
def thread_time_ns() -> int:
    """Thread time for profiling as nanoseconds:
    sum of the kernel and user-space CPU time."""
    return time_thread_ns()


def clock_ns(clock: int) -> int:
    if clock == 0:
        return time_now_ns()
    if clock == 1:
        return time_monotonic_ns()
    if clock == 2:
        return time_process_ns()
    if clock == 3:
        return time_thread_ns()
    raise value_error("unknown clock")


@builtin_function
def clock_gettime(clk_id: int, /) -> float:
    """Return the time of the specified clock clk_id as a float."""
    return seconds(clock_ns(clk_id))


@builtin_function
def clock_gettime_ns(clk_id: int, /) -> int:
    """Return the time of the specified clock clk_id as nanoseconds (int)."""
    return clock_ns(clk_id)


@builtin_function
def get_clock_info(name: str, /) -> W_Object:
    """Get information of the specified clock."""
    adjustable = name == "time"
    source = "CLOCK_MONOTONIC"
    if name == "time":
        source = "CLOCK_REALTIME"
    elif name == "process_time":
        source = "CLOCK_PROCESS_CPUTIME_ID"
    elif name == "thread_time":
        source = "CLOCK_THREAD_CPUTIME_ID"
    elif name != "monotonic" and name != "perf_counter":
        raise value_error("unknown clock")
    w_info = new_namespace()
    w_info.attr_set("implementation", f"clock_gettime({source})")
    w_info.attr_set("monotonic", wrap_bool(not adjustable))
    w_info.attr_set("adjustable", wrap_bool(adjustable))
    w_info.attr_set("resolution", W_Float(1e-09))
    return w_info


@builtin_function
def sleep(w_seconds: W_Object, /) -> None:
    """sleep(seconds)

    Delay execution for a given number of seconds.  The argument may be
    a floating-point number for subsecond precision."""
    deadline = time_monotonic_ns() + duration_ns(w_seconds)
    check_signals()
    while True:
        left = deadline - time_monotonic_ns()
        if left < 0:
            left = 0
        if time_sleep_ns(left) != -EINTR:
            return
        check_signals()


def duration_ns(w_seconds: W_Object) -> int:
    if isinstance(w_seconds, W_AbstractInt):
        if w_seconds.sign() < 0:
            raise value_error("sleep length must be non-negative")
        if not w_seconds.fits_int() or w_seconds.as_int() > 9223372036:
            raise overflow_error("timestamp too large to convert to C PyTime_t")
        return w_seconds.as_int() * SECOND
    value = float_of(w_seconds)
    if is_nan(value):
        raise value_error("Invalid value NaN (not a number)")
    if value < 0.0:
        raise value_error("sleep length must be non-negative")
    if value > 9223372036.0:
        raise overflow_error("timestamp out of range for C PyTime_t")
    return int(fceil(value * 1e9))


# Calendar.


def local_fields(when: int) -> arr[int]:
    fields = arr[int](10)
    if time_local(when, fields) < 0:
        raise overflow_error("timestamp out of range for platform time_t")
    return fields


def utc_fields(when: int) -> arr[int]:
    """Year, month, day, hour, minute, second, weekday, day of the year, dst, offset of a UTC time."""
    days = when // 86400
    rest = when % 86400
    fields = arr[int](10)
    fields[3] = rest // 3600
    fields[4] = rest // 60 % 60
    fields[5] = rest % 60
    fields[6] = (days + 3) % 7
    # Years are counted from March, so that the leap day is the last of its year.
    shifted = days + 719468
    era = shifted // 146097
    day_of_era = shifted % 146097
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * day_of_year + 2) // 153
    fields[2] = day_of_year - (153 * month + 2) // 5 + 1
    fields[1] = month + 3 if month < 10 else month - 9
    fields[0] = year_of_era + era * 400 + int(fields[1] <= 2)
    fields[7] = days - days_before(fields[0]) + 1
    return fields


def days_before(year: int) -> int:
    """Days from 1970 to the first of January of the year."""
    y = year - 1
    return y * 365 + y // 4 - y // 100 + y // 400 - 719162


def days_of(year: int, month: int, day: int) -> int:
    """Days from 1970; the month may be out of range."""
    y = year + (month - 1) // 12
    m = (month - 1) % 12 + 1
    if m <= 2:
        y -= 1
    era = y // 400
    year_of_era = y % 400
    shifted = (m + 9) % 12
    day_of_year = (153 * shifted + 2) // 5 + day - 1
    return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719468


def struct_of(fields: arr[int], w_zone: W_Object) -> W_Object:
    values = arr[W_Object](11)
    for i in range(9):
        values[i] = W_Int(fields[i])
    values[9] = w_zone
    values[10] = W_Int(fields[9])
    return new_struct(w_struct_time, values)


def when_of(w_seconds: W_Object | None) -> int:
    if w_seconds is None or w_seconds is w_None:
        return time_now_ns() // SECOND
    if isinstance(w_seconds, W_AbstractInt):
        if not w_seconds.fits_int():
            raise overflow_error("timestamp out of range for platform time_t")
        return w_seconds.as_int()
    value = float_of(w_seconds)
    if is_nan(value):
        raise value_error("Invalid value NaN (not a number)")
    if is_inf(value) or value > 9e18 or value < -9e18:
        raise overflow_error("timestamp out of range for platform time_t")
    return int(ffloor(value))


@builtin_function
def gmtime(seconds: W_Object | None = None, /) -> W_Object:
    """gmtime([seconds]) -> (tm_year, tm_mon, tm_mday, tm_hour, tm_min,
                           tm_sec, tm_wday, tm_yday, tm_isdst)

    Convert seconds since the Epoch to a time tuple expressing UTC (a.k.a.
    GMT).  When 'seconds' is not passed in, convert the current time instead.

    If the platform supports the tm_gmtoff and tm_zone, they are available as
    attributes only."""
    return struct_of(utc_fields(when_of(seconds)), "UTC")


@builtin_function
def localtime(seconds: W_Object | None = None, /) -> W_Object:
    """localtime([seconds]) -> (tm_year,tm_mon,tm_mday,tm_hour,tm_min,
                              tm_sec,tm_wday,tm_yday,tm_isdst)

    Convert seconds since the Epoch to a time tuple expressing local time.
    When 'seconds' is not passed in, convert the current time instead."""
    return local_struct(when_of(seconds))


def local_struct(when: int) -> W_Object:
    fields = local_fields(when)
    return struct_of(fields, zone_name(i32(fields[8])))


def fields_of(w_tuple: W_Object) -> arr[int]:
    """The nine numbers of a time tuple, as given."""
    if not isinstance(w_tuple, W_Tuple):
        raise type_error("Tuple or struct_time argument required")
    if len(w_tuple.items) != 9:
        raise type_error("time tuple must have exactly 9 elements")
    fields = arr[int](10)
    for i in range(9):
        fields[i] = index_int(w_tuple.items[i])
    return fields


@builtin_function
def mktime(tuple: W_Object, /) -> float:
    """mktime(tuple) -> floating-point number

    Convert a time tuple in local time to seconds since the Epoch.
    Note that mktime(gmtime(0)) will not generally return zero for most
    time zones; instead the returned value will either be equal to that
    of the timezone or altzone attributes on the time module."""
    fields = fields_of(tuple)
    naive = days_of(fields[0], fields[1], fields[2]) * 86400 + fields[3] * 3600 + fields[4] * 60 + fields[5]
    guess = naive - local_fields(naive)[9]
    found = local_fields(guess)
    when = naive - found[9]
    if fields[8] > 0 and found[8] == 0:
        when -= 3600
    elif fields[8] == 0 and found[8] > 0:
        when += 3600
    return float(when)


@builtin_function
def asctime(tuple: W_Object | None = None, /) -> str:
    """asctime([tuple]) -> string

    Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.
    When the time tuple is not present, current time as returned by localtime()
    is used."""
    if tuple is None:
        return ascii_time(local_fields(when_of(None)))
    return ascii_time(checked(fields_of(tuple)))


@builtin_function
def ctime(seconds: W_Object | None = None, /) -> str:
    """ctime(seconds) -> string

    Convert a time in seconds since the Epoch to a string in local time.
    This is equivalent to asctime(localtime(seconds)). When the time tuple is
    not present, current time as returned by localtime() is used."""
    return ascii_time(local_fields(when_of(seconds)))


def two(number: int) -> str:
    if number < 10:
        return f"0{number}"
    return f"{number}"


def ascii_time(fields: arr[int]) -> str:
    day = f"{fields[2]}"
    if fields[2] < 10:
        day = f" {day}"
    clock = f"{two(fields[3])}:{two(fields[4])}:{two(fields[5])}"
    return f"{DAY_NAMES[fields[6]]} {MONTH_NAMES[fields[1] - 1]} {day} {clock} {fields[0]}"


def checked(fields: arr[int]) -> arr[int]:
    """Ranges as C's struct tm has them; zero stands for the first month and day."""
    if fields[1] == 0:
        fields[1] = 1
    if fields[2] == 0:
        fields[2] = 1
    if fields[7] == 0:
        fields[7] = 1
    if fields[6] < 0:
        raise value_error("day of week out of range")
    fields[6] = fields[6] % 7
    check_range(fields[1], 1, 12, "month out of range")
    check_range(fields[2], 1, 31, "day of month out of range")
    check_range(fields[3], 0, 23, "hour out of range")
    check_range(fields[4], 0, 59, "minute out of range")
    check_range(fields[5], 0, 61, "seconds out of range")
    check_range(fields[7], 1, 366, "day of year out of range")
    return fields


def check_range(value: int, low: int, high: int, message: str) -> None:
    if value < low or value > high:
        raise value_error(message)


@builtin_function
def strftime(format: str, tuple: W_Object | None = None, /) -> str:
    """strftime(format[, tuple]) -> string

    Convert a time tuple to a string according to a format specification.
    See the library reference manual for formatting codes. When the time tuple
    is not present, current time as returned by localtime() is used."""
    if tuple is None:
        return format_time(format, local_fields(when_of(None)))
    fields = checked(fields_of(tuple))
    fields[9] = local_fields(time_now_ns() // SECOND)[9]
    return format_time(format, fields)


@builtin_function
def tzset() -> None:
    """tzset()

    Initialize, or reinitialize, the local timezone to the value stored in
    os.environ['TZ']."""
    zone_name(0)
