"""Which part of an expression a traceback points at: the operator, the brackets of a subscript, the arguments of a call.

The text is scanned for its outermost operator instead of being parsed: what has a comparison, a boolean or a conditional outside
brackets is shown as one piece.
"""

from python.rpython import Final

WORD_OPERATORS: Final = [
    "and", "or", "not", "in", "is", "if", "else", "lambda", "await", "for", "yield", "async", "raise",
    "return", "assert", "del", "import", "from", "with", "while", "class", "def", "try", "global", "nonlocal", "pass",
]


class Anchors:
    """Range within the expression that is marked with carets; the rest of it gets tildes."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end


class Scanner:
    """One walk over the expression, noting the outermost binary operator and the last bracket group."""

    text: str
    at: int = 0
    operand_before: bool = False  # an operator here would be binary
    op_start: int = -1
    op_end: int = -1
    op_level: int = 100
    group_start: int = -1  # of the bracket that closes at the very end
    group_is_suffix: bool = False
    plain: bool = True  # nothing that makes it another kind of expression

    def __init__(self, text: str) -> None:
        self.text = text

    def scan(self) -> None:
        n = int(len(self.text))
        while self.at < n and self.plain:
            char = self.text.char_at(self.at)
            if char == 32 or char == 9 or char == 10 or char == 12:
                self.at += 1
            elif is_word(char):
                self.word()
            elif char == ord("'") or char == ord('"'):
                self.string(char)
            elif char == ord("(") or char == ord("[") or char == ord("{"):
                self.group()
            elif char == ord("."):
                self.at += 1
            else:
                self.operator(char)

    def word(self) -> None:
        start = self.at
        n = int(len(self.text))
        while self.at < n and (is_word(self.text.char_at(self.at)) or self.is_exponent_sign(start)):
            self.at += 1
        if self.at < n and (self.text.char_at(self.at) == ord("'") or self.text.char_at(self.at) == ord('"')):
            return
        word = self.text.slice(start, self.at)
        for keyword in WORD_OPERATORS:
            if word == keyword:
                self.plain = False
        self.operand_before = True
        self.group_start = -1

    def is_exponent_sign(self, start: int) -> bool:
        """The sign in 1e-5."""
        char = self.text.char_at(self.at)
        if char != ord("-") and char != ord("+") or self.at == start:
            return False
        before = self.text.char_at(self.at - 1)
        first = self.text.char_at(start)
        return (before == ord("e") or before == ord("E")) and first >= ord("0") and first <= ord("9")

    def string(self, quote: int) -> None:
        n = int(len(self.text))
        triple = self.at + 2 < n and self.text.char_at(self.at + 1) == quote and self.text.char_at(self.at + 2) == quote
        self.at += 3 if triple else 1
        while self.at < n:
            char = self.text.char_at(self.at)
            if char == ord("\\"):
                self.at += 2
                continue
            self.at += 1
            if char == quote:
                if not triple:
                    break
                if self.at + 1 < n and self.text.char_at(self.at) == quote and self.text.char_at(self.at + 1) == quote:
                    self.at += 2
                    break
        self.operand_before = True
        self.group_start = -1

    def group(self) -> None:
        """A bracket with all that is in it; behind an operand it is a call or a subscript."""
        start = self.at
        suffix = self.operand_before
        depth = 0
        n = int(len(self.text))
        while self.at < n:
            char = self.text.char_at(self.at)
            if char == ord("'") or char == ord('"'):
                self.string(char)
                continue
            self.at += 1
            if char == ord("(") or char == ord("[") or char == ord("{"):
                depth += 1
            elif char == ord(")") or char == ord("]") or char == ord("}"):
                depth -= 1
                if depth == 0:
                    break
        self.operand_before = True
        self.group_start = start
        self.group_is_suffix = suffix

    def operator(self, char: int) -> None:
        start = self.at
        n = int(len(self.text))
        self.at += 1
        doubled = self.at < n and self.text.char_at(self.at) == char
        level = level_of(char)
        if doubled and (char == ord("*") or char == ord("/") or char == ord("<") or char == ord(">")):
            self.at += 1
            if char == ord("*"):
                level = 60
            elif char != ord("/"):
                level = 30
        elif char == ord("<") or char == ord(">"):
            level = 0
        if level == 0 or (self.at < n and self.text.char_at(self.at) == ord("=")):
            self.plain = False
            return
        if self.operand_before:
            # The outermost operator binds least; of equal ones the last, but the first of a row of powers.
            if level < self.op_level or (level == self.op_level and level != 60):
                self.op_level = level
                self.op_start = start
                self.op_end = self.at
        self.operand_before = False
        self.group_start = -1


def level_of(char: int) -> int:
    if char == ord("|"):
        return 10
    if char == ord("^"):
        return 15
    if char == ord("&"):
        return 20
    if char == ord("+") or char == ord("-"):
        return 40
    if char == ord("*") or char == ord("/") or char == ord("%") or char == ord("@"):
        return 50
    if char == ord("~"):
        return 55
    return 0


def is_word(char: int) -> bool:
    return (
        char == ord("_")
        or (char >= ord("a") and char <= ord("z"))
        or (char >= ord("A") and char <= ord("Z"))
        or (char >= ord("0") and char <= ord("9"))
        or char >= 128
    )


def find_anchors(expression: str) -> Anchors | None:
    """None: the expression is marked as a whole."""
    scanner = Scanner(expression)
    scanner.scan()
    if not scanner.plain:
        return None
    if scanner.op_start >= 0:
        return Anchors(scanner.op_start, scanner.op_end)
    if scanner.group_start > 0 and scanner.group_is_suffix:
        if expression.char_at(scanner.group_start) != ord("{"):
            return Anchors(scanner.group_start, int(len(expression)))
    return None


def spans_call(line: str, start: int, end: int) -> bool:
    """`f(...)` alone on the line, `return f(...)` with a plain name, or `x = f(...)`: the whole value is a call."""
    if end != len(line):
        return False
    call = line.slice(start, end)
    anchors = find_anchors(call)
    if anchors is None or call.char_at(anchors.start) != ord("("):
        return False
    before = line.slice(0, start)
    if before == "return ":
        for i in range(anchors.start):
            if not is_word(call.char_at(i)):
                return False
        return True
    if not before.endswith("= "):
        return False
    target = Scanner(before.slice(0, len(before) - 2))
    target.scan()
    return target.plain and target.op_start < 0
