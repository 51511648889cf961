"""The regular expression engine: runs the code that Lib/re/_compiler.py makes.

Matching keeps its own stack of choices, so that no pattern and no text can exhaust the host's. A choice remembers where
to go on; marks (group bounds) are undone on the way back by entries of their own. Repeats are immutable links: going back
just takes the older link again. Only look-around, atomic groups and possessive repeats run nested, once per nesting in the pattern.
"""

from python.rpython import Final, arr, arr_copy, inline, u8
from python.rlib.text import unit_get
from python.rlib.unicode import LOWER, UPPER, flags_of, simple_map
from python.rlib.unicode_data import ALPHA, DECIMAL, DIGIT, NUMERIC, SPACE

# Numbers of Lib/re/_constants.py.
FAILURE: Final = 0
SUCCESS: Final = 1
ANY: Final = 2
ANY_ALL: Final = 3
ASSERT: Final = 4
ASSERT_NOT: Final = 5
AT: Final = 6
BRANCH: Final = 7
CATEGORY: Final = 8
CHARSET: Final = 9
BIGCHARSET: Final = 10
GROUPREF: Final = 11
GROUPREF_EXISTS: Final = 12
IN: Final = 13
INFO: Final = 14
JUMP: Final = 15
LITERAL: Final = 16
MARK: Final = 17
MAX_UNTIL: Final = 18
MIN_UNTIL: Final = 19
NOT_LITERAL: Final = 20
NEGATE: Final = 21
RANGE: Final = 22
REPEAT: Final = 23
REPEAT_ONE: Final = 24
SUBPATTERN: Final = 25
MIN_REPEAT_ONE: Final = 26
ATOMIC_GROUP: Final = 27
POSSESSIVE_REPEAT: Final = 28
POSSESSIVE_REPEAT_ONE: Final = 29
GROUPREF_IGNORE: Final = 30
IN_IGNORE: Final = 31
LITERAL_IGNORE: Final = 32
NOT_LITERAL_IGNORE: Final = 33
GROUPREF_LOC_IGNORE: Final = 34
IN_LOC_IGNORE: Final = 35
LITERAL_LOC_IGNORE: Final = 36
NOT_LITERAL_LOC_IGNORE: Final = 37
GROUPREF_UNI_IGNORE: Final = 38
IN_UNI_IGNORE: Final = 39
LITERAL_UNI_IGNORE: Final = 40
NOT_LITERAL_UNI_IGNORE: Final = 41
RANGE_UNI_IGNORE: Final = 42

MAXREPEAT: Final = 4294967295
INFO_LITERAL: Final = 2

# Kinds of entries on the stack of choices: kind, three numbers.
C_BRANCH: Final = 0  # next alternative, position
C_REPEAT_ONE: Final = 1  # pc, start, count
C_MIN_REPEAT_ONE: Final = 2  # pc, position, count
C_TAIL: Final = 3  # pc behind the repeat, position; the link is the outer one
C_BODY: Final = 4  # pc of the UNTIL, position, count; the link is the repeat's
C_MARK: Final = 5  # mark, old value, old lastindex
C_MARKS: Final = 6  # all marks are taken from the saved array
STRIDE: Final = 4


class Repeat:
    """One round of a REPEAT that is being matched."""

    pc: int  # of the REPEAT
    count: int  # rounds finished
    last: int  # position at the start of this round
    outer: Repeat | None

    def __init__(self, pc: int, count: int, last: int, outer: Repeat | None) -> None:
        self.pc = pc
        self.count = count
        self.last = last
        self.outer = outer


class Choice:
    """What an entry of the stack holds besides numbers."""

    repeat: Repeat | None
    marks: arr[int] | None

    def __init__(self, repeat: Repeat | None, marks: arr[int] | None) -> None:
        self.repeat = repeat
        self.marks = marks


