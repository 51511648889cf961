"""Attributes: reading, writing, deleting, and look-ups for calls, with their inline caches."""

from python.rpython import Final, arr, i32, inline, noinline, nonnull, opcode, typeof, unsafe_get
from python.objects.base import W_Object
from python.objects.dict_strategy import StrDictStrategy
from python.objects.instance import W_Instance
from python.objects.member import W_Member
from python.objects.module_ import W_Module
from python.objects.shape import Shape
from python.objects.static_method import W_StaticMethod
from python.objects.super_ import W_Super, super_method
from python.objects.type_ import W_Type
from python.interpreter.attributes import del_attr, get_attr, set_attr
from python.interpreter.caches import Cache
from python.interpreter.calling import call2, takes_self
from python.interpreter.descriptors import is_data_descr
from python.interpreter.frame import W_Frame
from python.interpreter.slots import S_GET, S_SETATTR
from python.interpreter.registers import cache_at, name_at, reg, set_reg, word


MAX_CHAIN: Final = 4  # more shapes than that at one site are looked up anew


@opcode
def LOAD_ATTR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_obj = nonnull(reg(f, word(words, pc + 1)))
    cache = cache_at(f, word(words, pc + 3))
    if isinstance(w_obj, W_Instance):
        shape = nonnull(w_obj.shape)
        while cache is not None:
            if shape is cache.shape and shape.w_type.version == cache.version:
                if cache.index < 0:
                    set_reg(f, a, cache.w_value)
                    return pc + 4
                w_value = unsafe_get(nonnull(w_obj.slots), cache.index)
                if w_value is not None:
                    set_reg(f, a, w_value)
                    return pc + 4
                break
            cache = cache.next
    set_reg(f, a, load_attr_miss(f, w_obj, name_at(f, word(words, pc + 2)), int(word(words, pc + 3))))
    return pc + 4


def add_cache(f: W_Frame, site: int, cache: Cache) -> None:
    """In front of those that the site has; too long a chain is dropped."""
    old = f.code.caches[site]
    if old is not None and old.depth + 1 < MAX_CHAIN:
        cache.next = old
        cache.depth = i32(old.depth + 1)
    f.code.caches[site] = cache


@noinline
def load_attr_miss(f: W_Frame, w_obj: W_Object, name: str, site: int) -> W_Object:
    if isinstance(w_obj, W_Instance):
        return load_instance_attr(f, w_obj, name, site)
    if isinstance(w_obj, W_Module):
        return load_module_attr(f, w_obj, name, site)
    if isinstance(w_obj, W_Type):
        return load_class_attr(f, w_obj, name, site)
    return get_attr(w_obj, name)


def load_instance_attr(f: W_Frame, w_obj: W_Instance, name: str, site: int) -> W_Object:
    w_result = get_attr(w_obj, name)
    fill_instance_cache(f, w_obj, name, site)
    return w_result


def fill_instance_cache(f: W_Frame, w_obj: W_Instance, name: str, site: int) -> None:
    """Remembers where a plain attribute lies: in the instance, or a value of the class that is no descriptor."""
    shape = nonnull(w_obj.shape)
    w_type = shape.w_type
    if w_type.has_custom_getattribute():
        return
    w_descr = w_type.lookup(name)
    index = -1
    if isinstance(w_descr, W_Member) and w_type.is_subtype(w_descr.w_owner):
        index = int(w_descr.index)
    elif shape.is_dict:
        return
    else:
        index = int(shape.find(name))
        if w_descr is not None:
            if is_data_descr(w_descr):
                return
            if index < 0 and (takes_self(w_descr) or w_descr.gettypeobject().slot(S_GET) is not None):
                return
        elif index < 0:
            return
    cache = Cache()
    cache.shape = shape
    cache.version = w_type.version
    cache.index = index
    cache.w_value = w_descr
    add_cache(f, site, cache)


def load_class_attr(f: W_Frame, w_class: W_Type, name: str, site: int) -> W_Object:
    """An attribute of a class that is stored in it or above it, as it is: no data descriptor of `type` comes before."""
    cache = f.code.caches[site]
    while cache is not None:
        if cache.w_class is w_class and cache.version == w_class.version:
            return nonnull(cache.w_value)
        cache = cache.next
    w_value = get_attr(w_class, name)
    if w_class.gettypeobject() is typeof(W_Type) and typeof(W_Type).lookup(name) is None:
        w_found = w_class.lookup(name)
        if w_found is not None and (w_found is w_value or isinstance(w_found, W_StaticMethod)):
            cache = Cache()
            cache.w_class = w_class
            cache.version = w_class.version
            cache.w_value = w_value
            add_cache(f, site, cache)
    return w_value


def load_module_attr(f: W_Frame, w_module: W_Module, name: str, site: int) -> W_Object:
    cache = f.code.caches[site]
    strategy = w_module.w_dict.strategy
    if isinstance(strategy, StrDictStrategy):
        table = strategy.table
        if cache is not None and cache.strategy is strategy and cache.version == table.stamp:
            return table.values[cache.index]
    w_value = get_attr(w_module, name)
    if isinstance(strategy, StrDictStrategy) and w_module.gettypeobject() is typeof(W_Module):
        index = strategy.find(w_module.w_dict, name)
        if index >= 0 and typeof(W_Module).lookup(name) is None:
            cache = Cache()
            cache.strategy = strategy
            cache.version = strategy.table.stamp
            cache.index = index
            f.code.caches[site] = cache
    return w_value


