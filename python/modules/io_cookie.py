"""Positions of text streams.

A position is the number of a byte where decoding may start, and how to come from there to the place that is meant: the
decoder's flags, bytes to feed it, characters to skip. All in one integer, which for most encodings is the byte's number.
"""

from python.interpreter.calling import call_method0, call_method1, call_method2
from python.interpreter.errors import value_error
from python.interpreter.operation import and_, int_of, lshift, or_, repr_w, rshift
from python.modules.io_codec import TextDecoder
from python.modules.io_support import os_failure, unsupported
from python.modules.io_text import W_TextIOWrapper
from python.objects.base import W_Object
from python.objects.buffer import bytes_of_buffer
from python.objects.int_ import W_AbstractInt, W_Int
from python.interpreter.operation import index_w
from python.rlib.builder import ByteBuilder
from python.rlib.list import array_slice
from python.rpython import Final, arr, u8

FLAGS_AT: Final = 64
FEED_AT: Final = 128
SKIP_AT: Final = 192
EOF_AT: Final = 256


class Cookie:
    start: int = 0
    flags: int = 0
    feed: int = 0
    skip: int = 0
    needs_eof: bool = False

    def pack(self) -> W_Object:
        w_all: W_Object = W_Int(self.start)
        if self.flags == 0 and self.feed == 0 and self.skip == 0 and not self.needs_eof:
            return w_all
        w_all = with_part(w_all, self.flags, FLAGS_AT)
        w_all = with_part(w_all, self.feed, FEED_AT)
        w_all = with_part(w_all, self.skip, SKIP_AT)
        return with_part(w_all, int(self.needs_eof), EOF_AT)

    def unpack(self, w_all: W_Object) -> None:
        self.start = part_of(w_all, 0, 0x7FFFFFFFFFFFFFFF)
        self.flags = part_of(w_all, FLAGS_AT, 0x7FFFFFFF)
        self.feed = part_of(w_all, FEED_AT, 0x7FFFFFFF)
        self.skip = part_of(w_all, SKIP_AT, 0x7FFFFFFF)
        self.needs_eof = part_of(w_all, EOF_AT, 1) != 0


def with_part(w_all: W_Object, part: int, at: int) -> W_Object:
    if part == 0:
        return w_all
    return or_(w_all, lshift(W_Int(part), W_Int(at)))


def part_of(w_all: W_Object, at: int, mask: int) -> int:
    return int_of(and_(rshift(w_all, W_Int(at)), W_Int(mask)))


def tell_text(w_text: W_TextIOWrapper) -> W_Object:
    w_buffer = w_text.check_open()
    if not w_text.is_seekable:
        raise unsupported("underlying stream is not seekable")
    if not w_text.is_telling:
        raise os_failure("telling position disabled by next() call")
    w_text.push_pending()
    call_method0(w_text, "flush")
    position = int_of(call_method0(w_buffer, "tell"))
    decoder = w_text.decoder
    if decoder is None or not w_text.has_snapshot:
        return W_Int(position)
    cookie = Cookie()
    cookie.start = position - int(len(w_text.snapshot_input))
    cookie.flags = w_text.snapshot_flags
    if w_text.used > 0:
        bytes_before = decoder.state_bytes()
        flags_before = decoder.state_flags()
        try:
            find_start(cookie, decoder, w_text)
        finally:
            decoder.set_state(bytes_before, flags_before)
    return cookie.pack()


def find_start(cookie: Cookie, decoder: TextDecoder, w_text: W_TextIOWrapper) -> None:
    """From the snapshot forward to the last byte before the place at which the decoder has nothing waiting."""
    input = w_text.snapshot_input
    skip = w_text.used
    guess = min(int(w_text.bytes_per_char * float(skip)), int(len(input)))
    back = 1
    while guess > 0:
        decoder.set_state(b"", w_text.snapshot_flags)
        n = int(len(decoder.decode(array_slice(input, 0, guess), False)))
        if n <= skip:
            waiting = int(len(decoder.state_bytes()))
            if waiting == 0:
                cookie.flags = decoder.state_flags()
                skip -= n
                break
            guess -= waiting
            back = 1
        else:
            guess -= back
            back = back * 2
    if guess <= 0:
        guess = 0
        decoder.set_state(b"", w_text.snapshot_flags)
    cookie.start += guess
    cookie.skip = skip
    if skip > 0:
        feed_bytes(cookie, decoder, input, guess)


