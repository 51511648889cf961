"""Making classes: type.__new__, the C3 order, slots, metaclasses (`Objects/typeobject.c` is the behaviour's reference)."""

from python.rpython import Final, arr, arr_copy, cold, i32, typeof, weak_get
from python.interpreter.attributes import find_attr
from python.interpreter.calling import call0, call2, call_kw
from python.interpreter.descriptors import bind, bind_to_class
from python.interpreter.errors import OperationError, type_error, value_error
from python.interpreter.frame import ec
from python.interpreter.interned import intern_name
from python.interpreter.iteration import unpack_iterable
from python.interpreter.operation import repr_w
from python.modules.operator_ import split_keywords
from python.objects.base import W_Object
from python.objects.cell import W_Cell
from python.objects.dict_ import W_Dict
from python.objects.flags import EXC_SUBCLASS, FINAL_TYPE, HAS_DICT, HEAP_TYPE, MAPPING, SEQUENCE
from python.objects.function import W_Function
from python.objects.member import W_Member
from python.objects.singletons import w_None
from python.objects.static_method import W_ClassMethod, W_StaticMethod
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import W_Type, type_name
from python.rlib.list import List

INHERITED_FLAGS: Final = SEQUENCE | MAPPING | EXC_SUBCLASS


def most_derived_metaclass(w_meta: W_Type, bases: arr[W_Object]) -> W_Type:
    """The metaclass that is below those of all bases."""
    w_winner = w_meta
    for w_base in bases:
        w_kind = w_base.gettypeobject()
        if w_winner.is_subtype(w_kind):
            continue
        if w_kind.is_subtype(w_winner):
            w_winner = w_kind
            continue
        raise type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all "
            "its bases"
        )
    return w_winner


def new_class(w_meta: W_Type, w_name: W_Object, w_bases: W_Object, w_namespace: W_Object, w_kwargs: W_Dict) -> W_Object:
    """type.__new__"""
    if not isinstance(w_name, W_Str):
        raise type_error(f"type.__new__() argument 1 must be str, not {type_name(w_name)}")
    if not isinstance(w_bases, W_Tuple):
        raise type_error(f"type.__new__() argument 2 must be tuple, not {type_name(w_bases)}")
    if not isinstance(w_namespace, W_Dict):
        raise type_error(f"type.__new__() argument 3 must be dict, not {type_name(w_namespace)}")
    w_winner = most_derived_metaclass(w_meta, w_bases.items)
    if w_winner is not w_meta:
        w_new = w_winner.lookup("__new__")
        if w_new is not None and w_new is not typeof(W_Type).lookup("__new__"):
            names, values = split_keywords(w_kwargs)
            args = arr[W_Object](4 + len(values))
            args[0] = w_winner
            args[1] = w_name
            args[2] = w_bases
            args[3] = w_namespace
            arr_copy(values, 0, args, 4, len(values))
            return call_kw(bind_to_class(w_new, w_winner), args, names)
    w_type = build(w_winner, w_name, checked_bases(w_bases.items), w_namespace)
    fill_namespace(w_type, w_namespace)
    announce(w_type, w_namespace, w_kwargs)
    return w_type


def checked_bases(items: arr[W_Object]) -> arr[W_Type]:
    if len(items) == 0:
        return [typeof(W_Object)]
    bases = arr[W_Type](len(items))
    for i in range(len(items)):
        w_base = items[i]
        if not isinstance(w_base, W_Type):
            if find_attr(w_base, "__mro_entries__") is not None:
                raise type_error("type() doesn't support MRO entry resolution; use types.new_class()")
            raise type_error("bases must be types")
        if (w_base.flags & FINAL_TYPE) != 0:
            raise type_error(f"type '{w_base.full_name()}' is not an acceptable base type")
        bases[i] = w_base
    return bases


