"""Calls and returns."""

from python.rpython import arr, cast, cold, i32, inline, noinline, nonnull, opcode
from python.objects.base import W_Object
from python.objects.code import W_Code
from python.objects.dict_ import W_Dict
from python.objects.function import W_Function
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple
from python.interpreter.attributes import find_attr, get_attr
from python.interpreter.calling import flatten_keywords
from python.interpreter.errors import OperationError, type_error
from python.interpreter.frame import RETURN_INIT, RETURN_NOTHING, RETURN_TO_CALLER, RETURN_TO_FOR, W_Frame, ec
from python.interpreter.iteration import unpack_iterable
from python.interpreter.loop import LEAVE, SWITCH, pop
from python.interpreter.opcodes.attrs import find_method, load_attr_miss
from python.interpreter.operation import is_iterable, str_w
from python.objects.type_ import type_name
from python.interpreter.push_call import (
    call_registers, call_with_names, call_with_self, is_simple_call, push_simple, push_with_args,
)
from python.interpreter.registers import name_at, reg, set_reg, word


def keyword_names(code: W_Code, const: int) -> arr[str]:
    items = cast(W_Tuple, code.consts[const]).items
    names = arr[str](len(items))
    for i in range(len(items)):
        names[i] = cast(W_Str, items[i])
    return names


@opcode
def CALL(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_func = nonnull(reg(f, word(words, pc + 1)))
    argc = int(word(words, pc + 3))
    if isinstance(w_func, W_Function) and is_simple_call(w_func, argc):
        return push_simple(f, pc + 5, a, w_func, None, int(word(words, pc + 2)), argc)
    return call_registers(f, pc + 5, a, w_func, int(word(words, pc + 2)), argc)


@opcode
def CALL_KW(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_func = nonnull(reg(f, word(words, pc + 1)))
    names = keyword_names(f.code, int(word(words, pc + 4)))
    return call_with_names(f, pc + 6, a, w_func, int(word(words, pc + 2)), int(word(words, pc + 3)), names)


@opcode
def CALL_EX(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_func = nonnull(reg(f, word(words, pc + 1)))
    w_args = nonnull(reg(f, word(words, pc + 2)))
    if isinstance(w_args, W_Tuple):
        args = w_args.items
    elif is_iterable(w_args):
        args = unpack_iterable(w_args)
    else:
        raise not_iterable_args(w_func, w_args)
    names: arr[str] | None = None
    if word(words, pc + 3) >= 0:
        w_kwargs = cast(W_Dict, reg(f, word(words, pc + 3)))
        n = len(w_kwargs)
        if n > 0:
            own_names = arr[str](n)
            full = arr[W_Object](len(args) + n)
            for i in range(len(args)):
                full[i] = args[i]
            flatten_keywords(w_kwargs, own_names, full, len(args))
            args = full
            names = own_names
    if isinstance(w_func, W_Function):
        return push_with_args(f, pc + 4, a, w_func, args, names)
    set_reg(f, a, w_func.call_args(args, names))
    return pc + 4


@cold
def not_iterable_args(w_func: W_Object, w_args: W_Object) -> OperationError:
    return type_error(f"{function_text(w_func)} argument after * must be an iterable, not {type_name(w_args)}")


def function_text(w_func: W_Object) -> str:
    """How errors about argument unpacking name the function: `module.qualname()`."""
    w_qualname = find_attr(w_func, "__qualname__")
    if not isinstance(w_qualname, W_Str):
        return str_w(w_func)
    w_module = find_attr(w_func, "__module__")
    if isinstance(w_module, W_Str) and w_module != "builtins":
        return f"{w_module}.{w_qualname}()"
    return f"{w_qualname}()"


@opcode
def CALL_LOADED(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    pair = int(word(words, pc + 1))
    w_func = nonnull(reg(f, pair))
    if reg(f, pair + 1) is not None:
        return call_registers(f, pc + 5, a, w_func, pair + 1, word(words, pc + 3) + 1)
    return call_registers(f, pc + 5, a, w_func, pair + 2, int(word(words, pc + 3)))


@opcode
def CALL_LOADED_KW(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    pair = int(word(words, pc + 1))
    w_func = nonnull(reg(f, pair))
    names = keyword_names(f.code, int(word(words, pc + 4)))
    if reg(f, pair + 1) is not None:
        return call_with_names(f, pc + 6, a, w_func, pair + 1, word(words, pc + 3) + 1, names)
    return call_with_names(f, pc + 6, a, w_func, pair + 2, int(word(words, pc + 3)), names)


@opcode
def CALL_METHOD(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_obj = nonnull(reg(f, word(words, pc + 1)))
    name = name_at(f, word(words, pc + 2))
    first = int(word(words, pc + 3))
    argc = int(word(words, pc + 4))
    site = int(word(words, pc + 5))
    w_func = find_method(f, w_obj, name, site)
    if w_func is None:
        return call_registers(f, pc + 6, a, load_attr_miss(f, w_obj, name, site), first, argc)
    if isinstance(w_func, W_Function) and is_simple_call(w_func, argc + 1):
        return push_simple(f, pc + 6, a, w_func, w_obj, first, argc)
    return call_with_self(f, pc + 6, a, w_func, w_obj, first, argc)


@opcode
def RETURN(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    return leave(f, nonnull(reg(f, a)))


@opcode
def RETURN_CONST(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    return leave(f, f.code.consts[a])


@inline
def leave(f: W_Frame, w_value: W_Object) -> i32:
    how = f.how
    if how == RETURN_TO_CALLER:
        below = nonnull(f.back)
        f.is_done = True
        f.is_running = False
        ec.depth = ec.depth - 1
        ec.frame = below
        set_reg(below, f.ret, w_value)
        return SWITCH
    return leave_special(f, w_value, how)


@noinline
def leave_special(f: W_Frame, w_value: W_Object, how: int) -> i32:
    if how == RETURN_INIT:
        if w_value is not w_None:
            raise type_error(f"__init__() should return None, not '{type_name(w_value)}'")
        f.is_done = True
        pop(f)
        nonnull(ec.frame).regs[f.ret] = f.w_instance
        return SWITCH
    f.is_done = True
    pop(f)
    if how == RETURN_NOTHING:
        return SWITCH
    if how >= RETURN_TO_FOR:
        nonnull(f.generator).leave(True)
        below = nonnull(ec.frame)
        words = below.code.words
        if how == RETURN_TO_FOR:
            below.resume = word(words, below.pc + 2)
        else:
            set_reg(below, f.ret, w_value)
            below.resume = i32(below.pc + 2)
        return SWITCH
    ec.w_result = w_value
    return LEAVE
