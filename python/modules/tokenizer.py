"""The tokens of Python source, comments and blank lines among them, as `tokenize` shows them.

The compiler has a tokenizer of its own; this one is for programs that look at source, and lenient where they are.
"""

from python.interpreter.calling import call2
from python.interpreter.errors import OperationError
from python.modules.token_source import SourceLines
from python.objects.base import W_Object
from python.objects.exceptions.base import W_BaseException
from python.objects.exceptions.hierarchy import w_IndentationError, w_TabError
from python.objects.exceptions.syntax import W_SyntaxError
from python.objects.int_ import W_Int
from python.objects.singletons import w_None
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type
from python.rlib.list import List
from python.rpython import Final, cold, typeof

ENDMARKER: Final = 0
NAME: Final = 1
NUMBER: Final = 2
STRING: Final = 3
NEWLINE: Final = 4
INDENT: Final = 5
DEDENT: Final = 6
OP: Final = 55
FSTRING_START: Final = 59  # middle and end follow; those of template strings behind them
TSTRING_START: Final = 62
COMMENT: Final = 65
NL: Final = 66
TAB: Final = 8
OPERATORS: Final = [
    "**=", "//=", ">>=", "<<=", "...", "!=", "%=", "&=", "**", "*=", "+=", "-=", "->", "//", "/=", ":=", "<<", "<=", "==",
    ">=", ">>", "@=", "^=", "|=",
]


class StringMode:
    """An f-string or t-string that is being read."""

    start: int  # FSTRING_START or TSTRING_START
    quote: int
    size: int
    raw: bool
    row: int
    col: int
    depth: int = 0  # of brackets
    expression: int = -1  # the depth at which the innermost replacement field began
    in_text: bool = True
    in_spec: bool = False

    def __init__(self, start: int, quote: int, size: int, raw: bool, row: int, col: int) -> None:
        self.start = start
        self.quote = quote
        self.size = size
        self.raw = raw
        self.row = row
        self.col = col

    def letter(self) -> str:
        return "f" if self.start == FSTRING_START else "t"


