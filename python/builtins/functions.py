"""Builtin functions over the operations of values (`Python/bltinmodule.c` is the behaviour's reference)."""

from python.rpython import Final, arr, builtin_function, fabs, is_inf, is_nan, unique_id
from python.interpreter.attributes import del_attr, find_attr, get_attr, lookup_special, set_attr
from python.interpreter.calling import call0, call1, call_descr0, call_descr2, is_callable
from python.interpreter.errors import eof_error, runtime_error, type_error, value_error
from python.interpreter.iteration import iterate, unpack_iterable
from python.interpreter.operation import (
    abs_, add, compare, divmod_, format_w, hash_w, index_w, is_true, length, power, repr_w, str_w, type_name,
)
from python.interpreter.slots import S_GT, S_LT, S_NEXT, S_POW
from python.modules.io_text import W_TextIOWrapper
from python.objects.base import W_Object
from python.objects.bytearray_ import W_ByteArray
from python.objects.bytes_ import W_Bytes
from python.objects.buffer import bytes_of_buffer
from python.objects.float_ import W_Float
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.int_text import int_in_base
from python.objects.list_ import new_list
from python.objects.list_sort import sort_list
from python.objects.module_ import builtin_modules
from python.objects.seqiter import W_CallIter
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.str_ import W_Str
from python.objects.str_escape import ascii_escaped
from python.rlib.text import str_from_ascii, str_from_char

MODULE: Final = "builtins"


# Numbers.


@builtin_function("abs")
def builtin_abs(x: W_Object, /) -> W_Object:
    """Return the absolute value of the argument."""
    return abs_(x)


@builtin_function("divmod")
def builtin_divmod(x: W_Object, y: W_Object, /) -> W_Object:
    """Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."""
    return divmod_(x, y)


@builtin_function("pow")
def builtin_pow(base: W_Object, exp: W_Object, mod: W_Object = w_None) -> W_Object:
    """Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.

    Some types, such as ints, are able to use a more efficient algorithm when
    invoked using the three argument form."""
    if mod is w_None:
        return power(base, exp)
    w_method = base.gettypeobject().slot(S_POW)
    if w_method is not None:
        w_result = call_descr2(w_method, base, exp, mod)
        if w_result is not w_NotImplemented:
            return w_result
    kinds = f"'{type_name(base)}', '{type_name(exp)}', '{type_name(mod)}'"
    raise type_error(f"unsupported operand type(s) for ** or pow(): {kinds}")


@builtin_function("round")
def builtin_round(number: W_Object, ndigits: W_Object = w_None) -> W_Object:
    """Round a number to a given precision in decimal digits.

    The return value is an integer if ndigits is omitted or None.  Otherwise
    the return value has the same type as the number.  ndigits may be negative."""
    w_method = lookup_special(number, "__round__")
    if w_method is None:
        raise type_error(f"type {type_name(number)} doesn't define __round__ method")
    if ndigits is w_None:
        return call0(w_method)
    return call1(w_method, ndigits)


@builtin_function("sum")
def builtin_sum(iterable: W_Object, /, start: W_Object | None = None) -> W_Object:
    """Return the sum of a 'start' value (default: 0) plus an iterable of numbers

    When the iterable is empty, return the start value.
    This function is intended specifically for use with numeric values and may
    reject non-numeric types."""
    w_total: W_Object = W_Int(0)
    if start is not None:
        refuse_text(start)
        w_total = start
    w_iter = iterate(iterable)
    while True:
        w_item = w_iter.iter_next()
        if w_item is None:
            return w_total
        if isinstance(w_item, W_Float) and (isinstance(w_total, W_Float) or isinstance(w_total, W_Int)):
            w_first = w_item
            return sum_floats(w_total, w_first, w_iter)
        w_total = add(w_total, w_item)


def refuse_text(w_start: W_Object) -> None:
    if isinstance(w_start, W_Str):
        raise type_error("sum() can't sum strings [use ''.join(seq) instead]")
    if isinstance(w_start, W_Bytes):
        raise type_error("sum() can't sum bytes [use b''.join(seq) instead]")
    if isinstance(w_start, W_ByteArray):
        raise type_error("sum() can't sum bytearray [use b''.join(seq) instead]")