def feed_bytes(cookie: Cookie, decoder: TextDecoder, input: arr[u8], at: int) -> None:
    """One by one until the characters to skip are there."""
    got = 0
    while at < len(input):
        got += int(len(decoder.decode(array_slice(input, at, 1), False)))
        at += 1
        cookie.feed += 1
        if len(decoder.state_bytes()) == 0 and got <= cookie.skip:
            cookie.start += cookie.feed
            cookie.skip -= got
            cookie.flags = decoder.state_flags()
            cookie.feed = 0
            got = 0
        if got >= cookie.skip:
            return
    got += int(len(decoder.decode(b"", True)))
    cookie.needs_eof = True
    if got < cookie.skip:
        raise os_failure("can't reconstruct logical file position")


def seek_text(w_text: W_TextIOWrapper, w_cookie: W_Object, whence: int) -> W_Object:
    w_buffer = w_text.check_open()
    if not w_text.is_seekable:
        raise unsupported("underlying stream is not seekable")
    w_target = w_cookie
    if whence == 1:
        if is_nonzero(w_cookie):
            raise unsupported("can't do nonzero cur-relative seeks")
        w_target = tell_text(w_text)
    elif whence == 2:
        if is_nonzero(w_cookie):
            raise unsupported("can't do nonzero end-relative seeks")
        return seek_end(w_text, w_buffer)
    elif whence != 0:
        raise value_error(f"invalid whence ({whence}, should be 0, 1 or 2)")
    w_number = index_w(w_target)
    if w_number.sign() < 0:
        raise value_error(f"negative seek position {repr_w(w_target)}")
    call_method0(w_text, "flush")
    cookie = Cookie()
    cookie.unpack(w_number)
    call_method2(w_buffer, "seek", W_Int(cookie.start), W_Int(0))
    w_text.forget_chars()
    restore(w_text, w_buffer, cookie)
    encoder = w_text.encoder
    if encoder is not None:
        encoder.at_start(cookie.start == 0 and cookie.flags == 0)
    return w_number


def is_nonzero(w_cookie: W_Object) -> bool:
    return index_w(w_cookie).sign() != 0


def seek_end(w_text: W_TextIOWrapper, w_buffer: W_Object) -> W_Object:
    call_method0(w_text, "flush")
    w_text.forget_chars()
    decoder = w_text.decoder
    if decoder is not None:
        decoder.reset()
    w_at = call_method2(w_buffer, "seek", W_Int(0), W_Int(2))
    encoder = w_text.encoder
    if encoder is not None:
        encoder.at_start(int_of(w_at) == 0)
    return w_at


def restore(w_text: W_TextIOWrapper, w_buffer: W_Object, cookie: Cookie) -> None:
    decoder = w_text.decoder
    if decoder is None:
        return
    if cookie.start == 0 and cookie.flags == 0:
        decoder.reset()
    else:
        decoder.set_state(b"", cookie.flags)
    w_text.snapshot_flags = cookie.flags
    w_text.has_snapshot = True
    if cookie.skip == 0:
        return
    data = bytes_of_buffer(call_method1(w_buffer, "read", W_Int(cookie.feed)))
    w_text.snapshot_input = data
    w_text.chars = decoder.decode(array_slice(data, 0, len(data)), cookie.needs_eof)
    if len(w_text.chars) < cookie.skip:
        raise os_failure("can't restore logical file position")
    w_text.used = cookie.skip
