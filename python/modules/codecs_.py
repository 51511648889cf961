"""_codecs: the codec registry, and the codecs that are written here."""

from python.interpreter.calling import call1, call2, is_callable
from python.interpreter.errors import OperationError, lookup_error, type_error, value_error
from python.modules.codec_handlers import NAMES, register_handlers
from python.objects.base import W_Object
from python.objects.buffer import bytes_of_buffer
from python.objects.bytes_ import new_bytes
from python.objects.codec_errors import find_handler
from python.objects.codec_registry import codec_state, first_of_pair, lookup_codec
from python.objects.codecs import (
    ASCII, LATIN1, UTF16, UTF16_BE, UTF16_LE, UTF32, UTF32_BE, UTF32_LE, UTF8, Utf8Decoder, decode_ascii, decode_latin1,
    encode_known,
)
from python.objects.codecs_charmap import build_map, decode_charmap, encode_charmap
from python.objects.codecs_escape import (
    EscapeDecoder, decode_byte_escape, encode_byte_escape, encode_raw_unicode_escape, encode_unicode_escape,
)
from python.objects.codecs_utf7 import Utf7Decoder, encode_utf7
from python.objects.codecs_wide import BIG, LITTLE, NATIVE, WideDecoder
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import type_name
from python.objects.codecs import utf8_of_str
from python.rlib.text import str_eq
from python.rpython import Final, arr, builtin_function, u8

MODULE: Final = "_codecs"


def init_module(w_module: W_Module) -> None:
    register_handlers(w_module)


# The registry.


@builtin_function
def register(search_function: W_Object, /) -> None:
    """Register a codec search function.

    Search functions are expected to take one argument, the encoding name in
    all lower case letters, and either return None, or a tuple of functions
    (encoder, decoder, stream_reader, stream_writer) (or a CodecInfo object)."""
    if not is_callable(search_function):
        raise type_error("argument must be callable")
    codec_state.w_search_path.append_w(search_function)


@builtin_function
def unregister(search_function: W_Object, /) -> None:
    """Unregister a codec search function and clear the registry's cache.

    If the search function is not registered, do nothing."""
    w_path = codec_state.w_search_path
    for i in range(len(w_path)):
        if w_path.get(i) is search_function:
            w_path.pop(i)
            codec_state.w_cache.clear()
            return


@builtin_function
def lookup(encoding: str, /) -> W_Object:
    """Looks up a codec tuple in the Python codec registry and returns a CodecInfo object."""
    return lookup_codec(encoding)


@builtin_function("encode")
def codecs_encode(obj: W_Object, encoding: str = "utf-8", errors: str | None = None) -> W_Object:
    """Encodes obj using the codec registered for encoding.

    The default encoding is 'utf-8'.  errors may be given to set a
    different error handling scheme.  Default is 'strict' meaning that encoding
    errors raise a ValueError.  Other possible values are 'ignore', 'replace'
    and 'backslashreplace' as well as any other name registered with
    codecs.register_error that can handle ValueErrors."""
    w_function = lookup_codec(encoding).items[0]
    return first_of_pair(run_codec(w_function, obj, errors, f"encoding with '{encoding}' codec failed"), "encoder")


@builtin_function("decode")
def codecs_decode(obj: W_Object, encoding: str = "utf-8", errors: str | None = None) -> W_Object:
    """Decodes obj using the codec registered for encoding.

    Default encoding is 'utf-8'.  errors may be given to set a
    different error handling scheme.  Default is 'strict' meaning that encoding
    errors raise a ValueError.  Other possible values are 'ignore', 'replace'
    and 'backslashreplace' as well as any other name registered with
    codecs.register_error that can handle ValueErrors."""
    w_function = lookup_codec(encoding).items[1]
    return first_of_pair(run_codec(w_function, obj, errors, f"decoding with '{encoding}' codec failed"), "decoder")


def run_codec(w_function: W_Object, w_obj: W_Object, errors: str | None, note: str) -> W_Object:
    try:
        if errors is None:
            return call1(w_function, w_obj)
        return call2(w_function, w_obj, errors)
    except OperationError as e:
        e.w_value.descr_add_note(note)
        raise e


@builtin_function
def register_error(errors: str, handler: W_Object, /) -> None:
    """Register the specified error handler under the name errors.

    handler must be a callable object, that
    will be called with an exception instance containing
    information about the location of the encoding/decoding
    error and must return a (replacement, new position) tuple."""
    if not is_callable(handler):
        raise type_error("handler must be callable")
    codec_state.w_handlers.set_str(errors, handler)


