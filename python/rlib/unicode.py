"""Unicode properties of code points, read from the tables of unicode_data.py (made by tools/gen_unicode.py)."""

from python.rlib.text import StrBuilder
from python.rlib.unicode_data import (
    ALPHA, CASED, CASE_IGNORABLE, DECIMAL, DIGIT, EXPAND, EXPANSIONS, ID_CONTINUE, ID_START, INDEX1, INDEX2,
    LINE_BREAK, LOWERCASE, NUMERIC, PRINTABLE, RECORDS, RECORD_SIZE, SHIFT, SPACE, TITLECASE,
    UPPERCASE,
)
from python.rpython import Final, arr, u8

LOWER: Final = 4  # offsets of the mappings in a record
UPPER: Final = 8
TITLE: Final = 12
FOLD: Final = 16
DECIMAL_OFFSET: Final = 20
DIGIT_OFFSET: Final = 21
NUMERIC_OFFSET: Final = 22
BLOCK_MASK: Final = (1 << SHIFT) - 1


def record_of(c: int) -> int:
    """Offset of the record in RECORDS."""
    block = u16_at(INDEX1, c >> SHIFT)
    return u16_at(INDEX2, block << SHIFT | c & BLOCK_MASK) * RECORD_SIZE


def u16_at(d: arr[u8], i: int) -> int:
    return d[i * 2] | d[i * 2 + 1] << 8


def u32_at(d: arr[u8], at: int) -> int:
    return int(d[at]) | int(d[at + 1]) << 8 | int(d[at + 2]) << 16 | int(d[at + 3]) << 24


def i32_at(d: arr[u8], at: int) -> int:
    value = u32_at(d, at)
    return value - 0x100000000 if value >= 0x80000000 else value


def flags_of(c: int) -> int:
    """The properties, ALPHA and so on, as bits."""
    r = record_of(c)
    return int(RECORDS[r]) | int(RECORDS[r + 1]) << 8


def decimal_value(c: int) -> int:
    """0 to 9, or -1."""
    value = int(RECORDS[record_of(c) + DECIMAL_OFFSET])
    return -1 if value == 255 else value


def digit_value(c: int) -> int:
    value = int(RECORDS[record_of(c) + DIGIT_OFFSET])
    return -1 if value == 255 else value


def numeric_index(c: int) -> int:
    """1-based row of NUMERIC_VALUES, 0: not numeric."""
    r = record_of(c)
    return int(RECORDS[r + NUMERIC_OFFSET]) | int(RECORDS[r + NUMERIC_OFFSET + 1]) << 8


def simple_map(c: int, mapping: int) -> int:
    """The one-to-one mapping; a character whose full mapping is longer goes to the first of it."""
    delta = i32_at(RECORDS, record_of(c) + mapping)
    if delta >= EXPAND:
        return u32_at(EXPANSIONS, (delta - EXPAND + 1) * 4)
    return c + delta


def add_mapped(out: StrBuilder, c: int, mapping: int) -> None:
    """Appends the full mapping: LOWER, UPPER, TITLE or FOLD."""
    delta = i32_at(RECORDS, record_of(c) + mapping)
    if delta < EXPAND:
        out.add_char(c + delta)
        return
    at = (delta - EXPAND) * 4
    n = u32_at(EXPANSIONS, at)
    i = 1
    while i <= n:
        out.add_char(u32_at(EXPANSIONS, at + i * 4))
        i += 1
