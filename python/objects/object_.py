"""What `object`'s own methods do; base.py has their entry points."""

from python.rpython import arr, typeof, unique_id
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.flags import HEAP_TYPE
from python.objects.instance import W_Instance
from python.objects.int_ import W_Int
from python.objects.list_ import W_List, new_list
from python.objects.module_ import W_Module
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type, type_name
from python.interpreter.attributes import find_attr, get_attr
from python.interpreter.calling import call1, call2, call_method0
from python.interpreter.errors import type_error
from python.importing.importer import import_module
from python.interpreter.iteration import iterate, unpack_iterable
from python.interpreter.operation import is_true
from python.interpreter.slots import S_INIT, S_NEW
from python.interpreter.type_call import check_abstract


def hex_id(w_obj: W_Object) -> str:
    """0x7f...: what id() gives, as reprs show it."""
    value = unique_id(w_obj)
    digits: str = ""
    while value > 0:
        digit = value & 15
        digits = "0123456789abcdef".slice(digit, digit + 1) + digits
        value = value >> 4
    return "0x" + digits


def object_repr(w_obj: W_Object) -> str:
    w_type = w_obj.gettypeobject()
    return f"<{type_module_name(w_type)} object at {hex_id(w_obj)}>"


def type_module_name(w_type: W_Type) -> str:
    module = w_type.module_name()
    if module == "builtins":
        return w_type.qualname
    return f"{module}.{w_type.qualname}"


def object_new(w_type: W_Type, n_args: int) -> W_Object:
    """object.__new__ with `n_args` arguments behind the type."""
    if n_args > 0:
        if w_type.slot(S_NEW) is not typeof(W_Object).slot(S_NEW):
            raise type_error("object.__new__() takes exactly one argument (the type to instantiate)")
        if w_type.slot(S_INIT) is typeof(W_Object).slot(S_INIT):
            raise type_error(f"{w_type.name}() takes no arguments")
    check_abstract(w_type)
    layout = w_type.layout_type()
    if layout is not typeof(W_Object):
        raise type_error(f"object.__new__({w_type.name}) is not safe, use {layout.name}.__new__()")
    return W_Instance(w_type)


def object_init(w_obj: W_Object, n_args: int) -> None:
    if n_args == 0:
        return
    w_type = w_obj.gettypeobject()
    if w_type.slot(S_INIT) is not typeof(W_Object).slot(S_INIT):
        raise type_error("object.__init__() takes exactly one argument (the instance to initialize)")
    if w_type.slot(S_NEW) is typeof(W_Object).slot(S_NEW):
        raise type_error(f"{w_type.name}() takes no arguments")


def object_dir(w_obj: W_Object) -> W_Object:
    """Names in the instance, its class and the bases."""
    w_names = W_Dict()
    w_dict = find_attr(w_obj, "__dict__")
    if isinstance(w_dict, W_Dict):
        add_keys(w_names, w_dict)
    w_class = find_attr(w_obj, "__class__")
    if isinstance(w_class, W_Type):
        add_class_names(w_names, w_class)
    return new_list(w_names.keys_array())


def add_keys(w_names: W_Dict, w_dict: W_Dict) -> None:
    cursor = w_dict.cursor()
    while cursor.advance():
        w_names.setitem(cursor.key(), w_None)


def add_class_names(w_names: W_Dict, w_class: W_Type) -> None:
    mro = w_class.mro
    for i in range(len(mro)):
        keys = mro[i].table.names()
        for k in range(len(keys)):
            w_names.set_str(keys[k], w_None)


