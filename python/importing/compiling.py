"""Source to code objects, through the host's compiler; its errors as Python exceptions."""

from python.rpython import Final, arr, arr_copy, cold, i32, u8
from python.externs import compile_source
from python.importing.importer import import_module
from python.interpreter.attributes import get_attr
from python.interpreter.calling import call1
from python.interpreter.codeload import load_code, load_value
from python.interpreter.errors import OperationError, new_error
from python.objects.base import W_Object
from python.objects.code import W_Code
from python.objects.codecs import str_from_utf8, utf8_of_str
from python.objects.exceptions.hierarchy import (
    w_IncompleteInputError, w_IndentationError, w_MemoryError, w_OverflowError, w_RecursionError, w_TabError,
)
from python.objects.exceptions.base import W_ValueError
from python.objects.exceptions.syntax import W_SyntaxError
from python.objects.int_ import W_Int
from python.objects.singletons import w_None
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type
from python.rpython import typeof

EXEC: Final = 0
EVAL: Final = 1
SINGLE: Final = 2
ONLY_TREE: Final = 0x400
SCRIPT: Final = 1 << 27  # flag: errors are worded as those of a program's file


class CompilerState:
    """The level of -O, and what to do with warnings."""

    optimize: int = 0


compiler_state: Final = CompilerState()


class RecordReader:
    """Reads the answer of `compile_source`."""

    data: arr[u8]
    at: int = 0

    def __init__(self, data: arr[u8]) -> None:
        self.data = data

    def byte(self) -> int:
        value = int(self.data[self.at])
        self.at += 1
        return value

    def number(self) -> int:
        value = 0
        for i in range(4):
            value = value | int(self.data[self.at + i]) << (8 * i)
        self.at += 4
        return value

    def text(self) -> str:
        n = self.number()
        part = arr[u8](n)
        arr_copy(self.data, self.at, part, 0, n)
        self.at += n
        return str_from_utf8(part)

    def rest(self) -> arr[u8]:
        n = len(self.data) - self.at
        part = arr[u8](n)
        arr_copy(self.data, self.at, part, 0, n)
        return part


class SyntaxRecord:
    kind: str
    message: str
    places: arr[int]
    w_text: W_Object

    def __init__(self, reader: RecordReader) -> None:
        self.kind = reader.text()
        self.message = reader.text()
        self.places = arr[int](4)
        for i in range(4):
            self.places[i] = int(i32(reader.number()))
        has_text = reader.byte() == 1
        text = reader.text()
        self.w_text = w_None
        if has_text:
            self.w_text = text


def compile_code(source: arr[u8], filename: str, mode: int, flags: int) -> W_Code:
    """Raises SyntaxError and its kin. Warnings about the source go to `warnings` once that module is loaded."""
    return load_code(compiled(source, filename, mode, flags))


def syntax_tree(source: arr[u8], filename: str, mode: int, flags: int) -> W_Object:
    """The tree of `ast` nodes: the compiler answers how to build it, the module `_ast` builds it."""
    w_steps = load_value(compiled(source, filename, mode, flags | ONLY_TREE))
    return call1(get_attr(import_module("_ast"), "_build"), w_steps)


def compiled(source: arr[u8], filename: str, mode: int, flags: int) -> arr[u8]:
    """The compiler's answer without what comes before it."""
    bits = flags | compiler_state.optimize << 28
    reader = RecordReader(compile_source(source, utf8_of_str(filename), i32(mode), i32(bits)))
    if reader.byte() != 0:
        raise syntax_error(SyntaxRecord(reader), filename)
    n_warnings = reader.number()
    for i in range(n_warnings):
        SyntaxRecord(reader)
    return reader.rest()


@cold
def syntax_error(record: SyntaxRecord, filename: str) -> OperationError:
    match record.kind:
        case "ValueError":
            return new_error(typeof(W_ValueError), record.message)
        case "MemoryError":
            return new_error(w_MemoryError, record.message)
        case "RecursionError":
            return new_error(w_RecursionError, record.message)
        case "OverflowError":
            return new_error(w_OverflowError, record.message)
        case _:
            pass
    w_type: W_Type = typeof(W_SyntaxError)
    if record.kind == "IndentationError":
        w_type = w_IndentationError
    elif record.kind == "TabError":
        w_type = w_TabError
    elif record.kind == "_IncompleteInputError":
        w_type = w_IncompleteInputError
    places = record.places
    w_end: W_Object = w_None if places[2] == 0 else W_Int(places[3])
    w_details = new_tuple(
        [filename, place(places[0]), place(places[1]), record.w_text, place(places[2]), w_end]
    )
    w_exc = W_SyntaxError(w_type, [record.message, w_details])
    w_exc.descr_init(record.message, w_details)
    return OperationError(w_exc)


def place(number: int) -> W_Object:
    """0 stands for "not known"."""
    if number == 0:
        return w_None
    return W_Int(number)
