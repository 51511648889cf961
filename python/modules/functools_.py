"""_functools: partial, reduce, cmp_to_key and the wrapper of lru_cache (`Modules/_functoolsmodule.c`)."""

from python.rpython import Final, arr, builtin, builtin_function, getset, pytype
from python.interpreter.attributes import get_attr
from python.interpreter.calling import call, call2, call_kw, is_callable
from python.interpreter.errors import type_error
from python.interpreter.iteration import iterate
from python.interpreter.operation import compare, eq_w, hash_w, repr_w
from python.interpreter.slots import S_EQ, S_GE, S_GT, S_LE, S_LT, S_NE
from python.modules.operator_ import concat_args, split_keywords
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict, update_from_dict
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.method import W_Method
from python.objects.module_ import W_Module
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type
from python.objects.usermixin import UserMixin
from python.rpython import typeof

MODULE: Final = "_functools"


@pytype("functools._PlaceholderType")
class W_Placeholder(W_Object):
    """The type of the Placeholder singleton.

    Used as a placeholder for partial arguments."""

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return "Placeholder"

    @builtin("__reduce__")
    def descr_reduce(self) -> str:
        return "Placeholder"


w_placeholder: Final = W_Placeholder()


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("Placeholder", w_placeholder)


@builtin_function
def reduce(function: W_Object, iterable: W_Object, /, initial: W_Object | None = None) -> W_Object:
    """Apply a function of two arguments cumulatively to the items of an iterable, from left to right.

    This effectively reduces the iterable to a single value.  If initial is present,
    it is placed before the items of the iterable in the calculation, and serves as
    a default when the iterable is empty.

    For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5])
    calculates ((((1 + 2) + 3) + 4) + 5)."""
    w_iter = iterate(iterable)
    w_result = initial
    while True:
        w_item = w_iter.iter_next()
        if w_item is None:
            break
        if w_result is None:
            w_result = w_item
        else:
            w_result = call2(function, w_result, w_item)
    if w_result is None:
        raise type_error("reduce() of empty iterable with no initial value")
    return w_result


# partial


@pytype("functools.partial")
class W_Partial(W_Object):
    """Create a new function with partial application of the given arguments and keywords."""

    w_func: W_Object
    args: arr[W_Object]
    n_placeholders: int
    w_keywords: W_Dict

    def __init__(self, w_func: W_Object, args: arr[W_Object], w_keywords: W_Dict) -> None:
        self.w_func = w_func
        self.args = args
        self.w_keywords = w_keywords
        self.n_placeholders = count_placeholders(args)

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, func: W_Object, /, *args: arr[W_Object], **keywords: W_Dict) -> W_Object:
        if not is_callable(func):
            raise type_error("the first argument must be callable")
        if len(args) > 0 and args[len(args) - 1] is w_placeholder:
            raise type_error("trailing Placeholders are not allowed")
        w_all = keywords
        if isinstance(func, W_Partial):
            args = fill(func.args, func.n_placeholders, args)
            w_all = func.w_keywords.copy_dict()
            update_from_dict(w_all, keywords)
            func = func.w_func
        if w_type is typeof(W_Partial):
            return W_Partial(func, args, w_all)
        w_result = W_PartialUser(func, args, w_all)
        w_result.init_user(w_type)
        return w_result

    @builtin("__call__")
    def descr_call(self, /, *args: arr[W_Object], **keywords: W_Dict) -> W_Object:
        if self.n_placeholders > len(args):
            raise type_error(
                f"missing positional arguments in 'partial' call; expected at least {self.n_placeholders}, got {len(args)}"
            )
        all_args = fill(self.args, self.n_placeholders, args)
        if len(self.w_keywords) == 0:
            if len(keywords) == 0:
                return call(self.w_func, all_args)
            names, values = split_keywords(keywords)
            return call_kw(self.w_func, concat_args(all_args, values), names)
        w_all = self.w_keywords.copy_dict()
        update_from_dict(w_all, keywords)
        names, values = split_keywords(w_all)
        return call_kw(self.w_func, concat_args(all_args, values), names)

    @builtin("__get__")
    def descr_get(self, instance: W_Object, owner: W_Object | None = None, /) -> W_Object:
        if instance is w_None:
            return self
        return W_Method(self, instance)

    @getset
    def func(self) -> W_Object:
        """function object to use in future partial calls"""
        return self.w_func

    @getset("args")
    def get_args(self) -> W_Object:
        """tuple of arguments to future partial calls"""
        return new_tuple(self.args)

    @getset
    def keywords(self) -> W_Object:
        """dictionary of keyword arguments to future partial calls"""
        return self.w_keywords

    @builtin("__repr__")
    def descr_repr(self) -> str:
        text = f"functools.partial({repr_w(self.w_func)}"
        for w_arg in self.args:
            text = text + ", " + repr_w(w_arg)
        names, values = split_keywords(self.w_keywords)
        for i in range(len(names)):
            text = text + ", " + names[i] + "=" + repr_w(values[i])
        return text + ")"


