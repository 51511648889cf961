"""Loops, unpacking, yielding."""

from python.rpython import arr, cold, i32, noinline, nonnull, opcode, typeof
from python.objects.base import W_Object
from python.objects.code import CO_COROUTINE, CO_ITERABLE_COROUTINE
from python.objects.exceptions.special import W_StopIteration
from python.objects.generator import W_Coroutine, W_Generator, W_GeneratorBase, stop_value
from python.objects.int_ import W_Int
from python.objects.list_iter import W_ListIterator
from python.objects.list_ import W_List, new_list
from python.objects.range_ import W_RangeIterator
from python.objects.singletons import w_None
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import type_name
from python.interpreter.calling import call_descr0, call_method1
from python.interpreter.errors import OperationError, type_error, value_error
from python.interpreter.fast_items import list_item
from python.interpreter.frame import RETURN_FROM_LOOP, RETURN_TO_DELEGATE, RETURN_TO_FOR, W_Frame, ec
from python.interpreter.iteration import iterate
from python.interpreter.loop import LEAVE, SWITCH, pop, push
from python.interpreter.operation import is_iterable
from python.interpreter.slots import S_NEXT
from python.interpreter.registers import reg, set_reg, word


@opcode
def GET_ITER(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, iterate(nonnull(reg(f, word(words, pc + 1)))))
    return pc + 2


