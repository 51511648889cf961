"""code objects: register bytecode with its tables (docs/bytecode.md)."""

from python.rpython import Any, Final, arr, builtin, getset, i32, pytype, u8
from python.objects.base import W_Object
from python.objects.bytes_ import W_Bytes
from python.objects.flags import FINAL_TYPE, NO_NEW
from python.objects.int_ import W_Int
from python.objects.object_ import hex_id
from python.objects.singletons import w_None
from python.objects.tuple_ import W_Tuple, new_tuple
from python.interpreter.opcode_numbers import OP_STOP
from python.interpreter.caches import Cache
from python.interpreter.positions import LocationTable
from python.interpreter.iteration import iterate

CO_OPTIMIZED: Final = 0x1
CO_NEWLOCALS: Final = 0x2
CO_VARARGS: Final = 0x4
CO_VARKEYWORDS: Final = 0x8
CO_NESTED: Final = 0x10
CO_GENERATOR: Final = 0x20
CO_COROUTINE: Final = 0x80
CO_ITERABLE_COROUTINE: Final = 0x100
CO_ASYNC_GENERATOR: Final = 0x200
CO_HAS_DOCSTRING: Final = 0x4000000
CO_METHOD: Final = 0x8000000
ANY_GENERATOR: Final = 0x2A0


w_no_position: Final = new_tuple([w_None, w_None, w_None, w_None])