def best_base(bases: arr[W_Type]) -> W_Type:
    """The base whose instance layout includes those of the others."""
    w_best = bases[0]
    for i in range(1, len(bases)):
        w_base = bases[i]
        best_layout = w_best.layout_type()
        layout = w_base.layout_type()
        if best_layout is layout:
            w_best = with_more_slots(w_best, w_base)
        elif layout.is_subtype(best_layout):
            w_best = w_base
        elif not best_layout.is_subtype(layout):
            raise type_error("multiple bases have instance lay-out conflict")
    return w_best


def with_more_slots(w_best: W_Type, w_base: W_Type) -> W_Type:
    """The one of two classes whose `__slots__` storage includes the other's."""
    w_best_owner = slots_owner(w_best)
    w_owner = slots_owner(w_base)
    if w_best_owner is w_owner or w_best_owner.is_subtype(w_owner):
        return w_best
    if w_owner.is_subtype(w_best_owner):
        return w_base
    raise type_error("multiple bases have instance lay-out conflict")


def slots_owner(w_type: W_Type) -> W_Type:
    """The class that added the last of the storage slots that instances have."""
    w_owner = w_type
    if w_type.nslots == 0:
        return w_type.layout_type()
    while True:
        w_base = w_owner.base
        if w_base is None or w_base.nslots != w_type.nslots:
            return w_owner
        w_owner = w_base


def build(w_meta: W_Type, name: str, bases: arr[W_Type], w_namespace: W_Dict) -> W_Type:
    """The class with its layout and order, its dictionary still empty."""
    w_base = best_base(bases)
    w_type = W_Type(name, w_base, HEAP_TYPE | (w_base.flags & INHERITED_FLAGS))
    w_type.bases = bases
    if w_meta is not typeof(W_Type):
        w_type.w_meta = w_meta
    w_type.layout = w_base.layout_type()
    w_type.nslots = w_base.nslots
    for w_each in bases:
        w_type.flags = w_type.flags | (w_each.flags & INHERITED_FLAGS)
        if w_each.has_instance_dict or (w_each.flags & HAS_DICT) != 0:
            w_type.has_instance_dict = True
        if w_each.has_weakrefs:
            w_type.has_weakrefs = True
    w_slots = w_namespace.get_str("__slots__")
    if w_slots is None:
        w_type.has_instance_dict = True
        w_type.has_weakrefs = True
    else:
        add_slots(w_type, w_slots, w_namespace)
    w_type.slots_hint = w_type.nslots
    w_type.mro = order_of(w_type)
    return w_type


def add_slots(w_type: W_Type, w_slots: W_Object, w_namespace: W_Dict) -> None:
    names: arr[W_Object] = [w_slots]
    if not isinstance(w_slots, W_Str):
        names = unpack_iterable(w_slots)
    for w_name in names:
        if not isinstance(w_name, W_Str):
            raise type_error(f"__slots__ items must be strings, not '{type_name(w_name)}'")
        if w_name == "__dict__":
            if w_type.has_instance_dict:
                raise type_error("__dict__ slot disallowed: we already got one")
            w_type.has_instance_dict = True
        elif w_name == "__weakref__":
            w_type.has_weakrefs = True
        else:
            if w_namespace.get(w_name) is not None:
                raise value_error(f"{repr_w(w_name)} in __slots__ conflicts with class variable")
            own = mangled(w_type.name, w_name)
            w_type.table.set(own, W_Member(w_type, own, w_type.nslots))
            w_type.nslots = i32(w_type.nslots + 1)


def mangled(class_name: str, name: str) -> str:
    """Private names carry the class's."""
    if not name.startswith("__") or name.endswith("__"):
        return name
    start = 0
    while start < len(class_name) and class_name.char_at(start) == ord("_"):
        start += 1
    if start == len(class_name):
        return name
    return f"_{class_name.slice(start, len(class_name))}{name}"


# The order of classes.


def order_of(w_type: W_Type) -> arr[W_Type]:
    """`mro()` of the metaclass if it has its own, else C3."""
    w_meta = w_type.gettypeobject()
    if w_meta is not typeof(W_Type):
        w_method = w_meta.lookup("mro")
        if w_method is not None and w_method is not typeof(W_Type).lookup("mro"):
            items = unpack_iterable(call0(bind(w_method, w_type, w_meta)))
            order = arr[W_Type](len(items))
            for i in range(len(items)):
                w_item = items[i]
                if not isinstance(w_item, W_Type):
                    raise type_error(f"mro() returned a non-class ('{type_name(w_item)}')")
                order[i] = w_item
            return order
    return c3(w_type)


