"""The source lines of a traceback entry, with marks below the part that was being executed."""

from python.rpython import Final
from python.interpreter.anchors import Anchors, find_anchors, spans_call
from python.interpreter.positions import LocationTable, Place
from python.interpreter.source_text import (
    chars_before, leading_blanks, source_lines, without_trailing_blanks,
)
from python.objects.traceback import W_Traceback
from python.rlib.list import List
from python.rlib.text import StrBuilder

INDENT: Final = "    "


class Part:
    """The lines that an instruction spans, without their common indentation, and where it begins and ends in them."""

    lines: List[str]
    start: int = 0  # in the first line
    end: int = 0  # in the last one
    anchors: Anchors | None = None
    with_marks: bool = False

    def __init__(self) -> None:
        self.lines = List[str]()

    def text(self) -> str:
        out = StrBuilder(64)
        for i in range(len(self.lines)):
            if i > 0:
                out.add("\n")
            out.add(self.lines[i])
        return out.build()

    def line_of(self, at: int) -> int:
        """The line with a place of the text."""
        line = 0
        rest = at
        while line + 1 < len(self.lines) and rest > len(self.lines[line]):
            rest -= len(self.lines[line]) + 1
            line += 1
        return line

    def column_of(self, at: int) -> int:
        rest = at
        line = 0
        while line + 1 < len(self.lines) and rest > len(self.lines[line]):
            rest -= len(self.lines[line]) + 1
            line += 1
        return rest


def add_source(out: StrBuilder, w_entry: W_Traceback, method: str | None, marks: bool) -> None:
    """`marks`: not only the first line as it stands. `method`: the instruction is a call `x.method(...)` of which only `x.method` failed."""
    code = w_entry.frame.code
    lines = source_lines(code)
    first = w_entry.line - 1
    if first < 0 or first >= len(lines):
        return
    place = LocationTable(code.locations, code.firstlineno).find(w_entry.pc)
    if not marks or place is None or place.line != w_entry.line or place.end_line < place.line or place.end_line > len(lines):
        shown = without_trailing_blanks(lines[first])
        shown = shown.slice(leading_blanks(shown), len(shown))
        if len(shown) > 0:
            out.add(f"{INDENT}{shown}\n")
        return
    part = part_of(lines, place)
    if len(part.lines) == 1 and len(part.lines[0]) == 0:
        return
    find_marks(part, method)
    add_lines(out, marked_lines(part))


def part_of(lines: List[str], place: Place) -> Part:
    part = Part()
    margin = 1 << 20
    for i in range(place.line - 1, place.end_line):
        line = without_trailing_blanks(lines[i])
        part.lines.append(line)
        if len(line) > 0:
            margin = min(margin, leading_blanks(line))
    last = lines[place.end_line - 1]
    for i in range(len(part.lines)):
        line = part.lines[i]
        part.lines[i] = line.slice(min(margin, int(len(line))), len(line))
    part.start = max(chars_before(lines[place.line - 1], place.col) - margin, 0)
    end = chars_before(last, place.end_col) - margin
    part.end = max(min(end, int(len(part.lines[len(part.lines) - 1]))), 0)
    return part


def find_marks(part: Part, method: str | None) -> None:
    text = part.text()
    last = part.lines[len(part.lines) - 1]
    end = int(len(text)) - (int(len(last)) - part.end)
    if end <= part.start:
        return
    anchors = find_anchors(text.slice(part.start, end))
    if method is not None and anchors is not None and text.slice(part.start, part.start + anchors.start).endswith(method):
        end = part.start + anchors.start
        anchors = None
        while len(part.lines) > 1 and part.line_of(end) < len(part.lines) - 1:
            part.lines.pop()
        part.end = part.column_of(end)
    if spans_call(text, part.start, end):
        return
    part.with_marks = anchors is not None
    if not part.with_marks:
        before = part.lines[0].slice(0, part.start)
        behind = part.lines[len(part.lines) - 1]
        part.with_marks = leading_blanks(before) < len(before) or part.end < len(behind)
    if anchors is not None:
        part.anchors = Anchors(part.start + anchors.start, part.start + anchors.end)


def marked_lines(part: Part) -> List[str]:
    """The first and the last line, those around the anchors, and a note about those left out."""
    n = len(part.lines)
    result = List[str]()
    last_shown = -1
    for i in range(n):
        if is_significant(part, i):
            skipped = i - last_shown - 1
            if last_shown >= 0 and skipped == 1:
                add_marked(result, part, i - 1)
            elif last_shown >= 0 and skipped > 1:
                result.append(f"...<{skipped} lines>...")
            add_marked(result, part, i)
            last_shown = i
    return result


def is_significant(part: Part, line: int) -> bool:
    if line == 0 or line == len(part.lines) - 1:
        return True
    anchors = part.anchors
    if anchors is None:
        return False
    left = part.line_of(anchors.start)
    right = part.line_of(anchors.end)
    return abs(line - left) <= 1 or abs(line - right) <= 1


def add_marked(result: List[str], part: Part, line: int) -> None:
    text = part.lines[line]
    result.append(text)
    if not part.with_marks:
        return
    marks = StrBuilder(64)
    blanks = leading_blanks(text)
    width = part.end if line == len(part.lines) - 1 else int(len(text))
    anchors = part.anchors
    start_of_line = 0
    for i in range(line):
        start_of_line += len(part.lines[i]) + 1
    for col in range(width):
        at = start_of_line + col
        if col < blanks or (line == 0 and col < part.start):
            marks.add(" ")
        elif anchors is None or (at >= anchors.start and at < anchors.end):
            marks.add("^")
        else:
            marks.add("~")
    result.append(marks.build())


def add_lines(out: StrBuilder, lines: List[str]) -> None:
    """Indented, again without what indentation all of them have."""
    margin = 1 << 20
    for i in range(len(lines)):
        blanks = leading_blanks(lines[i])
        if blanks < len(lines[i]):
            margin = min(margin, blanks)
    for i in range(len(lines)):
        line = lines[i]
        out.add(INDENT)
        if leading_blanks(line) < len(line):
            out.add(line.slice(margin, len(line)))
        out.add("\n")
