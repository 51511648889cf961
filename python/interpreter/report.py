"""Printing of uncaught exceptions: what Lib/traceback.py prints, without needing that module."""

from python.rpython import Final, arr, i32
from python.externs import fs_write
from python.interpreter.attributes import find_attr
from python.interpreter.calling import call0, call1
from python.interpreter.errors import OperationError
from python.interpreter.frame_lines import add_source
from python.interpreter.opcode_numbers import OP_CALL_METHOD
from python.interpreter.operation import repr_w, str_w
from python.interpreter.source_text import leading_blanks, without_line_end, without_trailing_blanks
from python.interpreter.suggestions import hint_for
from python.objects.base import W_Object
from python.objects.codecs import decode_utf8, encode_utf8
from python.objects.exceptions.base import W_BaseException
from python.objects.exceptions.special import W_AttributeError
from python.objects.exceptions.syntax import W_SyntaxError
from python.objects.int_ import W_Int
from python.objects.list_ import W_List
from python.objects.module_ import builtin_modules
from python.objects.simple_namespace import new_namespace
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.traceback import W_Traceback
from python.objects.type_ import W_Type
from python.rlib.list import List
from python.rlib.text import StrBuilder

CAUSE: Final = "\nThe above exception was the direct cause of the following exception:\n\n"
CONTEXT: Final = "\nDuring handling of the above exception, another exception occurred:\n\n"
REPEATS: Final = 3  # frames alike that are shown before "[Previous line repeated N more times]"


class DefaultHook:
    """The functions that sys.excepthook and sys.unraisablehook are before a program puts others there."""

    w_hook: W_Object | None = None
    w_unraisable: W_Object | None = None


default_hook: Final = DefaultHook()


def print_exception(w_exc: W_BaseException) -> None:
    """To sys.stderr, or to the descriptor when there is none."""
    write_error(format_exception(w_exc))


def write_error(text: str) -> None:
    """An error while writing has nowhere to go."""
    w_stderr = builtin_modules.get_or_make("sys").w_dict.get_str("stderr")
    if w_stderr is w_None:
        return
    if w_stderr is None:
        data = encode_utf8(text, "backslashreplace")
        fs_write(2, data, 0, i32(len(data)))
        return
    try:
        w_write = find_attr(w_stderr, "write")
        if w_write is not None:
            call1(w_write, text)
            w_flush = find_attr(w_stderr, "flush")
            if w_flush is not None:
                call0(w_flush)
    except OperationError:
        pass


def format_exception(w_exc: W_BaseException) -> str:
    out = StrBuilder(256)
    add_chain(out, w_exc, List[W_BaseException]())
    return out.build()


def seen_before(seen: List[W_BaseException], w_exc: W_BaseException) -> bool:
    for i in range(len(seen)):
        if seen[i] is w_exc:
            return True
    return False


def add_chain(out: StrBuilder, w_exc: W_BaseException, seen: List[W_BaseException]) -> None:
    seen.append(w_exc)
    w_cause = w_exc.w_cause
    w_context = w_exc.w_context
    if w_cause is not None:
        if not seen_before(seen, w_cause):
            add_chain(out, w_cause, seen)
            out.add(CAUSE)
    elif w_context is not None and not w_exc.suppress_context:
        if not seen_before(seen, w_context):
            add_chain(out, w_context, seen)
            out.add(CONTEXT)
    w_traceback = w_exc.w_traceback
    if w_traceback is not None:
        out.add("Traceback (most recent call last):\n")
        add_traceback(out, w_exc, w_traceback, True)
    add_final_lines(out, w_exc)


# The exception itself.


def add_final_lines(out: StrBuilder, w_exc: W_BaseException) -> None:
    if isinstance(w_exc, W_SyntaxError):
        add_syntax_place(out, w_exc)
    name = qualified_name(w_exc.gettypeobject())
    text = safe_str(w_exc)
    text = text + hint_for(w_exc)
    out.add(name)
    if len(text) > 0:
        out.add(": ")
        out.add(text)
    out.add("\n")
    add_notes(out, w_exc)


def qualified_name(w_type: W_Type) -> str:
    w_module = find_attr(w_type, "__module__")
    if w_module is not None and isinstance(w_module, W_Str):
        if w_module == "builtins" or w_module == "__main__":
            return w_type.qualname
        return f"{w_module}.{w_type.qualname}"
    return w_type.qualname


def safe_str(w_exc: W_BaseException) -> str:
    try:
        if isinstance(w_exc, W_SyntaxError):
            w_msg = w_exc.w_msg
            if w_msg is None:
                return "None"
            return str_w(w_msg)
        return str_w(w_exc)
    except OperationError:
        return "<exception str() failed>"


def add_notes(out: StrBuilder, w_exc: W_BaseException) -> None:
    w_notes = w_exc.attr_get("__notes__")
    if w_notes is None or w_notes is w_None:
        return
    if not isinstance(w_notes, W_List):
        out.add(repr_w(w_notes))
        out.add("\n")
        return
    for w_note in w_notes.copy_items():
        out.add(str_w(w_note))
        out.add("\n")


