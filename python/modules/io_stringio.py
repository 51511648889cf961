"""_io.StringIO: text in memory."""

from python.interpreter.errors import OperationError, new_error, type_error, value_error
from python.interpreter.iteration import next_or_stop
from python.interpreter.operation import int_of, wrap_bool
from python.modules.io_base import W_TextIOBase
from python.modules.io_bytesio import restore_attributes
from python.modules.io_newlines import LineEnds, NewlineState, check_newline
from python.modules.io_support import optional_size, os_failure
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.exceptions.special import W_OSError
from python.objects.flags import HAS_DICT
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.singletons import w_False, w_None, w_True
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type, type_name
from python.rlib.strsearch import str_replace
from python.rlib.text import StrBuilder, copy_units, kind_for, max_unit, str_from_units
from python.rpython import Final, arr, builtin, getset, pytype, typeof, u8

MODULE: Final = "_io"


@pytype("_io.StringIO", base=W_TextIOBase, flags=HAS_DICT)
class W_StringIO(W_TextIOBase):
    """Text I/O implementation using an in-memory buffer.

    The initial_value argument sets the value of object.  The newline
    argument is like the one of TextIOWrapper's constructor."""

    text: StrBuilder
    is_canonical: bool = True  # the text's units are the narrowest: nothing was overwritten or cut
    pos: int = 0
    is_shut: bool = False
    w_newline: W_Object
    ends: LineEnds
    state: NewlineState | None = None

    def __init__(self, w_type: W_Type) -> None:
        super().__init__(w_type)
        self.text = StrBuilder(16)
        self.w_newline = "\n"
        self.ends = LineEnds("\n")

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    def iter_next(self) -> W_Object | None:
        if self.gettypeobject() is not typeof(W_StringIO):
            return super().iter_next()
        self.check_open()
        n = self.line_length(-1)
        return None if n == 0 else self.take(n)

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        w_stream = W_StringIO(w_type)
        return w_stream

    @builtin("__init__")
    def descr_init(self, initial_value: W_Object = "", newline: W_Object = "\n") -> None:
        check_newline(newline, True)
        if initial_value is not w_None and not isinstance(initial_value, W_Str):
            raise type_error(f"initial_value must be str or None, not {type_name(initial_value)}")
        self.is_shut = False
        self.start(newline)
        if isinstance(initial_value, W_Str):
            self.put(initial_value)
        self.pos = 0

    def start(self, w_newline: W_Object) -> None:
        self.text = StrBuilder(16)
        self.is_canonical = True
        self.pos = 0
        self.w_newline = w_newline
        self.ends = LineEnds(w_newline)
        self.state = None
        if self.ends.universal:
            self.state = NewlineState(self.ends.translate)

    def check_open(self) -> None:
        if self.is_shut:
            raise value_error("I/O operation on closed file")

    # Writing.

    def put(self, s: str) -> None:
        state = self.state
        if state is not None:
            s = state.process(s, True)
        elif len(self.ends.written) != 1 or self.ends.written != "\n":
            s = str_replace(s, "\n", self.ends.written, -1)
        self.place(s)

    def place(self, s: str) -> None:
        """Writes over what is there, and on."""
        n = int(len(s))
        if n == 0:
            return
        text = self.text
        if self.pos > text.length:
            text.add_repeated(0, self.pos - text.length)
        if self.pos == text.length:
            text.add(s)
        else:
            end = self.pos + n
            kind = int(s.kind)
            if kind > 1:
                kind = kind_for(max_unit(s.data, kind, 0, n))
            text.room(max(end - text.length, 0), kind)
            copy_units(s.data, s.kind, 0, text.data, text.kind, self.pos, n)
            text.length = max(text.length, end)
            self.is_canonical = False
        self.pos += n

    @builtin
    def write(self, s: W_Object, /) -> W_Object:
        """Write string to file.

        Returns the number of characters written, which is always equal to
        the length of the string."""
        if not isinstance(s, W_Str):
            raise type_error(f"string argument expected, got '{type_name(s)}'")
        self.check_open()
        self.put(s)
        return W_Int(len(s))

    # Reading.

    def left(self, limit: int) -> int:
        n = max(self.text.length - self.pos, 0)
        return limit if 0 <= limit < n else n

    def part(self, start: int, n: int) -> str:
        if n <= 0:
            return ""
        text = self.text
        d = arr[u8](n * text.kind)
        copy_units(text.data, text.kind, start, d, text.kind, 0, n)
        return str_from_units(d, text.kind, n)

    def take(self, n: int) -> str:
        start = self.pos
        self.pos = start + n
        return self.part(start, n)

    @builtin
    def read(self, size: W_Object = w_None, /) -> W_Object:
        """Read at most size characters, returned as a string.

        If the argument is negative or omitted, read until EOF
        is reached. Return an empty string at EOF."""
        limit = optional_size(size)
        self.check_open()
        n = self.left(limit)
        return "" if n == 0 else self.take(n)

    def line_length(self, limit: int) -> int:
        n = self.left(limit)
        if n == 0:
            return 0
        end = self.ends.find(self.text.data, self.text.kind, self.pos, self.pos + n)
        return n if end < 0 else end - self.pos

    @builtin
    def readline(self, size: W_Object = w_None, /) -> W_Object:
        """Read until newline or EOF.

        Returns an empty string if EOF is hit immediately."""
        limit = optional_size(size)
        self.check_open()
        n = self.line_length(limit)
        return "" if n == 0 else self.take(n)

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())

    # Position and size.

    @builtin
    def tell(self) -> W_Object:
        """Tell the current file position."""
        self.check_open()
        return W_Int(self.pos)

    @builtin
    def seek(self, pos: int, whence: int = 0, /) -> W_Object:
        """Change stream position.

        Seek to character offset pos relative to position indicated by whence:
            0  Start of stream (the default).  pos should be >= 0;
            1  Current position - pos must be 0;
            2  End of stream - pos must be 0.
        Returns the new absolute position."""
        self.check_open()
        if whence < 0 or whence > 2:
            raise value_error(f"Invalid whence ({whence}, should be 0, 1 or 2)")
        if pos < 0 and whence == 0:
            raise value_error(f"Negative seek position {pos}")
        if whence != 0 and pos != 0:
            raise os_failure("Can't do nonzero cur-relative seeks")
        if whence == 0:
            self.pos = pos
        elif whence == 2:
            self.pos = self.text.length
        return W_Int(self.pos)

    @builtin
    def truncate(self, pos: W_Object = w_None, /) -> W_Object:
        """Truncate size to pos.

        The pos argument defaults to the current file position, as
        returned by tell().  The current file position is unchanged.
        Returns the new absolute position."""
        self.check_open()
        n = self.pos if pos is w_None else int_of(pos)
        if n < 0:
            raise value_error(f"Negative size value {n}")
        if n < self.text.length:
            self.text.length = n
            self.is_canonical = False
        return W_Int(n)

    # The whole.

    def whole(self) -> str:
        if self.is_canonical:
            return self.text.build()
        return self.part(0, self.text.length)

    @builtin
    def getvalue(self) -> W_Object:
        """Retrieve the entire contents of the object."""
        self.check_open()
        return self.whole()

    @builtin
    def close(self) -> None:
        """Close the IO object.

        Attempting any further operation after the object is closed
        will raise a ValueError.

        This method has no effect if the file is already closed."""
        self.is_shut = True
        self.text = StrBuilder(0)

    @builtin
    def readable(self) -> W_Object:
        """Returns True if the IO object can be read."""
        self.check_open()
        return w_True

    @builtin
    def writable(self) -> W_Object:
        """Returns True if the IO object can be written."""
        self.check_open()
        return w_True

    @builtin
    def seekable(self) -> W_Object:
        """Returns True if the IO object can be seeked."""
        self.check_open()
        return w_True

    @getset
    def closed(self) -> W_Object:
        return wrap_bool(self.is_shut)

    @getset
    def line_buffering(self) -> bool:
        self.check_open()
        return False

    @getset
    def newlines(self) -> W_Object:
        self.check_open()
        state = self.state
        return w_None if state is None else state.w_seen()

    @builtin("__getstate__")
    def descr_getstate(self) -> W_Object:
        self.check_open()
        w_dict = self.getdict()
        w_state: W_Object = w_None
        if w_dict is not None and len(w_dict) > 0:
            w_state = w_dict.copy_dict()
        return new_tuple([self.whole(), self.w_newline, W_Int(self.pos), w_state])

    @builtin("__setstate__")
    def descr_setstate(self, state: W_Object, /) -> None:
        if not isinstance(state, W_Tuple) or len(state.items) < 4:
            raise type_error(f"{type_name(self)}.__setstate__ argument should be 4-tuple, got {type_name(state)}")
        w_text = state.items[0]
        check_newline(state.items[1], True)
        self.is_shut = False
        self.start(state.items[1])
        if isinstance(w_text, W_Str):
            self.place(w_text)
        elif w_text is not w_None:
            raise type_error(f"initial_value must be str or None, not {type_name(w_text)}")
        w_pos = state.items[2]
        if not isinstance(w_pos, W_AbstractInt):
            raise type_error(f"third item of state must be an integer, got {type_name(w_pos)}")
        if w_pos.sign() < 0:
            raise value_error("position value cannot be negative")
        self.pos = w_pos.as_int()
        restore_attributes(self, state.items[3])
