"""`Did you mean`: the name that is closest to the one an error is about."""

from python.rpython import Final, arr
from python.builtins.reflection import names_of
from python.importing.importer import imports
from python.interpreter.attributes import find_attr
from python.interpreter.errors import OperationError
from python.interpreter.frame import W_Frame
from python.interpreter.operation import contains, is_same
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.exceptions.base import W_BaseException
from python.objects.exceptions.special import W_AttributeError, W_ImportError, W_NameError
from python.objects.str_ import W_Str
from python.rlib.list import List

MAX_NAMES: Final = 750
MAX_LENGTH: Final = 40
MOVE: Final = 2
CASE: Final = 1
FAR: Final = 1 << 30


def hint_for(w_exc: W_BaseException) -> str:
    """The end of the error's line; empty when no name is close. Errors on the way mean that there is no hint."""
    try:
        return find_hint(w_exc)
    except OperationError:
        return ""


def find_hint(w_exc: W_BaseException) -> str:
    if isinstance(w_exc, W_AttributeError):
        w_name = w_exc.w_name
        w_obj = w_exc.w_obj
        if isinstance(w_name, W_Str) and w_obj is not None:
            return said(closest(w_name, attribute_names(w_exc, w_obj, w_name)))
    elif isinstance(w_exc, W_ImportError):
        w_name = w_exc.w_name_from
        w_module = w_exc.w_name
        if isinstance(w_name, W_Str) and isinstance(w_module, W_Str):
            w_found = imports.w_modules.get_str(w_module)
            if w_found is not None:
                return said(closest(w_name, public_names(names_of(w_found), w_name.startswith("_"))))
    elif isinstance(w_exc, W_NameError):
        w_name = w_exc.w_name
        frame = last_frame(w_exc)
        if isinstance(w_name, W_Str) and frame is not None:
            return name_hint(w_name, frame)
    return ""


def said(name: str | None) -> str:
    if name is None:
        return ""
    return f". Did you mean: '{name}'?"


def last_frame(w_exc: W_BaseException) -> W_Frame | None:
    frame: W_Frame | None = None
    entry = w_exc.w_traceback
    while entry is not None:
        frame = entry.frame
        entry = entry.w_next
    return frame


def attribute_names(w_exc: W_BaseException, w_obj: W_Object, name: str) -> List[str]:
    """Private ones only if the name is private, too, or the object is the caller's own."""
    with_private = name.startswith("_")
    frame = last_frame(w_exc)
    if not with_private and frame is not None:
        w_self = frame.variable("self")
        with_private = w_self is not None and is_same(w_self, w_obj)
    return public_names(names_of(w_obj), with_private)


def public_names(items: arr[W_Object], with_private: bool) -> List[str]:
    names = List[str]()
    for w_item in items:
        if isinstance(w_item, W_Str) and (with_private or not w_item.startswith("_")):
            names.append(w_item)
    return names


def name_hint(name: str, frame: W_Frame) -> str:
    w_self = frame.variable("self")
    if w_self is not None and find_attr(w_self, name) is not None:
        return f". Did you mean: 'self.{name}'?"
    names = List[str]()
    w_locals = frame.locals_object()
    if isinstance(w_locals, W_Dict):
        add_keys(names, w_locals)
    add_keys(names, frame.w_globals)
    add_keys(names, frame.w_builtins)
    best = closest(name, names)
    hint = said(best)
    if is_library_module(name):
        word = "Did you" if best is None else "Or did you"
        return f"{hint}{'.' if best is None else ''} {word} forget to import '{name}'?"
    return hint


def is_library_module(name: str) -> bool:
    w_sys = imports.w_modules.get_str("sys")
    if w_sys is None:
        return False
    w_names = find_attr(w_sys, "stdlib_module_names")
    if w_names is None:
        return False
    return contains(w_names, name)


def add_keys(names: List[str], w_dict: W_Dict) -> None:
    for w_key in w_dict.keys_array():
        if isinstance(w_key, W_Str):
            names.append(w_key)


def closest(wrong: str, names: List[str]) -> str | None:
    """The nearest name of which at most a third would have to be changed."""
    if len(names) > MAX_NAMES or len(wrong) > MAX_LENGTH:
        return None
    best: str | None = None
    best_distance = FAR
    for i in range(len(names)):
        name = names[i]
        if name != wrong:
            limit = min((len(name) + len(wrong) + 3) * MOVE // 6, best_distance - 1)
            distance = edit_distance(wrong, name, limit)
            if distance <= limit:
                best = name
                best_distance = distance
    return best


def edit_distance(first: str, second: str, limit: int) -> int:
    """Levenshtein's, a change of case being half a change; more than the limit if it is more than that."""
    start = 0
    end_a = int(len(first))
    end_b = int(len(second))
    while start < end_a and start < end_b and first.char_at(start) == second.char_at(start):
        start += 1
    while end_a > start and end_b > start and first.char_at(end_a - 1) == second.char_at(end_b - 1):
        end_a -= 1
        end_b -= 1
    n = end_a - start
    m = end_b - start
    if n == 0 or m == 0:
        return MOVE * (n + m)
    if n > MAX_LENGTH or m > MAX_LENGTH or abs(n - m) * MOVE > limit:
        return limit + 1
    row = arr[int](n)
    for i in range(n):
        row[i] = (i + 1) * MOVE
    result = 0
    for k in range(m):
        char = second.char_at(start + k)
        diagonal = k * MOVE
        result = diagonal
        least = FAR
        for i in range(n):
            changed = diagonal + change_cost(char, first.char_at(start + i))
            diagonal = row[i]
            result = min(min(result, diagonal) + MOVE, changed)
            row[i] = result
            least = min(least, result)
        if least > limit:
            return limit + 1
    return result


def change_cost(a: int, b: int) -> int:
    if a == b:
        return 0
    if lower(a) == lower(b):
        return CASE
    return MOVE


def lower(char: int) -> int:
    if char >= ord("A") and char <= ord("Z"):
        return char + 32
    return char
