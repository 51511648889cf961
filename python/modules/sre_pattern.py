"""re.Pattern: the compiled pattern and its searching methods (`Modules/_sre/sre.c`)."""

from python.rpython import Final, arr, arr_copy, builtin, builtin_function, getset, pytype, u8
from python.interpreter.attributes import get_attr
from python.interpreter.calling import call1, call2, is_callable
from python.interpreter.errors import type_error
from python.importing.importer import import_module
from python.interpreter.iteration import next_or_stop, unpack_iterable
from python.interpreter.operation import eq_w, hash_w, repr_w, type_name, wrap_bool
from python.modules.sre_engine import MAXREPEAT, Matcher, ascii_lower, simple_lower, simple_upper
from python.modules.sre_match import W_Match, W_Template
from python.objects.base import W_Object
from python.objects.buffer import bytes_of_buffer
from python.objects.bytes_ import W_Bytes
from python.objects.dict_ import W_Dict
from python.objects.generic_alias import class_getitem
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.list_ import new_list
from python.objects.mappingproxy import W_MappingProxy
from python.objects.module_ import W_Module
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type
from python.rlib.list import List
from python.rlib.text import StrBuilder

MODULE: Final = "_sre"
MAXGROUPS: Final = 1073741823
FLAG_NAMES: Final = [
    "re.TEMPLATE", "re.IGNORECASE", "re.LOCALE", "re.MULTILINE", "re.DOTALL", "re.UNICODE", "re.VERBOSE", "re.DEBUG", "re.ASCII",
]


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("MAGIC", W_Int(20230612))
    w_module.attr_set("CODESIZE", W_Int(4))
    w_module.attr_set("MAXREPEAT", W_Int(MAXREPEAT))
    w_module.attr_set("MAXGROUPS", W_Int(MAXGROUPS))


@builtin_function
def getcodesize() -> int:
    return 4


@builtin_function
def ascii_iscased(character: int, /) -> bool:
    return ascii_lower(character) != character or (character >= ord("a") and character <= ord("z"))


@builtin_function
def unicode_iscased(character: int, /) -> bool:
    return simple_lower(character) != character or simple_upper(character) != character


@builtin_function
def ascii_tolower(character: int, /) -> int:
    return ascii_lower(character)


@builtin_function
def unicode_tolower(character: int, /) -> int:
    return simple_lower(character)


@builtin_function("compile")
def sre_compile(
    pattern: W_Object, flags: int, code: W_Object, groups: int, groupindex: W_Object, indexgroup: W_Object
) -> W_Object:
    words_w = unpack_iterable(code)
    words = arr[int](len(words_w))
    for i in range(len(words)):
        w_word = words_w[i]
        if not isinstance(w_word, W_AbstractInt):
            raise type_error("an integer is required")
        words[i] = w_word.as_int()
    if not isinstance(groupindex, W_Dict):
        raise type_error("groupindex must be a dict")
    return W_Pattern(pattern, flags, words, groups, groupindex, unpack_iterable(indexgroup))


@builtin_function
def template(pattern: W_Object, template: W_Object, /) -> W_Object:
    if not isinstance(pattern, W_Pattern):
        raise type_error("template() argument 1 must be re.Pattern")
    return W_Template(unpack_iterable(template), pattern.is_text())


class Subject:
    """The text of a search: a str or a bytes-like object."""

    w_string: W_Object
    data: arr[u8]
    kind: int
    length: int

    def __init__(self, w_string: W_Object, data: arr[u8], kind: int, length: int) -> None:
        self.w_string = w_string
        self.data = data
        self.kind = kind
        self.length = length


