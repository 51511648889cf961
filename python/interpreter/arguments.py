"""Matching of call arguments to the parameters of builtins (`fnv` slots)."""

from python.rpython import arr, arr_copy, cold
from python.objects.base import W_Object
from python.objects.builtin_ import Signature, W_Builtin
from python.objects.dict_ import W_Dict
from python.objects.tuple_ import new_tuple
from python.interpreter.errors import OperationError, type_error


def match_builtin_args(w_func: W_Builtin, args: arr[W_Object], names: arr[str] | None) -> arr[W_Object | None]:
    """One slot per parameter: positional, keyword-only, `*args`, `**kwargs`."""
    sig = w_func.sig
    n_names = 0
    if names is not None:
        n_names = len(names)
    n_given = len(args) - n_names
    slots = arr[W_Object | None](sig.slots())
    n_pos = sig.n_pos
    n_copied = n_given
    if n_given > n_pos:
        if not sig.has_varargs:
            raise too_many(w_func, n_given)
        n_copied = n_pos
    for i in range(n_copied):
        slots[i] = args[i]
    if sig.has_varargs:
        rest = arr[W_Object](n_given - n_copied)
        arr_copy(args, n_copied, rest, 0, n_given - n_copied)
        slots[n_pos + sig.n_kwonly] = new_tuple(rest)
    if names is not None:
        match_keywords(w_func, slots, args, names, n_given)
    elif sig.has_varkw:
        slots[len(slots) - 1] = W_Dict()
    check_required(w_func, slots, n_given)
    return slots


def match_keywords(
    w_func: W_Builtin, slots: arr[W_Object | None], args: arr[W_Object], names: arr[str], n_given: int
) -> None:
    sig = w_func.sig
    w_rest: W_Dict | None = None
    if sig.has_varkw:
        w_rest = W_Dict()
        slots[len(slots) - 1] = w_rest
    elif sig.n_posonly == sig.n_pos and sig.n_kwonly == 0:
        raise type_error(f"{display_name(w_func)}() takes no keyword arguments")
    for i in range(len(names)):
        name = names[i]
        index = find_parameter(sig, name)
        if index < 0:
            if w_rest is None:
                raise type_error(f"{plain_name(w_func)}() got an unexpected keyword argument '{name}'")
            w_rest.set_str(name, args[n_given + i])
        else:
            if slots[index] is not None:
                position = index + 1 - self_count(w_func)
                raise type_error(f"argument for {w_func.name}() given by name ('{name}') and position ({position})")
            slots[index] = args[n_given + i]


def find_parameter(sig: Signature, name: str) -> int:
    """Index among `sig.names` of a parameter that may be given by keyword, -1: none."""
    for i in range(sig.n_posonly, sig.n_pos + sig.n_kwonly):
        if sig.names[i] == name:
            return i
    return -1


def check_required(w_func: W_Builtin, slots: arr[W_Object | None], n_given: int) -> None:
    sig = w_func.sig
    for i in range(sig.n_required_pos):
        if slots[i] is None:
            raise missing(w_func, i, n_given)
    for i in range(sig.n_pos, sig.n_pos + sig.n_kwonly):
        if slots[i] is None and not sig.optional[i]:
            raise type_error(f"{w_func.name}() missing required keyword-only argument: '{sig.names[i]}'")


def self_count(w_func: W_Builtin) -> int:
    """Leading parameters that the messages do not count."""
    if w_func.is_method:
        return 1
    if w_func.w_owner is not None and (w_func.name == "__new__" or is_class_method(w_func)):
        return 1
    return 0


def is_class_method(w_func: W_Builtin) -> bool:
    return len(w_func.sig.names) > 0 and w_func.sig.names[0] == "w_type"


def display_name(w_func: W_Builtin) -> str:
    w_owner = w_func.w_owner
    if w_owner is None:
        return w_func.name
    if makes_instances(w_func):
        return w_owner.name
    return f"{w_owner.name}.{w_func.name}"


def makes_instances(w_func: W_Builtin) -> bool:
    """Messages about its arguments name the type."""
    return w_func.w_owner is not None and (w_func.name == "__new__" or w_func.name == "__init__")


def plain_name(w_func: W_Builtin) -> str:
    if makes_instances(w_func):
        return display_name(w_func)
    return w_func.name


def plural(n: int) -> str:
    if n == 1:
        return ""
    return "s"


@cold
def too_many(w_func: W_Builtin, n_given: int) -> OperationError:
    return wrong_count(w_func, n_given)


@cold
def missing(w_func: W_Builtin, index: int, n_given: int) -> OperationError:
    sig = w_func.sig
    n_self = self_count(w_func)
    if index < n_self and n_given == 0:
        w_owner = w_func.w_owner
        if w_owner is not None and w_func.is_method:
            if w_func.name.startswith("__"):
                return type_error(f"descriptor '{w_func.name}' of '{w_owner.name}' object needs an argument")
            return type_error(f"unbound method {display_name(w_func)}() needs an argument")
        suffix = ".__new__" if w_func.name == "__new__" else ""
        return type_error(f"{display_name(w_func)}{suffix}(): not enough arguments")
    if sig.n_posonly == sig.n_pos:
        return wrong_count(w_func, n_given)
    name = plain_name(w_func)
    return type_error(f"{name}() missing required argument '{sig.names[index]}' (pos {index + 1 - n_self})")


@cold
def wrong_count(w_func: W_Builtin, n_given: int) -> OperationError:
    sig = w_func.sig
    n_self = self_count(w_func)
    given = n_given - n_self
    most = sig.n_pos - n_self
    least = sig.n_required_pos - n_self
    if w_func.name.startswith("__") and not makes_instances(w_func) and w_func.w_owner is not None:
        if least == most and most > 1:
            return type_error(f"{w_func.name} expected {most} arguments, got {given}")
        return type_error(f"expected {most} argument{plural(most)}, got {given}")
    if sig.n_posonly < sig.n_pos:
        name = plain_name(w_func)
        if name == "int" or name == "str":
            return type_error(f"{name} expected at most {most} arguments, got {given}")
        return type_error(f"{name}() takes at most {most} argument{plural(most)} ({given} given)")
    name = display_name(w_func)
    if most == 0:
        return type_error(f"{name}() takes no arguments ({given} given)")
    bare = plain_name(w_func)
    if most == 1 and least == 1 and not makes_instances(w_func):
        return type_error(f"{name}() takes exactly one argument ({given} given)")
    if given < least:
        if least == most:
            return type_error(f"{bare} expected {least} argument{plural(least)}, got {given}")
        return type_error(f"{bare} expected at least {least} argument{plural(least)}, got {given}")
    if least == most:
        return type_error(f"{bare} expected {most} argument{plural(most)}, got {given}")
    return type_error(f"{bare} expected at most {most} argument{plural(most)}, got {given}")
