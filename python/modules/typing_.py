"""_typing: the classes of typing that the interpreter itself needs."""

from python.importing.importer import import_module
from python.interpreter.attributes import get_attr
from python.interpreter.calling import call_with_dict, prepend
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.module_ import W_Module
from python.objects.type_ import W_Type
from python.objects.type_alias import W_TypeAlias
from python.objects.typevar import (
    W_ParamSpec, W_ParamSpecArgs, W_ParamSpecKwargs, W_TypeVar, W_TypeVarTuple, typing_call, w_NoDefault,
)
from python.objects.union_ import W_Union
from python.rpython import Final, arr, builtin, builtin_function, pytype, typeof

MODULE: Final = "_typing"


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("TypeVar", typeof(W_TypeVar))
    w_module.attr_set("ParamSpec", typeof(W_ParamSpec))
    w_module.attr_set("ParamSpecArgs", typeof(W_ParamSpecArgs))
    w_module.attr_set("ParamSpecKwargs", typeof(W_ParamSpecKwargs))
    w_module.attr_set("TypeVarTuple", typeof(W_TypeVarTuple))
    w_module.attr_set("TypeAliasType", typeof(W_TypeAlias))
    w_module.attr_set("Union", typeof(W_Union))
    w_module.attr_set("NoDefault", w_NoDefault)
    # Its instances are plain objects, so that a class may have it beside any other base.
    typeof(W_Generic).layout = typeof(W_Object)
    w_module.attr_set("Generic", typeof(W_Generic))


@builtin_function
def _idfunc(x: W_Object, /) -> W_Object:
    return x


@pytype("typing.Generic")
class W_Generic(W_Object):
    """Abstract base class for generic types.

    On Python 3.12 and newer, generic classes implicitly inherit from
    Generic when they declare a parameter list after the class's name::

        class Mapping[KT, VT]:
            def __getitem__(self, key: KT) -> VT:
                ...
            # Etc.

    On older versions of Python, however, generic classes have to
    explicitly inherit from Generic.

    After a class has been declared to be generic, it can then be used as
    follows::

        def lookup_name[KT, VT](mapping: Mapping[KT, VT], key: KT, default: VT) -> VT:
            try:
                return mapping[key]
            except KeyError:
                return default
    """

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, params: W_Object, /) -> W_Object:
        """Parameterizes a generic class.

        At least, parameterizing a generic class is the *main* thing this
        method does. For example, for some generic class `Foo`, this is called
        when we do `Foo[int]` - there, with `cls=Foo` and `params=int`.

        However, note that this method is also called when defining generic
        classes in the first place with `class Foo[T]: ...`.
        """
        return typing_call("_generic_class_getitem", [w_type, params])

    @builtin("__init_subclass__", classmethod=True)
    def descr_init_subclass(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        """Function to initialize subclasses."""
        w_function = get_attr(import_module("typing"), "_generic_init_subclass")
        return call_with_dict(w_function, prepend(w_type, args), kwargs)