class W_PartialUser(UserMixin, W_Partial):
    pass


def count_placeholders(args: arr[W_Object]) -> int:
    n = 0
    for w_arg in args:
        if w_arg is w_placeholder:
            n += 1
    return n


def fill(bound: arr[W_Object], n_placeholders: int, given: arr[W_Object]) -> arr[W_Object]:
    """The bound arguments with the first ones given in place of placeholders, then the rest given."""
    if n_placeholders == 0:
        return concat_args(bound, given)
    taken = min(n_placeholders, int(len(given)))
    result = arr[W_Object](len(bound) + len(given) - taken)
    at = 0
    for i in range(len(bound)):
        w_arg = bound[i]
        if w_arg is w_placeholder and at < taken:
            w_arg = given[at]
            at += 1
        result[i] = w_arg
    for i in range(at, len(given)):
        result[len(bound) + i - at] = given[i]
    return result


# cmp_to_key


@pytype("functools.KeyWrapper")
class W_KeyWrapper(W_Object):
    w_cmp: W_Object
    w_obj: W_Object | None

    def __init__(self, w_cmp: W_Object, w_obj: W_Object | None) -> None:
        self.w_cmp = w_cmp
        self.w_obj = w_obj

    @getset
    def obj(self) -> W_Object:
        """Value wrapped by a key function."""
        w_obj = self.w_obj
        if w_obj is None:
            return w_None
        return w_obj

    @builtin("__call__")
    def descr_call(self, obj: W_Object) -> W_Object:
        return W_KeyWrapper(self.w_cmp, obj)

    def order(self, slot: int, w_other: W_Object) -> W_Object:
        if not isinstance(w_other, W_KeyWrapper):
            raise type_error("other argument must be K instance")
        w_a = self.w_obj
        w_b = w_other.w_obj
        if w_a is None or w_b is None:
            raise type_error("other argument must be K instance")
        return compare(slot, call2(self.w_cmp, w_a, w_b), W_Int(0))

    @builtin("__lt__")
    def descr_lt(self, other: W_Object, /) -> W_Object:
        return self.order(S_LT, other)

    @builtin("__le__")
    def descr_le(self, other: W_Object, /) -> W_Object:
        return self.order(S_LE, other)

    @builtin("__eq__")
    def descr_eq(self, other: W_Object, /) -> W_Object:
        return self.order(S_EQ, other)

    @builtin("__ne__")
    def descr_ne(self, other: W_Object, /) -> W_Object:
        return self.order(S_NE, other)

    @builtin("__gt__")
    def descr_gt(self, other: W_Object, /) -> W_Object:
        return self.order(S_GT, other)

    @builtin("__ge__")
    def descr_ge(self, other: W_Object, /) -> W_Object:
        return self.order(S_GE, other)