def set_class(w_obj: W_Object, w_value: W_Object) -> None:
    """obj.__class__ = value"""
    if not isinstance(w_value, W_Type):
        raise type_error(f"__class__ must be set to a class, not '{type_name(w_value)}' object")
    w_old = w_obj.gettypeobject()
    both_modules = w_old.is_subtype(typeof(W_Module)) and w_value.is_subtype(typeof(W_Module))
    if not both_modules and ((w_old.flags & HEAP_TYPE) == 0 or (w_value.flags & HEAP_TYPE) == 0):
        raise type_error(
            "__class__ assignment only supported for mutable types or ModuleType subclasses"
        )
    if w_old.layout_type() is not w_value.layout_type() or not w_obj.setclass(w_value):
        raise type_error(
            f"__class__ assignment: '{w_value.name}' object layout differs from '{w_old.name}'"
        )


def object_getstate(w_obj: W_Object) -> W_Object:
    """object.__getstate__: the dictionary, paired with the slots if there are any."""
    w_state: W_Object = w_None
    w_dict = w_obj.getdict()
    if w_dict is not None and len(w_dict) > 0:
        w_state = w_dict.copy_dict()
    w_slots = slot_values(w_obj)
    if len(w_slots) > 0:
        return new_tuple([w_state, w_slots])
    return w_state


def slot_values(w_obj: W_Object) -> W_Dict:
    w_result = W_Dict()
    w_type = w_obj.gettypeobject()
    if w_type.nslots == 0:
        return w_result
    mro = w_type.mro
    for i in range(len(mro)):
        w_names = mro[i].lookup_in("__slots__")
        if w_names is not None:
            add_slot_values(w_obj, w_names, w_result)
    return w_result


def add_slot_values(w_obj: W_Object, w_names: W_Object, w_result: W_Dict) -> None:
    names = [w_names]
    if not isinstance(w_names, W_Str):
        names = unpack_iterable(w_names)
    for i in range(len(names)):
        w_name = names[i]
        if isinstance(w_name, W_Str) and w_name != "__dict__" and w_name != "__weakref__":
            w_value = find_attr(w_obj, w_name)
            if w_value is not None:
                w_result.set_str(w_name, w_value)


def object_reduce_ex(w_obj: W_Object, protocol: int) -> W_Object:
    """`__reduce__` of the class if it has one of its own, otherwise by copyreg."""
    w_type = w_obj.gettypeobject()
    w_reduce = w_type.lookup("__reduce__")
    if w_reduce is not typeof(W_Object).lookup("__reduce__"):
        return call_method0(w_obj, "__reduce__")
    return default_reduce(w_obj, protocol)


def default_reduce(w_obj: W_Object, protocol: int) -> W_Object:
    w_copyreg = import_module("copyreg")
    if protocol < 2:
        return call2(get_attr(w_copyreg, "_reduce_ex"), w_obj, W_Int(protocol))
    w_type = w_obj.gettypeobject()
    args: arr[W_Object] = arr[W_Object](0)
    w_kwargs: W_Object | None = None
    w_getnewargs_ex = w_type.lookup("__getnewargs_ex__")
    if w_getnewargs_ex is not None:
        pair = unpack_iterable(call1(w_getnewargs_ex, w_obj))
        args = unpack_iterable(pair[0])
        w_kwargs = pair[1]
    elif w_type.lookup("__getnewargs__") is not None:
        args = unpack_iterable(call_method0(w_obj, "__getnewargs__"))
    w_state = call_method0(w_obj, "__getstate__")
    w_items: W_Object = w_None
    w_pairs: W_Object = w_None
    if isinstance(w_obj, W_List):
        w_items = iterate(w_obj)
    if isinstance(w_obj, W_Dict):
        w_pairs = iterate(call_method0(w_obj, "items"))
    if w_kwargs is not None and is_true(w_kwargs):
        w_func = get_attr(w_copyreg, "__newobj_ex__")
        w_args: W_Object = new_tuple([w_type, new_tuple(args), w_kwargs])
    else:
        w_func = get_attr(w_copyreg, "__newobj__")
        full = arr[W_Object](len(args) + 1)
        full[0] = w_type
        for i in range(len(args)):
            full[i + 1] = args[i]
        w_args = new_tuple(full)
    return new_tuple([w_func, w_args, w_state, w_items, w_pairs])