def c3(w_type: W_Type) -> arr[W_Type]:
    bases = w_type.bases
    n = int(len(bases))
    for i in range(n):
        for k in range(i):
            if bases[i] is bases[k]:
                raise type_error(f"duplicate base class {bases[i].name}")
    lists = arr[arr[W_Type]](n + 1)
    for i in range(n):
        lists[i] = bases[i].mro
    lists[n] = bases
    heads = arr[i32](n + 1)
    order = List[W_Type]()
    order.append(w_type)
    while True:
        w_next = next_in_order(lists, heads)
        if w_next is None:
            break
        order.append(w_next)
        for i in range(n + 1):
            if heads[i] < len(lists[i]) and lists[i][heads[i]] is w_next:
                heads[i] = heads[i] + 1
    result = arr[W_Type](len(order))
    for i in range(len(order)):
        result[i] = order[i]
    return result


def next_in_order(lists: arr[arr[W_Type]], heads: arr[i32]) -> W_Type | None:
    """The first head that is in no list's tail; None: all lists are used up."""
    left = False
    for i in range(len(lists)):
        if heads[i] < len(lists[i]):
            left = True
            w_candidate = lists[i][heads[i]]
            if not in_a_tail(w_candidate, lists, heads):
                return w_candidate
    if left:
        raise no_order(lists, heads)
    return None


def in_a_tail(w_type: W_Type, lists: arr[arr[W_Type]], heads: arr[i32]) -> bool:
    for i in range(len(lists)):
        for k in range(heads[i] + 1, len(lists[i])):
            if lists[i][k] is w_type:
                return True
    return False


@cold
def no_order(lists: arr[arr[W_Type]], heads: arr[i32]) -> OperationError:
    names = List[W_Type]()
    text = ""
    for i in range(len(lists)):
        if heads[i] < len(lists[i]):
            w_head = lists[i][heads[i]]
            known = False
            for k in range(len(names)):
                if names[k] is w_head:
                    known = True
            if not known:
                names.append(w_head)
                text = w_head.name if len(text) == 0 else f"{text}, {w_head.name}"
    return type_error(f"Cannot create a consistent method resolution order (MRO) for bases {text}")


# The dictionary.


def fill_namespace(w_type: W_Type, w_namespace: W_Dict) -> None:
    cursor = w_namespace.cursor()
    while cursor.advance():
        w_key = cursor.key()
        w_value = cursor.value()
        if not isinstance(w_key, W_Str):
            continue
        if w_key == "__classcell__":
            continue
        if w_key == "__qualname__":
            if not isinstance(w_value, W_Str):
                raise type_error(f"type __qualname__ must be a str, not {type_name(w_value)}")
            w_type.qualname = w_value
            continue
        w_type.table.set(intern_name(w_key), prepared(w_key, w_value))
    if w_type.table.get("__module__") is None:
        w_type.table.set("__module__", calling_module())
    if w_type.table.get("__doc__") is None:
        w_type.table.set("__doc__", w_None)
    if w_type.table.get("__eq__") is not None and w_type.table.get("__hash__") is None:
        w_type.table.set("__hash__", w_None)
    for w_base in w_type.bases:
        w_base.add_subclass(w_type)
    w_type.changed()
    w_type.has_finalizer = w_type.lookup("__del__") is not None
    w_cell = w_namespace.get_str("__classcell__")
    if w_cell is not None and isinstance(w_cell, W_Cell):
        w_cell.w_value = w_type


def prepared(name: str, w_value: W_Object) -> W_Object:
    """Some functions become static or class methods by their name."""
    if isinstance(w_value, W_Function):
        if name == "__new__":
            return static_method(w_value)
        if name == "__init_subclass__" or name == "__class_getitem__":
            return class_method(w_value)
    return w_value


