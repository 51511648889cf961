"""typing.TypeAliasType: `type X[T] = ...`."""

from python.interpreter.errors import type_error
from python.interpreter.iteration import iterate
from python.interpreter.operation import repr_w
from python.objects.base import W_Object
from python.objects.flags import FINAL_TYPE
from python.objects.generic_alias import W_GenericAlias, args_tuple
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type
from python.objects.typevar import Lazy, W_TypeParam, caller_module, w_NoDefault, with_unpacked
from python.objects.singletons import w_None
from python.objects.union_ import union_of
from python.rpython import Final, builtin, final, getset, pytype


@pytype("typing.TypeAliasType", flags=FINAL_TYPE)
@final
class W_TypeAlias(W_Object):
    """Type alias.

    Type aliases are created through the type statement::

        type Alias = int

    In this example, Alias and int will be treated equivalently by static
    type checkers."""

    name: Final[str]
    w_params: Final[W_Tuple]
    value: Final[Lazy]
    w_module: Final[W_Object]

    def __init__(self, name: str, w_params: W_Tuple, value: Lazy) -> None:
        self.name = name
        self.w_params = w_params
        self.value = value
        self.w_module = caller_module()

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, name: str, value: W_Object, *, type_params: W_Object | None = None) -> W_Object:
        w_params = new_tuple([])
        if type_params is not None:
            if not isinstance(type_params, W_Tuple):
                raise type_error("type_params must be a tuple")
            w_params = type_params
            check_defaults(w_params)
        return W_TypeAlias(name, w_params, Lazy(value, None))

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return self.name

    @getset("__name__")
    def get_name(self) -> str:
        return self.name

    @getset("__value__")
    def get_value(self) -> W_Object:
        return self.value.get(w_None)

    @getset
    def evaluate_value(self) -> W_Object:
        return self.value.evaluator()

    @getset("__type_params__")
    def type_params(self) -> W_Object:
        return self.w_params

    @getset("__parameters__")
    def parameters(self) -> W_Object:
        return with_unpacked(self.w_params)

    @getset("__module__")
    def module(self) -> W_Object:
        return self.w_module

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        """Return self[key]."""
        if len(self.w_params.items) == 0:
            raise type_error("Only generic type aliases are subscriptable")
        return W_GenericAlias(self, args_tuple(key), False)

    @builtin("__or__")
    def descr_or(self, value: W_Object, /) -> W_Object:
        """Return self|value."""
        return union_of([self, value])

    @builtin("__ror__")
    def descr_ror(self, value: W_Object, /) -> W_Object:
        """Return value|self."""
        return union_of([value, self])

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        """Implement iter(self)."""
        return iterate(new_tuple([W_GenericAlias(self, new_tuple([]), True)]))

    @builtin("__reduce__")
    def descr_reduce(self) -> str:
        return self.name


def check_defaults(w_params: W_Tuple) -> None:
    """Only type parameters, and none without default behind one that has a default."""
    defaults_seen = False
    for w_param in w_params.items:
        if not isinstance(w_param, W_TypeParam):
            raise type_error(f"Expected a type param, got {repr_w(w_param)}")
        if w_param.get_default() is not w_NoDefault:
            defaults_seen = True
        elif defaults_seen:
            raise type_error(f"non-default type parameter '{repr_w(w_param)}' follows default type parameter")
