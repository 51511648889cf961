"""The match statement."""

from python.rpython import arr, cast, i32, nonnull, opcode, typeof
from python.interpreter.attributes import find_attr
from python.interpreter.errors import type_error, value_error
from python.interpreter.frame import W_Frame
from python.interpreter.operation import eq_w, getitem_or_none, length, repr_w, wrap_bool
from python.interpreter.subclassing import isinstance_w
from python.objects.base import W_Object
from python.objects.bytearray_ import W_ByteArray
from python.objects.bytes_ import W_Bytes
from python.objects.dict_ import W_Dict
from python.objects.flags import MAPPING, SEQUENCE
from python.objects.float_ import W_Float
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.list_ import W_List
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type
from python.rlib.list import List
from python.interpreter.registers import reg, set_reg, word


def has_flag(w_subject: W_Object, flag: int) -> bool:
    """The flag of the type or of one it inherits from."""
    for w_type in w_subject.gettypeobject().mro:
        if (w_type.flags & flag) != 0:
            return True
    return False


@opcode
def MATCH_SEQUENCE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, wrap_bool(has_flag(nonnull(reg(f, word(words, pc + 1))), SEQUENCE)))
    return pc + 2


@opcode
def MATCH_MAPPING(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, wrap_bool(has_flag(nonnull(reg(f, word(words, pc + 1))), MAPPING)))
    return pc + 2


@opcode
def GET_LEN(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, W_Int(length(nonnull(reg(f, word(words, pc + 1))))))
    return pc + 2


@opcode
def MATCH_KEYS(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_subject = nonnull(reg(f, word(words, pc + 1)))
    keys = cast(W_Tuple, reg(f, word(words, pc + 2))).items
    set_reg(f, a, values_of_keys(w_subject, keys))
    return pc + 3


def values_of_keys(w_subject: W_Object, keys: arr[W_Object]) -> W_Object:
    values = arr[W_Object](len(keys))
    for i in range(len(keys)):
        for k in range(i):
            if eq_w(keys[k], keys[i]):
                raise value_error(f"mapping pattern checks duplicate key ({repr_w(keys[i])})")
        w_value = getitem_or_none(w_subject, keys[i])
        if w_value is None:
            return w_None
        values[i] = w_value
    return new_tuple(values)


@opcode
def MATCH_CLASS(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_subject = nonnull(reg(f, word(words, pc + 1)))
    w_class = nonnull(reg(f, word(words, pc + 2)))
    names = cast(W_Tuple, f.code.consts[word(words, pc + 4)]).items
    set_reg(f, a, class_attributes(w_subject, w_class, int(word(words, pc + 3)), names))
    return pc + 5


def class_attributes(w_subject: W_Object, w_class: W_Object, n_positional: int, names: arr[W_Object]) -> W_Object:
    """The attributes that a class pattern asks for, or None."""
    if not isinstance(w_class, W_Type):
        raise type_error("called match pattern must be a class")
    if not isinstance_w(w_subject, w_class):
        return w_None
    values = List[W_Object]()
    if n_positional > 0 and not take_positional(w_subject, w_class, n_positional, values):
        return w_None
    for w_name in names:
        w_value = find_attr(w_subject, cast(W_Str, w_name))
        if w_value is None:
            return w_None
        values.append(w_value)
    items = arr[W_Object](len(values))
    for i in range(len(values)):
        items[i] = values[i]
    return new_tuple(items)


def take_positional(w_subject: W_Object, w_class: W_Type, n: int, values: List[W_Object]) -> bool:
    w_args = find_attr(w_class, "__match_args__")
    plural = "" if n == 1 else "s"
    if w_args is None:
        if matches_itself(w_class):
            if n > 1:
                raise type_error(f"{w_class.name}() accepts 1 positional sub-pattern ({n} given)")
            values.append(w_subject)
            return True
        raise type_error(f"{w_class.name}() accepts 0 positional sub-patterns ({n} given)")
    if not isinstance(w_args, W_Tuple):
        raise type_error(f"{w_class.name}.__match_args__ must be a tuple (got {w_args.gettypeobject().name})")
    allowed = len(w_args.items)
    if allowed < n:
        plural = "" if allowed == 1 else "s"
        raise type_error(f"{w_class.name}() accepts {allowed} positional sub-pattern{plural} ({n} given)")
    for i in range(n):
        w_name = w_args.items[i]
        if not isinstance(w_name, W_Str):
            raise type_error(f"__match_args__ elements must be strings (got {w_name.gettypeobject().name})")
        w_value = find_attr(w_subject, w_name)
        if w_value is None:
            return False
        values.append(w_value)
    return True


def matches_itself(w_class: W_Type) -> bool:
    """Builtin types whose one positional sub-pattern is the subject."""
    return (
        w_class.is_subtype(typeof(W_AbstractInt))
        or w_class.is_subtype(typeof(W_Str))
        or w_class.is_subtype(typeof(W_Float))
        or w_class.is_subtype(typeof(W_List))
        or w_class.is_subtype(typeof(W_Tuple))
        or w_class.is_subtype(typeof(W_Dict))
        or w_class.is_subtype(typeof(W_Bytes))
        or w_class.is_subtype(typeof(W_ByteArray))
        or w_class.name == "set"
        or w_class.name == "frozenset"
    )