def sum_floats(w_total: W_Object, w_first: W_Float, w_iter: W_Object) -> W_Object:
    """Neumaier's compensated summation, as long as the items are floats and small ints."""
    total = 0.0
    if isinstance(w_total, W_Float):
        total = w_total.value
    elif isinstance(w_total, W_Int):
        total = float(w_total.value)
    correction = 0.0
    x = w_first.value
    while True:
        t = total + x
        if fabs(total) >= fabs(x):
            correction += (total - t) + x
        else:
            correction += (x - t) + total
        total = t
        w_item = w_iter.iter_next()
        if w_item is None:
            return W_Float(with_correction(total, correction))
        if isinstance(w_item, W_Float):
            x = w_item.value
        elif isinstance(w_item, W_Int):
            x = float(w_item.value)
        else:
            break
    w_sum = add(W_Float(with_correction(total, correction)), w_item)
    while True:
        w_next = w_iter.iter_next()
        if w_next is None:
            return w_sum
        w_sum = add(w_sum, w_next)


def with_correction(total: float, correction: float) -> float:
    """An infinite or undefined sum has no meaningful correction."""
    if correction != 0.0 and not is_nan(correction) and not is_inf(correction):
        return total + correction
    return total


@builtin_function("bin")
def builtin_bin(number: W_Object, /) -> str:
    """Return the binary representation of an integer."""
    return prefixed(index_w(number), 2, "0b")


@builtin_function("oct")
def builtin_oct(number: W_Object, /) -> str:
    """Return the octal representation of an integer."""
    return prefixed(index_w(number), 8, "0o")


@builtin_function("hex")
def builtin_hex(number: W_Object, /) -> str:
    """Return the hexadecimal representation of an integer."""
    return prefixed(index_w(number), 16, "0x")


def prefixed(w_int: W_AbstractInt, base: int, prefix: str) -> str:
    digits = str_from_ascii(int_in_base(w_int, base))
    if w_int.sign() < 0:
        return f"-{prefix}{digits}"
    return prefix + digits


# Text.


@builtin_function("chr")
def builtin_chr(i: W_Object, /) -> str:
    """Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."""
    w_int = index_w(i)
    if not w_int.fits_int() or w_int.as_int() < 0 or w_int.as_int() > 0x10FFFF:
        raise value_error("chr() arg not in range(0x110000)")
    return str_from_char(w_int.as_int())


@builtin_function("ord")
def builtin_ord(character: W_Object, /) -> int:
    """Return the ordinal value of a character.

    If the argument is a one-character string, return the Unicode code
    point of that character.

    If the argument is a bytes or bytearray object of length 1, return its
    single byte value."""
    n = 1
    if isinstance(character, W_Str):
        n = int(character.length)
        if n == 1:
            return character.char_at(0)
    elif isinstance(character, W_Bytes) or isinstance(character, W_ByteArray):
        data = bytes_of_buffer(character)
        n = int(len(data))
        if n == 1:
            return data[0]
    else:
        raise type_error(f"ord() expected string of length 1, but {type_name(character)} found")
    raise type_error(f"ord() expected a character, but string of length {n} found")


@builtin_function("repr")
def builtin_repr(obj: W_Object, /) -> str:
    """Return the canonical string representation of the object.

    For many object types, including most builtins, eval(repr(obj)) == obj."""
    return repr_w(obj)


@builtin_function("ascii")
def builtin_ascii(obj: W_Object, /) -> str:
    """Return an ASCII-only representation of an object.

    As repr(), return a string containing a printable representation of an
    object, but escape the non-ASCII characters in the string returned by
    repr() using \\x, \\u or \\U escapes. This generates a string similar
    to that returned by repr() in Python 2."""
    return ascii_escaped(repr_w(obj))


@builtin_function("format")
def builtin_format(value: W_Object, format_spec: str = "", /) -> str:
    """Return type(value).__format__(value, format_spec)

    Many built-in types implement format_spec according to the
    Format Specification Mini-language. See help('FORMATTING')
    for details on that mini-language."""
    return format_w(value, format_spec)


@builtin_function("print")
def builtin_print(
    *args: arr[W_Object], sep: W_Object = w_None, end: W_Object = w_None, file: W_Object = w_None, flush: bool = False
) -> None:
    """Prints the values to a stream, or to sys.stdout by default.

    sep
      string inserted between values, default a space.
    end
      string appended after the last value, default a newline.
    file
      a file-like object (stream); defaults to the current sys.stdout.
    flush
      whether to forcibly flush the stream."""
    w_file = file
    if w_file is w_None:
        w_stdout = builtin_modules.get_or_make("sys").w_dict.get_str("stdout")
        if w_stdout is None:
            raise runtime_error("lost sys.stdout")
        if w_stdout is w_None:
            return
        w_file = w_stdout
    separator = text_or("sep", sep, " ")
    ending = text_or("end", end, "\n")
    if isinstance(w_file, W_TextIOWrapper) and w_file.has_plain_write():
        for i in range(len(args)):
            if i > 0:
                w_file.write_text(separator)
            w_file.write_text(str_w(args[i]))
        w_file.write_text(ending)
        if flush:
            call0(get_attr(w_file, "flush"))
        return
    w_write = get_attr(w_file, "write")
    for i in range(len(args)):
        if i > 0:
            call1(w_write, separator)
        call1(w_write, str_w(args[i]))
    call1(w_write, ending)
    if flush:
        call0(get_attr(w_file, "flush"))


