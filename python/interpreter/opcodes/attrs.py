"""Attributes: reading, writing, deleting, and look-ups for calls, with their inline caches."""

from python.rpython import arr, i32, noinline, nonnull, opcode, typeof
from python.objects.base import W_Object
from python.objects.dict_strategy import StrDictStrategy
from python.objects.instance import W_Instance
from python.objects.module_ import W_Module
from python.objects.super_ import W_Super, super_method
from python.interpreter.attributes import del_attr, get_attr, set_attr
from python.interpreter.caches import Cache
from python.interpreter.calling import call2, takes_self
from python.interpreter.descriptors import is_data_descr
from python.interpreter.frame import W_Frame
from python.interpreter.slots import S_GET, S_SETATTR
from python.interpreter.registers import reg, set_reg, word


@opcode
def LOAD_ATTR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_obj = nonnull(reg(f, word(words, pc + 1)))
    cache = f.code.caches[word(words, pc + 3)]
    if cache is not None and isinstance(w_obj, W_Instance):
        shape = w_obj.shape
        if shape is cache.shape and shape is not None and shape.w_type.version == cache.version:
            if cache.index >= 0:
                set_reg(f, a, nonnull(w_obj.slots)[cache.index])
            else:
                set_reg(f, a, cache.w_value)
            return pc + 4
    set_reg(f, a, load_attr_miss(f, w_obj, f.code.names[word(words, pc + 2)], int(word(words, pc + 3))))
    return pc + 4


@noinline
def load_attr_miss(f: W_Frame, w_obj: W_Object, name: str, site: int) -> W_Object:
    if isinstance(w_obj, W_Instance):
        w_value = get_attr(w_obj, name)
        fill_instance_cache(f, w_obj, name, site)
        return w_value
    if isinstance(w_obj, W_Module):
        return load_module_attr(f, w_obj, name, site)
    return get_attr(w_obj, name)


def fill_instance_cache(f: W_Frame, w_obj: W_Instance, name: str, site: int) -> None:
    """Remembers where a plain attribute lies: in the instance, or a value of the class that is no descriptor."""
    shape = nonnull(w_obj.shape)
    w_type = shape.w_type
    if shape.is_dict or w_type.has_custom_getattribute():
        return
    w_descr = w_type.lookup(name)
    index = shape.find(name)
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
    f.code.caches[site] = cache


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
    w_value = nonnull(reg(f, word(words, pc + 2)))
    cache = f.code.caches[word(words, pc + 3)]
    if cache is not None and isinstance(w_obj, W_Instance):
        shape = w_obj.shape
        if shape is cache.shape and shape is not None and shape.w_type.version == cache.version:
            slots = nonnull(w_obj.slots)
            index = cache.index
            if index < len(slots):
                slots[index] = w_value
                w_obj.shape = cache.new_shape
                return pc + 4
    store_attr_miss(f, w_obj, f.code.names[word(words, pc + 1)], w_value, int(word(words, pc + 3)))
    return pc + 4


@noinline
def store_attr_miss(f: W_Frame, w_obj: W_Object, name: str, w_value: W_Object, site: int) -> None:
    if not isinstance(w_obj, W_Instance):
        set_attr(w_obj, name, w_value)
        return
    old_shape = nonnull(w_obj.shape)
    set_attr(w_obj, name, w_value)
    new_shape = nonnull(w_obj.shape)
    w_type = new_shape.w_type
    if new_shape.is_dict or w_type is not old_shape.w_type:
        return
    if w_type.slot(S_SETATTR) is not typeof(W_Object).slot(S_SETATTR):
        return
    w_descr = w_type.lookup(name)
    if w_descr is not None and is_data_descr(w_descr):
        return
    index = new_shape.find(name)
    if index < 0 or (old_shape is not new_shape and new_shape.parent is not old_shape):
        return
    cache = Cache()
    cache.shape = old_shape
    cache.new_shape = new_shape
    cache.version = w_type.version
    cache.index = index
    f.code.caches[site] = cache


@opcode
def DELETE_ATTR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    del_attr(nonnull(reg(f, a)), f.code.names[word(words, pc + 1)])
    return pc + 2


def find_method(f: W_Frame, w_obj: W_Object, name: str, site: int) -> W_Object | None:
    """The function to call with `w_obj` put first; None: the attribute must be fetched the ordinary way."""
    cache = f.code.caches[site]
    w_type = w_obj.gettypeobject()
    if cache is not None and cache.w_type is w_type and cache.version == w_type.version:
        if cache.shape is w_obj.getshape():
            return cache.w_value
    return find_method_miss(f, w_obj, name, site)


@noinline
def find_method_miss(f: W_Frame, w_obj: W_Object, name: str, site: int) -> W_Object | None:
    w_type = w_obj.gettypeobject()
    if w_type.has_custom_getattribute():
        return None
    w_descr = w_type.lookup(name)
    if w_descr is None or not takes_self(w_descr):
        return None
    shape = w_obj.getshape()
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
    f.code.caches[site] = cache
    return w_descr


@opcode
def LOAD_METHOD(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_obj = nonnull(reg(f, word(words, pc + 1)))
    name = f.code.names[word(words, pc + 2)]
    w_func = find_method(f, w_obj, name, int(word(words, pc + 3)))
    if w_func is None:
        w_value = get_attr(w_obj, name)
        set_reg(f, a, w_value)
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
