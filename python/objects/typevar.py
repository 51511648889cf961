"""Type parameters: TypeVar, ParamSpec, TypeVarTuple (`Objects/typevarobject.c`). What they need of `typing` they call there."""

from python.importing.importer import import_module
from python.interpreter.attributes import get_attr
from python.interpreter.calling import call, call1
from python.interpreter.errors import type_error, value_error
from python.interpreter.frame import ec
from python.interpreter.iteration import iterate
from python.interpreter.operation import getitem, repr_w, wrap_bool
from python.objects.base import W_Object
from python.objects.flags import FINAL_TYPE, HAS_DICT, HAS_WEAKREF
from python.objects.int_ import W_Int
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type, type_name
from python.objects.union_ import union_of
from python.objects.usermixin import UserMixin
from python.rpython import Final, abstract, arr, builtin, final, getset, pytype, typeof

VALUE_FORMAT: Final = 1
STRING_FORMAT: Final = 4


@pytype("NoDefaultType", flags=FINAL_TYPE)
@final
class W_NoDefaultType(W_Object):
    """The type of the NoDefault singleton."""

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type) -> W_Object:
        return w_NoDefault

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return "typing.NoDefault"

    @builtin("__reduce__")
    def descr_reduce(self) -> str:
        return "NoDefault"


w_NoDefault: Final = W_NoDefaultType()


@pytype("_typing._ConstEvaluator", flags=FINAL_TYPE)
@final
class W_ConstEvaluator(W_Object):
    """Stands for the evaluation function of a value that is known."""

    w_value: Final[W_Object]

    def __init__(self, w_value: W_Object) -> None:
        self.w_value = w_value

    @builtin("__call__")
    def descr_call(self, format: int, /) -> W_Object:
        """Call self as a function."""
        if format != STRING_FORMAT:
            return self.w_value
        w_tuple = self.w_value
        if not isinstance(w_tuple, W_Tuple):
            return typing_call("type_repr", [self.w_value])
        text: str = "("
        for i in range(len(w_tuple.items)):
            if i > 0:
                text = text + ", "
            w_part = typing_call("type_repr", [w_tuple.items[i]])
            if isinstance(w_part, W_Str):
                text = text + w_part
        if len(w_tuple.items) == 1:
            text = text + ","
        return text + ")"

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"<constevaluator {repr_w(self.w_value)}>"


def typing_call(name: str, args: arr[W_Object]) -> W_Object:
    """A function of the module typing, or annotationlib's type_repr."""
    module = "annotationlib" if name == "type_repr" else "typing"
    return call(get_attr(import_module(module), name), args)


def type_check(w_arg: W_Object, message: str) -> W_Object:
    if w_arg is w_None or isinstance(w_arg, W_Type):
        return w_arg
    return typing_call("_type_check", [w_arg, message])


def caller_module() -> W_Object:
    frame = ec.frame
    if frame is None:
        return w_None
    w_name = frame.w_globals.get_str("__name__")
    return w_None if w_name is None else w_name


class Lazy:
    """A value given at once or by an evaluation function called when first asked for."""

    w_value: W_Object | None
    w_evaluate: W_Object | None

    def __init__(self, w_value: W_Object | None, w_evaluate: W_Object | None) -> None:
        self.w_value = w_value
        self.w_evaluate = w_evaluate

    def get(self, w_absent: W_Object) -> W_Object:
        w_value = self.w_value
        if w_value is not None:
            return w_value
        w_evaluate = self.w_evaluate
        if w_evaluate is None:
            return w_absent
        w_result = call1(w_evaluate, W_Int(VALUE_FORMAT))
        self.w_value = w_result
        return w_result

    def evaluator(self) -> W_Object:
        w_evaluate = self.w_evaluate
        if w_evaluate is not None:
            return w_evaluate
        w_value = self.w_value
        if w_value is None:
            return w_None
        return W_ConstEvaluator(w_value)