def text_or(name: str, w_value: W_Object, default: str) -> str:
    if w_value is w_None:
        return default
    if isinstance(w_value, W_Str):
        return w_value
    raise type_error(f"{name} must be None or a string, not {type_name(w_value)}")


def standard_stream(name: str) -> W_Object:
    w_stream = builtin_modules.get_or_make("sys").w_dict.get_str(name)
    if w_stream is None or w_stream is w_None:
        raise runtime_error(f"lost sys.{name}")
    return w_stream


@builtin_function("input")
def builtin_input(prompt: W_Object = "", /) -> W_Object:
    """Read a string from standard input.  The trailing newline is stripped.

    The prompt string, if given, is printed to standard output without a
    trailing newline before reading input.

    If the user hits EOF (*nix: Ctrl-D, Windows: Ctrl-Z+Return), raise EOFError."""
    w_stdin = standard_stream("stdin")
    w_stdout = standard_stream("stdout")
    standard_stream("stderr")
    call1(get_attr(w_stdout, "write"), str_w(prompt))
    call0(get_attr(w_stdout, "flush"))
    w_line = call0(get_attr(w_stdin, "readline"))
    if not isinstance(w_line, W_Str):
        raise type_error("object.readline() returned non-string")
    n = len(w_line)
    if n == 0:
        raise eof_error("EOF when reading a line")
    if w_line.char_at(n - 1) == 10:
        return w_line.slice(0, n - 1)
    return w_line


# Objects.


@builtin_function("callable")
def builtin_callable(obj: W_Object, /) -> bool:
    """Return whether the object is callable (i.e., some kind of function).

    Note that classes are callable, as are instances of classes with a
    __call__() method."""
    return is_callable(obj)


@builtin_function("hash")
def builtin_hash(obj: W_Object, /) -> int:
    """Return the hash value for the given object.

    Two objects that compare equal must also have the same hash value, but the
    reverse is not necessarily true."""
    return hash_w(obj)


@builtin_function("id")
def builtin_id(obj: W_Object, /) -> int:
    """Return the identity of an object.

    This is guaranteed to be unique among simultaneously existing objects.
    (CPython uses the object's memory address.)"""
    if isinstance(obj, W_Int):
        # Ints have no identity: equal ones must answer the same. The low bit keeps them apart from objects.
        return (obj.value << 4 | 1) & 0x7FFFFFFFFFFFFFFF
    return unique_id(obj)


@builtin_function("len")
def builtin_len(obj: W_Object, /) -> int:
    """Return the number of items in a container."""
    return length(obj)


def attribute_name(function: str, w_name: W_Object) -> str:
    if isinstance(w_name, W_Str):
        return w_name
    raise type_error(f"attribute name must be string, not '{type_name(w_name)}'")


@builtin_function("getattr")
def builtin_getattr(object: W_Object, name: W_Object, default: W_Object | None = None, /) -> W_Object:
    """getattr(object, name[, default]) -> value

    Get a named attribute from an object; getattr(x, 'y') is equivalent to x.y.
    When a default argument is given, it is returned when the attribute doesn't
    exist; without it, an exception is raised in that case."""
    text = attribute_name("getattr", name)
    if default is None:
        return get_attr(object, text)
    w_value = find_attr(object, text)
    if w_value is None:
        return default
    return w_value


@builtin_function("hasattr")
def builtin_hasattr(obj: W_Object, name: W_Object, /) -> bool:
    """Return whether the object has an attribute with the given name.

    This is done by calling getattr(obj, name) and catching AttributeError."""
    return find_attr(obj, attribute_name("hasattr", name)) is not None


@builtin_function("setattr")
def builtin_setattr(obj: W_Object, name: W_Object, value: W_Object, /) -> None:
    """Sets the named attribute on the given object to the specified value.

    setattr(x, 'y', v) is equivalent to ``x.y = v``"""
    set_attr(obj, attribute_name("setattr", name), value)


@builtin_function("delattr")
def builtin_delattr(obj: W_Object, name: W_Object, /) -> None:
    """Deletes the named attribute from the given object.

    delattr(x, 'y') is equivalent to ``del x.y``"""
    del_attr(obj, attribute_name("delattr", name))


# Iteration.


