"""Case conversion and tests of str, with the full (one to many) Unicode mappings."""

from python.objects.str_ import W_Str
from python.rlib.text import StrBuilder, str_from_ascii
from python.rlib.unicode import (
    CASED, CASE_IGNORABLE, FOLD, ID_CONTINUE, ID_START, LOWER, LOWERCASE, TITLE, TITLECASE, UPPER, UPPERCASE,
    add_mapped, flags_of,
)
from python.rpython import Final, arr, u8

CAPITAL_SIGMA: Final = 0x3A3
SMALL_SIGMA: Final = 0x3C3
FINAL_SIGMA: Final = 0x3C2


def lower(s: W_Str) -> W_Str:
    if s.ascii:
        return ascii_case(s, 65, 90)
    out = StrBuilder(s.length)
    i = 0
    while i < s.length:
        add_lower(out, s, i)
        i += 1
    return out.build()


def upper(s: W_Str) -> W_Str:
    if s.ascii:
        return ascii_case(s, 97, 122)
    return mapped(s, UPPER)


def casefold(s: W_Str) -> W_Str:
    if s.ascii:
        return ascii_case(s, 65, 90)
    return mapped(s, FOLD)


def mapped(s: W_Str, mapping: int) -> W_Str:
    out = StrBuilder(s.length)
    i = 0
    while i < s.length:
        add_mapped(out, s.char_at(i), mapping)
        i += 1
    return out.build()


def ascii_case(s: W_Str, first: int, last: int) -> W_Str:
    """Flips the case bit of the letters from `first` to `last`."""
    n = int(s.length)
    d = arr[u8](n)
    i = 0
    while i < n:
        c = int(s.data[i])
        d[i] = c ^ 32 if first <= c <= last else c
        i += 1
    return str_from_ascii(d)


def add_lower(out: StrBuilder, s: W_Str, i: int) -> None:
    c = s.char_at(i)
    if c == CAPITAL_SIGMA:
        out.add_char(FINAL_SIGMA if is_final_sigma(s, i) else SMALL_SIGMA)
    else:
        add_mapped(out, c, LOWER)


def is_final_sigma(s: W_Str, i: int) -> bool:
    """A cased letter before and none after, case-ignorable characters not counted."""
    j = i - 1
    while j >= 0 and (flags_of(s.char_at(j)) & CASE_IGNORABLE) != 0:
        j -= 1
    if j < 0 or (flags_of(s.char_at(j)) & CASED) == 0:
        return False
    j = i + 1
    while j < s.length and (flags_of(s.char_at(j)) & CASE_IGNORABLE) != 0:
        j += 1
    return j == s.length or (flags_of(s.char_at(j)) & CASED) == 0


def capitalize(s: W_Str) -> W_Str:
    if s.length == 0:
        return ""
    out = StrBuilder(s.length)
    add_mapped(out, s.char_at(0), TITLE)
    i = 1
    while i < s.length:
        add_lower(out, s, i)
        i += 1
    return out.build()


def title(s: W_Str) -> W_Str:
    out = StrBuilder(s.length)
    after_cased = False
    i = 0
    while i < s.length:
        c = s.char_at(i)
        if after_cased:
            add_lower(out, s, i)
        else:
            add_mapped(out, c, TITLE)
        after_cased = (flags_of(c) & CASED) != 0
        i += 1
    return out.build()


def swapcase(s: W_Str) -> W_Str:
    out = StrBuilder(s.length)
    i = 0
    while i < s.length:
        c = s.char_at(i)
        flags = flags_of(c)
        if (flags & UPPERCASE) != 0:
            add_lower(out, s, i)
        elif (flags & LOWERCASE) != 0:
            add_mapped(out, c, UPPER)
        else:
            out.add_char(c)
        i += 1
    return out.build()


def is_lower(s: W_Str) -> bool:
    return has_only_case(s, LOWERCASE, UPPERCASE | TITLECASE)


def is_upper(s: W_Str) -> bool:
    return has_only_case(s, UPPERCASE, LOWERCASE | TITLECASE)


def has_only_case(s: W_Str, wanted: int, refused: int) -> bool:
    found = False
    i = 0
    while i < s.length:
        flags = flags_of(s.char_at(i))
        if (flags & refused) != 0:
            return False
        if (flags & wanted) != 0:
            found = True
        i += 1
    return found


def is_title(s: W_Str) -> bool:
    found = False
    after_cased = False
    i = 0
    while i < s.length:
        flags = flags_of(s.char_at(i))
        if (flags & (UPPERCASE | TITLECASE)) != 0:
            if after_cased:
                return False
            after_cased = True
            found = True
        elif (flags & LOWERCASE) != 0:
            if not after_cased:
                return False
            found = True
        else:
            after_cased = False
        i += 1
    return found


def is_identifier(s: W_Str) -> bool:
    n = int(s.length)
    if n == 0:
        return False
    c = s.char_at(0)
    if c != 95 and (flags_of(c) & ID_START) == 0:
        return False
    i = 1
    while i < n:
        if (flags_of(s.char_at(i)) & ID_CONTINUE) == 0:
            return False
        i += 1
    return True
