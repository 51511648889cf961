"""Decoders and encoders of text streams: those of the common encodings here, others through the codec registry."""

from python.interpreter.attributes import find_attr, get_attr
from python.interpreter.calling import call, call1, call2, call_method0, call_method1
from python.interpreter.errors import OperationError, lookup_error, type_error
from python.interpreter.operation import int_of, is_true
from python.modules.io_newlines import NewlineState
from python.objects.base import W_Object
from python.objects.bytes_ import W_Bytes, new_bytes
from python.objects.codec_registry import text_codec
from python.objects.codecs import (
    ASCII, LATIN1, UTF8, Utf8Decoder, ascii_prefix, decode_ascii, decode_latin1, encode_known, known_codec,
)
from python.objects.int_ import W_Int
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import type_name
from python.rlib.builder import ByteBuilder
from python.rlib.list import array_slice
from python.rlib.text import str_from_ascii
from python.rpython import Final, arr, arr_copy, cold, u8


class TextDecoder:
    """Decodes bytes that arrive in pieces; its state can be taken and set again."""

    def decode(self, data: arr[u8], final: bool) -> str:
        raise NotImplementedError

    def reset(self) -> None:
        raise NotImplementedError

    def state_bytes(self) -> arr[u8]:
        """Bytes that wait for more."""
        raise NotImplementedError

    def state_flags(self) -> int:
        """Valid after `state_bytes`."""
        raise NotImplementedError

    def set_state(self, data: arr[u8], flags: int) -> None:
        raise NotImplementedError

    def w_newlines(self) -> W_Object:
        return w_None


class KnownDecoder(TextDecoder):
    """utf-8, ascii, latin-1."""

    codec: int
    errors: str
    waiting: arr[u8]

    def __init__(self, codec: int, errors: str) -> None:
        self.codec = codec
        self.errors = errors
        self.waiting = b""

    def decode(self, data: arr[u8], final: bool) -> str:
        """Takes over the array."""
        if self.codec == LATIN1:
            return decode_latin1(data)
        if len(self.waiting) == 0 and ascii_prefix(data) == len(data):
            return str_from_ascii(data)
        if self.codec == ASCII:
            return decode_ascii(data, self.errors)
        if len(self.waiting) > 0:
            both = ByteBuilder(int(len(self.waiting)) + int(len(data)))
            both.add(self.waiting)
            both.add(data)
            data = both.build()
            self.waiting = b""
        decoder = Utf8Decoder(data, self.errors)
        decoder.run(0, final)
        left = decoder.handler.length() - decoder.at
        if left > 0:
            self.waiting = array_slice(decoder.handler.data, decoder.at, left)
        return decoder.out.build()

    def reset(self) -> None:
        self.waiting = b""

    def state_bytes(self) -> arr[u8]:
        return self.waiting

    def state_flags(self) -> int:
        return 0

    def set_state(self, data: arr[u8], flags: int) -> None:
        self.waiting = data


class CodecDecoder(TextDecoder):
    """An incremental decoder of the codec registry."""

    w_decoder: W_Object
    flags: int = 0

    def __init__(self, w_decoder: W_Object) -> None:
        self.w_decoder = w_decoder

    def decode(self, data: arr[u8], final: bool) -> str:
        w_text = call2(get_attr(self.w_decoder, "decode"), new_bytes(data), W_Int(int(final)))
        if not isinstance(w_text, W_Str):
            raise type_error(f"decoder should return a string result, not '{type_name(w_text)}'")
        return w_text

    def reset(self) -> None:
        call_method0(self.w_decoder, "reset")

    def state_bytes(self) -> arr[u8]:
        w_state = call_method0(self.w_decoder, "getstate")
        if not isinstance(w_state, W_Tuple) or len(w_state.items) != 2:
            raise type_error("illegal decoder state")
        w_bytes = w_state.items[0]
        if not isinstance(w_bytes, W_Bytes):
            raise type_error(f"illegal decoder state: the first item should be a bytes object, not '{type_name(w_bytes)}'")
        self.flags = int_of(w_state.items[1])
        return w_bytes.data

    def state_flags(self) -> int:
        return self.flags

    def set_state(self, data: arr[u8], flags: int) -> None:
        call_method1(self.w_decoder, "setstate", new_tuple([new_bytes(data), W_Int(flags)]))

    def w_newlines(self) -> W_Object:
        w_seen = find_attr(self.w_decoder, "newlines")
        return w_None if w_seen is None else w_seen


class NewlineDecoder(TextDecoder):
    """Universal newlines behind another decoder."""

    inner: TextDecoder
    state: NewlineState

    def __init__(self, inner: TextDecoder, translate: bool) -> None:
        self.inner = inner
        self.state = NewlineState(translate)

    def decode(self, data: arr[u8], final: bool) -> str:
        return self.state.process(self.inner.decode(data, final), final)

    def reset(self) -> None:
        self.inner.reset()
        self.state.reset()

    def state_bytes(self) -> arr[u8]:
        return self.inner.state_bytes()

    def state_flags(self) -> int:
        return self.inner.state_flags() << 1 | int(self.state.pending_cr)

    def set_state(self, data: arr[u8], flags: int) -> None:
        self.inner.set_state(data, flags >> 1)
        self.state.pending_cr = flags & 1 != 0

    def w_newlines(self) -> W_Object:
        return self.state.w_seen()


def stream_codec(encoding: str) -> int:
    """Number of an encoding whose streams need no state but unfinished characters; 0: ask the registry."""
    codec = known_codec(encoding)
    return codec if codec == UTF8 or codec == ASCII or codec == LATIN1 else 0


def new_decoder(encoding: str, errors: str) -> TextDecoder:
    codec = stream_codec(encoding)
    if codec != 0:
        return KnownDecoder(codec, errors)
    return CodecDecoder(call1(get_attr(text_codec(encoding, ""), "incrementaldecoder"), errors))


class TextEncoder:
    codec: int
    errors: str
    w_encoder: W_Object

    def __init__(self, encoding: str, errors: str) -> None:
        self.codec = stream_codec(encoding)
        self.errors = errors
        self.w_encoder = w_None
        if self.codec == 0:
            self.w_encoder = call1(get_attr(text_codec(encoding, ""), "incrementalencoder"), errors)

    def encode_into(self, out: ByteBuilder, text: str) -> None:
        if self.codec == 0:
            w_data = call1(get_attr(self.w_encoder, "encode"), text)
            if not isinstance(w_data, W_Bytes):
                raise type_error(f"encoder should return a bytes object, not '{type_name(w_data)}'")
            out.add(w_data.data)
        elif text.ascii:
            out.add_slice(text.data, 0, len(text))
        else:
            out.add(encode_known(text, self.codec, self.errors))

    def at_start(self, is_start: bool) -> None:
        """What comes next is the first of the stream, or not: some encodings begin with a mark."""
        if self.codec != 0:
            return
        if is_start:
            call_method0(self.w_encoder, "reset")
        else:
            call_method1(self.w_encoder, "setstate", W_Int(0))
