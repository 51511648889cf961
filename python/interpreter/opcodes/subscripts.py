"""Subscription and slices."""

from python.rpython import arr, i32, nonnull, opcode, unsafe_get
from python.objects.base import W_Object
from python.objects.function import W_Function
from python.objects.instance import W_Instance
from python.objects.int_ import W_Int
from python.objects.list_ import W_List
from python.objects.singletons import w_None
from python.objects.slice_ import W_Slice
from python.objects.tuple_ import W_Tuple
from python.interpreter.fast_items import list_item, set_list_item
from python.interpreter.frame import W_Frame
from python.interpreter.operation import delitem, getitem, setitem
from python.interpreter.push_call import call_with_self, push_for_nothing
from python.interpreter.registers import reg, set_reg, word
from python.interpreter.slots import S_GETITEM, S_SETITEM


@opcode
def BINARY_SUBSCR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_obj = nonnull(reg(f, word(words, pc + 1)))
    w_index = nonnull(reg(f, word(words, pc + 2)))
    if isinstance(w_index, W_Int):
        index = w_index.value
        if isinstance(w_obj, W_List) and w_obj.is_exact():
            n = w_obj.length
            if index < 0:
                index = index + n
            if index >= 0 and index < n:
                set_reg(f, a, list_item(w_obj, index))
                return pc + 3
        elif isinstance(w_obj, W_Tuple) and w_obj.is_exact():
            items = w_obj.items
            n = int(len(items))
            if index < 0:
                index = index + n
            if index >= 0 and index < n:
                set_reg(f, a, unsafe_get(items, i32(index)))
                return pc + 3
    if isinstance(w_obj, W_Instance):
        w_method = w_obj.gettypeobject().slot(S_GETITEM)
        if isinstance(w_method, W_Function):
            return call_with_self(f, pc + 3, a, w_method, w_obj, int(word(words, pc + 2)), 1)
    set_reg(f, a, getitem(w_obj, w_index))
    return pc + 3


@opcode
def BINARY_SUBSCR_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_obj = nonnull(reg(f, word(words, pc + 1)))
    index = int(word(words, pc + 2))
    if isinstance(w_obj, W_List) and w_obj.is_exact():
        n = w_obj.length
        if index < 0:
            index = index + n
        if index >= 0 and index < n:
            set_reg(f, a, list_item(w_obj, index))
            return pc + 3
    elif isinstance(w_obj, W_Tuple) and w_obj.is_exact():
        items = w_obj.items
        n = int(len(items))
        if index < 0:
            index = index + n
        if index >= 0 and index < n:
            set_reg(f, a, unsafe_get(items, i32(index)))
            return pc + 3
    set_reg(f, a, getitem(w_obj, W_Int(int(word(words, pc + 2)))))
    return pc + 3


@opcode
def STORE_SUBSCR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_obj = nonnull(reg(f, a))
    w_index = nonnull(reg(f, word(words, pc + 1)))
    w_value = nonnull(reg(f, word(words, pc + 2)))
    if isinstance(w_index, W_Int) and isinstance(w_obj, W_List) and w_obj.is_exact():
        index = w_index.value
        n = w_obj.length
        if index < 0:
            index = index + n
        if index >= 0 and index < n:
            set_list_item(w_obj, index, w_value)
            return pc + 3
    if isinstance(w_obj, W_Instance):
        w_method = w_obj.gettypeobject().slot(S_SETITEM)
        if isinstance(w_method, W_Function) and w_method.code.simple_args and w_method.code.argcount == 3:
            return push_for_nothing(f, pc + 3, w_method, [w_obj, w_index, w_value])
    setitem(w_obj, w_index, w_value)
    return pc + 3


@opcode
def DELETE_SUBSCR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    delitem(nonnull(reg(f, a)), nonnull(reg(f, word(words, pc + 1))))
    return pc + 2


def reg_or_none(f: W_Frame, register: int) -> W_Object:
    """The value of an `oreg` operand; None when absent."""
    if register < 0:
        return w_None
    return nonnull(reg(f, register))


@opcode
def BUILD_SLICE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_start = reg_or_none(f, int(word(words, pc + 1)))
    w_stop = reg_or_none(f, int(word(words, pc + 2)))
    set_reg(f, a, W_Slice(w_start, w_stop, reg_or_none(f, int(word(words, pc + 3)))))
    return pc + 4


@opcode
def BINARY_SLICE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_obj = nonnull(reg(f, word(words, pc + 1)))
    w_start = reg_or_none(f, int(word(words, pc + 2)))
    w_stop = reg_or_none(f, int(word(words, pc + 3)))
    set_reg(f, a, getitem(w_obj, W_Slice(w_start, w_stop, w_None)))
    return pc + 4


@opcode
def STORE_SLICE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_obj = nonnull(reg(f, a))
    w_start = reg_or_none(f, int(word(words, pc + 1)))
    w_stop = reg_or_none(f, int(word(words, pc + 2)))
    setitem(w_obj, W_Slice(w_start, w_stop, w_None), nonnull(reg(f, word(words, pc + 3))))
    return pc + 4
