"""Source text for tracebacks: lines of files, blanks, columns."""

from python.rpython import Final
from python.importing.files import read_file
from python.objects.code import W_Code
from python.objects.codecs import decode_utf8
from python.rlib.list import List


class SourceCache:
    """Lines of the file looked at last."""

    filename: str = ""
    lines: List[str]

    def __init__(self) -> None:
        self.lines = List[str]()


source_cache: Final = SourceCache()


def source_lines(code: W_Code) -> List[str]:
    """Lines of the file or of the text that the code was made of; none if they are not known."""
    own = code.source
    if own is not None:
        return split_lines(own)
    filename = code.filename
    if source_cache.filename != filename:
        source_cache.lines = List[str]() if filename.startswith("<") else read_lines(filename)
        source_cache.filename = filename
    return source_cache.lines


def read_lines(filename: str) -> List[str]:
    return split_lines(decode_utf8(read_file(filename).data, "replace"))


def split_lines(text: str) -> List[str]:
    lines = List[str]()
    start = 0
    for i in range(len(text)):
        if text.char_at(i) == 10:
            lines.append(text.slice(start, i))
            start = i + 1
    if start < len(text):
        lines.append(text.slice(start, len(text)))
    return lines


def is_blank(char: int) -> bool:
    return char == 32 or char == 9 or char == 12 or char == 13


def leading_blanks(line: str) -> int:
    i = 0
    while i < len(line) and is_blank(line.char_at(i)):
        i += 1
    return i


def without_trailing_blanks(line: str) -> str:
    end = int(len(line))
    while end > 0 and is_blank(line.char_at(end - 1)):
        end -= 1
    return line.slice(0, end)


def without_line_end(line: str) -> str:
    end = int(len(line))
    while end > 0 and (line.char_at(end - 1) == 10 or line.char_at(end - 1) == 13):
        end -= 1
    return line.slice(0, end)


def chars_before(line: str, byte_offset: int) -> int:
    """Code points in the first `byte_offset` bytes of the line's UTF-8."""
    n = 0
    bytes_seen = 0
    while n < len(line) and bytes_seen < byte_offset:
        char = line.char_at(n)
        size = 1
        if char >= 0x10000:
            size = 4
        elif char >= 0x800:
            size = 3
        elif char >= 0x80:
            size = 2
        bytes_seen += size
        n += 1
    return n