class Tokenizer:
    source: SourceLines
    level: int = 0  # of brackets
    at_line_start: bool = True
    blank: bool = True  # no token on this line so far
    indents: List[int]
    alternatives: List[int]  # the same with a tab as one column
    missing_dedents: int = 0
    modes: List[StringMode]
    ended: bool = False
    start_row: int = 0
    start_col: int = 0

    def __init__(self, source: SourceLines) -> None:
        self.source = source
        self.indents = List[int]()
        self.alternatives = List[int]()
        self.modes = List[StringMode]()

    # Tokens.

    def mark(self) -> None:
        """The next token starts here."""
        self.start_row = self.source.row
        self.start_col = self.source.col

    def token(self, kind: int) -> W_Object:
        """From the mark to here."""
        return self.token_to(kind, self.source.col)

    def token_to(self, kind: int, end: int) -> W_Object:
        source = self.source
        text = source.text_between(self.start_row, self.start_col, source.row, end)
        line = source.lines_from(self.start_row)
        return make_token(kind, text, self.start_row, self.start_col, source.row, end, line)

    def next(self) -> W_Object | None:
        """None behind the end marker."""
        if self.ended:
            return None
        if self.missing_dedents > 0:
            return self.dedent()
        mode = self.mode()
        if mode is not None and mode.in_text:
            return self.string_part(mode)
        return self.plain()

    def mode(self) -> StringMode | None:
        n = len(self.modes)
        return None if n == 0 else self.modes[n - 1]

    def plain(self) -> W_Object:
        source = self.source
        while True:
            if source.at_end():
                if not source.advance():
                    return self.end()
                self.blank = True
            if self.at_line_start:
                self.at_line_start = False
                if self.level == 0 and len(self.modes) == 0:
                    w_change = self.indentation()
                    if w_change is not None:
                        return w_change
            self.skip_blanks()
            self.mark()
            c = source.peek(0)
            if c != 92:
                break
            self.continuation()
        if c < 0 or c == 10 or c == 13:
            return self.line_end()
        if c == 35:
            while source.peek(0) >= 0 and source.peek(0) != 10 and source.peek(0) != 13:
                source.col += 1
            return self.token(COMMENT)
        self.blank = False
        if is_name_start(c):
            return self.name_or_string()
        if is_digit(c) or c == 46 and is_digit(source.peek(1)):
            return self.number()
        if c == 34 or c == 39:
            return self.string(False, False, 0)
        return self.operator(c)

    def skip_blanks(self) -> None:
        source = self.source
        while source.peek(0) in (32, 9, 12):
            source.col += 1

    def continuation(self) -> None:
        source = self.source
        source.col += 1
        if source.peek(0) == 13:
            source.col += 1
        if source.peek(0) != 10:
            raise self.error("unexpected character after line continuation character", source.row, source.length() + 1)
        if not source.advance():
            raise self.error("unexpected EOF in multi-line statement", source.row, 0)

    def line_end(self) -> W_Object:
        source = self.source
        c = source.peek(0)
        if c == 13:
            source.col += 1
        if source.peek(0) == 10:
            source.col += 1
        self.at_line_start = True
        kind = NL if self.blank or self.level > 0 else NEWLINE
        if c < 0:
            # The last line has no end: the token stands behind it.
            source.closed = True
            line = source.lines_from(source.row)
            n = source.length()
            return make_token(kind, "", source.row, n, source.row, n + 1, line)
        w_token = self.token(kind)
        if kind == NEWLINE:
            self.blank = True
        return w_token

    def end(self) -> W_Object:
        source = self.source
        if self.level > 0:
            raise self.error("unexpected EOF in multi-line statement", source.row, 0)
        if len(self.indents) > 0:
            self.missing_dedents = len(self.indents)
            self.indents.clear()
            self.alternatives.clear()
            return self.dedent()
        self.ended = True
        return make_token(ENDMARKER, "", source.row + 1, 0, source.row + 1, 0, "")

    def dedent(self) -> W_Object:
        source = self.source
        self.missing_dedents -= 1
        if source.finished:
            return make_token(DEDENT, "", source.row + 1, 0, source.row + 1, 0, "")
        line = source.lines_from(source.row)
        return make_token(DEDENT, "", source.row, source.col, source.row, source.col, line)

    def indentation(self) -> W_Object | None:
        """INDENT or DEDENT where the line's indentation says so; blank lines say nothing."""
        source = self.source
        column = 0
        alternative = 0
        while True:
            c = source.peek(0)
            if c == 32:
                column += 1
                alternative += 1
            elif c == 9:
                column = (column // TAB + 1) * TAB
                alternative += 1
            elif c == 12:
                column = 0
                alternative = 0
            else:
                break
            source.col += 1
        if c < 0 or c == 10 or c == 13 or c == 35 or c == 92:
            return None
        n = len(self.indents)
        top = self.indents[n - 1] if n > 0 else 0
        other = self.alternatives[n - 1] if n > 0 else 0
        if column == top:
            if alternative != other:
                raise self.tab_error()
            return None
        if column > top:
            if alternative <= other:
                raise self.tab_error()
            self.indents.append(column)
            self.alternatives.append(alternative)
            line = source.lines_from(source.row)
            return make_token(INDENT, line.slice(0, source.col), source.row, 0, source.row, source.col, line)
        return self.dedents(column, alternative)

    def dedents(self, column: int, alternative: int) -> W_Object:
        top = 0
        other = 0
        while True:
            self.indents.pop()
            self.alternatives.pop()
            self.missing_dedents += 1
            n = len(self.indents)
            top = self.indents[n - 1] if n > 0 else 0
            other = self.alternatives[n - 1] if n > 0 else 0
            if column >= top:
                break
        if column != top:
            raise self.indentation_error(w_IndentationError, "unindent does not match any outer indentation level")
        if alternative != other:
            raise self.tab_error()
        return self.dedent()

    # Names and numbers.

    def name_or_string(self) -> W_Object:
        """A name, unless its letters are the prefix of a string."""
        source = self.source
        raw = False
        start = 0
        prefix = True
        while is_name_char(source.peek(0)):
            match source.peek(0):
                case 114 | 82:
                    raw = True
                case 102 | 70:
                    start = FSTRING_START
                case 116 | 84:
                    start = TSTRING_START
                case 98 | 66 | 117 | 85:
                    pass
                case _:
                    prefix = False
            source.col += 1
        n = source.col - self.start_col
        c = source.peek(0)
        if prefix and n <= 2 and (c == 34 or c == 39):
            return self.string(raw, True, start)
        return self.token(NAME)

    def number(self) -> W_Object:
        source = self.source
        if source.peek(0) == 48:
            match source.peek(1):
                case 120 | 88:
                    return self.radix(16, "hexadecimal")
                case 111 | 79:
                    return self.radix(8, "octal")
                case 98 | 66:
                    return self.radix(2, "binary")
        self.digits()
        if source.peek(0) == 46:
            source.col += 1
            self.digits()
        e = source.peek(0)
        if e == 101 or e == 69:
            sign = source.peek(1)
            if is_digit(sign) or (sign == 43 or sign == 45) and is_digit(source.peek(2)):
                source.col += 2
                self.digits()
        if source.peek(0) in (106, 74):
            source.col += 1
        return self.token(NUMBER)

    def digits(self) -> None:
        source = self.source
        while True:
            while is_digit(source.peek(0)):
                source.col += 1
            if source.peek(0) != 95:
                return
            source.col += 1
            if not is_digit(source.peek(0)):
                raise self.error("invalid decimal literal", source.row, source.col)

    def radix(self, base: int, name: str) -> W_Object:
        source = self.source
        source.col += 2
        while True:
            if source.peek(0) == 95:
                source.col += 1
            c = source.peek(0)
            if digit_value(c) < 0 or digit_value(c) >= base:
                if is_digit(c):
                    source.col += 1
                    raise self.error(f"invalid digit '{c - 48}' in {name} literal", source.row, source.col)
                raise self.error(f"invalid {name} literal", source.row, source.col)
            while 0 <= digit_value(source.peek(0)) < base:
                source.col += 1
            c = source.peek(0)
            if is_digit(c):
                source.col += 1
                raise self.error(f"invalid digit '{c - 48}' in {name} literal", source.row, source.col)
            if c != 95:
                return self.token(NUMBER)

    # Operators.

    def operator(self, c: int) -> W_Object:
        source = self.source
        mode = self.mode()
        if mode is not None and c == 58 and mode.depth - 1 == mode.expression:
            source.col += 1
            mode.in_text = True
            mode.in_spec = True
            return self.token(OP)
        for operator in OPERATORS:
            if source.stands_here(operator):
                source.col += int(len(operator))
                return self.token(OP)
        source.col += 1
        if c == 40 or c == 91 or c == 123:
            self.level += 1
            if mode is not None:
                mode.depth += 1
        elif c == 41 or c == 93 or c == 125:
            if self.level > 0:
                self.level -= 1
            if mode is not None:
                mode.depth -= 1
                if c == 125 and mode.depth == mode.expression:
                    mode.expression -= 1
                    mode.in_text = True
                    mode.in_spec = False
        return self.token(OP)

    # Strings.

    def string(self, raw: bool, has_prefix: bool, start: int) -> W_Object:
        source = self.source
        quote = source.peek(0)
        size = 1
        if source.peek(1) == quote and source.peek(2) == quote:
            size = 3
        source.col += size
        if start != 0:
            self.modes.append(StringMode(start, quote, size, raw, self.start_row, self.start_col))
            return self.token(start)
        seen = 0
        while seen < size:
            c = source.peek(0)
            if c < 0 or (c == 10 and size == 1):
                if c >= 0 or size == 1 or not source.advance_in_string():
                    raise self.unterminated("", size, self.start_row, self.start_col)
                continue
            source.col += 1
            if size == 1 and c == quote:
                break
            if c == quote:
                seen += 1
            else:
                seen = 0
                if c == 92:
                    self.skip_escaped()
        return self.token(STRING)

    def skip_escaped(self) -> None:
        """What a backslash stands before; a line end counts as one."""
        source = self.source
        if source.peek(0) == 13 and source.peek(1) == 10:
            source.col += 1
        if source.peek(0) == 10:
            source.col += 1
            if source.at_end():
                source.advance_in_string()
        elif source.peek(0) >= 0:
            source.col += 1

    def string_part(self, mode: StringMode) -> W_Object:
        source = self.source
        if source.at_end() and not source.advance_in_string():
            raise self.unterminated(mode.letter(), mode.size, mode.row, mode.col)
        self.mark()
        if source.peek(0) == 123 and (source.peek(1) != 123 or mode.in_spec):
            mode.expression += 1
            mode.in_text = False
            return self.plain()
        if self.quotes_here(mode) == mode.size:
            source.col += mode.size
            self.modes.pop()
            return self.token(mode.start + 2)
        return self.middle(mode)

    def quotes_here(self, mode: StringMode) -> int:
        n = 0
        while n < mode.size and self.source.peek(n) == mode.quote:
            n += 1
        return n

    def middle(self, mode: StringMode) -> W_Object:
        source = self.source
        in_spec = mode.in_spec and mode.expression >= 0
        named = False
        while True:
            c = source.peek(0)
            if c < 0 or (c == 10 and mode.size == 1):
                if c == 10 and in_spec:
                    mode.in_text = False
                    mode.in_spec = False
                    return self.token(mode.start + 1)
                if c >= 0 or mode.size == 1 or not source.advance_in_string():
                    raise self.unterminated(mode.letter(), mode.size, mode.row, mode.col)
                continue
            if self.quotes_here(mode) == mode.size:
                return self.token(mode.start + 1)
            if c == 123 and not named:
                return self.brace(mode, 123, source.peek(1) == 123 and not in_spec)
            if c == 125:
                if named:
                    named = False
                else:
                    return self.brace(mode, 125, source.peek(1) == 125 and not in_spec and mode.depth == 0)
            source.col += 1
            if c == 92:
                next = source.peek(0)
                if next == 123 or next == 125:
                    continue
                if not mode.raw and next == 78 and source.peek(1) == 123:
                    named = True
                    source.col += 1
                else:
                    self.skip_escaped()

    def brace(self, mode: StringMode, c: int, doubled: bool) -> W_Object:
        """The text up to a brace; of a doubled one the first belongs to it and the second is passed over."""
        source = self.source
        if doubled:
            source.col += 1
            w_token = self.token(mode.start + 1)
            source.col += 1
            return w_token
        mode.in_text = False
        if c == 123:
            mode.expression += 1
        return self.token(mode.start + 1)

    # Errors.

    @cold
    def error(self, message: str, row: int, col: int) -> OperationError:
        return make_error(typeof(W_SyntaxError), message, row, col, self.source.bare_line())

    @cold
    def unterminated(self, letter: str, size: int, row: int, col: int) -> OperationError:
        kind = "string" if len(letter) == 0 else f"{letter}-string"
        if size == 3:
            kind = "triple-quoted " + kind
        return self.error(f"unterminated {kind} literal (detected at line {self.source.row})", row, col + 1)

    @cold
    def tab_error(self) -> OperationError:
        return self.indentation_error(w_TabError, "inconsistent use of tabs and spaces in indentation")

    @cold
    def indentation_error(self, w_type: W_Type, message: str) -> OperationError:
        line = self.source.bare_line()
        return make_error(w_type, message, self.source.row, int(len(line)) + 1, line)


def make_error(w_type: W_Type, message: str, row: int, col: int, line: str) -> OperationError:
    w_place = new_tuple(["<string>", W_Int(row), W_Int(col), line, w_None, w_None])
    w_exc = call2(w_type, message, w_place)
    if isinstance(w_exc, W_BaseException):
        return OperationError(w_exc)
    return OperationError(W_SyntaxError(typeof(W_SyntaxError), [message]))


def make_token(kind: int, text: str, row: int, col: int, end_row: int, end_col: int, line: str) -> W_Object:
    w_start = new_tuple([W_Int(row), W_Int(col)])
    w_end = new_tuple([W_Int(end_row), W_Int(end_col)])
    return new_tuple([W_Int(kind), text, w_start, w_end, line])


def is_digit(c: int) -> bool:
    return 48 <= c <= 57


def is_name_start(c: int) -> bool:
    return 97 <= c <= 122 or 65 <= c <= 90 or c == 95 or c >= 128


def is_name_char(c: int) -> bool:
    return is_name_start(c) or is_digit(c)


def digit_value(c: int) -> int:
    if is_digit(c):
        return c - 48
    if 97 <= c <= 102:
        return c - 87
    if 65 <= c <= 70:
        return c - 55
    return -1
