"""Writes python/rlib/unicode_data.py: compact tables of the Unicode properties str needs.

Run with CPython 3.14 (`python3.14 tools/gen_unicode.py`); its own string methods are the source, so that
the tables are by construction what CPython answers. Layout, read by python/rlib/unicode.py:
  RECORDS   records of RECORD_SIZE bytes: flags u32, then for lower, upper, title, fold an i32 each (the delta to
            the simple mapping, or EXPAND + offset into EXPANSIONS), decimal u8, digit u8 (255: none), numeric u16
  INDEX1/2  two-stage table: record number (u16) of c is INDEX2[INDEX1[c >> 7] << 7 | c & 127]
  EXPANSIONS  for one-to-many mappings: count, then the code points, as u32
  NUMERIC_VALUES  numerator i64, denominator i64, by the numeric field
"""

import struct
import sys
import unicodedata
from fractions import Fraction
from pathlib import Path

SHIFT = 7
EXPAND = 0x40000000
FLAG_NAMES = [
    "ALPHA", "DECIMAL", "DIGIT", "NUMERIC", "LOWERCASE", "UPPERCASE", "TITLECASE", "CASED", "CASE_IGNORABLE",
    "SPACE", "LINE_BREAK", "PRINTABLE", "ID_START", "ID_CONTINUE",
]


def is_cased(c):
    return c.islower() or c.isupper() or unicodedata.category(c) == "Lt"


def is_case_ignorable(c):
    # The final sigma rule skips exactly these; a lone cased character before it would make it final.
    if is_cased(c):
        return (c + "\u03a3").lower()[-1] == "\u03c3"
    return ("A" + c + "\u03a3").lower()[-1] == "\u03c2"


def flags_of(c):
    tests = [
        c.isalpha(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.islower(), c.isupper(),
        unicodedata.category(c) == "Lt", is_cased(c), is_case_ignorable(c), c.isspace(),
        len(("a" + c + "b").splitlines()) == 2, c.isprintable(), c.isidentifier(), ("a" + c).isidentifier(),
    ]
    return sum(1 << i for i, t in enumerate(tests) if t)


class Tables:
    def __init__(self):
        self.records = {}
        self.expansions = []
        self.expansion_at = {}
        self.numeric = {}

    def mapping(self, c, to):
        if len(to) == 1:
            return ord(to) - ord(c)
        if to not in self.expansion_at:
            self.expansion_at[to] = len(self.expansions)
            self.expansions += [len(to), *map(ord, to)]
        return EXPAND + self.expansion_at[to]

    def numeric_index(self, c):
        value = unicodedata.numeric(c, None)
        if value is None:
            return 0
        exact = Fraction(value).limit_denominator(1000)
        assert float(exact) == value
        return self.numeric.setdefault(exact, len(self.numeric) + 1)

    def record(self, cp):
        c = chr(cp)
        # CPython's title mapping of one character is what capitalize does with it.
        maps = [c.lower() if cp != 0x3A3 else "\u03c3", c.upper(), c.capitalize(), c.casefold()]
        packed = struct.pack(
            "<IiiiiBBH", flags_of(c), *(self.mapping(c, to) for to in maps),
            unicodedata.decimal(c, 255), unicodedata.digit(c, 255), self.numeric_index(c),
        )
        return self.records.setdefault(packed, len(self.records))


def two_stage(values):
    blocks, index1, index2 = {}, [], []
    for start in range(0, len(values), 1 << SHIFT):
        block = tuple(values[start : start + (1 << SHIFT)])
        if block not in blocks:
            blocks[block] = len(blocks)
            index2 += block
        index1.append(blocks[block])
    return index1, index2


def literal(name, data):
    """A bytes constant; adjacent literals keep the lines short."""
    lines = [f"{name}: Final = ("]
    for i in range(0, len(data), 24):
        lines.append('    b"' + "".join(f"\\x{b:02x}" for b in data[i : i + 24]) + '"')
    return "\n".join(lines) + "\n)\n"


def main():
    tables = Tables()
    index1, index2 = two_stage([tables.record(cp) for cp in range(sys.maxunicode + 1)])
    numeric = b"".join(struct.pack("<qq", f.numerator, f.denominator) for f in tables.numeric)
    out = ['"""Unicode tables. Made by tools/gen_unicode.py: do not edit."""\n', "from python.rpython import Final\n"]
    out.append(f'UNICODE_VERSION: Final = "{unicodedata.unidata_version}"')
    out += [f"{name}: Final = {1 << i}" for i, name in enumerate(FLAG_NAMES)]
    out.append(f"EXPAND: Final = {EXPAND}\nSHIFT: Final = {SHIFT}\nRECORD_SIZE: Final = 24")
    out.append(literal("RECORDS", b"".join(tables.records)))
    out.append(literal("INDEX1", struct.pack(f"<{len(index1)}H", *index1)))
    out.append(literal("INDEX2", struct.pack(f"<{len(index2)}H", *index2)))
    out.append(literal("EXPANSIONS", struct.pack(f"<{len(tables.expansions)}I", *tables.expansions)))
    out.append(literal("NUMERIC_VALUES", numeric))
    path = Path(__file__).parent.parent / "python/rlib/unicode_data.py"
    path.write_text("\n".join(out))
    print(f"{len(tables.records)} records, {len(index1)} + {len(index2)} index entries")


main()
