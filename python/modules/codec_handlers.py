"""The error handlers that `codecs.lookup_error` answers: what the codecs do by name, as functions of an exception."""

from python.interpreter.errors import OperationError, type_error
from python.objects.base import W_Object
from python.objects.bytes_ import W_Bytes, new_bytes
from python.objects.codec_errors import DecodeErrors, EncodeErrors
from python.objects.codec_registry import codec_state
from python.objects.codecs import add_utf8, plain_name
from python.objects.codecs_wide import add_unit
from python.objects.exceptions.base import W_BaseException
from python.objects.exceptions.unicode import (
    W_UnicodeDecodeError, W_UnicodeEncodeError, W_UnicodeError, W_UnicodeTranslateError,
)
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module
from python.objects.str_ import W_Str
from python.objects.str_methods import add_escape
from python.objects.tuple_ import new_tuple
from python.objects.type_ import type_name
from python.rlib.builder import ByteBuilder
from python.rlib.text import StrBuilder, str_eq
from python.rpython import Final, arr, builtin_function, cold, u8

MODULE: Final = "_codecs"
NAMES: Final = [
    "strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogatepass", "surrogateescape",
]


def register_handlers(w_module: W_Module) -> None:
    for name in NAMES:
        function = name if name.startswith("surrogate") else f"{name}_errors"
        w_handler = w_module.w_dict.get_str(function)
        if w_handler is not None:
            codec_state.w_handlers.set_str(name, w_handler)
            w_module.w_dict.del_str(function)


@cold
def not_for(w_exc: W_Object) -> OperationError:
    return type_error(f"don't know how to handle {type_name(w_exc)} in error callback")


def answer(w_text: W_Object, position: int) -> W_Object:
    return new_tuple([w_text, W_Int(position)])


def bounds(w_exc: W_UnicodeError) -> tuple[int, int]:
    """Start and end, within the object."""
    w_object = w_exc.w_object
    n = 0
    if isinstance(w_object, W_Str):
        n = int(len(w_object))
    elif isinstance(w_object, W_Bytes):
        n = int(len(w_object.data))
    start = min(max(w_exc.start, 0), max(n - 1, 0))
    end = min(max(w_exc.end, min(1, n)), n)
    return start, end


def end_of(w_exc: W_UnicodeError) -> int:
    start, end = bounds(w_exc)
    return end


def by_name(w_exc: W_Object, errors: str) -> W_Object:
    """What a codec does with the error; not for translating."""
    if isinstance(w_exc, W_UnicodeEncodeError):
        w_object = w_exc.w_object
        if isinstance(w_object, W_Str):
            return encode_answer(w_exc, w_object, errors)
    elif isinstance(w_exc, W_UnicodeDecodeError):
        w_object = w_exc.w_object
        if isinstance(w_object, W_Bytes):
            return decode_answer(w_exc, w_object, errors)
    raise not_for(w_exc)


def encode_answer(w_exc: W_UnicodeEncodeError, text: str, errors: str) -> W_Object:
    start, end = bounds(w_exc)
    encoding = w_exc.w_encoding
    name = encoding if isinstance(encoding, W_Str) else ""
    handler = EncodeErrors(text, name, errors, "")
    out = ByteBuilder(16)
    try:
        position = handler.handle(out, start, end)
    except OperationError:
        raise OperationError(w_exc)
    replacement = handler.text
    if replacement is None:
        if str_eq(errors, "ignore"):
            return answer("", position)
        return answer(new_bytes(out.build()), position)
    return answer(replacement, position)


def decode_answer(w_exc: W_UnicodeDecodeError, w_bytes: W_Bytes, errors: str) -> W_Object:
    start, end = bounds(w_exc)
    encoding = w_exc.w_encoding
    name = encoding if isinstance(encoding, W_Str) else ""
    handler = DecodeErrors(w_bytes.data, name, errors)
    out = StrBuilder(16)
    try:
        position = handler.handle(out, start, end, "")
    except OperationError:
        raise OperationError(w_exc)
    return answer(out.build(), position)


