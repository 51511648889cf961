"""_operator: the operators as functions, and attrgetter, itemgetter, methodcaller (`Modules/_operator.c`)."""

from python.rpython import Final, arr, arr_copy, builtin, builtin_function, pytype
from python.interpreter.attributes import get_attr
from python.interpreter.calling import call_kw
from python.interpreter.errors import type_error, value_error
from python.interpreter.iteration import iterate
from python.interpreter.operation import (
    abs_, add, and_, contains, delitem, eq, eq_w, floordiv, ge, getitem, gt, index_w, inplace, invert, is_same, is_true, le,
    length_hint, lshift, lt, mod, mul, ne, neg, or_, pos, power, repr_w, rshift, setitem, sub, truediv, type_name, xor, matmul,
    is_sequence,
)
from python.interpreter.slots import (
    S_ADD, S_AND, S_FLOORDIV, S_LSHIFT, S_MATMUL, S_MOD, S_MUL, S_OR, S_POW, S_RSHIFT, S_SUB, S_TRUEDIV, S_XOR,
)
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.int_ import W_Int
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type
from python.rlib.strsearch import str_split
from python.rlib.list import List

MODULE: Final = "_operator"


@builtin_function("truth")
def truth(a: W_Object, /) -> bool:
    """Return True if a is true, False otherwise."""
    return is_true(a)


@builtin_function("not_")
def not_(a: W_Object, /) -> bool:
    """Same as not a."""
    return not is_true(a)


@builtin_function("is_")
def is_(a: W_Object, b: W_Object, /) -> bool:
    """Same as a is b."""
    return is_same(a, b)


@builtin_function("is_not")
def is_not(a: W_Object, b: W_Object, /) -> bool:
    """Same as a is not b."""
    return not is_same(a, b)


@builtin_function("is_none")
def is_none(a: W_Object, /) -> bool:
    """Same as a is None."""
    return a is w_None


@builtin_function("is_not_none")
def is_not_none(a: W_Object, /) -> bool:
    """Same as a is not None."""
    return a is not w_None


