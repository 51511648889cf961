"""strftime in the C locale."""

from python.rpython import Final, arr, i32
from python.externs import time_zone_name
from python.objects.codecs import str_from_utf8
from python.rlib.text import StrBuilder

DAYS: Final = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS: Final = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]


def padded(number: int, width: int, fill: str) -> str:
    text = f"{number}"
    while len(text) < width:
        text = fill + text
    return text


def two(number: int) -> str:
    return padded(number, 2, "0")


def weeks_from(fields: arr[int], first_weekday: int) -> int:
    """Week of the year when weeks begin on this weekday (0 Monday); days before the first one are in week 0."""
    weekday = (fields[6] - first_weekday) % 7
    return (fields[7] - 1 + 7 - weekday) // 7


def iso_week(fields: arr[int]) -> tuple[int, int]:
    """ISO year and week."""
    week = (fields[7] - 1 - fields[6] + 10) // 7
    if week < 1:
        return fields[0] - 1, weeks_in(fields[0] - 1)
    if week > weeks_in(fields[0]):
        return fields[0] + 1, 1
    return fields[0], week


def weeks_in(year: int) -> int:
    if weekday_of_end(year) == 4 or weekday_of_end(year - 1) == 3:
        return 53
    return 52


def weekday_of_end(year: int) -> int:
    """Weekday of 31 December, 0 for Sunday."""
    return (year + year // 4 - year // 100 + year // 400) % 7


def hour12(hour: int) -> int:
    return (hour + 11) % 12 + 1


def format_time(format: str, fields: arr[int]) -> str:
    """`fields`: year month day hour minute second weekday yearday isdst gmtoff."""
    out = StrBuilder(32)
    i = 0
    n = int(len(format))
    while i < n:
        char = format.char_at(i)
        i += 1
        if char != ord("%") or i == n:
            out.add_char(char)
            continue
        code = format.char_at(i)
        i += 1
        if code == ord("-") and i < n:
            text = directive(format.char_at(i), fields)
            i += 1
            start = 0
            while start + 1 < len(text) and text.char_at(start) == ord("0"):
                start += 1
            out.add(text.slice(start, len(text)))
        else:
            out.add(directive(code, fields))
    return out.build()


def directive(code: int, f: arr[int]) -> str:
    match code:
        case 65:  # A
            return DAYS[f[6]]
        case 97:  # a
            return DAYS[f[6]].slice(0, 3)
        case 66:  # B
            return MONTHS[f[1] - 1]
        case 98 | 104:  # b h
            return MONTHS[f[1] - 1].slice(0, 3)
        case 67:  # C
            return two(f[0] // 100)
        case 99:  # c
            return format_time("%a %b %e %H:%M:%S %Y", f)
        case 68 | 120:  # D x
            return format_time("%m/%d/%y", f)
        case 100:  # d
            return two(f[2])
        case 101:  # e
            return padded(f[2], 2, " ")
        case 70:  # F
            return f"{f[0]}-{two(f[1])}-{two(f[2])}"
        case 71:  # G
            year, week = iso_week(f)
            return f"{year}"
        case 103:  # g
            year, week = iso_week(f)
            return two(year % 100)
        case 72:  # H
            return two(f[3])
        case 73:  # I
            return two(hour12(f[3]))
        case 106:  # j
            return padded(f[7], 3, "0")
        case 107:  # k
            return padded(f[3], 2, " ")
        case 108:  # l
            return padded(hour12(f[3]), 2, " ")
        case 77:  # M
            return two(f[4])
        case 109:  # m
            return two(f[1])
        case 110:  # n
            return "\n"
        case 112:  # p
            return "AM" if f[3] < 12 else "PM"
        case 80:  # P
            return "am" if f[3] < 12 else "pm"
        case 82:  # R
            return f"{two(f[3])}:{two(f[4])}"
        case 114:  # r
            return format_time("%I:%M:%S %p", f)
        case 83:  # S
            return two(f[5])
        case 84 | 88:  # T X
            return f"{two(f[3])}:{two(f[4])}:{two(f[5])}"
        case 116:  # t
            return "\t"
        case 85:  # U
            return two(weeks_from(f, 6))
        case 87:  # W
            return two(weeks_from(f, 0))
        case 117:  # u
            return f"{f[6] + 1}"
        case 119:  # w
            return f"{(f[6] + 1) % 7}"
        case 86:  # V
            year, week = iso_week(f)
            return two(week)
        case 89:  # Y
            return f"{f[0]}"
        case 121:  # y
            return two(f[0] % 100)
        case 90:  # Z
            return str_from_utf8(time_zone_name(i32(f[8])))
        case 122:  # z
            return offset_text(f[9])
        case 37:  # %
            return "%"
        case _:
            out = StrBuilder(2)
            out.add("%")
            out.add_char(code)
            return out.build()


def offset_text(offset: int) -> str:
    sign = "+"
    if offset < 0:
        sign = "-"
        offset = -offset
    return f"{sign}{two(offset // 3600)}{two(offset // 60 % 60)}"