@pytype("code", flags=FINAL_TYPE | NO_NEW)
class W_Code(W_Object):
    """Create a code object.  Not for mere mortals."""

    name: str
    qualname: str
    filename: str
    firstlineno: i32
    argcount: i32
    posonlyargcount: i32
    kwonlyargcount: i32
    flags: i32
    names: arr[str]
    varnames: arr[str]
    cellvars: arr[str]
    freevars: arr[str]
    consts: arr[W_Object]
    nregs: i32
    ncaches: i32
    words: arr[i32]
    stops: arr[i32] | None = None  # as many words, each the opcode STOP
    exceptions: arr[i32]  # start, end, target, register; sorted by start
    locations: arr[u8]
    caches: arr[Cache | None]
    simple_args: bool  # positional parameters only, none of them a default: the fast way of calls
    weakrefs: Any | None = None
    source: str | None = None  # of code that comes from no file, for tracebacks

    def __init__(self) -> None:
        self.name = ""
        self.qualname = ""
        self.filename = ""
        self.firstlineno = 0
        self.argcount = 0
        self.posonlyargcount = 0
        self.kwonlyargcount = 0
        self.flags = 0
        self.names = arr[str](0)
        self.varnames = arr[str](0)
        self.cellvars = arr[str](0)
        self.freevars = arr[str](0)
        self.consts = arr[W_Object](0)
        self.nregs = 0
        self.ncaches = 0
        self.words = arr[i32](0)
        self.exceptions = arr[i32](0)
        self.locations = arr[u8](0)
        self.caches = arr[Cache | None](0)
        self.simple_args = False

    def finish(self) -> None:
        """What is derived from the other fields; called once they are set."""
        self.caches = arr[Cache | None](self.ncaches)
        special = CO_VARARGS | CO_VARKEYWORDS | ANY_GENERATOR
        self.simple_args = self.kwonlyargcount == 0 and (self.flags & special) == 0 and (self.flags & CO_OPTIMIZED) != 0

    def n_params(self) -> int:
        """Registers that hold parameters, `*args` and `**kwargs` included."""
        n = self.argcount + self.kwonlyargcount
        if (self.flags & CO_VARARGS) != 0:
            n = n + 1
        if (self.flags & CO_VARKEYWORDS) != 0:
            n = n + 1
        return n

    def first_free(self) -> int:
        """Register of the first free variable."""
        return len(self.varnames) + len(self.cellvars)

    def stop_words(self) -> arr[i32]:
        """What the loop fetches instead of the code where it must look around before each instruction."""
        stops = self.stops
        if stops is None:
            stops = arr[i32](len(self.words))
            for i in range(len(stops)):
                stops[i] = OP_STOP
            self.stops = stops
        return stops

    def find_handler(self, pc: int) -> int:
        """Index into `exceptions` of the entry that covers pc, -1: none."""
        table = self.exceptions
        low = 0
        high = len(table) // 4
        while low < high:
            middle = (low + high) // 2
            if table[middle * 4 + 1] <= pc:
                low = middle + 1
            else:
                high = middle
        if low * 4 < len(table) and table[low * 4] <= pc:
            return low * 4
        return -1

    def line_of(self, pc: int) -> int:
        """Line of the instruction at word `pc`; -1: none is known."""
        place = LocationTable(self.locations, self.firstlineno).find(pc)
        if place is None:
            return -1
        return place.line

    def get_weakrefs(self) -> Any | None:
        return self.weakrefs

    def set_weakrefs(self, refs: Any | None) -> bool:
        self.weakrefs = refs
        return True

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"<code object {self.name} at {hex_id(self)}, file \"{self.filename}\", line {self.firstlineno}>"

    @getset("co_name")
    def get_name(self) -> str:
        return self.name

    @getset("co_qualname")
    def get_qualname(self) -> str:
        return self.qualname

    @getset("co_filename")
    def get_filename(self) -> str:
        return self.filename

    @getset("co_firstlineno")
    def get_firstlineno(self) -> int:
        return self.firstlineno

    @getset("co_argcount")
    def get_argcount(self) -> int:
        return self.argcount

    @getset("co_posonlyargcount")
    def get_posonlyargcount(self) -> int:
        return self.posonlyargcount

    @getset("co_kwonlyargcount")
    def get_kwonlyargcount(self) -> int:
        return self.kwonlyargcount

    @getset("co_nlocals")
    def get_nlocals(self) -> int:
        return len(self.varnames)

    @getset("co_stacksize")
    def get_stacksize(self) -> int:
        return self.nregs

    @getset("co_flags")
    def get_flags(self) -> int:
        return self.flags

    @getset("co_names")
    def get_names(self) -> W_Object:
        return tuple_of_names(self.names)

    @getset("co_varnames")
    def get_varnames(self) -> W_Object:
        return tuple_of_names(self.varnames)

    @getset("co_cellvars")
    def get_cellvars(self) -> W_Object:
        return tuple_of_names(self.cellvars)

    @getset("co_freevars")
    def get_freevars(self) -> W_Object:
        return tuple_of_names(self.freevars)

    @getset("co_consts")
    def get_consts(self) -> W_Object:
        return new_tuple(self.consts)

    @getset("co_code")
    def get_code(self) -> W_Object:
        words = self.words
        data = arr[u8](len(words) * 4)
        for i in range(len(words)):
            word = words[i]
            data[4 * i] = word
            data[4 * i + 1] = word >> 8
            data[4 * i + 2] = word >> 16
            data[4 * i + 3] = word >> 24
        return W_Bytes(data)

    @getset("co_linetable")
    def get_linetable(self) -> W_Object:
        return W_Bytes(self.locations)

    @builtin("co_positions")
    def descr_positions(self) -> W_Object:
        table = LocationTable(self.locations, self.firstlineno)
        # A position for each two bytes of co_code, as in CPython: two for a word.
        rows = arr[W_Object](len(self.words) * 2)
        places = table.places(len(self.words))
        for i in range(len(self.words)):
            place = places[i]
            w_row: W_Object = w_no_position
            if place is not None:
                w_row = new_tuple([W_Int(place.line), W_Int(place.end_line), W_Int(place.col), W_Int(place.end_col)])
            rows[i * 2] = w_row
            rows[i * 2 + 1] = w_row
        return iterate(new_tuple(rows))

    @builtin("replace")
    def descr_replace(
        self,
        *,
        co_name: str | None = None,
        co_qualname: str | None = None,
        co_filename: str | None = None,
        co_firstlineno: int = -1,
        co_flags: int = -1,
    ) -> W_Object:
        """Return a copy of the code object with new values for the specified fields."""
        copy = self.copy_code()
        if co_name is not None:
            copy.name = co_name
        if co_qualname is not None:
            copy.qualname = co_qualname
        if co_filename is not None:
            copy.filename = co_filename
        if co_firstlineno >= 0:
            copy.firstlineno = i32(co_firstlineno)
        if co_flags >= 0:
            copy.flags = i32(co_flags)
        copy.finish()
        return copy

    def copy_code(self) -> W_Code:
        copy = W_Code()
        copy.name = self.name
        copy.qualname = self.qualname
        copy.filename = self.filename
        copy.firstlineno = self.firstlineno
        copy.argcount = self.argcount
        copy.posonlyargcount = self.posonlyargcount
        copy.kwonlyargcount = self.kwonlyargcount
        copy.flags = self.flags
        copy.names = self.names
        copy.varnames = self.varnames
        copy.cellvars = self.cellvars
        copy.freevars = self.freevars
        copy.consts = self.consts
        copy.nregs = self.nregs
        copy.ncaches = self.ncaches
        copy.words = self.words
        copy.exceptions = self.exceptions
        copy.locations = self.locations
        return copy


def tuple_of_names(names: arr[str]) -> W_Tuple:
    items = arr[W_Object](len(names))
    for i in range(len(names)):
        items[i] = names[i]
    return new_tuple(items)


def keep_source(code: W_Code, text: str) -> None:
    """For the code and all that is defined in it."""
    code.source = text
    for w_const in code.consts:
        if isinstance(w_const, W_Code):
            keep_source(w_const, text)