@abstract
class W_TypeParam(UserMixin, W_Object):
    """What the three kinds share."""

    name: str
    default: Lazy

    def __init__(self, w_type: W_Type, name: str, default: Lazy) -> None:
        self.init_user(w_type)
        self.name = name
        self.default = default

    @getset("__name__")
    def get_name(self) -> str:
        return self.name

    @getset("__default__")
    def get_default(self) -> W_Object:
        """The default value for this type parameter."""
        return self.default.get(w_NoDefault)

    @getset
    def evaluate_default(self) -> W_Object:
        return self.default.evaluator()

    @builtin
    def has_default(self) -> bool:
        return self.get_default() is not w_NoDefault

    @builtin("__reduce__")
    def descr_reduce(self) -> str:
        return self.name

    @builtin("__mro_entries__")
    def descr_mro_entries(self, bases: W_Object, /) -> W_Object:
        raise type_error(f"Cannot subclass an instance of {self.gettypeobject().name}")


class Variance:
    """Flags of a TypeVar or ParamSpec."""

    covariant: bool
    contravariant: bool
    infer: bool

    def __init__(self, covariant: bool, contravariant: bool, infer: bool) -> None:
        self.covariant = covariant
        self.contravariant = contravariant
        self.infer = infer

    def check(self) -> None:
        if self.covariant and self.contravariant:
            raise value_error("Bivariant types are not supported.")
        if self.infer and (self.covariant or self.contravariant):
            raise value_error("Variance cannot be specified with infer_variance.")

    def prefix(self) -> str:
        if self.infer:
            return ""
        if self.covariant:
            return "+"
        return "-" if self.contravariant else "~"


INFERRED: Final = Variance(False, False, True)


@pytype("typing.TypeVar", flags=FINAL_TYPE | HAS_DICT | HAS_WEAKREF)
class W_TypeVar(W_TypeParam):
    """Type variable.

    The preferred way to construct a type variable is via the dedicated
    syntax for generic functions, classes, and type aliases::

        class Sequence[T]:  # T is a TypeVar
            ..."""

    bound: Lazy
    constraints: Lazy
    variance: Variance

    def __init__(self, name: str, bound: Lazy, constraints: Lazy, default: Lazy, variance: Variance) -> None:
        super().__init__(typeof(W_TypeVar), name, default)
        self.bound = bound
        self.constraints = constraints
        self.variance = variance

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type,
        name: str,
        *constraints: arr[W_Object],
        bound: W_Object = w_None,
        default: W_Object = w_NoDefault,
        covariant: bool = False,
        contravariant: bool = False,
        infer_variance: bool = False,
    ) -> W_Object:
        variance = Variance(covariant, contravariant, infer_variance)
        variance.check()
        if bound is not w_None:
            bound = type_check(bound, "Bound must be a type.")
        allowed = Lazy(None, None)
        if len(constraints) == 1:
            raise type_error("A single constraint is not allowed")
        if len(constraints) > 1:
            if bound is not w_None:
                raise type_error("Constraints cannot be combined with bound=...")
            allowed = Lazy(new_tuple(constraints), None)
        w_result = W_TypeVar(name, Lazy(None if bound is w_None else bound, None), allowed, Lazy(default, None), variance)
        w_result.attr_set("__module__", caller_module())
        return w_result

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return self.variance.prefix() + self.name

    @getset("__bound__")
    def get_bound(self) -> W_Object:
        return self.bound.get(w_None)

    @getset
    def evaluate_bound(self) -> W_Object:
        return self.bound.evaluator()

    @getset("__constraints__")
    def get_constraints(self) -> W_Object:
        return self.constraints.get(new_tuple([]))

    @getset
    def evaluate_constraints(self) -> W_Object:
        return self.constraints.evaluator()

    @getset("__covariant__")
    def get_covariant(self) -> W_Object:
        return wrap_bool(self.variance.covariant)

    @getset("__contravariant__")
    def get_contravariant(self) -> W_Object:
        return wrap_bool(self.variance.contravariant)

    @getset("__infer_variance__")
    def get_infer_variance(self) -> W_Object:
        return wrap_bool(self.variance.infer)

    @builtin("__or__")
    def descr_or(self, value: W_Object, /) -> W_Object:
        """Return self|value."""
        return union_of([self, value])

    @builtin("__ror__")
    def descr_ror(self, value: W_Object, /) -> W_Object:
        """Return value|self."""
        return union_of([value, self])

    @builtin("__typing_subst__")
    def typing_subst(self, arg: W_Object, /) -> W_Object:
        return typing_call("_typevar_subst", [self, arg])

    @builtin("__typing_prepare_subst__")
    def typing_prepare_subst(self, alias: W_Object, args: W_Object, /) -> W_Object:
        """The arguments, with the default added if this is the first parameter that has none."""
        if not isinstance(args, W_Tuple):
            return args
        at = index_of(get_attr(alias, "__parameters__"), self)
        n = int(len(args.items))
        if at < n:
            return args
        w_default = self.get_default()
        if at > n or w_default is w_NoDefault:
            raise type_error(f"Too few arguments for {repr_w(alias)}; actual {n}, expected at least {at + 1}")
        longer = arr[W_Object](n + 1)
        for i in range(n):
            longer[i] = args.items[i]
        longer[n] = w_default
        return new_tuple(longer)