def static_method(w_func: W_Object) -> W_Object:
    w_method = W_StaticMethod()
    w_method.init_user(typeof(W_StaticMethod))
    w_method.descr_init(w_func)
    return w_method


def class_method(w_func: W_Object) -> W_Object:
    w_method = W_ClassMethod()
    w_method.init_user(typeof(W_ClassMethod))
    w_method.descr_init(w_func)
    return w_method


def calling_module() -> W_Object:
    frame = ec.frame
    if frame is not None:
        w_name = frame.w_globals.get_str("__name__")
        if w_name is not None:
            return w_name
    return "builtins"


def announce(w_type: W_Type, w_namespace: W_Dict, w_kwargs: W_Dict) -> None:
    """`__set_name__` of the attributes, then `__init_subclass__` of the bases."""
    for w_key in w_namespace.keys_array():
        w_value = w_namespace.get(w_key)
        if w_value is not None:
            w_set_name = w_value.gettypeobject().lookup("__set_name__")
            if w_set_name is not None:
                set_name(w_set_name, w_value, w_type, w_key)
    mro = w_type.mro
    for i in range(1, len(mro)):
        w_init = mro[i].lookup_in("__init_subclass__")
        if w_init is not None:
            names, values = split_keywords(w_kwargs)
            call_kw(bind_to_class(w_init, w_type), values, names)
            return


def set_name(w_set_name: W_Object, w_value: W_Object, w_type: W_Type, w_key: W_Object) -> None:
    try:
        call2(bind(w_set_name, w_value, w_value.gettypeobject()), w_type, w_key)
    except OperationError as e:
        note = f"Error calling __set_name__ on '{type_name(w_value)}' instance {repr_w(w_key)} in '{w_type.name}'"
        e.w_value.descr_add_note(note)
        raise e


# `cls.__bases__ = ...`


def replace_bases(w_type: W_Type, w_value: W_Object) -> None:
    if not isinstance(w_value, W_Tuple):
        raise type_error(f"can only assign tuple to {w_type.name}.__bases__, not {type_name(w_value)}")
    if len(w_value.items) == 0:
        raise type_error(f"can only assign non-empty tuple to {w_type.name}.__bases__, not ()")
    for w_base in w_value.items:
        if not isinstance(w_base, W_Type):
            raise type_error(f"{w_type.name}.__bases__ must be tuple of classes, not '{type_name(w_base)}'")
        if w_base.is_subtype(w_type):
            raise type_error("a __bases__ item causes an inheritance cycle")
    bases = checked_bases(w_value.items)
    w_base = best_base(bases)
    check_same_layout(w_type, w_base)
    old_bases = w_type.bases
    old_base = w_type.base
    w_type.bases = bases
    w_type.base = w_base
    try:
        w_type.mro = order_of(w_type)
    except OperationError:
        w_type.bases = old_bases
        w_type.base = old_base
        raise
    for w_each in old_bases:
        w_each.drop_subclass(w_type)
    for w_each in bases:
        w_each.add_subclass(w_type)
    refresh_orders(w_type)
    w_type.changed()


def check_same_layout(w_type: W_Type, w_base: W_Type) -> None:
    """Instances that exist must be instances of the class with its new bases, too."""
    old_base = w_type.base
    if old_base is None:
        return
    if old_base.layout_type() is not w_base.layout_type() or (old_base.flags ^ w_base.flags) & HEAP_TYPE != 0:
        raise type_error(f"__bases__ assignment: '{w_base.name}' deallocator differs from '{old_base.name}'")
    if old_base.nslots != w_base.nslots or old_base.has_instance_dict != w_base.has_instance_dict:
        raise type_error(f"__bases__ assignment: '{w_base.name}' object layout differs from '{old_base.name}'")


def refresh_orders(w_type: W_Type) -> None:
    """The orders of all classes below."""
    for i in range(len(w_type.subclasses)):
        w_sub = weak_get(w_type.subclasses[i])
        if isinstance(w_sub, W_Type):
            w_sub.mro = order_of(w_sub)
            refresh_orders(w_sub)
