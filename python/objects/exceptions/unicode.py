"""UnicodeError, UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError."""

from python.rpython import arr, builtin, getset, pytype, setter, typeof
from python.objects.base import W_Object
from python.objects.bytes_ import W_Bytes
from python.objects.dict_ import W_Dict
from python.objects.exceptions.base import W_ValueError
from python.objects.flags import EXC_SUBCLASS, HAS_DICT
from python.objects.str_ import W_Str
from python.objects.int_ import W_Int
from python.objects.singletons import w_None
from python.objects.type_ import W_Type
from python.interpreter.errors import OperationError, type_error
from python.interpreter.operation import int_of, str_w
from python.objects.type_ import type_name


@pytype("UnicodeError", base=W_ValueError, flags=HAS_DICT | EXC_SUBCLASS)
class W_UnicodeError(W_ValueError):
    """Unicode related error."""

    w_encoding: W_Object | None = None
    w_object: W_Object | None = None
    start: int = 0
    end: int = 0
    w_reason: W_Object | None = None

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return W_UnicodeError(w_type, args_w)

    def take(self, w_encoding: W_Object, w_object: W_Object, start: int, end: int, w_reason: W_Object) -> None:
        self.w_encoding = w_encoding
        self.w_object = w_object
        self.start = start
        self.end = end
        self.w_reason = w_reason
        self.args_w = [w_encoding, w_object, W_Int(start), W_Int(end), w_reason]

    def value_of(self, w_value: W_Object | None, name: str) -> W_Object:
        if w_value is None:
            raise type_error(f"{name} attribute not set")
        return w_value

    def unit_text(self) -> str:
        """How the message names a range of more than one unit."""
        return f"{self.start}-{self.end - 1}"

    @getset("encoding")
    def get_encoding(self) -> W_Object:
        return self.value_of(self.w_encoding, "encoding")

    @setter("encoding")
    def set_encoding(self, w_value: W_Object) -> None:
        self.w_encoding = w_value

    @getset("object")
    def get_object(self) -> W_Object:
        return self.value_of(self.w_object, "object")

    @setter("object")
    def set_object(self, w_value: W_Object) -> None:
        self.w_object = w_value

    @getset("reason")
    def get_reason(self) -> W_Object:
        return self.value_of(self.w_reason, "reason")

    @setter("reason")
    def set_reason(self, w_value: W_Object) -> None:
        self.w_reason = w_value

    @getset("start")
    def get_start(self) -> int:
        return self.start

    @setter("start")
    def set_start(self, w_value: W_Object) -> None:
        self.start = int_of(w_value)

    @getset("end")
    def get_end(self) -> int:
        return self.end

    @setter("end")
    def set_end(self, w_value: W_Object) -> None:
        self.end = int_of(w_value)


def char_text(code: int) -> str:
    """A character as the messages show it."""
    if code < 0x100:
        return "'\\x" + hex_digits(code, 2) + "'"
    if code < 0x10000:
        return "'\\u" + hex_digits(code, 4) + "'"
    return "'\\U" + hex_digits(code, 8) + "'"


def hex_digits(value: int, width: int) -> str:
    text = ""
    for i in range(width):
        digit = (value >> (4 * i)) & 15
        text = "0123456789abcdef".slice(digit, digit + 1) + text
    return text


@pytype("UnicodeEncodeError", base=W_UnicodeError, flags=HAS_DICT | EXC_SUBCLASS)
class W_UnicodeEncodeError(W_UnicodeError):
    """Unicode encoding error."""

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return W_UnicodeEncodeError(w_type, args_w)

    @builtin("__init__")
    def descr_init(self, encoding: W_Object, object: W_Object, start: int, end: int, reason: W_Object, /) -> None:
        check_str(encoding, 1)
        check_str(object, 2)
        check_str(reason, 5)
        self.take(encoding, object, start, end, reason)

    @builtin("__str__")
    def descr_str(self) -> W_Object:
        w_object = self.w_object
        if not isinstance(w_object, W_Str):
            return ""
        start = self.start
        encoding = str_w(self.value_of(self.w_encoding, "encoding"))
        reason = str_w(self.value_of(self.w_reason, "reason"))
        if start < len(w_object) and self.end == start + 1:
            shown = char_text(w_object.char_at(start))
            return f"'{encoding}' codec can't encode character {shown} in position {start}: {reason}"
        return f"'{encoding}' codec can't encode characters in position {self.unit_text()}: {reason}"


@pytype("UnicodeDecodeError", base=W_UnicodeError, flags=HAS_DICT | EXC_SUBCLASS)
class W_UnicodeDecodeError(W_UnicodeError):
    """Unicode decoding error."""

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return W_UnicodeDecodeError(w_type, args_w)

    @builtin("__init__")
    def descr_init(self, encoding: W_Object, object: W_Object, start: int, end: int, reason: W_Object, /) -> None:
        check_str(encoding, 1)
        check_str(reason, 5)
        self.take(encoding, object, start, end, reason)

    @builtin("__str__")
    def descr_str(self) -> W_Object:
        w_object = self.w_object
        if not isinstance(w_object, W_Bytes):
            return ""
        start = self.start
        encoding = str_w(self.value_of(self.w_encoding, "encoding"))
        reason = str_w(self.value_of(self.w_reason, "reason"))
        if start < len(w_object.data) and self.end == start + 1:
            byte = hex_digits(w_object.data[start], 2)
            return f"'{encoding}' codec can't decode byte 0x{byte} in position {start}: {reason}"
        return f"'{encoding}' codec can't decode bytes in position {self.unit_text()}: {reason}"


@pytype("UnicodeTranslateError", base=W_UnicodeError, flags=HAS_DICT | EXC_SUBCLASS)
class W_UnicodeTranslateError(W_UnicodeError):
    """Unicode translation error."""

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return W_UnicodeTranslateError(w_type, args_w)

    @builtin("__init__")
    def descr_init(self, object: W_Object, start: int, end: int, reason: W_Object, /) -> None:
        check_str(object, 1)
        check_str(reason, 4)
        self.take(w_None, object, start, end, reason)
        self.args_w = [object, W_Int(start), W_Int(end), reason]

    @builtin("__str__")
    def descr_str(self) -> W_Object:
        w_object = self.w_object
        if not isinstance(w_object, W_Str):
            return ""
        start = self.start
        reason = str_w(self.value_of(self.w_reason, "reason"))
        if start < len(w_object) and self.end == start + 1:
            shown = char_text(w_object.char_at(start))
            return f"can't translate character {shown} in position {start}: {reason}"
        return f"can't translate characters in position {self.unit_text()}: {reason}"


def check_str(w_value: W_Object, position: int) -> None:
    if not isinstance(w_value, W_Str):
        raise type_error(f"argument {position} must be str, not {type_name(w_value)}")


def unicode_encode_error(encoding: str, w_str: W_Str, start: int, end: int, reason: str) -> OperationError:
    w_exc = W_UnicodeEncodeError(typeof(W_UnicodeEncodeError), [])
    w_exc.take(encoding, w_str, start, end, reason)
    return OperationError(w_exc)


def unicode_decode_error(encoding: str, w_bytes: W_Bytes, start: int, end: int, reason: str) -> OperationError:
    w_exc = W_UnicodeDecodeError(typeof(W_UnicodeDecodeError), [])
    w_exc.take(encoding, w_bytes, start, end, reason)
    return OperationError(w_exc)