def index_of(w_parameters: W_Object, w_wanted: W_Object) -> int:
    if isinstance(w_parameters, W_Tuple):
        for i in range(len(w_parameters.items)):
            if w_parameters.items[i] is w_wanted:
                return i
    return -1


@pytype("typing.ParamSpecArgs", flags=FINAL_TYPE)
@final
class W_ParamSpecArgs(W_Object):
    """The args for a ParamSpec object.

    Given a ParamSpec object P, P.args is an instance of ParamSpecArgs."""

    w_origin: Final[W_Object]

    def __init__(self, w_origin: W_Object) -> None:
        self.w_origin = w_origin

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, origin: W_Object) -> W_Object:
        return W_ParamSpecArgs(origin)

    @getset("__origin__")
    def origin(self) -> W_Object:
        return self.w_origin

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"{origin_name(self.w_origin)}.args"

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_ParamSpecArgs):
            return w_NotImplemented
        return wrap_bool(self.w_origin is value.w_origin)

    @builtin("__mro_entries__")
    def descr_mro_entries(self, bases: W_Object, /) -> W_Object:
        raise type_error("Cannot subclass an instance of ParamSpecArgs")


@pytype("typing.ParamSpecKwargs", flags=FINAL_TYPE)
@final
class W_ParamSpecKwargs(W_Object):
    """The kwargs for a ParamSpec object.

    Given a ParamSpec object P, P.kwargs is an instance of ParamSpecKwargs."""

    w_origin: Final[W_Object]

    def __init__(self, w_origin: W_Object) -> None:
        self.w_origin = w_origin

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, origin: W_Object) -> W_Object:
        return W_ParamSpecKwargs(origin)

    @getset("__origin__")
    def origin(self) -> W_Object:
        return self.w_origin

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"{origin_name(self.w_origin)}.kwargs"

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_ParamSpecKwargs):
            return w_NotImplemented
        return wrap_bool(self.w_origin is value.w_origin)

    @builtin("__mro_entries__")
    def descr_mro_entries(self, bases: W_Object, /) -> W_Object:
        raise type_error("Cannot subclass an instance of ParamSpecKwargs")


def origin_name(w_origin: W_Object) -> W_Str:
    if isinstance(w_origin, W_ParamSpec):
        return w_origin.name
    return repr_w(w_origin)