@pytype("re.Pattern")
class W_Pattern(W_Object):
    """Compiled regular expression object."""

    w_pattern: W_Object
    flag_bits: int
    code: arr[int]
    n_groups: int
    w_groupindex: W_Dict
    indexgroup: arr[W_Object]

    def __init__(
        self,
        w_pattern: W_Object,
        flag_bits: int,
        code: arr[int],
        n_groups: int,
        w_groupindex: W_Dict,
        indexgroup: arr[W_Object],
    ) -> None:
        self.w_pattern = w_pattern
        self.flag_bits = flag_bits
        self.code = code
        self.n_groups = n_groups
        self.w_groupindex = w_groupindex
        self.indexgroup = indexgroup

    def is_text(self) -> bool:
        return isinstance(self.w_pattern, W_Str)

    def subject(self, w_string: W_Object) -> Subject:
        if isinstance(w_string, W_Str):
            if isinstance(self.w_pattern, W_Bytes):
                raise type_error("cannot use a bytes pattern on a string-like object")
            return Subject(w_string, w_string.data, w_string.kind, w_string.length)
        data = bytes_of_buffer(w_string)
        if isinstance(self.w_pattern, W_Str):
            raise type_error("cannot use a string pattern on a bytes-like object")
        return Subject(w_string, data, 1, len(data))

    def matcher(self, subject: Subject, pos: int, endpos: int) -> Matcher:
        end = min(max(endpos, 0), subject.length)
        start = min(max(pos, 0), end)
        return Matcher(self.code, self.n_groups, subject.data, subject.kind, start, end)

    def result(self, subject: Subject, matcher: Matcher, start: int) -> W_Match:
        """The match that the matcher has just found."""
        marks = arr[int](self.n_groups * 2 + 2)
        marks[0] = start
        marks[1] = matcher.pos
        for i in range(self.n_groups * 2):
            marks[i + 2] = matcher.marks[i]
        return W_Match(self, subject.w_string, marks, matcher.lastindex, matcher.start, matcher.end)

    # Single matches.

    @builtin
    def match(self, string: W_Object, pos: int = 0, endpos: int = 0x7FFFFFFFFFFFFFFF) -> W_Object:
        """Matches zero or more characters at the beginning of the string."""
        subject = self.subject(string)
        matcher = self.matcher(subject, pos, endpos)
        if not matcher.match_at(matcher.start):
            return w_None
        return self.result(subject, matcher, matcher.start)

    @builtin
    def fullmatch(self, string: W_Object, pos: int = 0, endpos: int = 0x7FFFFFFFFFFFFFFF) -> W_Object:
        """Matches against all of the string."""
        subject = self.subject(string)
        matcher = self.matcher(subject, pos, endpos)
        matcher.match_all = True
        if not matcher.match_at(matcher.start):
            return w_None
        return self.result(subject, matcher, matcher.start)

    @builtin
    def search(self, string: W_Object, pos: int = 0, endpos: int = 0x7FFFFFFFFFFFFFFF) -> W_Object:
        """Scan through string looking for a match, and return a corresponding match object instance.

        Return None if no position in the string matches."""
        subject = self.subject(string)
        matcher = self.matcher(subject, pos, endpos)
        start = matcher.search_from(matcher.start)
        if start < 0:
            return w_None
        return self.result(subject, matcher, start)

    # All matches.

    @builtin
    def findall(self, string: W_Object, pos: int = 0, endpos: int = 0x7FFFFFFFFFFFFFFF) -> W_Object:
        """Return a list of all non-overlapping matches of pattern in string."""
        scan = Scan(self, string, pos, endpos)
        w_result = new_list([])
        while True:
            w_match = scan.search()
            if w_match is None:
                return w_result
            if self.n_groups == 0:
                w_result.append_w(w_match.part(0))
            elif self.n_groups == 1:
                w_result.append_w(w_match.part_or_empty(1))
            else:
                items = arr[W_Object](self.n_groups)
                for i in range(self.n_groups):
                    items[i] = w_match.part_or_empty(i + 1)
                w_result.append_w(new_tuple(items))

    @builtin
    def finditer(self, string: W_Object, pos: int = 0, endpos: int = 0x7FFFFFFFFFFFFFFF) -> W_Object:
        """Return an iterator over all non-overlapping matches for the RE pattern in string.

        For each match, the iterator returns a match object."""
        return W_FindIter(Scan(self, string, pos, endpos))

    @builtin
    def scanner(self, string: W_Object, pos: int = 0, endpos: int = 0x7FFFFFFFFFFFFFFF) -> W_Object:
        return W_Scanner(Scan(self, string, pos, endpos))

    @builtin
    def split(self, string: W_Object, maxsplit: int = 0) -> W_Object:
        """Split string by the occurrences of pattern."""
        scan = Scan(self, string, 0, 0x7FFFFFFFFFFFFFFF)
        w_result = new_list([])
        last = 0
        n = 0
        while maxsplit == 0 or n < maxsplit:
            w_match = scan.search()
            if w_match is None:
                break
            w_result.append_w(w_match.slice(last, w_match.marks[0]))
            for i in range(self.n_groups):
                w_result.append_w(w_match.part_or_none(i + 1))
            last = w_match.marks[1]
            n += 1
        w_result.append_w(scan.slice(last, scan.subject.length))
        return w_result

    @builtin
    def sub(self, repl: W_Object, string: W_Object, count: int = 0) -> W_Object:
        """Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl."""
        w_result, n = self.substitute(repl, string, count)
        return w_result

    @builtin
    def subn(self, repl: W_Object, string: W_Object, count: int = 0) -> W_Object:
        """Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl."""
        w_result, n = self.substitute(repl, string, count)
        return new_tuple([w_result, W_Int(n)])

    def substitute(self, w_repl: W_Object, w_string: W_Object, count: int) -> tuple[W_Object, int]:
        scan = Scan(self, w_string, 0, 0x7FFFFFFFFFFFFFFF)
        w_template = w_repl
        callable = is_callable(w_repl)
        if not callable and has_backslash(w_repl):
            w_template = call2(get_attr(import_module("re"), "_compile_template"), self, w_repl)
        pieces = List[W_Object]()
        last = 0
        n = 0
        while count == 0 or n < count:
            w_match = scan.search()
            if w_match is None:
                break
            if w_match.marks[0] > last:
                pieces.append(w_match.slice(last, w_match.marks[0]))
            w_piece = w_template
            if callable:
                w_piece = call1(w_repl, w_match)
            elif isinstance(w_template, W_Template):
                w_piece = w_template.expand(w_match)
            if w_piece is not w_None:
                pieces.append(w_piece)
            last = w_match.marks[1]
            n += 1
        if n == 0:
            return scan.slice(0, scan.subject.length), 0
        if last < scan.subject.length:
            pieces.append(scan.slice(last, scan.subject.length))
        return join_pieces(pieces, self.is_text()), n

    # Attributes.

    @getset("pattern")
    def get_pattern(self) -> W_Object:
        """The pattern string from which the RE object was compiled."""
        return self.w_pattern

    @getset("flags")
    def get_flags(self) -> int:
        """The regex matching flags."""
        return self.flag_bits

    @getset("groups")
    def get_groups(self) -> int:
        """The number of capturing groups in the pattern."""
        return self.n_groups

    @getset("groupindex")
    def get_groupindex(self) -> W_Object:
        """A dictionary mapping group names to group numbers."""
        return W_MappingProxy(self.w_groupindex)

    @builtin("__copy__")
    def descr_copy(self) -> W_Object:
        return self

    @builtin("__deepcopy__")
    def descr_deepcopy(self, memo: W_Object, /) -> W_Object:
        return self

    @builtin("__hash__")
    def descr_hash(self) -> int:
        return hash_w(self.w_pattern) ^ self.flag_bits

    @builtin("__eq__")
    def descr_eq(self, other: W_Object, /) -> W_Object:
        if not isinstance(other, W_Pattern):
            return w_NotImplemented
        return wrap_bool(
            self.flag_bits == other.flag_bits
            and self.is_text() == other.is_text()
            and eq_w(self.w_pattern, other.w_pattern)
        )

    @builtin("__repr__")
    def descr_repr(self) -> str:
        text = repr_w(self.w_pattern)
        if len(text) > 200:
            text = text.slice(0, 200)
        flags = self.flag_bits
        if self.is_text() and flags & (4 | 32 | 256) == 32:
            flags = flags & ~32
        names = ""
        for i in range(len(FLAG_NAMES)):
            if (flags >> i) & 1 == 1:
                names = f"{names}|{FLAG_NAMES[i]}" if len(names) > 0 else FLAG_NAMES[i]
        if len(names) > 0:
            return f"re.compile({text}, {names})"
        return f"re.compile({text})"

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, item: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, item)