class Matcher:
    """A text and the state of matching in it."""

    code: arr[int]
    data: arr[u8]
    kind: int
    start: int  # nothing before it is looked at, except by look-behind and boundaries
    end: int
    marks: arr[int]
    lastindex: int = -1
    must_advance: int = -1  # an empty match at this position is refused
    match_all: bool = False  # the match must reach the end
    pos: int = 0  # where the match ended
    stack: arr[int]
    links: arr[Choice | None]
    depth: int = 0

    def __init__(self, code: arr[int], groups: int, data: arr[u8], kind: int, start: int, end: int) -> None:
        self.code = code
        self.data = data
        self.kind = kind
        self.start = start
        self.end = end
        self.marks = arr[int](groups * 2)
        self.stack = arr[int](16 * STRIDE)
        self.links = arr[Choice | None](16)
        self.reset()

    def reset(self) -> None:
        for i in range(len(self.marks)):
            self.marks[i] = -1
        self.lastindex = -1
        self.depth = 0

    @inline
    def char(self, i: int) -> int:
        if self.kind == 1:
            return self.data[i]
        return unit_get(self.data, self.kind, i)

    # Choices.

    def push(self, kind: int, a: int, b: int, c: int) -> None:
        at = self.depth * STRIDE
        if at == len(self.stack):
            self.grow()
        self.stack[at] = kind
        self.stack[at + 1] = a
        self.stack[at + 2] = b
        self.stack[at + 3] = c
        self.depth += 1

    def push_link(self, kind: int, a: int, b: int, c: int, repeat: Repeat | None) -> None:
        self.push(kind, a, b, c)
        if repeat is not None:
            self.links[self.depth - 1] = Choice(repeat, None)

    def grow(self) -> None:
        stack = arr[int](len(self.stack) * 2)
        arr_copy(self.stack, 0, stack, 0, len(self.stack))
        self.stack = stack
        links = arr[Choice | None](len(self.links) * 2)
        arr_copy(self.links, 0, links, 0, len(self.links))
        self.links = links

    def set_mark(self, index: int, pos: int) -> None:
        self.push(C_MARK, index, self.marks[index], self.lastindex)
        self.marks[index] = pos
        if index % 2 == 1:
            self.lastindex = index // 2 + 1

    def copy_marks(self) -> arr[int]:
        saved = arr[int](len(self.marks) + 1)
        arr_copy(self.marks, 0, saved, 0, len(self.marks))
        saved[len(self.marks)] = self.lastindex
        return saved

    def restore_marks(self, saved: arr[int]) -> None:
        arr_copy(saved, 0, self.marks, 0, len(self.marks))
        self.lastindex = saved[len(self.marks)]

    # Searching.

    def match_at(self, pos: int) -> bool:
        self.reset()
        return self.run(0, pos, None)

    def search_from(self, pos: int) -> int:
        """Start of the first match at or after `pos`, -1: none."""
        code = self.code
        pc = 0
        if code[0] == INFO:
            if pos + code[3] > self.end:
                return -1
            pc = 1 + code[1]
        first = code[pc]
        if first == MARK and code[pc + 2] != MARK:
            first = code[pc + 2]
            pc += 2
        while pos <= self.end:
            if first == LITERAL:
                pos = self.find_literal(code[pc + 1], pos)
                if pos < 0:
                    return -1
            elif first == IN:
                pos = self.find_in(pc + 2, pos)
                if pos < 0:
                    return -1
            if self.match_at(pos):
                return pos
            pos += 1
        return -1

    def find_literal(self, char: int, pos: int) -> int:
        while pos < self.end:
            if self.char(pos) == char:
                return pos
            pos += 1
        return -1

    def find_in(self, set: int, pos: int) -> int:
        while pos < self.end:
            if self.in_set(set, self.char(pos)):
                return pos
            pos += 1
        return -1

    # Matching.

    def run(self, pc: int, pos: int, repeat: Repeat | None) -> bool:
        """Matches from pc to the SUCCESS of this level; `self.pos` is then the end. Choices of this level are dropped."""
        base = self.depth
        code = self.code
        while True:
            ok = True
            op = code[pc]
            if op == LITERAL:
                ok = pos < self.end and self.char(pos) == code[pc + 1]
                pos += 1
                pc += 2
            elif op == IN:
                ok = pos < self.end and self.in_set(pc + 2, self.char(pos))
                pos += 1
                pc += 1 + code[pc + 1]
            elif op == MARK:
                self.set_mark(code[pc + 1], pos)
                pc += 2
            elif op == REPEAT_ONE:
                count = self.count(pc + 4, pos, code[pc + 3])
                ok = count >= code[pc + 2]
                if ok:
                    if count > code[pc + 2]:
                        self.push_link(C_REPEAT_ONE, pc, pos, count - 1, repeat)
                    pos += count
                    pc += 1 + code[pc + 1]
            elif op == MIN_REPEAT_ONE:
                least = code[pc + 2]
                ok = self.count(pc + 4, pos, least) >= least
                if ok:
                    pos += least
                    self.push_link(C_MIN_REPEAT_ONE, pc, pos, least, repeat)
                    pc += 1 + code[pc + 1]
            elif op == BRANCH:
                ok = code[pc + 1] != 0
                if ok:
                    self.push_link(C_BRANCH, pc + 1 + code[pc + 1], pos, 0, repeat)
                    pc += 2
            elif op == JUMP or op == INFO:
                pc += 1 + code[pc + 1]
            elif op == REPEAT:
                repeat = Repeat(pc, -1, -1, repeat)
                pc += 1 + code[pc + 1]
            elif op == MAX_UNTIL or op == MIN_UNTIL:
                if repeat is None:
                    return False
                here: Repeat = repeat
                least = code[here.pc + 2]
                most = code[here.pc + 3]
                count = here.count + 1
                more = (count < most or most == MAXREPEAT) and not (count > least and pos == here.last)
                if count < least:
                    repeat = Repeat(here.pc, count, pos, here.outer)
                    pc = here.pc + 4
                elif not more:
                    repeat = here.outer
                    pc += 1
                elif op == MAX_UNTIL:
                    self.push_link(C_TAIL, pc + 1, pos, 0, here.outer)
                    repeat = Repeat(here.pc, count, pos, here.outer)
                    pc = here.pc + 4
                else:
                    self.push_link(C_BODY, pc, pos, count, here)
                    repeat = here.outer
                    pc += 1
            elif op == SUCCESS:
                ok = not (base == 0 and self.refused(pos))
                if ok:
                    self.pos = pos
                    self.drop_to(base)
                    return True
            elif op == ANY:
                ok = pos < self.end and self.char(pos) != 10
                pos += 1
                pc += 1
            elif op == ANY_ALL:
                ok = pos < self.end
                pos += 1
                pc += 1
            elif op == AT:
                ok = self.at(code[pc + 1], pos)
                pc += 2
            else:
                pc, pos = self.step(op, pc, pos)
                ok = pc >= 0
            if not ok:
                found = False
                while self.depth > base and not found:
                    self.depth -= 1
                    top = self.depth * STRIDE
                    kind = int(self.stack[top])
                    a = int(self.stack[top + 1])
                    b = int(self.stack[top + 2])
                    c = int(self.stack[top + 3])
                    link = self.links[self.depth]
                    self.links[self.depth] = None
                    saved: Repeat | None = None
                    if link is not None:
                        saved = link.repeat
                    if kind == C_MARK:
                        self.marks[a] = b
                        self.lastindex = c
                    elif kind == C_MARKS:
                        if link is not None:
                            marks = link.marks
                            if marks is not None:
                                self.restore_marks(marks)
                    elif kind == C_BRANCH:
                        if code[a] != 0:
                            self.push_link(C_BRANCH, a + code[a], b, 0, saved)
                            pc = a + 1
                            pos = b
                            repeat = saved
                            found = True
                    elif kind == C_REPEAT_ONE:
                        count = self.retry(a, b, c)
                        if count >= code[a + 2]:
                            if count > code[a + 2]:
                                self.push_link(C_REPEAT_ONE, a, b, count - 1, saved)
                            pc = a + 1 + code[a + 1]
                            pos = b + count
                            repeat = saved
                            found = True
                    elif kind == C_MIN_REPEAT_ONE:
                        most = code[a + 3]
                        if (c < most or most == MAXREPEAT) and self.count(a + 4, b, 1) == 1:
                            self.push_link(C_MIN_REPEAT_ONE, a, b + 1, c + 1, saved)
                            pc = a + 1 + code[a + 1]
                            pos = b + 1
                            repeat = saved
                            found = True
                    elif kind == C_TAIL:
                        pc = a
                        pos = b
                        repeat = saved
                        found = True
                    elif saved is not None:
                        repeat = Repeat(saved.pc, c, b, saved.outer)
                        pc = saved.pc + 4
                        pos = b
                        found = True
                if not found:
                    return False

    def retry(self, pc: int, start: int, count: int) -> int:
        """Greatest number of items, at most `count`, behind which the tail's first character fits."""
        code = self.code
        tail = pc + 1 + code[pc + 1]
        if code[tail] != LITERAL:
            return count
        wanted = code[tail + 1]
        least = code[pc + 2]
        while count >= least:
            if start + count < self.end and self.char(start + count) == wanted:
                return count
            count -= 1
        return -1

    def refused(self, pos: int) -> bool:
        return (self.match_all and pos != self.end) or pos == self.must_advance

    def drop_to(self, base: int) -> None:
        """Forgets choices; undoing marks stays possible for the level outside through its own C_MARKS."""
        while self.depth > base:
            self.depth -= 1
            self.links[self.depth] = None

    def nested(self, pc: int, pos: int) -> bool:
        """A part that is matched on its own; marks set in it are undone when the rest fails."""
        saved = self.copy_marks()
        self.push(C_MARKS, 0, 0, 0)
        self.links[self.depth - 1] = Choice(None, saved)
        if self.run(pc, pos, None):
            return True
        self.depth -= 1
        self.links[self.depth] = None
        self.restore_marks(saved)
        return False

    def step(self, op: int, pc: int, pos: int) -> tuple[int, int]:
        """The rarer ops; a pc of -1 is failure."""
        code = self.code
        if op == ASSERT:
            back = pos - code[pc + 2]
            if back < 0 or not self.nested(pc + 3, back):
                return -1, pos
            return pc + 1 + code[pc + 1], pos
        if op == ASSERT_NOT:
            back = pos - code[pc + 2]
            if back >= 0:
                saved = self.copy_marks()
                if self.run(pc + 3, back, None):
                    self.restore_marks(saved)
                    return -1, pos
                self.restore_marks(saved)
            return pc + 1 + code[pc + 1], pos
        if op == ATOMIC_GROUP:
            if not self.nested(pc + 2, pos):
                return -1, pos
            return pc + 1 + code[pc + 1], self.pos
        if op == POSSESSIVE_REPEAT:
            return self.possessive(pc, pos)
        if op == POSSESSIVE_REPEAT_ONE:
            count = self.count(pc + 4, pos, code[pc + 3])
            if count < code[pc + 2]:
                return -1, pos
            return pc + 1 + code[pc + 1], pos + count
        if op == GROUPREF or op == GROUPREF_IGNORE or op == GROUPREF_UNI_IGNORE or op == GROUPREF_LOC_IGNORE:
            return self.group_ref(op, pc, pos)
        if op == GROUPREF_EXISTS:
            group = code[pc + 1]
            if self.marks[group * 2] < 0 or self.marks[group * 2 + 1] < 0:
                return pc + 2 + code[pc + 2] - 1, pos
            return pc + 3, pos
        if op == FAILURE:
            return -1, pos
        if pos >= self.end or not self.matches_one(pc, self.char(pos)):
            return -1, pos
        return pc + self.length(pc), pos + 1

    def possessive(self, pc: int, pos: int) -> tuple[int, int]:
        code = self.code
        least = code[pc + 2]
        most = code[pc + 3]
        count = 0
        while count < least or count < most or most == MAXREPEAT:
            if not self.nested(pc + 4, pos):
                if count < least:
                    return -1, pos
                break
            empty = self.pos == pos
            pos = self.pos
            count += 1
            if empty and count >= least:
                break
        return pc + 2 + code[pc + 1], pos

    def group_ref(self, op: int, pc: int, pos: int) -> tuple[int, int]:
        group = self.code[pc + 1]
        first = self.marks[group * 2]
        last = self.marks[group * 2 + 1]
        if first < 0 or last < first:
            return -1, pos
        for i in range(first, last):
            if pos >= self.end or self.fold(op, self.char(pos)) != self.fold(op, self.char(i)):
                return -1, pos
            pos += 1
        return pc + 2, pos

    def fold(self, op: int, char: int) -> int:
        if op == GROUPREF:
            return char
        if op == GROUPREF_UNI_IGNORE:
            return simple_lower(char)
        return ascii_lower(char)

    # Single characters.

    def length(self, pc: int) -> int:
        """Words of an op that matches one character."""
        op = self.code[pc]
        if op == ANY or op == ANY_ALL:
            return 1
        if op == IN or op == IN_IGNORE or op == IN_UNI_IGNORE or op == IN_LOC_IGNORE:
            return 1 + self.code[pc + 1]
        return 2

    def count(self, pc: int, pos: int, most: int) -> int:
        """How many characters from `pos` on the one-character op matches, at most `most`."""
        end = self.end
        if most < end - pos:
            end = pos + most
        i = pos
        code = self.code
        op = code[pc]
        if op == ANY_ALL:
            return max(end - pos, 0)
        if op == IN:
            while i < end and self.in_set(pc + 2, self.char(i)):
                i += 1
        elif op == LITERAL:
            wanted = code[pc + 1]
            while i < end and self.char(i) == wanted:
                i += 1
        elif op == ANY:
            while i < end and self.char(i) != 10:
                i += 1
        else:
            while i < end and self.matches_one(pc, self.char(i)):
                i += 1
        return i - pos

    def matches_one(self, pc: int, char: int) -> bool:
        code = self.code
        op = code[pc]
        if op == LITERAL:
            return char == code[pc + 1]
        if op == NOT_LITERAL:
            return char != code[pc + 1]
        if op == ANY:
            return char != 10
        if op == ANY_ALL:
            return True
        if op == IN:
            return self.in_set(pc + 2, char)
        if op == CATEGORY:
            return category(code[pc + 1], char)
        if op == IN_IGNORE or op == IN_LOC_IGNORE:
            return self.in_set(pc + 2, ascii_lower(char))
        if op == IN_UNI_IGNORE:
            return self.in_set(pc + 2, simple_lower(char))
        if op == LITERAL_IGNORE or op == LITERAL_LOC_IGNORE:
            return ascii_lower(char) == ascii_lower(code[pc + 1])
        if op == NOT_LITERAL_IGNORE or op == NOT_LITERAL_LOC_IGNORE:
            return ascii_lower(char) != ascii_lower(code[pc + 1])
        if op == LITERAL_UNI_IGNORE:
            return simple_lower(char) == code[pc + 1]
        if op == NOT_LITERAL_UNI_IGNORE:
            return simple_lower(char) != code[pc + 1]
        return False

    def in_set(self, at: int, char: int) -> bool:
        """Whether the character is in the set whose description begins at `at`."""
        code = self.code
        wanted = True
        while True:
            op = code[at]
            if op == LITERAL:
                if char == code[at + 1]:
                    return wanted
                at += 2
            elif op == RANGE:
                if code[at + 1] <= char and char <= code[at + 2]:
                    return wanted
                at += 3
            elif op == CATEGORY:
                if category(code[at + 1], char):
                    return wanted
                at += 2
            elif op == CHARSET:
                if char < 256 and (code[at + 1 + (char >> 5)] >> (char & 31)) & 1 == 1:
                    return wanted
                at += 9
            elif op == NEGATE:
                wanted = not wanted
                at += 1
            elif op == BIGCHARSET:
                if self.in_big_set(at, char):
                    return wanted
                at += 2 + 64 + code[at + 1] * 8
            elif op == RANGE_UNI_IGNORE:
                low = code[at + 1]
                high = code[at + 2]
                if low <= char and char <= high:
                    return wanted
                upper = simple_upper(char)
                if low <= upper and upper <= high:
                    return wanted
                at += 3
            else:
                return not wanted

    def in_big_set(self, at: int, char: int) -> bool:
        """256 block numbers, four to a word, then blocks of 256 bits."""
        if char >= 65536:
            return False
        code = self.code
        block = (code[at + 2 + (char >> 10)] >> (((char >> 8) & 3) * 8)) & 255
        bits = code[at + 2 + 64 + block * 8 + ((char & 255) >> 5)]
        return (bits >> (char & 31)) & 1 == 1

    # Positions.

    def at(self, kind: int, pos: int) -> bool:
        if kind == 0 or kind == 2:
            return pos == 0
        if kind == 1:
            return pos == 0 or self.char(pos - 1) == 10
        if kind == 5:
            return pos == self.end or (pos == self.end - 1 and self.char(pos) == 10)
        if kind == 6:
            return pos == self.end or self.char(pos) == 10
        if kind == 7:
            return pos == self.end
        if kind == 3 or kind == 8:
            return self.boundary(pos, False)
        if kind == 4 or kind == 9:
            return not self.boundary(pos, False)
        if kind == 10:
            return self.boundary(pos, True)
        return not self.boundary(pos, True)

    def boundary(self, pos: int, unicode: bool) -> bool:
        before = pos > 0 and word(self.char(pos - 1), unicode)
        after = pos < self.end and word(self.char(pos), unicode)
        return before != after