@builtin_function
def strict_errors(exc: W_Object, /) -> W_Object:
    """Implements the 'strict' error handling, which raises a UnicodeError on coding errors."""
    if isinstance(exc, W_BaseException):
        raise OperationError(exc)
    raise type_error("codec must pass exception instance")


@builtin_function
def ignore_errors(exc: W_Object, /) -> W_Object:
    """Implements the 'ignore' error handling, which ignores malformed data and continues."""
    if not isinstance(exc, W_UnicodeError):
        raise not_for(exc)
    start, end = bounds(exc)
    return answer("", end)


@builtin_function
def replace_errors(exc: W_Object, /) -> W_Object:
    """Implements the 'replace' error handling, which replaces malformed data with a replacement marker."""
    if isinstance(exc, W_UnicodeTranslateError):
        start, end = bounds(exc)
        out = StrBuilder(16)
        out.add_repeated(0xFFFD, end - start)
        return answer(out.build(), end)
    return by_name(exc, "replace")


@builtin_function
def xmlcharrefreplace_errors(exc: W_Object, /) -> W_Object:
    """Implements the 'xmlcharrefreplace' error handling.

    It replaces an unencodable character with the appropriate XML character reference."""
    if not isinstance(exc, W_UnicodeEncodeError):
        raise not_for(exc)
    return by_name(exc, "xmlcharrefreplace")


@builtin_function
def backslashreplace_errors(exc: W_Object, /) -> W_Object:
    """Implements the 'backslashreplace' error handling, which replaces malformed data with a backslashed escape sequence."""
    if isinstance(exc, W_UnicodeTranslateError):
        w_object = exc.w_object
        if isinstance(w_object, W_Str):
            start, end = bounds(exc)
            out = StrBuilder(16)
            for i in range(start, end):
                add_escape(out, w_object.char_at(i))
            return answer(out.build(), end)
    return by_name(exc, "backslashreplace")


@builtin_function
def namereplace_errors(exc: W_Object, /) -> W_Object:
    """Implements the 'namereplace' error handling, which replaces an unencodable character with a \\N{...} escape sequence."""
    if not isinstance(exc, W_UnicodeEncodeError):
        raise not_for(exc)
    return by_name(exc, "namereplace")


@builtin_function("surrogatepass")
def surrogatepass_errors(exc: W_Object, /) -> W_Object:
    """Implements the 'surrogatepass' error handling, which lets surrogates through."""
    if isinstance(exc, W_UnicodeEncodeError):
        w_object = exc.w_object
        if isinstance(w_object, W_Str):
            return answer(new_bytes(surrogate_bytes(exc, w_object)), end_of(exc))
    return by_name(exc, "surrogatepass")


def surrogate_bytes(w_exc: W_UnicodeEncodeError, text: str) -> arr[u8]:
    """Surrogates in the form that the encoding would give them."""
    encoding = w_exc.w_encoding
    name = plain_name(encoding) if isinstance(encoding, W_Str) else ""
    size = 3
    if name.startswith("utf16"):
        size = 2
    elif name.startswith("utf32"):
        size = 4
    elif name != "utf8":
        raise OperationError(w_exc)
    out = ByteBuilder(16)
    start, end = bounds(w_exc)
    for i in range(start, end):
        c = text.char_at(i)
        if c < 0xD800 or c >= 0xE000:
            raise OperationError(w_exc)
        if size == 3:
            add_utf8(out, c)
        else:
            add_unit(out, c, size, name.endswith("be"))
    return out.build()


@builtin_function("surrogateescape")
def surrogateescape_errors(exc: W_Object, /) -> W_Object:
    """Implements the 'surrogateescape' error handling, which has undecodable bytes as lone surrogates."""
    return by_name(exc, "surrogateescape")
