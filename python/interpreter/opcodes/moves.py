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


@opcode
def NOP(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    return pc + 1


@opcode
def MOVE(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    f.regs[a] = f.regs[words[pc + 1]]
    return pc + 2


@opcode
def LOAD_CONST(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    f.regs[a] = f.code.consts[words[pc + 1]]
    return pc + 2


@opcode
def LOAD_SMALL_INT(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    f.regs[a] = W_Int(int(words[pc + 1]))
    return pc + 2


@opcode
def LOAD_COMMON(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    f.regs[a] = common_object(f, int(words[pc + 1]))
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
def CLEAR(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    f.regs[a] = None
    return pc + 1


@opcode
def CHECK_LOCAL(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    if f.regs[a] is None:
        raise unbound(f, int(words[pc + 1]))
    return pc + 2


@opcode
def DELETE_LOCAL(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    if f.regs[a] is None:
        raise unbound(f, int(words[pc + 1]))
    f.regs[a] = None
    return pc + 2


@cold
def unbound(f: W_Frame, const: int) -> OperationError:
    return unbound_name(cast(W_Str, f.code.consts[const]))


@cold
def unbound_name(name: str) -> OperationError:
    return unbound_local(name, f"cannot access local variable '{name}' where it is not associated with a value")


@opcode
def MAKE_CELL(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    src = words[pc + 1]
    if src < 0:
        f.regs[a] = W_Cell(None)
    else:
        w_cell = W_Cell(f.regs[src])
        f.regs[src] = None
        f.regs[a] = w_cell
    return pc + 2


@opcode
def LOAD_DEREF(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_value = cast(W_Cell, f.regs[words[pc + 1]]).w_value
    if w_value is None:
        raise empty_cell(f, int(words[pc + 1]))
    f.regs[a] = w_value
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
def STORE_DEREF(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    cast(W_Cell, f.regs[a]).w_value = f.regs[words[pc + 1]]
    return pc + 2


@opcode
def DELETE_DEREF(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_cell = cast(W_Cell, f.regs[a])
    if w_cell.w_value is None:
        raise empty_cell(f, a)
    w_cell.w_value = None
    return pc + 1


@opcode
def LOAD_CLASS_DEREF(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_value = getitem_or_none(nonnull(f.w_locals), f.code.names[words[pc + 2]])
    if w_value is None:
        w_value = cast(W_Cell, f.regs[words[pc + 1]]).w_value
        if w_value is None:
            raise empty_cell(f, int(words[pc + 1]))
    f.regs[a] = w_value
    return pc + 3


@opcode
def LOAD_FROM_DICT_OR_DEREF(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_value = getitem_or_none(nonnull(f.regs[words[pc + 1]]), f.code.names[words[pc + 3]])
    if w_value is None:
        w_value = cast(W_Cell, f.regs[words[pc + 2]]).w_value
        if w_value is None:
            raise empty_cell(f, int(words[pc + 2]))
    f.regs[a] = w_value
    return pc + 4
