"""BaseExceptionGroup and ExceptionGroup, with what `except*` does to them."""

from python.rpython import Final, arr, builtin, cast, getset, pytype, typeof
from python.interpreter.calling import call1, call_method1, is_callable
from python.interpreter.errors import OperationError, type_error, value_error
from python.interpreter.iteration import unpack_iterable
from python.interpreter.operation import is_sequence, is_true, repr_w
from python.interpreter.subclassing import isinstance_w
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.exceptions.base import W_BaseException, W_Exception
from python.objects.flags import EXC_SUBCLASS, HAS_DICT
from python.objects.generic_alias import class_getitem
from python.objects.list_ import new_list
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type, type_name
from python.rlib.list import List


@pytype("BaseExceptionGroup", base=W_BaseException, flags=HAS_DICT | EXC_SUBCLASS)
class W_ExceptionGroup(W_BaseException):
    """A combination of multiple unrelated exceptions."""

    message_w: W_Str
    excs: arr[W_Object]

    def __init__(self, w_type: W_Type, message: W_Str, excs: arr[W_Object], args_w: arr[W_Object]) -> None:
        super().__init__(w_type, args_w)
        self.message_w = message
        self.excs = excs

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return new_group(w_type, args_w)

    @builtin("__init__")
    def descr_init(self, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> None:
        self.args_w = args_w

    @builtin("__str__")
    def descr_str(self) -> W_Object:
        n = len(self.excs)
        plural = "s"
        if n == 1:
            plural = ""
        return f"{self.message_w} ({n} sub-exception{plural})"

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"{self.gettypeobject().name}({repr_w(self.message_w)}, {repr_w(new_list(self.excs))})"

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, item: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, item)

    @builtin("derive")
    def descr_derive(self, excs: W_Object, /) -> W_Object:
        return call_group(self.message_w, excs)

    @builtin("split")
    def descr_split(self, matcher: W_Object, /) -> W_Object:
        w_match, w_rest = split_group(self, check_matcher(matcher))
        return new_tuple([or_none(w_match), or_none(w_rest)])

    @builtin("subgroup")
    def descr_subgroup(self, matcher: W_Object, /) -> W_Object:
        w_match, w_rest = split_group(self, check_matcher(matcher))
        return or_none(w_match)

    @getset("message")
    def get_message(self) -> W_Object:
        """exception message"""
        return self.message_w

    @getset("exceptions")
    def get_exceptions(self) -> W_Object:
        """nested exceptions"""
        return new_tuple(self.excs)


def new_group(w_type: W_Type, args_w: arr[W_Object]) -> W_Object:
    """BaseExceptionGroup.__new__"""
    if len(args_w) != 2:
        raise type_error(f"BaseExceptionGroup.__new__() takes exactly 2 arguments ({len(args_w)} given)")
    w_message = args_w[0]
    if not isinstance(w_message, W_Str):
        raise type_error(f"argument 1 must be str, not {type_name(w_message)}")
    if not is_sequence(args_w[1]):
        raise type_error("second argument (exceptions) must be a sequence")
    excs = unpack_iterable(args_w[1])
    if len(excs) == 0:
        raise value_error("second argument (exceptions) must be a non-empty sequence")
    nested_base = False
    for i in range(len(excs)):
        w_each = excs[i]
        if not isinstance(w_each, W_BaseException):
            raise value_error(f"Item {i} of second argument (exceptions) is not an exception")
        if not w_each.gettypeobject().is_subtype(typeof(W_Exception)):
            nested_base = True
    if w_type is typeof(W_ExceptionGroup):
        if not nested_base:
            w_type = w_ExceptionGroup
    elif nested_base and w_type is w_ExceptionGroup:
        raise type_error("Cannot nest BaseExceptions in an ExceptionGroup")
    elif nested_base and w_type.is_subtype(typeof(W_Exception)):
        raise type_error(f"Cannot nest BaseExceptions in '{w_type.name}'")
    return W_ExceptionGroup(w_type, w_message, excs, args_w)


def make_group_type() -> W_Type:
    """ExceptionGroup(BaseExceptionGroup, Exception)"""
    w_base = typeof(W_ExceptionGroup)
    w_type = W_Type("ExceptionGroup", w_base, w_base.flags)
    w_type.layout = w_base
    w_type.has_instance_dict = True
    w_type.bases = [w_base, typeof(W_Exception)]
    w_type.mro = [w_type, w_base, typeof(W_Exception), typeof(W_BaseException), typeof(W_Object)]
    w_base.add_subclass(w_type)
    return w_type


w_ExceptionGroup: Final = make_group_type()


def or_none(w_value: W_BaseException | None) -> W_Object:
    if w_value is None:
        return w_None
    return w_value


def call_group(message: W_Str, w_excs: W_Object) -> W_Object:
    return new_group(typeof(W_ExceptionGroup), [message, w_excs])


def wrap_group(message: str, excs: arr[W_Object]) -> W_BaseException:
    return cast(W_BaseException, call_group(message, new_list(excs)))


