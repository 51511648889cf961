"""Lines of a program's text, as a tokenizer walks through them."""

from python.interpreter.calling import call0
from python.interpreter.errors import OperationError, type_error
from python.objects.base import W_Object
from python.objects.buffer import buffer_or_none
from python.objects.codecs import decode_bytes
from python.objects.exceptions.special import W_StopIteration
from python.objects.str_ import W_Str
from python.objects.type_ import type_name
from python.rlib.list import List
from python.rlib.text import join_array
from python.rpython import typeof


class SourceLines:
    """The current line and place in it; lines that belong to one token are kept."""

    w_readline: W_Object
    encoding: str  # of the lines, when they are bytes
    kept: List[str]
    first: int = 1  # number of the first line kept
    row: int = 0
    col: int = 0
    line: str = ""
    finished: bool = False
    closed: bool = False  # the end of a last line without line end has been told

    def __init__(self, w_readline: W_Object, encoding: str) -> None:
        self.w_readline = w_readline
        self.encoding = encoding
        self.kept = List[str]()

    def length(self) -> int:
        return len(self.line)

    def at_end(self) -> bool:
        """Of the line; one without line end ends when that has been told."""
        if self.col < len(self.line):
            return False
        return len(self.line) == 0 or self.closed or self.line.char_at(len(self.line) - 1) == 10

    def peek(self, n: int) -> int:
        """The character n places on; -1: behind the line."""
        at = self.col + n
        return self.line.char_at(at) if at < len(self.line) else -1

    def stands_here(self, text: str) -> bool:
        for i in range(len(text)):
            if self.peek(i) != text.char_at(i):
                return False
        return True

    def advance(self) -> bool:
        """The next line; False: there is none."""
        line = self.read()
        if len(line) == 0:
            self.finished = True
            return False
        self.kept.clear()
        self.start(line)
        self.first = self.row
        return True

    def advance_in_string(self) -> bool:
        """The next line, which belongs to the same token."""
        line = self.read()
        if len(line) == 0:
            return False
        self.start(line)
        return True

    def start(self, line: str) -> None:
        self.kept.append(line)
        self.line = line
        self.row += 1
        self.col = 0
        self.closed = False

    def read(self) -> str:
        """Empty at the end."""
        if self.finished:
            return ""
        try:
            w_line = call0(self.w_readline)
        except OperationError as e:
            if not e.match(typeof(W_StopIteration)):
                raise e
            return ""
        if isinstance(w_line, W_Str):
            return w_line
        data = buffer_or_none(w_line)
        if data is None or len(self.encoding) == 0:
            raise type_error(f"readline() returned a non-string object ({type_name(w_line)})")
        return decode_bytes(data, self.encoding, "strict")

    def line_at(self, row: int) -> str:
        at = row - self.first
        return self.kept[at] if 0 <= at < len(self.kept) else ""

    def lines_from(self, row: int) -> str:
        """The lines from that one to the current one."""
        if row == self.row:
            return self.line
        parts = List[str]()
        for i in range(row, self.row + 1):
            parts.append(self.line_at(i))
        return join_array("", parts.items, len(parts))

    def text_between(self, row: int, col: int, end_row: int, end_col: int) -> str:
        if row == end_row:
            return self.line_at(row).slice(col, end_col)
        parts = List[str]()
        first = self.line_at(row)
        parts.append(first.slice(col, len(first)))
        for i in range(row + 1, end_row):
            parts.append(self.line_at(i))
        parts.append(self.line_at(end_row).slice(0, end_col))
        return join_array("", parts.items, len(parts))

    def bare_line(self) -> str:
        """Without its end."""
        n = int(len(self.line))
        while n > 0 and (self.line.char_at(n - 1) == 10 or self.line.char_at(n - 1) == 13):
            n -= 1
        return self.line.slice(0, n)