def has_backslash(w_repl: W_Object) -> bool:
    if isinstance(w_repl, W_Str):
        for i in range(w_repl.length):
            if w_repl.char_at(i) == ord("\\"):
                return True
        return False
    data = bytes_of_buffer(w_repl)
    for byte in data:
        if byte == ord("\\"):
            return True
    return False


def join_pieces(pieces: List[W_Object], text: bool) -> W_Object:
    if text:
        out = StrBuilder()
        for i in range(len(pieces)):
            w_piece = pieces[i]
            if not isinstance(w_piece, W_Str):
                raise type_error(f"sequence item {i}: expected str instance, {type_name(w_piece)} found")
            out.add(w_piece)
        return out.build()
    total = 0
    for i in range(len(pieces)):
        total += len(bytes_of_buffer(pieces[i]))
    result = arr[u8](total)
    at = 0
    for i in range(len(pieces)):
        data = bytes_of_buffer(pieces[i])
        arr_copy(data, 0, result, at, len(data))
        at += len(data)
    return W_Bytes(result)


class Scan:
    """Successive matches in one text. After an empty match the next one may start there but not be empty."""

    w_pattern: W_Pattern
    subject: Subject
    matcher: Matcher
    at: int
    ended: bool = False

    def __init__(self, w_pattern: W_Pattern, w_string: W_Object, pos: int, endpos: int) -> None:
        self.w_pattern = w_pattern
        subject = w_pattern.subject(w_string)
        self.subject = subject
        self.matcher = w_pattern.matcher(subject, pos, endpos)
        self.at = self.matcher.start

    def search(self) -> W_Match | None:
        if self.ended:
            return None
        return self.found(self.matcher.search_from(self.at))

    def match(self) -> W_Match | None:
        if self.ended:
            return None
        start = -1
        if self.at <= self.matcher.end and self.matcher.match_at(self.at):
            start = self.at
        return self.found(start)

    def found(self, start: int) -> W_Match | None:
        matcher = self.matcher
        if start < 0:
            self.ended = True
            return None
        w_match = self.w_pattern.result(self.subject, matcher, start)
        self.at = matcher.pos
        matcher.must_advance = -1
        if matcher.pos == start:
            matcher.must_advance = start
        return w_match

    def slice(self, start: int, end: int) -> W_Object:
        return slice_of(self.subject.w_string, start, end)


def slice_of(w_string: W_Object, start: int, end: int) -> W_Object:
    if isinstance(w_string, W_Str):
        return w_string.slice(start, end)
    data = bytes_of_buffer(w_string)
    part = arr[u8](end - start)
    arr_copy(data, start, part, 0, end - start)
    return W_Bytes(part)


@pytype("_sre.callable_iterator")
class W_FindIter(W_Object):
    scan: Scan

    def __init__(self, scan: Scan) -> None:
        self.scan = scan

    def iter_next(self) -> W_Object | None:
        return self.scan.search()

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())


@pytype("_sre.SRE_Scanner")
class W_Scanner(W_Object):
    scan: Scan

    def __init__(self, scan: Scan) -> None:
        self.scan = scan

    @builtin
    def match(self) -> W_Object:
        w_match = self.scan.match()
        if w_match is None:
            return w_None
        return w_match

    @builtin
    def search(self) -> W_Object:
        w_match = self.scan.search()
        if w_match is None:
            return w_None
        return w_match

    @getset("pattern")
    def get_pattern(self) -> W_Object:
        return self.scan.w_pattern