@builtin_function("add")
def operator_add(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a + b."""
    return add(a, b)


@builtin_function("sub")
def operator_sub(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a - b."""
    return sub(a, b)


@builtin_function("mul")
def operator_mul(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a * b."""
    return mul(a, b)


@builtin_function("matmul")
def operator_matmul(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a @ b."""
    return matmul(a, b)


@builtin_function("truediv")
def operator_truediv(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a / b."""
    return truediv(a, b)


@builtin_function("floordiv")
def operator_floordiv(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a // b."""
    return floordiv(a, b)


@builtin_function("mod")
def operator_mod(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a % b."""
    return mod(a, b)


@builtin_function("pow")
def operator_pow(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a ** b."""
    return power(a, b)


@builtin_function("lshift")
def operator_lshift(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a << b."""
    return lshift(a, b)


@builtin_function("rshift")
def operator_rshift(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a >> b."""
    return rshift(a, b)


@builtin_function("and_")
def operator_and(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a & b."""
    return and_(a, b)


@builtin_function("or_")
def operator_or(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a | b."""
    return or_(a, b)


@builtin_function("xor")
def operator_xor(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a ^ b."""
    return xor(a, b)


@builtin_function("neg")
def operator_neg(a: W_Object, /) -> W_Object:
    """Same as -a."""
    return neg(a)


@builtin_function("pos")
def operator_pos(a: W_Object, /) -> W_Object:
    """Same as +a."""
    return pos(a)


@builtin_function("invert")
def operator_invert(a: W_Object, /) -> W_Object:
    """Same as ~a."""
    return invert(a)


@builtin_function("inv")
def operator_inv(a: W_Object, /) -> W_Object:
    """Same as ~a."""
    return invert(a)


@builtin_function("abs")
def operator_abs(a: W_Object, /) -> W_Object:
    """Same as abs(a)."""
    return abs_(a)


@builtin_function("index")
def operator_index(a: W_Object, /) -> W_Object:
    """Same as a.__index__()"""
    return index_w(a)


@builtin_function("lt")
def operator_lt(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a < b."""
    return lt(a, b)


@builtin_function("le")
def operator_le(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a <= b."""
    return le(a, b)


@builtin_function("eq")
def operator_eq(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a == b."""
    return eq(a, b)


@builtin_function("ne")
def operator_ne(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a != b."""
    return ne(a, b)


@builtin_function("gt")
def operator_gt(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a > b."""
    return gt(a, b)


@builtin_function("ge")
def operator_ge(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a >= b."""
    return ge(a, b)


# In place.


@builtin_function
def iadd(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a += b."""
    return inplace(S_ADD, a, b)


@builtin_function
def isub(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a -= b."""
    return inplace(S_SUB, a, b)


@builtin_function
def imul(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a *= b."""
    return inplace(S_MUL, a, b)


@builtin_function
def imatmul(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a @= b."""
    return inplace(S_MATMUL, a, b)


@builtin_function
def itruediv(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a /= b."""
    return inplace(S_TRUEDIV, a, b)


@builtin_function
def ifloordiv(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a //= b."""
    return inplace(S_FLOORDIV, a, b)


@builtin_function
def imod(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a %= b."""
    return inplace(S_MOD, a, b)


@builtin_function
def ipow(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a **= b."""
    return inplace(S_POW, a, b)


@builtin_function
def ilshift(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a <<= b."""
    return inplace(S_LSHIFT, a, b)


@builtin_function
def irshift(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a >>= b."""
    return inplace(S_RSHIFT, a, b)


@builtin_function
def iand(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a &= b."""
    return inplace(S_AND, a, b)


@builtin_function
def ior(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a |= b."""
    return inplace(S_OR, a, b)


@builtin_function
def ixor(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a ^= b."""
    return inplace(S_XOR, a, b)


def require_sequence(w_obj: W_Object) -> None:
    if not is_sequence(w_obj):
        raise type_error(f"'{type_name(w_obj)}' object can't be concatenated")


@builtin_function
def concat(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a + b, for a and b sequences."""
    require_sequence(a)
    return add(a, b)


@builtin_function
def iconcat(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a += b, for a and b sequences."""
    require_sequence(a)
    return inplace(S_ADD, a, b)


# Containers.


@builtin_function("contains")
def operator_contains(a: W_Object, b: W_Object, /) -> bool:
    """Same as b in a (note reversed operands)."""
    return contains(a, b)


@builtin_function("getitem")
def operator_getitem(a: W_Object, b: W_Object, /) -> W_Object:
    """Same as a[b]."""
    return getitem(a, b)


@builtin_function("setitem")
def operator_setitem(a: W_Object, b: W_Object, c: W_Object, /) -> None:
    """Same as a[b] = c."""
    setitem(a, b, c)


@builtin_function("delitem")
def operator_delitem(a: W_Object, b: W_Object, /) -> None:
    """Same as del a[b]."""
    delitem(a, b)


@builtin_function
def countOf(a: W_Object, b: W_Object, /) -> int:
    """Return the number of items in a which are, or which equal, b."""
    n = 0
    w_iter = iterate(a)
    while True:
        w_item = w_iter.iter_next()
        if w_item is None:
            return n
        if eq_w(w_item, b):
            n += 1


@builtin_function
def indexOf(a: W_Object, b: W_Object, /) -> int:
    """Return the first index of b in a."""
    n = 0
    w_iter = iterate(a)
    while True:
        w_item = w_iter.iter_next()
        if w_item is None:
            raise value_error("sequence.index(x): x not in sequence")
        if eq_w(w_item, b):
            return n
        n += 1


@builtin_function("length_hint")
def operator_length_hint(obj: W_Object, default: W_Object | None = None, /) -> int:
    """Return an estimate of the number of items in obj.

    This is useful for presizing containers when building from an iterable.

    If the object supports len(), the result will be exact.
    Otherwise, it may over- or under-estimate by an arbitrary amount.
    The result will be an integer >= 0."""
    fallback = 0
    if default is not None:
        if not isinstance(default, W_Int):
            raise type_error(f"'{type_name(default)}' object cannot be interpreted as an integer")
        fallback = default.value
    return length_hint(obj, fallback)


@builtin_function("_compare_digest")
def compare_digest(a: W_Object, b: W_Object, /) -> bool:
    """Return 'a == b'."""
    return eq_w(a, b)


@builtin_function("call")
def operator_call(obj: W_Object, /, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
    """Same as obj(*args, **kwargs)."""
    names, values = split_keywords(kwargs)
    return call_kw(obj, concat_args(args, values), names)


def split_keywords(w_kwargs: W_Dict) -> tuple[arr[str], arr[W_Object]]:
    """Names and values of `**kwargs`."""
    n = len(w_kwargs)
    names = arr[str](n)
    values = arr[W_Object](n)
    i = 0
    cursor = w_kwargs.cursor()
    while cursor.advance():
        w_key = cursor.key()
        if isinstance(w_key, W_Str):
            names[i] = w_key
            values[i] = cursor.value()
            i += 1
    return names, values


def concat_args(a: arr[W_Object], b: arr[W_Object]) -> arr[W_Object]:
    result = arr[W_Object](len(a) + len(b))
    arr_copy(a, 0, result, 0, len(a))
    arr_copy(b, 0, result, len(a), len(b))
    return result


# Callables.


@pytype("operator.attrgetter")
class W_AttrGetter(W_Object):
    """Return a callable object that fetches the given attribute(s) from its operand.

    After f = attrgetter('name'), the call f(r) returns r.name.
    After g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).
    After h = attrgetter('name.first', 'name.last'), the call h(r) returns
    (r.name.first, r.name.last)."""

    names: arr[W_Object]
    paths: arr[arr[str]]

    def __init__(self, names: arr[W_Object], paths: arr[arr[str]]) -> None:
        self.names = names
        self.paths = paths

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, attr: W_Object, /, *attrs: arr[W_Object]) -> W_Object:
        names = concat_args([attr], attrs)
        paths = arr[arr[str]](len(names))
        for i in range(len(names)):
            w_name = names[i]
            if not isinstance(w_name, W_Str):
                raise type_error("attribute name must be a string")
            paths[i] = split_dots(w_name)
        return W_AttrGetter(names, paths)

    @builtin("__call__")
    def descr_call(self, obj: W_Object, /) -> W_Object:
        if len(self.paths) == 1:
            return follow(obj, self.paths[0])
        items = arr[W_Object](len(self.paths))
        for i in range(len(items)):
            items[i] = follow(obj, self.paths[i])
        return new_tuple(items)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"operator.attrgetter({comma_reprs(self.names)})"

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        return new_tuple([self.gettypeobject(), new_tuple(self.names)])


def split_dots(name: str) -> arr[str]:
    parts = str_split(name, ".", -1)
    path = arr[str](len(parts))
    for i in range(len(parts)):
        path[i] = parts[i]
    return path


def follow(w_obj: W_Object, path: arr[str]) -> W_Object:
    for name in path:
        w_obj = get_attr(w_obj, name)
    return w_obj


def comma_reprs(items: arr[W_Object]) -> str:
    text = ""
    for i in range(len(items)):
        if i > 0:
            text = text + ", "
        text = text + repr_w(items[i])
    return text


@pytype("operator.itemgetter")
class W_ItemGetter(W_Object):
    """Return a callable object that fetches the given item(s) from its operand.

    After f = itemgetter(2), the call f(r) returns r[2].
    After g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])"""

    keys: arr[W_Object]

    def __init__(self, keys: arr[W_Object]) -> None:
        self.keys = keys

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, item: W_Object, /, *items: arr[W_Object]) -> W_Object:
        return W_ItemGetter(concat_args([item], items))

    @builtin("__call__")
    def descr_call(self, obj: W_Object, /) -> W_Object:
        if len(self.keys) == 1:
            return getitem(obj, self.keys[0])
        items = arr[W_Object](len(self.keys))
        for i in range(len(items)):
            items[i] = getitem(obj, self.keys[i])
        return new_tuple(items)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"operator.itemgetter({comma_reprs(self.keys)})"

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        return new_tuple([self.gettypeobject(), new_tuple(self.keys)])


@pytype("operator.methodcaller")
class W_MethodCaller(W_Object):
    """Return a callable object that calls the given method on its operand.

    After f = methodcaller('name'), the call f(r) returns r.name().
    After g = methodcaller('name', 'date', foo=1), the call g(r) returns
    r.name('date', foo=1)."""

    name: str
    args: arr[W_Object]
    keywords: arr[str]

    def __init__(self, name: str, args: arr[W_Object], keywords: arr[str]) -> None:
        self.name = name
        self.args = args
        self.keywords = keywords

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, name: W_Object, /, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if not isinstance(name, W_Str):
            raise type_error("method name must be a string")
        keywords, values = split_keywords(kwargs)
        return W_MethodCaller(name, concat_args(args, values), keywords)

    @builtin("__call__")
    def descr_call(self, obj: W_Object, /) -> W_Object:
        return call_kw(get_attr(obj, self.name), self.args, self.keywords)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        text = f"operator.methodcaller({repr_w(self.name)}"
        positional = len(self.args) - len(self.keywords)
        for i in range(len(self.args)):
            text = text + ", "
            if i >= positional:
                text = text + self.keywords[i - positional] + "="
            text = text + repr_w(self.args[i])
        return text + ")"