@builtin_function
def cmp_to_key(mycmp: W_Object) -> W_Object:
    """Convert a cmp= function into a key= function.

    mycmp
      Function that compares two objects."""
    return W_KeyWrapper(mycmp, None)


# lru_cache


class CacheLink:
    """Entry of a bounded cache, in a ring ordered from the least to the most recently used."""

    w_key: W_Object
    w_value: W_Object
    before: CacheLink | None = None
    after: CacheLink | None = None

    def __init__(self, w_key: W_Object, w_value: W_Object) -> None:
        self.w_key = w_key
        self.w_value = w_value


@pytype("functools._CacheEntry")
class W_CacheEntry(W_Object):
    """Carries a link in the dict of a cache; programs never see it."""

    link: CacheLink

    def __init__(self, link: CacheLink) -> None:
        self.link = link


@pytype("functools._CacheKey")
class W_CacheKey(W_Object):
    """The arguments of a call; hashed once."""

    items: arr[W_Object]
    hash: int

    def __init__(self, items: arr[W_Object]) -> None:
        self.items = items
        self.hash = hash_w(new_tuple(items))

    @builtin("__hash__")
    def descr_hash(self) -> int:
        return self.hash

    @builtin("__eq__")
    def descr_eq(self, other: W_Object, /) -> W_Object:
        if not isinstance(other, W_CacheKey):
            return w_NotImplemented
        return compare(S_EQ, new_tuple(self.items), new_tuple(other.items))


w_keyword_mark: Final = W_Placeholder()


def make_key(args: arr[W_Object], w_keywords: W_Dict, typed: bool) -> W_Object:
    """What distinguishes one call from another; a lone str or int stands for itself."""
    names, values = split_keywords(w_keywords)
    n = len(args)
    k = len(names)
    if k == 0 and not typed:
        if n == 1:
            w_only = args[0]
            w_type = w_only.gettypeobject()
            if w_type is typeof(W_AbstractInt) or w_type is typeof(W_Str):
                return w_only
        return W_CacheKey(args)
    size = n + (k * 2 + 1 if k > 0 else 0)
    items = arr[W_Object](size + (n + k if typed else 0))
    for i in range(n):
        items[i] = args[i]
    if k > 0:
        items[n] = w_keyword_mark
        for i in range(k):
            items[n + 1 + i * 2] = names[i]
            items[n + 2 + i * 2] = values[i]
    if typed:
        for i in range(n):
            items[size + i] = args[i].gettypeobject()
        for i in range(k):
            items[size + n + i] = values[i].gettypeobject()
    return W_CacheKey(items)