@pytype("typing.ParamSpec", flags=FINAL_TYPE | HAS_DICT | HAS_WEAKREF)
class W_ParamSpec(W_TypeParam):
    """Parameter specification variable.

    The preferred way to construct a parameter specification is via the
    dedicated syntax for generic functions, classes, and type aliases,
    where the use of '**' creates a parameter specification::

        type IntFunc[**P] = Callable[P, int]"""

    w_bound: W_Object
    variance: Variance

    def __init__(self, name: str, w_bound: W_Object, default: Lazy, variance: Variance) -> None:
        super().__init__(typeof(W_ParamSpec), name, default)
        self.w_bound = w_bound
        self.variance = variance

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type,
        name: str,
        *,
        bound: W_Object = w_None,
        default: W_Object = w_NoDefault,
        covariant: bool = False,
        contravariant: bool = False,
        infer_variance: bool = False,
    ) -> W_Object:
        variance = Variance(covariant, contravariant, infer_variance)
        variance.check()
        if bound is not w_None:
            bound = type_check(bound, "Bound must be a type.")
        w_result = W_ParamSpec(name, bound, Lazy(default, None), variance)
        w_result.attr_set("__module__", caller_module())
        return w_result

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return self.variance.prefix() + self.name

    @getset
    def args(self) -> W_Object:
        """Represents positional arguments."""
        return W_ParamSpecArgs(self)

    @getset
    def kwargs(self) -> W_Object:
        """Represents keyword arguments."""
        return W_ParamSpecKwargs(self)

    @getset("__bound__")
    def get_bound(self) -> W_Object:
        return self.w_bound

    @getset("__covariant__")
    def get_covariant(self) -> W_Object:
        return wrap_bool(self.variance.covariant)

    @getset("__contravariant__")
    def get_contravariant(self) -> W_Object:
        return wrap_bool(self.variance.contravariant)

    @getset("__infer_variance__")
    def get_infer_variance(self) -> W_Object:
        return wrap_bool(self.variance.infer)

    @builtin("__or__")
    def descr_or(self, value: W_Object, /) -> W_Object:
        """Return self|value."""
        return union_of([self, value])

    @builtin("__ror__")
    def descr_ror(self, value: W_Object, /) -> W_Object:
        """Return value|self."""
        return union_of([value, self])

    @builtin("__typing_subst__")
    def typing_subst(self, arg: W_Object, /) -> W_Object:
        return typing_call("_paramspec_subst", [self, arg])

    @builtin("__typing_prepare_subst__")
    def typing_prepare_subst(self, alias: W_Object, args: W_Object, /) -> W_Object:
        return typing_call("_paramspec_prepare_subst", [self, alias, args])


@pytype("typing.TypeVarTuple", flags=FINAL_TYPE | HAS_DICT | HAS_WEAKREF)
class W_TypeVarTuple(W_TypeParam):
    """Type variable tuple. A specialized form of type variable that enables
    variadic generics.

    The preferred way to construct a type variable tuple is via the
    dedicated syntax for generic functions, classes, and type aliases,
    where a single '*' indicates a type variable tuple::

        def move_first_element_to_last[T, *Ts](tup: tuple[T, *Ts]) -> tuple[*Ts, T]:
            return (*tup[1:], tup[0])"""

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, name: str, *, default: W_Object = w_NoDefault) -> W_Object:
        w_result = W_TypeVarTuple(typeof(W_TypeVarTuple), name, Lazy(default, None))
        w_result.attr_set("__module__", caller_module())
        return w_result

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return self.name

    def unpacked(self) -> W_Object:
        """typing.Unpack[self]"""
        return getitem(get_attr(import_module("typing"), "Unpack"), self)

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        """Implement iter(self)."""
        return iterate(new_tuple([self.unpacked()]))

    @builtin("__typing_subst__")
    def typing_subst(self, arg: W_Object, /) -> W_Object:
        raise type_error("Substitution of bare TypeVarTuple is not supported")

    @builtin("__typing_prepare_subst__")
    def typing_prepare_subst(self, alias: W_Object, args: W_Object, /) -> W_Object:
        return typing_call("_typevartuple_prepare_subst", [self, alias, args])


def with_unpacked(w_parameters: W_Tuple) -> W_Tuple:
    """Type variable tuples as `*Ts`."""
    items = arr[W_Object](len(w_parameters.items))
    for i in range(len(items)):
        w_item = w_parameters.items[i]
        items[i] = w_item.unpacked() if isinstance(w_item, W_TypeVarTuple) else w_item
    return new_tuple(items)


def make_type_param(kind: int, name: str, w_evaluate: W_Object | None) -> W_Object:
    """MAKE_TYPE_PARAM: 0 TypeVar, 1 with bound, 2 with constraints, 3 ParamSpec, 4 TypeVarTuple."""
    none = Lazy(None, None)
    w_result: W_TypeParam = W_TypeVarTuple(typeof(W_TypeVarTuple), name, none)
    if kind == 3:
        w_result = W_ParamSpec(name, w_None, none, INFERRED)
    elif kind < 3:
        lazy = Lazy(None, w_evaluate)
        w_result = W_TypeVar(name, lazy if kind == 1 else none, lazy if kind == 2 else none, none, INFERRED)
    w_result.attr_set("__module__", caller_module())
    return w_result