@opcode
def STORE_ATTR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_obj = nonnull(reg(f, a))
    cache = cache_at(f, word(words, pc + 3))
    if isinstance(w_obj, W_Instance):
        shape = nonnull(w_obj.shape)
        while cache is not None and not (shape is cache.shape and shape.w_type.version == cache.version):
            cache = cache.next
        if cache is not None:
            slots = nonnull(w_obj.slots)
            index = cache.index
            if index < len(slots):
                slots[index] = nonnull(reg(f, word(words, pc + 2)))
                if cache.new_shape is not shape:
                    w_obj.shape = cache.new_shape
                return pc + 4
    w_value = nonnull(reg(f, word(words, pc + 2)))
    store_attr_miss(f, w_obj, name_at(f, word(words, pc + 1)), w_value, int(word(words, pc + 3)))
    return pc + 4


@noinline
def store_attr_miss(f: W_Frame, w_obj: W_Object, name: str, w_value: W_Object, site: int) -> None:
    if not isinstance(w_obj, W_Instance):
        set_attr(w_obj, name, w_value)
        return
    old_shape = nonnull(w_obj.shape)
    set_attr(w_obj, name, w_value)
    fill_store_cache(f, w_obj, old_shape, name, site)


def fill_store_cache(f: W_Frame, w_obj: W_Instance, old_shape: Shape, name: str, site: int) -> None:
    """Remembers the slot that a plain attribute was stored in, and the shape that it gave."""
    new_shape = nonnull(w_obj.shape)
    w_type = new_shape.w_type
    if w_type is not old_shape.w_type or w_type.slot(S_SETATTR) is not typeof(W_Object).slot(S_SETATTR):
        return
    w_descr = w_type.lookup(name)
    index = -1
    if isinstance(w_descr, W_Member) and w_type.is_subtype(w_descr.w_owner):
        index = int(w_descr.index)
    elif new_shape.is_dict or (w_descr is not None and is_data_descr(w_descr)):
        return
    else:
        index = int(new_shape.find(name))
    if index < 0 or (old_shape is not new_shape and new_shape.parent is not old_shape):
        return
    cache = Cache()
    cache.shape = old_shape
    cache.new_shape = new_shape
    cache.version = w_type.version
    cache.index = index
    add_cache(f, site, cache)


@opcode
def DELETE_ATTR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    del_attr(nonnull(reg(f, a)), f.code.names[word(words, pc + 1)])
    return pc + 2


@inline
def find_method(f: W_Frame, w_obj: W_Object, name: str, site: int) -> W_Object | None:
    """The function to call with `w_obj` put first; None: the attribute must be fetched the ordinary way."""
    cache = cache_at(f, site)
    if isinstance(w_obj, W_Instance):
        shape = nonnull(w_obj.shape)
        while cache is not None:
            if cache.shape is shape and cache.version == shape.w_type.version and cache.w_type is not None:
                return cache.w_value
            cache = cache.next
    return find_method_miss(f, w_obj, name, site)


@noinline
def find_method_miss(f: W_Frame, w_obj: W_Object, name: str, site: int) -> W_Object | None:
    if isinstance(w_obj, W_Module) or isinstance(w_obj, W_Type):
        return None
    w_type = w_obj.gettypeobject()
    shape = w_obj.getshape()
    cache = f.code.caches[site]
    while cache is not None:
        if cache.w_type is w_type and cache.version == w_type.version and cache.shape is shape:
            return cache.w_value
        cache = cache.next
    if w_type.has_custom_getattribute():
        return None
    w_descr = w_type.lookup(name)
    if w_descr is None or not takes_self(w_descr):
        return None
    if shape is None:
        if w_obj.has_dict():
            if w_obj.attr_get(name) is not None:
                return None
            return w_descr
    elif shape.is_dict or shape.find(name) >= 0:
        if w_obj.attr_get(name) is not None:
            return None
        return w_descr
    cache = Cache()
    cache.w_type = w_type
    cache.version = w_type.version
    cache.shape = shape
    cache.w_value = w_descr
    add_cache(f, site, cache)
    return w_descr


@opcode
def LOAD_METHOD(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_obj = nonnull(reg(f, word(words, pc + 1)))
    name = name_at(f, word(words, pc + 2))
    site = int(word(words, pc + 3))
    w_func = find_method(f, w_obj, name, site)
    if w_func is None:
        set_reg(f, a, load_attr_miss(f, w_obj, name, site))
        set_reg(f, a + 1, None)
    else:
        set_reg(f, a, w_func)
        set_reg(f, a + 1, w_obj)
    return pc + 4


@opcode
def LOAD_SUPER_ATTR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_super = load_super(f, words, pc)
    set_reg(f, a, get_attr(w_super, f.code.names[word(words, pc + 4)]))
    return pc + 6


@opcode
def LOAD_SUPER_METHOD(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_super = load_super(f, words, pc)
    name = f.code.names[word(words, pc + 4)]
    if isinstance(w_super, W_Super) and w_super.gettypeobject() is typeof(W_Super):
        w_func = super_method(w_super, name)
        if w_func is not None and takes_self(w_func) and w_super.w_self is not w_super.w_self_class:
            set_reg(f, a + 1, w_super.w_self)
            set_reg(f, a, w_func)
            return pc + 6
    w_value = get_attr(w_super, name)
    set_reg(f, a, w_value)
    set_reg(f, a + 1, None)
    return pc + 6


def load_super(f: W_Frame, words: arr[i32], pc: int) -> W_Object:
    """super(cls, self)"""
    w_callable = nonnull(reg(f, word(words, pc + 1)))
    return call2(w_callable, nonnull(reg(f, word(words, pc + 2))), nonnull(reg(f, word(words, pc + 3))))
