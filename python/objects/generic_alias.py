"""types.GenericAlias: `list[int]` and its like."""

from python.interpreter.attributes import find_attr, generic_getattribute, get_attr, set_attr
from python.interpreter.calling import call, call1, call_with_dict
from python.interpreter.errors import OperationError, type_error
from python.interpreter.operation import eq_w, getitem, hash_w, repr_w, str_w, wrap_bool
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.exceptions.hierarchy import w_TypeError
from python.objects.exceptions.special import W_AttributeError
from python.objects.iterator import IteratorMixin
from python.objects.list_ import W_List
from python.objects.singletons import W_Ellipsis, W_NoneType, w_NotImplemented
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type
from python.objects.union_ import union_or
from python.rlib.list import List
from python.rlib.text import StrBuilder, str_eq
from python.rpython import Final, arr, builtin, getset, pytype, typeof


@pytype("types.GenericAlias")
class W_GenericAlias(W_Object):
    """Represent a PEP 585 generic type

    E.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).
    """

    w_origin: Final[W_Object]
    w_args: Final[W_Tuple]
    w_parameters: W_Tuple | None
    starred: Final[bool]  # the result of iterating over an alias, as in `tuple[*list[int]]`

    def __init__(self, w_origin: W_Object, w_args: W_Tuple, starred: bool) -> None:
        self.w_origin = w_origin
        self.w_args = w_args
        self.w_parameters = None
        self.starred = starred

    def parameters(self) -> W_Tuple:
        w_parameters = self.w_parameters
        if w_parameters is None:
            w_parameters = collect_parameters(self.w_args)
            self.w_parameters = w_parameters
        return w_parameters

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, origin: W_Object, args: W_Object, /) -> W_Object:
        return W_GenericAlias(origin, args_tuple(args), False)

    @getset("__origin__")
    def origin(self) -> W_Object:
        return self.w_origin

    @getset("__args__")
    def args(self) -> W_Object:
        return self.w_args

    @getset("__parameters__")
    def get_parameters(self) -> W_Object:
        """Type variables in the GenericAlias."""
        return self.parameters()

    @getset("__unpacked__")
    def unpacked(self) -> W_Object:
        return wrap_bool(self.starred)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        out = StrBuilder(32)
        if self.starred:
            out.add("*")
        add_repr(out, self.w_origin)
        out.add("[")
        items = self.w_args.items
        i = 0
        while i < len(items):
            if i > 0:
                out.add(", ")
            add_repr(out, items[i])
            i += 1
        if i == 0:
            out.add("()")
        out.add("]")
        return out.build()

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_GenericAlias):
            return w_NotImplemented
        same = self.starred == value.starred and eq_w(self.w_origin, value.w_origin)
        return wrap_bool(same and eq_w(self.w_args, value.w_args))

    @builtin("__hash__")
    def descr_hash(self) -> int:
        h = hash_w(self.w_origin) ^ hash_w(self.w_args)
        return -2 if h == -1 else h

    @builtin("__call__")
    def descr_call(self, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        w_result = call_with_dict(self.w_origin, args, kwargs)
        try:
            set_attr(w_result, "__orig_class__", self)
        except OperationError as e:
            if not e.match(typeof(W_AttributeError)) and not e.match(w_TypeError):
                raise
        return w_result

    @builtin("__getattribute__")
    def descr_getattribute(self, name: str, /) -> W_Object:
        if is_own_attribute(name):
            return generic_getattribute(self, name)
        return get_attr(self.w_origin, name)

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        return W_GenericAlias(self.w_origin, substitute(self, key), self.starred)

    @builtin("__mro_entries__")
    def descr_mro_entries(self, bases: W_Object, /) -> W_Object:
        return new_tuple([self.w_origin])

    @builtin("__instancecheck__")
    def descr_instancecheck(self, instance: W_Object, /) -> W_Object:
        raise type_error("isinstance() argument 2 cannot be a parameterized generic")

    @builtin("__subclasscheck__")
    def descr_subclasscheck(self, cls: W_Object, /) -> W_Object:
        raise type_error("issubclass() argument 2 cannot be a parameterized generic")

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return W_GenericAliasIterator(W_GenericAlias(self.w_origin, self.w_args, True))

    @builtin("__or__")
    def descr_or(self, value: W_Object, /) -> W_Object:
        return union_or(self, value)

    @builtin("__ror__")
    def descr_ror(self, value: W_Object, /) -> W_Object:
        return union_or(value, self)

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        return new_tuple([typeof(W_GenericAlias), new_tuple([self.w_origin, self.w_args])])


@pytype("generic_alias_iterator")
class W_GenericAliasIterator(IteratorMixin, W_Object):
    """Gives the starred alias once."""

    w_alias: W_Object | None

    def __init__(self, w_alias: W_Object) -> None:
        self.w_alias = w_alias

    def iter_next(self) -> W_Object | None:
        w_alias = self.w_alias
        self.w_alias = None
        return w_alias

    def length_hint(self) -> int:
        return 0 if self.w_alias is None else 1


def class_getitem(w_type: W_Type, w_item: W_Object) -> W_Object:
    """`cls[item]` for the builtin generic classes."""
    return W_GenericAlias(w_type, args_tuple(w_item), False)


def args_tuple(w_args: W_Object) -> W_Tuple:
    if isinstance(w_args, W_Tuple):
        return w_args
    return new_tuple([w_args])


OWN_ATTRIBUTES: Final = [
    "__class__", "__origin__", "__args__", "__parameters__", "__unpacked__", "__typing_unpacked_tuple_args__",
    "__mro_entries__", "__reduce_ex__", "__reduce__", "__copy__", "__deepcopy__",
]


def is_own_attribute(name: W_Str) -> bool:
    if not (name.startswith("__") and name.endswith("__")):
        return False
    for own in OWN_ATTRIBUTES:
        if str_eq(own, name):
            return True
    return False


def add_repr(out: StrBuilder, w_obj: W_Object) -> None:
    """Classes by their qualified names, `...` for Ellipsis, lists item by item, anything else by repr."""
    if isinstance(w_obj, W_Ellipsis):
        out.add("...")
    elif isinstance(w_obj, W_NoneType):
        out.add("None")
    elif isinstance(w_obj, W_List):
        out.add("[")
        i = 0
        while i < w_obj.length:
            if i > 0:
                out.add(", ")
            add_repr(out, w_obj.get(i))
            i += 1
        out.add("]")
    elif isinstance(w_obj, W_Type):
        add_qualified_name(out, w_obj)
    else:
        out.add(repr_w(w_obj))


def add_qualified_name(out: StrBuilder, w_type: W_Type) -> None:
    w_module = find_attr(w_type, "__module__")
    if isinstance(w_module, W_Str) and not str_eq(w_module, "builtins"):
        out.add(w_module)
        out.add(".")
    out.add(str_w(get_attr(w_type, "__qualname__")))


def collect_parameters(w_args: W_Tuple) -> W_Tuple:
    """The type variables in the arguments, each once."""
    found = List[W_Object]()
    for w_arg in w_args.items:
        if isinstance(w_arg, W_Type):
            continue
        if find_attr(w_arg, "__typing_subst__") is not None:
            add_once(found, w_arg)
            continue
        w_inner = find_attr(w_arg, "__parameters__")
        if isinstance(w_inner, W_Tuple):
            for w_parameter in w_inner.items:
                add_once(found, w_parameter)
    return new_tuple(found.to_array())


def add_once(found: List[W_Object], w_obj: W_Object) -> None:
    i = 0
    while i < found.length:
        if found[i] is w_obj:
            return
        i += 1
    found.append(w_obj)


def substitute(w_alias: W_GenericAlias, w_key: W_Object) -> W_Tuple:
    return substitute_all(w_alias, w_alias.w_args, w_alias.parameters(), w_key)


def substitute_all(w_self: W_Object, w_args: W_Tuple, w_parameters: W_Tuple, w_key: W_Object) -> W_Tuple:
    """The arguments with the type variables replaced."""
    parameters = w_parameters.items
    if len(parameters) == 0:
        raise type_error(f"{repr_w(w_self)} is not a generic class")
    w_items = args_tuple(w_key)
    for w_parameter in parameters:
        w_prepare = find_attr(w_parameter, "__typing_prepare_subst__")
        if w_prepare is not None:
            w_items = args_tuple(call(w_prepare, [w_self, w_items]))
    n = int(len(w_items.items))
    if n != len(parameters):
        many = "many" if n > len(parameters) else "few"
        raise type_error(f"Too {many} arguments for {repr_w(w_self)}; actual {n}, expected {len(parameters)}")
    result = List[W_Object]()
    for w_arg in w_args.items:
        add_substituted(result, w_arg, parameters, w_items.items)
    return new_tuple(result.to_array())


def add_substituted(
    result: List[W_Object], w_arg: W_Object, parameters: arr[W_Object], values: arr[W_Object]
) -> None:
    if isinstance(w_arg, W_Type):
        result.append(w_arg)
        return
    w_subst = find_attr(w_arg, "__typing_subst__")
    if w_subst is not None:
        result.append(call1(w_subst, value_of(w_arg, parameters, values)))
        return
    w_inner = find_attr(w_arg, "__parameters__")
    if not isinstance(w_inner, W_Tuple) or len(w_inner.items) == 0:
        result.append(w_arg)
        return
    chosen = arr[W_Object](len(w_inner.items))
    i = 0
    while i < len(chosen):
        chosen[i] = value_of(w_inner.items[i], parameters, values)
        i += 1
    result.append(getitem(w_arg, new_tuple(chosen)))


def value_of(w_parameter: W_Object, parameters: arr[W_Object], values: arr[W_Object]) -> W_Object:
    i = 0
    while i < len(parameters):
        if parameters[i] is w_parameter:
            return values[i]
        i += 1
    return w_parameter