@builtin_function("_unregister_error")
def unregister_error(errors: str, /) -> bool:
    """Un-register the specified error handler for the error handling `errors'.

    Only custom error handlers can be un-registered. An exception is raised
    if the error handling is a built-in one (e.g., 'strict'), or if an error
    occurs."""
    for name in NAMES:
        if str_eq(name, errors):
            raise value_error(f"cannot un-register built-in error handler '{errors}'")
    return codec_state.w_handlers.del_str(errors)


@builtin_function("lookup_error")
def lookup_error_handler(name: str, /) -> W_Object:
    """lookup_error(errors) -> handler

    Return the error handler for the specified error handling name or raise a
    LookupError, if no handler exists under this name."""
    return find_handler(name)


# Results.


def encoded(data: arr[u8], n: int) -> W_Object:
    return new_tuple([new_bytes(data), W_Int(n)])


def decoded(text: str, n: int) -> W_Object:
    return new_tuple([text, W_Int(n)])


def mode_of(errors: W_Object) -> str:
    if errors is w_None:
        return "strict"
    if isinstance(errors, W_Str):
        return errors
    raise type_error(f"argument 2 must be str or None, not {type_name(errors)}")


def encode_with(s: str, codec: int, errors: W_Object) -> W_Object:
    return encoded(encode_known(s, codec, mode_of(errors)), len(s))


def text_or_buffer(w_data: W_Object) -> arr[u8]:
    """Some decoders take text as well, by its utf-8."""
    if isinstance(w_data, W_Str):
        return utf8_of_str(w_data)
    return bytes_of_buffer(w_data)


# utf-8, ascii, latin-1, utf-7.


@builtin_function
def utf_8_encode(str: str, errors: W_Object = w_None, /) -> W_Object:
    return encode_with(str, UTF8, errors)


@builtin_function
def utf_8_decode(data: arr[u8], errors: W_Object = w_None, final: bool = False, /) -> W_Object:
    decoder = Utf8Decoder(data, mode_of(errors))
    decoder.run(0, final)
    return decoded(decoder.out.build(), decoder.at)


@builtin_function
def ascii_encode(str: str, errors: W_Object = w_None, /) -> W_Object:
    return encode_with(str, ASCII, errors)


@builtin_function
def ascii_decode(data: arr[u8], errors: W_Object = w_None, /) -> W_Object:
    return decoded(decode_ascii(data, mode_of(errors)), len(data))


@builtin_function
def latin_1_encode(str: str, errors: W_Object = w_None, /) -> W_Object:
    return encode_with(str, LATIN1, errors)


@builtin_function
def latin_1_decode(data: arr[u8], errors: W_Object = w_None, /) -> W_Object:
    return decoded(decode_latin1(data), len(data))


@builtin_function
def utf_7_encode(str: str, errors: W_Object = w_None, /) -> W_Object:
    return encoded(encode_utf7(str), len(str))


@builtin_function
def utf_7_decode(data: arr[u8], errors: W_Object = w_None, final: bool = False, /) -> W_Object:
    decoder = Utf7Decoder(data, mode_of(errors))
    decoder.run(final)
    return decoded(decoder.out.build(), decoder.at)


# utf-16, utf-32.


def decode_wide(data: arr[u8], errors: W_Object, order: int, size: int, name: str, final: bool) -> WideDecoder:
    decoder = WideDecoder(data, mode_of(errors), name)
    decoder.skip_mark(order, size)
    if size == 2:
        decoder.run16(final)
    else:
        decoder.run32(final)
    return decoder


def wide(data: arr[u8], errors: W_Object, order: int, size: int, name: str, final: bool) -> W_Object:
    decoder = decode_wide(data, errors, order, size, name, final)
    return decoded(decoder.out.build(), decoder.at)


def wide_ex(data: arr[u8], errors: W_Object, byteorder: int, size: int, final: bool) -> W_Object:
    """With the byte order: -1 little, 1 big, 0 not known."""
    order = NATIVE
    name = f"utf-{size * 8}"
    if byteorder < 0:
        order = LITTLE
        name = name + "-le"
    elif byteorder > 0:
        order = BIG
        name = name + "-be"
    decoder = decode_wide(data, errors, order, size, name, final)
    found = byteorder
    if order == NATIVE:
        found = 0 if not decoder.has_mark else (1 if decoder.big else -1)
    return new_tuple([decoder.out.build(), W_Int(decoder.at), W_Int(found)])


def wide_code(byteorder: int, native: int, little: int, big: int) -> int:
    if byteorder == 0:
        return native
    return little if byteorder < 0 else big


@builtin_function
def utf_16_encode(str: str, errors: W_Object = w_None, byteorder: int = 0, /) -> W_Object:
    return encode_with(str, wide_code(byteorder, UTF16, UTF16_LE, UTF16_BE), errors)


@builtin_function
def utf_16_le_encode(str: str, errors: W_Object = w_None, /) -> W_Object:
    return encode_with(str, UTF16_LE, errors)