@pytype("functools._lru_cache_wrapper")
class W_LruCache(W_Object):
    """Create a cached callable that wraps another function.

    user_function:      the function being cached

    maxsize:  0         for no caching
              None      for unlimited cache size
              n         for a bounded cache

    typed:    False     cache f(3) and f(3.0) as identical calls
              True      cache f(3) and f(3.0) as distinct calls

    cache_info_type:    namedtuple class with the fields:
                            hits misses currsize maxsize"""

    w_func: W_Object
    maxsize: int  # -1: unbounded
    typed: bool
    w_info_type: W_Object
    w_cache: W_Dict
    root: CacheLink
    hits: int = 0
    misses: int = 0
    w_dict: W_Dict | None = None

    def __init__(self, w_func: W_Object, maxsize: int, typed: bool, w_info_type: W_Object) -> None:
        self.w_func = w_func
        self.maxsize = maxsize
        self.typed = typed
        self.w_info_type = w_info_type
        self.w_cache = W_Dict()
        root = CacheLink(w_None, w_None)
        root.before = root
        root.after = root
        self.root = root

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type, user_function: W_Object, maxsize: W_Object, typed: bool, cache_info_type: W_Object
    ) -> W_Object:
        if not is_callable(user_function):
            raise type_error("the first argument must be callable")
        bound = -1
        if maxsize is not w_None:
            if not isinstance(maxsize, W_Int):
                raise type_error("maxsize should be integer or None")
            bound = max(maxsize.value, 0)
        return W_LruCache(user_function, bound, typed, cache_info_type)

    @getset("__dict__")
    def get_dict(self) -> W_Object:
        return self.attributes()

    def attributes(self) -> W_Dict:
        w_dict = self.w_dict
        if w_dict is None:
            w_dict = W_Dict()
            self.w_dict = w_dict
        return w_dict

    @builtin("__call__")
    def descr_call(self, /, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if self.maxsize == 0:
            self.misses += 1
            return self.compute(args, kwargs)
        w_key = make_key(args, kwargs, self.typed)
        w_found = self.w_cache.get(w_key)
        if self.maxsize < 0:
            if w_found is not None:
                self.hits += 1
                return w_found
            self.misses += 1
            w_result = self.compute(args, kwargs)
            self.w_cache.setitem(w_key, w_result)
            return w_result
        if w_found is not None and isinstance(w_found, W_CacheEntry):
            self.hits += 1
            self.unlink(w_found.link)
            self.link_last(w_found.link)
            return w_found.link.w_value
        self.misses += 1
        w_result = self.compute(args, kwargs)
        self.store(w_key, w_result)
        return w_result

    def compute(self, args: arr[W_Object], w_keywords: W_Dict) -> W_Object:
        if len(w_keywords) == 0:
            return call(self.w_func, args)
        names, values = split_keywords(w_keywords)
        return call_kw(self.w_func, concat_args(args, values), names)

    def store(self, w_key: W_Object, w_value: W_Object) -> None:
        """The call may have filled the cache meanwhile, also with this very key."""
        if self.w_cache.get(w_key) is not None:
            return
        if len(self.w_cache) >= self.maxsize:
            oldest = self.root.after
            if oldest is not None and oldest is not self.root:
                self.unlink(oldest)
                self.w_cache.delitem(oldest.w_key)
        link = CacheLink(w_key, w_value)
        self.w_cache.setitem(w_key, W_CacheEntry(link))
        self.link_last(link)

    def unlink(self, link: CacheLink) -> None:
        before = link.before
        after = link.after
        if before is not None and after is not None:
            before.after = after
            after.before = before

    def link_last(self, link: CacheLink) -> None:
        last = self.root.before
        link.before = last
        link.after = self.root
        self.root.before = link
        if last is not None:
            last.after = link

    @builtin
    def cache_info(self) -> W_Object:
        """Report cache statistics"""
        w_max: W_Object = w_None
        if self.maxsize >= 0:
            w_max = W_Int(self.maxsize)
        return call(self.w_info_type, [W_Int(self.hits), W_Int(self.misses), w_max, W_Int(len(self.w_cache))])

    @builtin
    def cache_clear(self) -> None:
        """Clear the cache and cache statistics"""
        self.hits = 0
        self.misses = 0
        self.w_cache = W_Dict()
        self.root.before = self.root
        self.root.after = self.root

    @builtin("__get__")
    def descr_get(self, instance: W_Object, owner: W_Object | None = None, /) -> W_Object:
        if instance is w_None:
            return self
        return W_Method(self, instance)

    @builtin("__copy__")
    def descr_copy(self) -> W_Object:
        return self

    @builtin("__deepcopy__")
    def descr_deepcopy(self, memo: W_Object, /) -> W_Object:
        return self

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        return get_attr(self, "__qualname__")

    def has_dict(self) -> bool:
        return True

    def getdict(self) -> W_Dict | None:
        w_dict = self.w_dict
        if w_dict is None:
            w_dict = W_Dict()
            self.w_dict = w_dict
        return w_dict

    def attr_get(self, name: str) -> W_Object | None:
        w_dict = self.w_dict
        if w_dict is None:
            return None
        return w_dict.get_str(name)

    def attr_set(self, name: str, w_value: W_Object) -> bool:
        w_dict = self.getdict()
        if w_dict is not None:
            w_dict.set_str(name, w_value)
        return True
