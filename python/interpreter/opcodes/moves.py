"""Moves, constants, locals and cells."""

from python.rpython import arr, cast, cold, i32, nonnull, opcode
from python.objects.base import W_Object
from python.objects.cell import W_Cell
from python.objects.exceptions.hierarchy import w_AssertionError, w_NotImplementedError
from python.objects.int_ import W_Int
from python.objects.str_ import W_Str
from python.interpreter.errors import OperationError, name_error, unbound_local
from python.interpreter.frame import W_Frame
from python.interpreter.operation import getitem_or_none
from python.interpreter.loop import STOPPED
from python.interpreter.registers import reg, set_reg, word


@opcode
def NOP(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    return pc + 1


@opcode
def MOVE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, reg(f, word(words, pc + 1)))
    return pc + 2


@opcode
def LOAD_CONST(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, f.code.consts[word(words, pc + 1)])
    return pc + 2


@opcode
def LOAD_SMALL_INT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, W_Int(int(word(words, pc + 1))))
    return pc + 2


@opcode
def LOAD_COMMON(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, common_object(f, int(word(words, pc + 1))))
    return pc + 2


def common_object(f: W_Frame, which: int) -> W_Object:
    match which:
        case 0:
            return w_AssertionError
        case 1:
            return w_NotImplementedError
        case 2:
            return nonnull(f.w_builtins.get_str("tuple"))
        case 3:
            return nonnull(f.w_builtins.get_str("all"))
        case _:
            return nonnull(f.w_builtins.get_str("any"))


@opcode
def CLEAR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, None)
    return pc + 1


@opcode
def CHECK_LOCAL(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    if reg(f, a) is None:
        raise unbound(f, int(word(words, pc + 1)))
    return pc + 2


@opcode
def DELETE_LOCAL(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    if reg(f, a) is None:
        raise unbound(f, int(word(words, pc + 1)))
    set_reg(f, a, None)
    return pc + 2


@cold
def unbound(f: W_Frame, const: int) -> OperationError:
    return unbound_name(cast(W_Str, f.code.consts[const]))


@cold
def unbound_name(name: str) -> OperationError:
    return unbound_local(name, f"cannot access local variable '{name}' where it is not associated with a value")


@opcode
def MAKE_CELL(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    src = word(words, pc + 1)
    if src < 0:
        set_reg(f, a, W_Cell(None))
    else:
        w_cell = W_Cell(reg(f, src))
        set_reg(f, src, None)
        set_reg(f, a, w_cell)
    return pc + 2


@opcode
def LOAD_DEREF(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_value = cast(W_Cell, reg(f, word(words, pc + 1))).w_value
    if w_value is None:
        raise empty_cell(f, int(word(words, pc + 1)))
    set_reg(f, a, w_value)
    return pc + 2


@cold
def empty_cell(f: W_Frame, register: int) -> OperationError:
    code = f.code
    index = register - len(code.varnames)
    if index < len(code.cellvars):
        return unbound_name(code.cellvars[index])
    name = code.freevars[index - len(code.cellvars)]
    return name_error(
        name, f"cannot access free variable '{name}' where it is not associated with a value in enclosing scope"
    )


@opcode
def STORE_DEREF(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    cast(W_Cell, reg(f, a)).w_value = reg(f, word(words, pc + 1))
    return pc + 2


@opcode
def DELETE_DEREF(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_cell = cast(W_Cell, reg(f, a))
    if w_cell.w_value is None:
        raise empty_cell(f, a)
    w_cell.w_value = None
    return pc + 1


@opcode
def LOAD_CLASS_DEREF(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_value = getitem_or_none(nonnull(f.w_locals), f.code.names[word(words, pc + 2)])
    if w_value is None:
        w_value = cast(W_Cell, reg(f, word(words, pc + 1))).w_value
        if w_value is None:
            raise empty_cell(f, int(word(words, pc + 1)))
    set_reg(f, a, w_value)
    return pc + 3


@opcode
def LOAD_FROM_DICT_OR_DEREF(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_value = getitem_or_none(nonnull(reg(f, word(words, pc + 1))), f.code.names[word(words, pc + 3)])
    if w_value is None:
        w_value = cast(W_Cell, reg(f, word(words, pc + 2))).w_value
        if w_value is None:
            raise empty_cell(f, int(word(words, pc + 2)))
    set_reg(f, a, w_value)
    return pc + 4


@opcode(255)
def STOP(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    return STOPPED