def add_syntax_place(out: StrBuilder, w_exc: W_SyntaxError) -> None:
    w_lineno = w_exc.w_lineno
    if w_lineno is None or w_lineno is w_None:
        return
    w_filename = w_exc.w_filename
    filename = "<string>"
    if w_filename is not None and w_filename is not w_None:
        filename = str_w(w_filename)
    out.add(f"  File \"{filename}\", line {str_w(w_lineno)}\n")
    w_text = w_exc.w_text
    if w_text is None or not isinstance(w_text, W_Str):
        return
    line = without_line_end(w_text)
    indent = leading_blanks(line)
    shown = without_trailing_blanks(line.slice(indent, len(line)))
    out.add(f"    {shown}\n")
    start = number_or(w_exc.w_offset, 0) - 1 - indent
    if start < 0:
        return
    end = start + 1
    if number_or(w_exc.w_end_lineno, 0) == number_or(w_lineno, 0):
        end = max(number_or(w_exc.w_end_offset, 0) - 1 - indent, start + 1)
    elif number_or(w_exc.w_end_lineno, 0) > number_or(w_lineno, 0):
        end = max(int(len(shown)), start + 1)
    end = min(end, max(int(len(line)) - indent, start) + 1)
    out.add("    ")
    for i in range(start):
        out.add(" ")
    for i in range(start, end):
        out.add("^")
    out.add("\n")


def number_or(w_value: W_Object | None, default: int) -> int:
    if w_value is not None and isinstance(w_value, W_Int):
        return w_value.value
    return default


# Frames.


def add_traceback(out: StrBuilder, w_exc: W_BaseException, w_traceback: W_Traceback, marks: bool) -> None:
    w_entry: W_Traceback | None = w_traceback
    last_file = ""
    last_name = ""
    last_line = -1
    count = 0
    while w_entry is not None:
        code = w_entry.frame.code
        if code.filename != last_file or w_entry.line != last_line or code.name != last_name:
            add_repeats(out, count)
            last_file = code.filename
            last_name = code.name
            last_line = w_entry.line
            count = 0
        count += 1
        if count <= REPEATS:
            add_frame(out, w_entry, failed_method(w_exc, w_entry), marks)
        w_entry = w_entry.w_next
    add_repeats(out, count)


def add_repeats(out: StrBuilder, count: int) -> None:
    if count > REPEATS:
        more = count - REPEATS
        plural = "" if more == 1 else "s"
        out.add(f"  [Previous line repeated {more} more time{plural}]\n")


def add_frame(out: StrBuilder, w_entry: W_Traceback, method: str | None, marks: bool) -> None:
    code = w_entry.frame.code
    out.add(f"  File \"{code.filename}\", line {w_entry.line}, in {code.name}\n")
    add_source(out, w_entry, method, marks)


def failed_method(w_exc: W_BaseException, w_entry: W_Traceback) -> str | None:
    """The name, if the innermost entry is at a method call and the error that there is no such method."""
    if w_entry.w_next is None and isinstance(w_exc, W_AttributeError):
        frame = w_entry.frame
        if (int(frame.words[w_entry.pc]) & 255) == OP_CALL_METHOD:
            name = frame.code.names[frame.words[w_entry.pc + 2]]
            w_name = w_exc.w_name
            if isinstance(w_name, W_Str) and w_name == name:
                return name
    return None


def write_unraisable(error: OperationError, message: str, w_source: W_Object) -> None:
    """An exception that has nowhere to go: in a finalizer, in a callback."""
    w_exc = error.w_value
    w_hook = builtin_modules.get_or_make("sys").w_dict.get_str("unraisablehook")
    if w_hook is None or w_hook is w_None or w_hook is default_hook.w_unraisable:
        print_unraisable(w_exc, message, w_source)
        return
    w_traceback: W_Object = w_None
    own = w_exc.w_traceback
    if own is not None:
        w_traceback = own
    w_args = new_namespace()
    w_args.attr_set("exc_type", w_exc.gettypeobject())
    w_args.attr_set("exc_value", w_exc)
    w_args.attr_set("exc_traceback", w_traceback)
    w_args.attr_set("err_msg", message)
    w_args.attr_set("object", w_source)
    try:
        call1(w_hook, w_args)
    except OperationError as e:
        print_unraisable(e.w_value, "Exception ignored in sys.unraisablehook", w_hook)


def print_unraisable(w_exc: W_BaseException, message: str, w_source: W_Object) -> None:
    """The exception alone: neither causes nor carets."""
    place = ""
    if w_source is not w_None:
        try:
            place = f" {repr_w(w_source)}"
        except OperationError:
            place = " <object repr() failed>"
    out = StrBuilder(256)
    out.add(f"{message}{place}:\n")
    w_traceback = w_exc.w_traceback
    if w_traceback is not None:
        out.add("Traceback (most recent call last):\n")
        add_traceback(out, w_exc, w_traceback, False)
    add_final_lines(out, w_exc)
    write_error(out.build())
