"""Raising and handling exceptions, with statements."""

from python.rpython import Final, arr, cast, cold, i32, nonnull, opcode, typeof
from python.objects.base import W_Object
from python.objects.exceptions.base import W_BaseException
from python.objects.exceptions.group import (
    Matcher, W_ExceptionGroup, is_exception_class, or_none, prepare_reraise, split_group, wrap_group,
)
from python.objects.singletons import w_None
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import W_Type, type_name
from python.interpreter.calling import call, prepend, takes_self
from python.interpreter.descriptors import bind
from python.interpreter.errors import OperationError, runtime_error, type_error
from python.interpreter.frame import W_Frame, ec
from python.interpreter.iteration import unpack_iterable
from python.interpreter.raising import raise_error
from python.interpreter.subclassing import isinstance_w
from python.interpreter.registers import reg, set_reg, word

SPECIAL_NAMES: Final = ["__enter__", "__exit__", "__aenter__", "__aexit__"]


def handled_or_none() -> W_Object:
    w_exc = ec.exc_info.w_exc
    if w_exc is None:
        return w_None
    return w_exc


@opcode
def PUSH_EXC_INFO(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_exc = cast(W_BaseException, reg(f, word(words, pc + 1)))
    set_reg(f, a, handled_or_none())
    ec.exc_info.w_exc = w_exc
    return pc + 2


@opcode
def POP_EXCEPT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_saved = reg(f, a)
    if isinstance(w_saved, W_BaseException):
        ec.exc_info.w_exc = w_saved
    else:
        ec.exc_info.w_exc = None
    return pc + 1


@opcode
def RAISE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_cause: W_Object | None = None
    if word(words, pc + 1) >= 0:
        w_cause = reg(f, word(words, pc + 1))
    raise raise_error(nonnull(reg(f, a)), w_cause)


@opcode
def RAISE_CURRENT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_exc = ec.handled()
    if w_exc is None:
        raise runtime_error("No active exception to reraise")
    error = again(w_exc)
    error.reraised = True
    raise error


def again(w_exc: W_BaseException) -> OperationError:
    error = OperationError(w_exc)
    error.has_context = True
    return error


@opcode
def RERAISE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    error = again(cast(W_BaseException, reg(f, a)))
    error.reraised = True
    raise error


@opcode
def JUMP_IF_NOT_EXC_MATCH(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_exc = nonnull(reg(f, a))
    if exception_matches(w_exc.gettypeobject(), nonnull(reg(f, word(words, pc + 1)))):
        return pc + 3
    return word(words, pc + 2)


def exception_matches(w_kind: W_Type, w_wanted: W_Object) -> bool:
    if isinstance(w_wanted, W_Type):
        check_catchable(w_wanted)
        return w_kind.is_subtype(w_wanted)
    if isinstance(w_wanted, W_Tuple):
        for w_item in w_wanted.items:
            if not isinstance(w_item, W_Type):
                raise not_catchable()
            check_catchable(w_item)
        for w_item in w_wanted.items:
            if w_kind.is_subtype(cast(W_Type, w_item)):
                return True
        return False
    raise not_catchable()


def check_catchable(w_type: W_Type) -> None:
    if not w_type.is_subtype(typeof(W_BaseException)):
        raise not_catchable()


@cold
def not_catchable() -> OperationError:
    return type_error("catching classes that do not inherit from BaseException is not allowed")


@opcode
def CHECK_EG_MATCH(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_exc = cast(W_BaseException, reg(f, word(words, pc + 1)))
    w_type = nonnull(reg(f, word(words, pc + 2)))
    check_star_type(w_type)
    w_match: W_BaseException | None = None
    w_rest: W_BaseException | None = None
    if isinstance(w_exc, W_ExceptionGroup):
        w_match, w_rest = split_group(w_exc, Matcher(w_type, True))
    elif isinstance_w(w_exc, w_type):
        w_match = wrap_group("", [w_exc])
        w_match.w_traceback = w_exc.w_traceback
    else:
        w_rest = w_exc
    set_reg(f, a, or_none(w_rest))
    set_reg(f, a + 1, or_none(w_match))
    if w_match is not None:
        ec.exc_info.w_exc = w_match
    return pc + 3


def check_star_type(w_type: W_Object) -> None:
    if isinstance(w_type, W_Tuple):
        for i in range(len(w_type.items)):
            check_star_type(w_type.items[i])
    elif not is_exception_class(w_type):
        raise type_error("catching classes that do not inherit from BaseException is not allowed")
    elif isinstance(w_type, W_Type) and w_type.is_subtype(typeof(W_ExceptionGroup)):
        raise type_error("catching ExceptionGroup with except* is not allowed. Use except instead.")


@opcode
def PREP_RERAISE_STAR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_orig = nonnull(reg(f, word(words, pc + 1)))
    set_reg(f, a, prepare_reraise(w_orig, unpack_iterable(nonnull(reg(f, word(words, pc + 2))))))
    return pc + 3


# with


@opcode
def LOAD_SPECIAL(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_obj = nonnull(reg(f, word(words, pc + 1)))
    which = int(word(words, pc + 2))
    w_descr = w_obj.gettypeobject().lookup(SPECIAL_NAMES[which])
    if w_descr is None:
        raise no_context_manager(w_obj, which)
    if takes_self(w_descr):
        set_reg(f, a, w_descr)
        set_reg(f, a + 1, w_obj)
    else:
        set_reg(f, a, bind(w_descr, w_obj, w_obj.gettypeobject()))
        set_reg(f, a + 1, None)
    return pc + 3


@cold
def no_context_manager(w_obj: W_Object, which: int) -> OperationError:
    w_type = w_obj.gettypeobject()
    name = type_name(w_obj)
    kind = "context manager"
    other = 2
    if which >= 2:
        kind = "asynchronous context manager"
        other = 0
    missing = ""
    if which == 1 or which == 3:
        missing = f" (missed {SPECIAL_NAMES[which]} method)"
    hint = ""
    if w_type.lookup(SPECIAL_NAMES[other]) is not None and w_type.lookup(SPECIAL_NAMES[other + 1]) is not None:
        word = "async with" if which < 2 else "with"
        what = "asynchronous context manager" if which < 2 else "context manager"
        hint = f" but it supports the {what} protocol. Did you mean to use '{word}'?"
    return type_error(f"'{name}' object does not support the {kind} protocol{missing}{hint}")


@opcode
def WITH_EXCEPT_START(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    pair = int(word(words, pc + 1))
    w_exc = cast(W_BaseException, reg(f, word(words, pc + 2)))
    w_traceback: W_Object = w_None
    own = w_exc.w_traceback
    if own is not None:
        w_traceback = own
    args: arr[W_Object] = [w_exc.gettypeobject(), w_exc, w_traceback]
    w_self = reg(f, pair + 1)
    if w_self is not None:
        args = prepend(w_self, args)
    set_reg(f, a, call(nonnull(reg(f, pair)), args))
    return pc + 3