def word(char: int, unicode: bool) -> bool:
    if char < 128:
        return ascii_word(char)
    return unicode and is_word(char)


def ascii_word(char: int) -> bool:
    return (
        (char >= ord("a") and char <= ord("z"))
        or (char >= ord("A") and char <= ord("Z"))
        or (char >= ord("0") and char <= ord("9"))
        or char == ord("_")
    )


def is_word(char: int) -> bool:
    return char == ord("_") or flags_of(char) & (ALPHA | DECIMAL | DIGIT | NUMERIC) != 0


def simple_lower(char: int) -> int:
    if char < 128:
        return ascii_lower(char)
    return simple_map(char, LOWER)


def simple_upper(char: int) -> int:
    return simple_map(char, UPPER)


def ascii_lower(char: int) -> int:
    if char >= ord("A") and char <= ord("Z"):
        return char + 32
    return char


def category(kind: int, char: int) -> bool:
    """Even numbers are the category, the odd one behind each is its complement."""
    positive = kind - kind % 2
    return in_category(positive, char) == (positive == kind)


def in_category(kind: int, char: int) -> bool:
    if kind == 0:
        return char >= ord("0") and char <= ord("9")
    if kind == 2:
        return char == 32 or (char >= 9 and char <= 13)
    if kind == 4 or kind == 8:
        return ascii_word(char)
    if kind == 6:
        return char == 10
    if kind == 10:
        return flags_of(char) & DECIMAL != 0
    if kind == 12:
        return flags_of(char) & SPACE != 0
    if kind == 14:
        return word(char, True)
    if char < 128:
        return (char >= 10 and char <= 13) or (char >= 28 and char <= 30)
    return char == 0x85 or char == 0x2028 or char == 0x2029
