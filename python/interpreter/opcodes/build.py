"""Displays, f-strings, and adding to what a display or a comprehension makes."""

from python.rpython import arr, cast, i32, nonnull, opcode
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict, update_from_dict
from python.objects.list_ import W_List, new_list
from python.objects.set_ import W_Set
from python.objects.str_ import W_Str
from python.objects.singletons import w_None
from python.objects.template import W_Interpolation, W_Template
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import type_name
from python.interpreter.attributes import find_attr
from python.interpreter.errors import type_error
from python.interpreter.frame import W_Frame
from python.interpreter.iteration import iterate
from python.interpreter.operation import format_w, is_iterable, repr_w, str_w
from python.interpreter.opcodes.calls import function_text
from python.objects.str_escape import ascii_escaped
from python.rlib.text import StrBuilder
from python.interpreter.registers import reg, set_reg, word


def registers(f: W_Frame, first: int, count: int) -> arr[W_Object]:
    items = arr[W_Object](count)
    for i in range(count):
        items[i] = nonnull(reg(f, first + i))
    return items


@opcode
def BUILD_TUPLE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, new_tuple(registers(f, int(word(words, pc + 1)), int(word(words, pc + 2)))))
    return pc + 3


@opcode
def BUILD_LIST(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, new_list(registers(f, int(word(words, pc + 1)), int(word(words, pc + 2)))))
    return pc + 3


@opcode
def BUILD_SET(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_set = W_Set()
    first = int(word(words, pc + 1))
    for i in range(word(words, pc + 2)):
        w_set.add_w(nonnull(reg(f, first + i)))
    set_reg(f, a, w_set)
    return pc + 3


@opcode
def BUILD_DICT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_dict = W_Dict()
    first = int(word(words, pc + 1))
    for i in range(word(words, pc + 2)):
        w_dict.setitem(nonnull(reg(f, first + 2 * i)), nonnull(reg(f, first + 2 * i + 1)))
    set_reg(f, a, w_dict)
    return pc + 3


@opcode
def BUILD_STRING(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    out = StrBuilder(32)
    first = int(word(words, pc + 1))
    for i in range(word(words, pc + 2)):
        out.add(cast(W_Str, reg(f, first + i)))
    set_reg(f, a, out.build())
    return pc + 3


@opcode
def FORMAT_VALUE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_value = nonnull(reg(f, word(words, pc + 1)))
    match word(words, pc + 2):
        case 1:
            w_value = str_w(w_value)
        case 2:
            w_value = repr_w(w_value)
        case 3:
            w_value = ascii_escaped(repr_w(w_value))
        case _:
            pass
    spec = ""
    if word(words, pc + 3) >= 0:
        spec = cast(W_Str, reg(f, word(words, pc + 3)))
    set_reg(f, a, format_w(w_value, spec))
    return pc + 4


@opcode
def LIST_APPEND(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    cast(W_List, reg(f, a)).append_w(nonnull(reg(f, word(words, pc + 1))))
    return pc + 2


@opcode
def LIST_EXTEND(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_iterable = nonnull(reg(f, word(words, pc + 1)))
    if not is_iterable(w_iterable):
        raise type_error(f"Value after * must be an iterable, not {type_name(w_iterable)}")
    cast(W_List, reg(f, a)).extend_w(w_iterable)
    return pc + 2


@opcode
def LIST_TO_TUPLE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, new_tuple(cast(W_List, reg(f, word(words, pc + 1))).copy_items()))
    return pc + 2


@opcode
def SET_ADD(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    cast(W_Set, reg(f, a)).add_w(nonnull(reg(f, word(words, pc + 1))))
    return pc + 2


@opcode
def SET_UPDATE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_set = cast(W_Set, reg(f, a))
    w_iter = iterate(nonnull(reg(f, word(words, pc + 1))))
    while True:
        w_item = w_iter.iter_next()
        if w_item is None:
            return pc + 2
        w_set.add_w(w_item)


@opcode
def DICT_INSERT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    cast(W_Dict, reg(f, a)).setitem(nonnull(reg(f, word(words, pc + 1))), nonnull(reg(f, word(words, pc + 2))))
    return pc + 3


@opcode
def DICT_UPDATE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_mapping = nonnull(reg(f, word(words, pc + 1)))
    w_dict = cast(W_Dict, reg(f, a))
    if isinstance(w_mapping, W_Dict):
        update_from_dict(w_dict, w_mapping)
    else:
        if find_attr(w_mapping, "keys") is None:
            raise type_error(f"'{type_name(w_mapping)}' object is not a mapping")
        w_dict.update_from_args("update", [w_mapping], W_Dict())
    return pc + 2


@opcode
def DICT_MERGE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_dict = cast(W_Dict, reg(f, a))
    w_mapping = nonnull(reg(f, word(words, pc + 1)))
    w_func = nonnull(reg(f, word(words, pc + 2)))
    w_new = W_Dict()
    if isinstance(w_mapping, W_Dict):
        w_new = w_mapping
    else:
        if find_attr(w_mapping, "keys") is None:
            text = function_text(w_func)
            raise type_error(f"{text} argument after ** must be a mapping, not {type_name(w_mapping)}")
        w_new.update_from_args("update", [w_mapping], W_Dict())
    cursor = w_new.cursor()
    while cursor.advance():
        w_key = cursor.key()
        if not isinstance(w_key, W_Str):
            raise type_error("keywords must be strings")
        if w_dict.get(w_key) is not None:
            raise type_error(f"{function_text(w_func)} got multiple values for keyword argument '{w_key}'")
        w_dict.setitem(w_key, cursor.value())
    return pc + 3


@opcode
def BUILD_INTERPOLATION(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_conversion: W_Object = w_None
    match int(word(words, pc + 3)):
        case 1:
            w_conversion = "s"
        case 2:
            w_conversion = "r"
        case 3:
            w_conversion = "a"
    w_spec: W_Object = ""
    if word(words, pc + 4) >= 0:
        w_spec = nonnull(reg(f, word(words, pc + 4)))
    w_text = f.code.consts[word(words, pc + 2)]
    set_reg(f, a, W_Interpolation(nonnull(reg(f, word(words, pc + 1))), w_text, w_conversion, w_spec))
    return pc + 5


@opcode
def BUILD_TEMPLATE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, W_Template(cast(W_Tuple, reg(f, word(words, pc + 1))), cast(W_Tuple, reg(f, word(words, pc + 2)))))
    return pc + 3