@builtin_function("iter")
def builtin_iter(object: W_Object, sentinel: W_Object | None = None, /) -> W_Object:
    """Get an iterator from an object.

    In the first form, the argument must supply its own iterator, or be a sequence.
    In the second form, the callable is called until it returns the sentinel."""
    if sentinel is None:
        return iterate(object)
    if not is_callable(object):
        raise type_error("iter(v, w): v must be callable")
    return W_CallIter(object, sentinel)


@builtin_function("next")
def builtin_next(iterator: W_Object, default: W_Object | None = None, /) -> W_Object:
    """Return the next item from the iterator.

    If default is given and the iterator is exhausted,
    it is returned instead of raising StopIteration."""
    w_method = iterator.gettypeobject().slot(S_NEXT)
    if w_method is None:
        raise type_error(f"'{type_name(iterator)}' object is not an iterator")
    if default is None:
        return call_descr0(w_method, iterator)
    w_item = iterator.iter_next()
    if w_item is None:
        return default
    return w_item


@builtin_function("all")
def builtin_all(iterable: W_Object, /) -> bool:
    """Return True if bool(x) is True for all values x in the iterable.

    If the iterable is empty, return True."""
    w_iter = iterate(iterable)
    while True:
        w_item = w_iter.iter_next()
        if w_item is None:
            return True
        if not is_true(w_item):
            return False


@builtin_function("any")
def builtin_any(iterable: W_Object, /) -> bool:
    """Return True if bool(x) is True for any x in the iterable.

    If the iterable is empty, return False."""
    w_iter = iterate(iterable)
    while True:
        w_item = w_iter.iter_next()
        if w_item is None:
            return False
        if is_true(w_item):
            return True


@builtin_function("sorted")
def builtin_sorted(iterable: W_Object, /, *, key: W_Object = w_None, reverse: bool = False) -> W_Object:
    """Return a new list containing all items from the iterable in ascending order.

    A custom key function can be supplied to customize the sort order, and the
    reverse flag can be set to request the result in descending order."""
    w_list = new_list(unpack_iterable(iterable))
    if key is w_None:
        sort_list(w_list, None, reverse)
    else:
        sort_list(w_list, key, reverse)
    return w_list


@builtin_function("min")
def builtin_min(*args: arr[W_Object], key: W_Object = w_None, default: W_Object | None = None) -> W_Object:
    """min(iterable, *[, default=obj, key=func]) -> value
    min(arg1, arg2, *args, *[, key=func]) -> value

    With a single iterable argument, return its smallest item. The
    default keyword-only argument specifies an object to return if
    the provided iterable is empty.
    With two or more positional arguments, return the smallest argument."""
    return extreme("min", S_LT, args, key, default)


@builtin_function("max")
def builtin_max(*args: arr[W_Object], key: W_Object = w_None, default: W_Object | None = None) -> W_Object:
    """max(iterable, *[, default=obj, key=func]) -> value
    max(arg1, arg2, *args, *[, key=func]) -> value

    With a single iterable argument, return its biggest item. The
    default keyword-only argument specifies an object to return if
    the provided iterable is empty.
    With two or more positional arguments, return the largest argument."""
    return extreme("max", S_GT, args, key, default)


def extreme(name: str, slot: int, args: arr[W_Object], w_key: W_Object, w_default: W_Object | None) -> W_Object:
    n = len(args)
    if n == 0:
        raise type_error(f"{name} expected at least 1 argument, got 0")
    if n == 1:
        w_best = extreme_of(slot, iterate(args[0]), w_key)
        if w_best is not None:
            return w_best
        if w_default is not None:
            return w_default
        raise value_error(f"{name}() iterable argument is empty")
    if w_default is not None:
        raise type_error(f"Cannot specify a default for {name}() with multiple positional arguments")
    best = 0
    w_best_key = keyed(args[0], w_key)
    for i in range(1, n):
        w_item_key = keyed(args[i], w_key)
        if is_true(compare(slot, w_item_key, w_best_key)):
            best = i
            w_best_key = w_item_key
    return args[best]


def extreme_of(slot: int, w_iter: W_Object, w_key: W_Object) -> W_Object | None:
    """None: there is no item."""
    w_best = w_iter.iter_next()
    if w_best is None:
        return None
    w_best_key = keyed(w_best, w_key)
    while True:
        w_item = w_iter.iter_next()
        if w_item is None:
            return w_best
        w_item_key = keyed(w_item, w_key)
        if is_true(compare(slot, w_item_key, w_best_key)):
            w_best = w_item
            w_best_key = w_item_key


def keyed(w_item: W_Object, w_key: W_Object) -> W_Object:
    if w_key is w_None:
        return w_item
    return call1(w_key, w_item)