@opcode
def FOR_ITER(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_iter = nonnull(reg(f, word(words, pc + 1)))
    if isinstance(w_iter, W_RangeIterator):
        left = w_iter.left
        if left <= 0:
            return word(words, pc + 2)
        value = w_iter.next
        w_iter.left = left - 1
        w_iter.next = value + w_iter.step
        set_reg(f, a, W_Int(value))
        return pc + 3
    if isinstance(w_iter, W_ListIterator):
        w_list = w_iter.w_list
        if w_list is not None and w_iter.position < w_list.length:
            i = w_iter.position
            set_reg(f, a, list_item(w_list, i))
            w_iter.position = i + 1
            return pc + 3
    if isinstance(w_iter, W_Generator) and w_iter.can_enter():
        return enter_generator(f, pc + 3, a, w_iter, w_None, RETURN_TO_FOR)
    w_item = w_iter.iter_next()
    if w_item is None:
        return word(words, pc + 2)
    set_reg(f, a, w_item)
    return pc + 3


def enter_generator(
    f: W_Frame, next_pc: i32, dst: int, w_generator: W_GeneratorBase, w_value: W_Object, how: i32
) -> i32:
    """Goes on with the generator in this very loop."""
    w_generator.enter(w_value)
    frame = w_generator.frame
    frame.how = how
    frame.ret = i32(dst)
    f.resume = next_pc
    try:
        push(frame)
    except OperationError as e:
        w_generator.leave(True)
        raise e
    return SWITCH


# Unpacking.


@opcode
def UNPACK_SEQUENCE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_source = reg(f, a)
    first = int(word(words, pc + 1))
    count = int(word(words, pc + 2))
    if isinstance(w_source, W_Tuple) and len(w_source.items) == count:
        items = w_source.items
        for i in range(count):
            set_reg(f, first + i, items[i])
        return pc + 3
    values = exactly(nonnull(w_source), count)
    for i in range(count):
        set_reg(f, first + i, values[i])
    return pc + 3


@noinline
def exactly(w_source: W_Object, count: int) -> arr[W_Object]:
    if not is_iterable(w_source):
        raise type_error(f"cannot unpack non-iterable {type_name(w_source)} object")
    values = arr[W_Object](count)
    w_iter = iterate(w_source)
    for i in range(count):
        w_item = w_iter.iter_next()
        if w_item is None:
            raise value_error(f"not enough values to unpack (expected {count}, got {i})")
        values[i] = w_item
    if w_iter.iter_next() is not None:
        raise too_many(w_source, count)
    return values


@cold
def too_many(w_source: W_Object, count: int) -> OperationError:
    got = ""
    if isinstance(w_source, W_Tuple):
        got = f", got {len(w_source.items)}"
    elif isinstance(w_source, W_List):
        got = f", got {len(w_source)}"
    return value_error(f"too many values to unpack (expected {count}{got})")


@opcode
def UNPACK_EX(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_source = nonnull(reg(f, a))
    first = int(word(words, pc + 1))
    before = int(word(words, pc + 2))
    after = int(word(words, pc + 3))
    if not is_iterable(w_source):
        raise type_error(f"cannot unpack non-iterable {type_name(w_source)} object")
    w_all = new_list([])
    w_all.extend_w(w_source)
    items = w_all.copy_items()
    n = int(len(items))
    if n < before + after:
        raise value_error(f"not enough values to unpack (expected at least {before + after}, got {n})")
    for i in range(before):
        set_reg(f, first + i, items[i])
    rest = arr[W_Object](n - before - after)
    for i in range(len(rest)):
        rest[i] = items[before + i]
    set_reg(f, first + before, new_list(rest))
    for i in range(after):
        set_reg(f, first + before + 1 + i, items[n - after + i])
    return pc + 4


# Yielding.


def suspend(f: W_Frame, w_value: W_Object, resume: i32) -> i32:
    """Leaves the generator with the value; the frame goes on at `resume`. Generators that delegate to it are left, too."""
    f.resume = resume
    frame = f
    while True:
        how = frame.how
        pop(frame)
        if how == RETURN_FROM_LOOP:
            ec.w_result = w_value
            return LEAVE
        nonnull(frame.generator).leave(False)
        below = nonnull(ec.frame)
        if how == RETURN_TO_FOR:
            set_reg(below, frame.ret, w_value)
            return SWITCH
        frame = below


@opcode
def YIELD_VALUE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    return suspend(f, nonnull(reg(f, word(words, pc + 1))), pc + 2)


@opcode
def GET_YIELD_FROM_ITER(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_source = nonnull(reg(f, word(words, pc + 1)))
    if isinstance(w_source, W_Coroutine):
        if (f.code.flags & (CO_COROUTINE | CO_ITERABLE_COROUTINE)) == 0:
            raise type_error("cannot 'yield from' a coroutine object in a non-coroutine generator")
        set_reg(f, a, w_source)
    elif isinstance(w_source, W_GeneratorBase):
        set_reg(f, a, w_source)
    else:
        set_reg(f, a, iterate(w_source))
    return pc + 2


@opcode
def YIELD_FROM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_iter = nonnull(reg(f, word(words, pc + 1)))
    w_sent = f.w_sent
    f.w_sent = None
    if w_sent is None:
        w_sent = w_None
    if isinstance(w_iter, W_GeneratorBase):
        if w_iter.can_enter() and isinstance(w_iter, W_Generator):
            return enter_generator(f, pc, a, w_iter, w_sent, RETURN_TO_DELEGATE)
        w_yielded = w_iter.send_value(w_sent)
        if w_yielded is not None:
            return suspend(f, w_yielded, pc)
        set_reg(f, a, w_iter.take_return())
        return pc + 2
    return delegate(f, pc, a, w_iter, w_sent)


@noinline
def delegate(f: W_Frame, pc: i32, a: i32, w_iter: W_Object, w_sent: W_Object) -> i32:
    """Iterators that are no generators: their return value is in the StopIteration."""
    w_yielded: W_Object = w_None
    try:
        if w_sent is w_None:
            w_next = w_iter.gettypeobject().slot(S_NEXT)
            if w_next is None:
                raise type_error(f"'{type_name(w_iter)}' object is not an iterator")
            w_yielded = call_descr0(w_next, w_iter)
        else:
            w_yielded = call_method1(w_iter, "send", w_sent)
    except OperationError as e:
        if not e.match(typeof(W_StopIteration)):
            raise e
        set_reg(f, a, stop_value(e.w_value))
        return pc + 2
    return suspend(f, w_yielded, pc)