class Matcher:
    """What split() looks for: classes, a predicate, or one of given exceptions."""

    w_condition: W_Object | None
    by_class: bool
    leaves: List[W_Object]

    def __init__(self, w_condition: W_Object | None, by_class: bool) -> None:
        self.w_condition = w_condition
        self.by_class = by_class
        self.leaves = List[W_Object]()

    def matches(self, w_exc: W_BaseException) -> bool:
        w_condition = self.w_condition
        if w_condition is None:
            return not isinstance(w_exc, W_ExceptionGroup) and self.is_leaf(w_exc)
        if self.by_class:
            return isinstance_w(w_exc, w_condition)
        return is_true(call1(w_condition, w_exc))

    def is_leaf(self, w_exc: W_BaseException) -> bool:
        for i in range(len(self.leaves)):
            if self.leaves[i] is w_exc:
                return True
        return False

    def add_leaves(self, w_exc: W_Object) -> None:
        if isinstance(w_exc, W_ExceptionGroup):
            for i in range(len(w_exc.excs)):
                self.add_leaves(w_exc.excs[i])
        else:
            self.leaves.append(w_exc)


def check_matcher(w_matcher: W_Object) -> Matcher:
    if is_exception_class(w_matcher):
        return Matcher(w_matcher, True)
    if isinstance(w_matcher, W_Tuple):
        for i in range(len(w_matcher.items)):
            if not is_exception_class(w_matcher.items[i]):
                raise bad_matcher()
        return Matcher(w_matcher, True)
    if isinstance(w_matcher, W_Type) or not is_callable(w_matcher):
        raise bad_matcher()
    return Matcher(w_matcher, False)


def bad_matcher() -> OperationError:
    return type_error("expected an exception type, a tuple of exception types, or a callable (other than a class)")


def is_exception_class(w_obj: W_Object) -> bool:
    return isinstance(w_obj, W_Type) and w_obj.is_subtype(typeof(W_BaseException))


def split_group(w_exc: W_BaseException, matcher: Matcher) -> tuple[W_BaseException | None, W_BaseException | None]:
    """(what matches, the rest), both with the structure of the group."""
    if matcher.matches(w_exc):
        return w_exc, None
    if not isinstance(w_exc, W_ExceptionGroup):
        return None, w_exc
    matched = List[W_Object]()
    rest = List[W_Object]()
    for i in range(len(w_exc.excs)):
        w_child = cast(W_BaseException, w_exc.excs[i])
        w_yes, w_no = split_group(w_child, matcher)
        if w_yes is not None:
            matched.append(w_yes)
        if w_no is not None:
            rest.append(w_no)
    return derive_from(w_exc, matched), derive_from(w_exc, rest)


def derive_from(w_group: W_ExceptionGroup, parts: List[W_Object]) -> W_BaseException | None:
    if len(parts) == 0:
        return None
    items = arr[W_Object](len(parts))
    for i in range(len(parts)):
        items[i] = parts[i]
    w_new = call_method1(w_group, "derive", new_list(items))
    if not isinstance(w_new, W_ExceptionGroup):
        raise type_error("derive must return an instance of BaseExceptionGroup")
    w_new.w_traceback = w_group.w_traceback
    w_new.w_context = w_group.w_context
    w_new.w_cause = w_group.w_cause
    w_new.suppress_context = w_group.suppress_context
    w_notes = w_group.attr_get("__notes__")
    if w_notes is not None:
        w_new.attr_set("__notes__", new_list(unpack_iterable(w_notes)))
    return w_new


def same_metadata(w_a: W_BaseException, w_b: W_BaseException) -> bool:
    """Whether `w_a` is a part of `w_b` that went on, as opposed to one raised anew."""
    same = w_a.w_traceback is w_b.w_traceback and w_a.w_cause is w_b.w_cause and w_a.w_context is w_b.w_context
    if not same:
        return False
    w_notes = w_a.attr_get("__notes__")
    return (w_notes is None) == (w_b.attr_get("__notes__") is None)


def prepare_reraise(w_orig: W_Object, items: arr[W_Object]) -> W_Object:
    """The end of `except*`: what must be raised, or None."""
    if not isinstance(w_orig, W_ExceptionGroup):
        for i in range(len(items)):
            if items[i] is not w_None:
                return items[i]
        return w_None
    raised = List[W_Object]()
    kept = Matcher(None, False)
    for i in range(len(items)):
        w_item = items[i]
        if isinstance(w_item, W_BaseException):
            if same_metadata(w_item, w_orig):
                kept.add_leaves(w_item)
            else:
                raised.append(w_item)
    if len(kept.leaves) > 0:
        w_match, w_rest = split_group(w_orig, kept)
        if w_match is not None:
            if len(raised) == 0:
                return w_match
            raised.append(w_match)
    if len(raised) == 0:
        return w_None
    if len(raised) == 1:
        return raised[0]
    result = arr[W_Object](len(raised))
    for i in range(len(raised)):
        result[i] = raised[i]
    return wrap_group("", result)
