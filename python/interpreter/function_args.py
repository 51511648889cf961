"""Binding of call arguments to the registers of a Python function."""

from python.rpython import arr, arr_copy, cold
from python.objects.base import W_Object
from python.objects.code import CO_VARARGS, CO_VARKEYWORDS, W_Code
from python.objects.dict_ import W_Dict
from python.objects.function import W_Function
from python.objects.tuple_ import new_tuple
from python.interpreter.errors import OperationError, type_error
from python.interpreter.frame import W_Frame


def bind_arguments(w_func: W_Function, frame: W_Frame, args: arr[W_Object], names: arr[str] | None) -> None:
    """Fills the parameter registers and those of the closure; TypeError as CPython words it."""
    code = w_func.code
    frame.set_closure(w_func.closure)
    n_names = 0
    if names is not None:
        n_names = len(names)
    n_given = len(args) - n_names
    regs = frame.regs
    n_pos = int(code.argcount)
    n_copied = min(n_given, n_pos)
    for i in range(n_copied):
        regs[i] = args[i]
    n_named = n_pos + code.kwonlyargcount
    w_rest: W_Dict | None = None
    if (code.flags & CO_VARARGS) != 0:
        rest = arr[W_Object](n_given - n_copied)
        arr_copy(args, n_copied, rest, 0, n_given - n_copied)
        regs[n_named] = new_tuple(rest)
    if (code.flags & CO_VARKEYWORDS) != 0:
        w_rest = W_Dict()
        if (code.flags & CO_VARARGS) != 0:
            regs[n_named + 1] = w_rest
        else:
            regs[n_named] = w_rest
    if names is not None:
        bind_keywords(w_func, frame, args, names, n_given, w_rest)
    if n_given > n_pos and (code.flags & CO_VARARGS) == 0:
        raise too_many_positional(w_func, frame, n_given)
    if n_copied < n_pos:
        fill_defaults(w_func, frame, n_pos)
    if code.kwonlyargcount > 0:
        fill_kwdefaults(w_func, frame, n_pos)


def bind_keywords(
    w_func: W_Function, frame: W_Frame, args: arr[W_Object], names: arr[str], n_given: int, w_rest: W_Dict | None
) -> None:
    code = w_func.code
    for i in range(len(names)):
        name = names[i]
        index = find_parameter(code, name)
        if index >= 0:
            if frame.regs[index] is not None:
                raise type_error(f"{w_func.qualname}() got multiple values for argument '{name}'")
            frame.regs[index] = args[n_given + i]
        elif w_rest is not None:
            w_rest.set_str(name, args[n_given + i])
        else:
            raise unexpected_keyword(w_func, names, name)


def find_parameter(code: W_Code, name: str) -> int:
    varnames = code.varnames
    first = int(code.posonlyargcount)
    last = code.argcount + code.kwonlyargcount
    for i in range(first, last):
        if varnames[i] is name:
            return i
    for i in range(first, last):
        if varnames[i] == name:
            return i
    return -1


def fill_defaults(w_func: W_Function, frame: W_Frame, n_pos: int) -> None:
    defaults = w_func.defaults
    first = n_pos - len(defaults)
    missing = 0
    for i in range(n_pos):
        if frame.regs[i] is None:
            if i >= first:
                frame.regs[i] = defaults[i - first]
            else:
                missing = missing + 1
    if missing > 0:
        raise missing_arguments(w_func, frame, 0, n_pos, "positional")


def fill_kwdefaults(w_func: W_Function, frame: W_Frame, n_pos: int) -> None:
    code = w_func.code
    w_kwdefaults = w_func.w_kwdefaults
    missing = 0
    for i in range(n_pos, n_pos + code.kwonlyargcount):
        if frame.regs[i] is None:
            if w_kwdefaults is not None:
                frame.regs[i] = w_kwdefaults.get_str(code.varnames[i])
            if frame.regs[i] is None:
                missing = missing + 1
    if missing > 0:
        raise missing_arguments(w_func, frame, n_pos, n_pos + code.kwonlyargcount, "keyword-only")


@cold
def unexpected_keyword(w_func: W_Function, names: arr[str], name: str) -> OperationError:
    code = w_func.code
    wrong: str = ""
    for i in range(code.posonlyargcount):
        for k in range(len(names)):
            if code.varnames[i] == names[k]:
                if len(wrong) > 0:
                    wrong = wrong + ", "
                wrong = wrong + names[k]
    if len(wrong) > 0:
        return type_error(
            f"{w_func.qualname}() got some positional-only arguments passed as keyword arguments: '{wrong}'"
        )
    return type_error(f"{w_func.qualname}() got an unexpected keyword argument '{name}'")


@cold
def missing_arguments(w_func: W_Function, frame: W_Frame, start: int, end: int, kind: str) -> OperationError:
    names = w_func.code.varnames
    count = 0
    for i in range(start, end):
        if frame.regs[i] is None:
            count = count + 1
    text: str = ""
    seen = 0
    for i in range(start, end):
        if frame.regs[i] is None:
            seen = seen + 1
            if seen > 1:
                if count == 2:
                    text = text + " and "
                elif seen == count:
                    text = text + ", and "
                else:
                    text = text + ", "
            text = text + "'" + names[i] + "'"
    plural = "s"
    if count == 1:
        plural = ""
    return type_error(f"{w_func.qualname}() missing {count} required {kind} argument{plural}: {text}")


@cold
def too_many_positional(w_func: W_Function, frame: W_Frame, n_given: int) -> OperationError:
    code = w_func.code
    n_pos = int(code.argcount)
    n_defaults = len(w_func.defaults)
    takes = f"{n_pos}"
    plural = n_pos != 1
    if n_defaults > 0:
        takes = f"from {n_pos - n_defaults} to {n_pos}"
        plural = True
    n_kwonly = 0
    for i in range(n_pos, n_pos + code.kwonlyargcount):
        if frame.regs[i] is not None:
            n_kwonly = n_kwonly + 1
    given = f"{n_given}"
    if n_kwonly > 0:
        word = "s" if n_given != 1 else ""
        kword = "s" if n_kwonly != 1 else ""
        given = f"{n_given} positional argument{word} (and {n_kwonly} keyword-only argument{kword})"
    word = "s" if plural else ""
    was = "were"
    if n_given == 1 and n_kwonly == 0:
        was = "was"
    return type_error(f"{w_func.qualname}() takes {takes} positional argument{word} but {given} {was} given")
