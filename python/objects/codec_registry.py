"""The codec registry: search functions, found codecs, error handlers. The module `_codecs` is its Python face."""

from python.interpreter.calling import call1, call2
from python.interpreter.attributes import find_attr
from python.interpreter.errors import OperationError, lookup_error, type_error
from python.interpreter.operation import is_true
from python.importing.importer import import_module
from python.objects.base import W_Object
from python.objects.bytes_ import W_Bytes, new_bytes
from python.objects.dict_ import W_Dict
from python.objects.list_ import W_List
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.str_case import lower
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import type_name
from python.rlib.text import StrBuilder
from python.rpython import Final, arr, u8


class CodecState:
    """State of one interpreter."""

    w_search_path: Final[W_List]
    w_cache: Final[W_Dict]  # normalised name -> CodecInfo tuple
    w_handlers: Final[W_Dict]
    started: bool

    def __init__(self) -> None:
        self.w_search_path = W_List()
        self.w_cache = W_Dict()
        self.w_handlers = W_Dict()
        self.started = False


codec_state: Final = CodecState()


def normalised(encoding: W_Str) -> W_Str:
    """Lower case, blanks as underscores."""
    text = lower(encoding)
    out = StrBuilder(text.length)
    i = 0
    while i < text.length:
        c = text.char_at(i)
        out.add_char(95 if c == 32 else c)
        i += 1
    return out.build()


def lookup_codec(encoding: W_Str) -> W_Tuple:
    """`codecs.lookup`: (encode, decode, stream reader, stream writer)"""
    name = normalised(encoding)
    w_found = codec_state.w_cache.get_str(name)
    if isinstance(w_found, W_Tuple):
        return w_found
    if not codec_state.started:
        codec_state.started = True
        import_module("encodings")
    i = 0
    while i < codec_state.w_search_path.length:
        w_result = call1(codec_state.w_search_path.get(i), name)
        if w_result is not w_None:
            if not isinstance(w_result, W_Tuple) or len(w_result.items) != 4:
                raise type_error("codec search functions must return 4-tuples")
            codec_state.w_cache.set_str(name, w_result)
            return w_result
        i += 1
    raise lookup_error(f"unknown encoding: {encoding}")


def first_of_pair(w_result: W_Object, what: W_Str) -> W_Object:
    if not isinstance(w_result, W_Tuple) or len(w_result.items) != 2:
        raise type_error(f"{what} must return a tuple (object, integer)")
    return w_result.items[0]


def text_codec(encoding: W_Str, alternative: W_Str) -> W_Tuple:
    """A codec between text and bytes; `alternative` is what takes others too."""
    w_codec = lookup_codec(encoding)
    w_is_text = find_attr(w_codec, "_is_text_encoding")
    if w_is_text is not None and not is_true(w_is_text):
        advice = "" if alternative.length == 0 else f"; use {alternative} to handle arbitrary codecs"
        raise lookup_error(f"'{encoding}' is not a text encoding{advice}")
    return w_codec


def noted(e: OperationError, what: W_Str, encoding: W_Str) -> OperationError:
    """The exception of a codec says which one it was."""
    e.w_value.descr_add_note(f"{what} with '{encoding}' codec failed")
    return e


def encode_by_registry(s: W_Str, encoding: W_Str, errors: W_Str) -> W_Object:
    w_codec = text_codec(encoding, "codecs.encode()")
    try:
        w_result = first_of_pair(call2(w_codec.items[0], s, errors), "encoder")
    except OperationError as e:
        raise noted(e, "encoding", encoding)
    if not isinstance(w_result, W_Bytes):
        raise type_error(
            f"'{encoding}' encoder returned '{type_name(w_result)}' instead of 'bytes'; "
            "use codecs.encode() to encode to arbitrary types"
        )
    return w_result


def decode_by_registry(d: arr[u8], encoding: W_Str, errors: W_Str) -> W_Str:
    w_codec = text_codec(encoding, "codecs.decode()")
    try:
        w_text = first_of_pair(call2(w_codec.items[1], new_bytes(d), errors), "decoder")
    except OperationError as e:
        raise noted(e, "decoding", encoding)
    if not isinstance(w_text, W_Str):
        raise type_error(
            f"'{encoding}' decoder returned '{type_name(w_text)}' instead of 'str'; "
            "use codecs.decode() to decode to arbitrary types"
        )
    return w_text