@builtin_function
def utf_16_be_encode(str: str, errors: W_Object = w_None, /) -> W_Object:
    return encode_with(str, UTF16_BE, errors)


@builtin_function
def utf_16_decode(data: arr[u8], errors: W_Object = w_None, final: bool = False, /) -> W_Object:
    return wide(data, errors, NATIVE, 2, "utf-16", final)


@builtin_function
def utf_16_le_decode(data: arr[u8], errors: W_Object = w_None, final: bool = False, /) -> W_Object:
    return wide(data, errors, LITTLE, 2, "utf-16-le", final)


@builtin_function
def utf_16_be_decode(data: arr[u8], errors: W_Object = w_None, final: bool = False, /) -> W_Object:
    return wide(data, errors, BIG, 2, "utf-16-be", final)


@builtin_function
def utf_16_ex_decode(
    data: arr[u8], errors: W_Object = w_None, byteorder: int = 0, final: bool = False, /
) -> W_Object:
    return wide_ex(data, errors, byteorder, 2, final)


@builtin_function
def utf_32_encode(str: str, errors: W_Object = w_None, byteorder: int = 0, /) -> W_Object:
    return encode_with(str, wide_code(byteorder, UTF32, UTF32_LE, UTF32_BE), errors)


@builtin_function
def utf_32_le_encode(str: str, errors: W_Object = w_None, /) -> W_Object:
    return encode_with(str, UTF32_LE, errors)


@builtin_function
def utf_32_be_encode(str: str, errors: W_Object = w_None, /) -> W_Object:
    return encode_with(str, UTF32_BE, errors)


@builtin_function
def utf_32_decode(data: arr[u8], errors: W_Object = w_None, final: bool = False, /) -> W_Object:
    return wide(data, errors, NATIVE, 4, "utf-32", final)


@builtin_function
def utf_32_le_decode(data: arr[u8], errors: W_Object = w_None, final: bool = False, /) -> W_Object:
    return wide(data, errors, LITTLE, 4, "utf-32-le", final)


@builtin_function
def utf_32_be_decode(data: arr[u8], errors: W_Object = w_None, final: bool = False, /) -> W_Object:
    return wide(data, errors, BIG, 4, "utf-32-be", final)


@builtin_function
def utf_32_ex_decode(
    data: arr[u8], errors: W_Object = w_None, byteorder: int = 0, final: bool = False, /
) -> W_Object:
    return wide_ex(data, errors, byteorder, 4, final)


# Escapes.


@builtin_function
def unicode_escape_encode(str: str, errors: W_Object = w_None, /) -> W_Object:
    return encoded(encode_unicode_escape(str), len(str))


@builtin_function
def unicode_escape_decode(data: W_Object, errors: W_Object = w_None, final: bool = True, /) -> W_Object:
    decoder = EscapeDecoder(text_or_buffer(data), mode_of(errors), False, final)
    decoder.run()
    return decoded(decoder.out.build(), decoder.at)


@builtin_function
def raw_unicode_escape_encode(str: str, errors: W_Object = w_None, /) -> W_Object:
    return encoded(encode_raw_unicode_escape(str), len(str))


@builtin_function
def raw_unicode_escape_decode(data: W_Object, errors: W_Object = w_None, final: bool = True, /) -> W_Object:
    decoder = EscapeDecoder(text_or_buffer(data), mode_of(errors), True, final)
    decoder.run()
    return decoded(decoder.out.build(), decoder.at)


@builtin_function
def escape_encode(data: arr[u8], errors: W_Object = w_None, /) -> W_Object:
    return encoded(encode_byte_escape(data), len(data))


@builtin_function
def escape_decode(data: W_Object, errors: W_Object = w_None, /) -> W_Object:
    raw = text_or_buffer(data)
    return encoded(decode_byte_escape(raw, mode_of(errors)), len(raw))


@builtin_function
def readbuffer_encode(data: W_Object, errors: W_Object = w_None, /) -> W_Object:
    raw = text_or_buffer(data)
    return encoded(raw, len(raw))


# Tables.


@builtin_function
def charmap_build(map: str, /) -> W_Object:
    return build_map(map)


@builtin_function
def charmap_encode(str: str, errors: W_Object = w_None, mapping: W_Object = w_None, /) -> W_Object:
    if mapping is w_None:
        return encode_with(str, LATIN1, errors)
    return encoded(encode_charmap(str, mode_of(errors), mapping), len(str))


@builtin_function
def charmap_decode(data: arr[u8], errors: W_Object = w_None, mapping: W_Object = w_None, /) -> W_Object:
    if mapping is w_None:
        return decoded(decode_latin1(data), len(data))
    return decoded(decode_charmap(data, mode_of(errors), mapping), len(data))
