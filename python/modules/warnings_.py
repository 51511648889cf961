"""_warnings: filters of warnings, and the issue of one; showing it is the business of Lib/warnings.py."""

from python.importing.importer import import_module, imports
from python.interpreter.attributes import find_attr, get_attr
from python.interpreter.calling import call, call1, call_method1
from python.interpreter.errors import OperationError, runtime_error, type_error, value_error
from python.interpreter.frame import W_Frame, ec
from python.interpreter.iteration import unpack_iterable
from python.interpreter.operation import eq_w, int_of, is_true, repr_w, str_w
from python.interpreter.subclassing import issubclass_w
from python.modules.contextvars_ import W_ContextVar
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.exceptions.base import W_BaseException
from python.objects.exceptions.hierarchy import (
    w_DeprecationWarning, w_ImportWarning, w_PendingDeprecationWarning, w_ResourceWarning, w_UserWarning, w_Warning,
)
from python.objects.int_ import W_Int
from python.objects.list_ import W_List, new_list
from python.objects.module_ import W_Module, builtin_modules
from python.objects.singletons import w_None, w_True
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type, type_name
from python.rpython import Final, arr, builtin_function, cold

MODULE: Final = "_warnings"


class WarningState:
    """What holds as long as the program has not imported `warnings` and changed it there."""

    w_filters: Final[W_List]
    w_once: Final[W_Dict]
    version: int = 0  # registries of an older one are void

    def __init__(self) -> None:
        self.w_filters = new_list([])
        self.w_once = W_Dict()


warning_state: Final = WarningState()


def init_module(w_module: W_Module) -> None:
    add_filter("default", w_DeprecationWarning, "__main__")
    for w_category in [w_DeprecationWarning, w_PendingDeprecationWarning, w_ImportWarning, w_ResourceWarning]:
        add_filter("ignore", w_category, w_None)
    w_module.attr_set("filters", warning_state.w_filters)
    w_module.attr_set("_onceregistry", warning_state.w_once)
    w_module.attr_set("_defaultaction", "default")
    w_module.attr_set("_warnings_context", W_ContextVar("warnings_context", None))


def add_filter(action: str, w_category: W_Type, w_where: W_Object) -> None:
    warning_state.w_filters.append_w(new_tuple([action, w_None, w_category, w_where, W_Int(0)]))


@builtin_function("_filters_mutated_lock_held")
def filters_mutated() -> None:
    warning_state.version += 1


@builtin_function("_acquire_lock")
def acquire_lock() -> None:
    """Nothing: a thread is not switched within a warning."""


@builtin_function("_release_lock")
def release_lock() -> None:
    """Nothing, as with _acquire_lock."""


def module_attr(name: str, w_default: W_Object) -> W_Object:
    """Of `warnings`, if it has been imported."""
    w_module = imports.w_modules.get_str("warnings")
    if w_module is None:
        return w_default
    w_value = find_attr(w_module, name)
    return w_default if w_value is None else w_value


# Where a warning comes from.


class Origin:
    filename: str = "<sys>"
    line: int = 0
    w_module: W_Object
    w_globals: W_Dict

    def __init__(self, frame: W_Frame | None) -> None:
        self.w_module = "<string>"
        if frame is None:
            self.w_globals = builtin_modules.get_or_make("sys").w_dict
        else:
            self.w_globals = frame.w_globals
            self.filename = frame.code.filename
            self.line = frame.line()
        w_name = self.w_globals.get_str("__name__")
        if w_name is not None:
            self.w_module = w_name

    def registry(self) -> W_Object:
        w_registry = self.w_globals.get_str("__warningregistry__")
        if w_registry is None:
            w_registry = W_Dict()
            self.w_globals.set_str("__warningregistry__", w_registry)
        return w_registry


def is_internal(frame: W_Frame) -> bool:
    name = frame.code.filename
    return name.find("importlib") >= 0 and name.find("_bootstrap") >= 0


def next_external(frame: W_Frame | None, prefixes: arr[W_Object]) -> W_Frame | None:
    while frame is not None:
        frame = frame.back
        if frame is None or not (is_internal(frame) or is_skipped(frame, prefixes)):
            return frame
    return None


def is_skipped(frame: W_Frame, prefixes: arr[W_Object]) -> bool:
    for w_prefix in prefixes:
        if isinstance(w_prefix, W_Str) and frame.code.filename.startswith(w_prefix):
            return True
    return False


def origin_at(level: int, prefixes: arr[W_Object]) -> Origin:
    frame = ec.frame
    if level <= 1 or frame is None or is_internal(frame):
        while level > 1 and frame is not None:
            frame = frame.back
            level -= 1
    else:
        while level > 1 and frame is not None:
            frame = next_external(frame, prefixes)
            level -= 1
    return Origin(frame)


# What is to be done with one.


class Decision:
    action: str
    w_item: W_Object

    def __init__(self, action: str, w_item: W_Object) -> None:
        self.action = action
        self.w_item = w_item


def matches(w_pattern: W_Object, w_text: W_Object) -> bool:
    if w_pattern is w_None:
        return True
    if isinstance(w_pattern, W_Str):
        return eq_w(w_pattern, w_text)
    return is_true(call_method1(w_pattern, "match", w_text))


def decide(w_category: W_Object, w_text: W_Object, line: int, w_module: W_Object) -> Decision:
    w_filters = module_attr("filters", warning_state.w_filters)
    if not isinstance(w_filters, W_List):
        raise value_error("warnings.filters must be a list")
    for i in range(len(w_filters)):
        w_item = w_filters.get(i)
        if not isinstance(w_item, W_Tuple) or len(w_item.items) != 5:
            raise value_error(f"warnings.filters item {i} isn't a 5-tuple")
        items = w_item.items
        w_action = items[0]
        if not isinstance(w_action, W_Str):
            raise type_error(f"action must be a string, not '{type_name(w_action)}'")
        at = int_of(items[4])
        if matches(items[1], w_text) and issubclass_w(w_category, items[2]) and matches(items[3], w_module):
            if at == 0 or at == line:
                return Decision(w_action, w_item)
    w_action = module_attr("defaultaction", "default")
    if not isinstance(w_action, W_Str):
        raise type_error(f"_warnings.defaultaction must be a string, not '{type_name(w_action)}'")
    return Decision(w_action, w_None)


def already_warned(w_registry: W_Dict, w_key: W_Object, enter: bool) -> bool:
    w_version = w_registry.get_str("version")
    if not isinstance(w_version, W_Int) or w_version.value != warning_state.version:
        w_registry.clear()
        w_registry.set_str("version", W_Int(warning_state.version))
    else:
        w_known = w_registry.get(w_key)
        if w_known is not None and is_true(w_known):
            return True
    if enter:
        w_registry.setitem(w_key, w_True)
    return False


def is_known(w_registry: W_Object, w_text: W_Object, w_category: W_Object, with_line: bool) -> bool:
    if not isinstance(w_registry, W_Dict):
        return False
    w_key = new_tuple([w_text, w_category, W_Int(0)]) if with_line else new_tuple([w_text, w_category])
    return already_warned(w_registry, w_key, True)


def explicit(
    w_message: W_Object, w_category: W_Object, filename: str, line: int, w_module: W_Object, w_registry: W_Object,
    w_source: W_Object,
) -> None:
    w_text: W_Object = w_message
    w_instance = w_message
    if isinstance(w_message, W_BaseException) and w_message.gettypeobject().is_subtype(w_Warning):
        w_text = str_w(w_message)
        w_category = w_message.gettypeobject()
    else:
        w_instance = call1(w_category, w_message)
    w_key = new_tuple([w_text, w_category, W_Int(line)])
    if isinstance(w_registry, W_Dict) and already_warned(w_registry, w_key, False):
        return
    decision = decide(w_category, w_text, line, w_module)
    action = decision.action
    if action == "error":
        if isinstance(w_instance, W_BaseException):
            raise OperationError(w_instance)
        raise type_error("exceptions must derive from BaseException")
    if action == "ignore":
        return
    if action != "always" and action != "all":
        if isinstance(w_registry, W_Dict):
            w_registry.setitem(w_key, w_True)
        if action == "once":
            w_once = w_registry
            if w_once is w_None:
                w_once = module_attr("onceregistry", warning_state.w_once)
            if is_known(w_once, w_text, w_category, False):
                return
        elif action == "module":
            if is_known(w_registry, w_text, w_category, True):
                return
        elif action != "default":
            raise runtime_error(
                f"Unrecognized action ({repr_w(action)}) in warnings.filters:\n {repr_w(decision.w_item)}"
            )
    show(w_instance, w_category, filename, line, w_source)


def show(w_message: W_Object, w_category: W_Object, filename: str, line: int, w_source: W_Object) -> None:
    w_warnings = import_module("warnings")
    w_class = get_attr(w_warnings, "WarningMessage")
    w_shown = call(w_class, [w_message, w_category, filename, W_Int(line), w_None, w_None, w_source])
    call1(get_attr(w_warnings, "_showwarnmsg"), w_shown)


# For the interpreter, and for programs.


@cold
def issue_warning(w_category: W_Type, text: str, level: int = 1) -> None:
    """A warning of the interpreter about the Python code that runs; level 2: about its caller."""
    origin = origin_at(level, arr[W_Object](0))
    explicit(text, w_category, origin.filename, origin.line, origin.w_module, origin.registry(), w_None)


def category_of(w_message: W_Object, w_category: W_Object) -> W_Object:
    if w_message.gettypeobject().is_subtype(w_Warning):
        return w_message.gettypeobject()
    if w_category is w_None:
        return w_UserWarning
    if not isinstance(w_category, W_Type) or not w_category.is_subtype(w_Warning):
        raise type_error(f"category must be a Warning subclass, not '{type_name(w_category)}'")
    return w_category


@builtin_function
def warn(
    message: W_Object, category: W_Object = w_None, stacklevel: int = 1, source: W_Object = w_None, *,
    skip_file_prefixes: W_Object | None = None,
) -> None:
    """Issue a warning, or maybe ignore it or raise an exception.

      message
        Text of the warning message.
      category
        The Warning category subclass. Defaults to UserWarning.
      stacklevel
        How far up the call stack to make this warning appear. A value of 2 for
        example attributes the warning to the caller of the code calling warn().
      source
        If supplied, the destroyed object which emitted a ResourceWarning
      skip_file_prefixes
        An optional tuple of module filename prefixes indicating frames to skip
        during stacklevel computations for stack frame attribution."""
    w_category = category_of(message, category)
    prefixes = arr[W_Object](0)
    level = stacklevel
    if skip_file_prefixes is not None:
        if not isinstance(skip_file_prefixes, W_Tuple):
            raise type_error(f"warn() argument 'skip_file_prefixes' must be tuple, not {type_name(skip_file_prefixes)}")
        prefixes = skip_file_prefixes.items
        if len(prefixes) > 0 and level < 2:
            level = 2
    origin = origin_at(level, prefixes)
    explicit(message, w_category, origin.filename, origin.line, origin.w_module, origin.registry(), source)


@builtin_function
def warn_explicit(
    message: W_Object, category: W_Object, filename: str, lineno: int, module: W_Object = w_None,
    registry: W_Object = w_None, module_globals: W_Object = w_None, source: W_Object = w_None,
) -> None:
    """Issue a warning, or maybe ignore it or raise an exception."""
    if registry is not w_None and not isinstance(registry, W_Dict):
        raise type_error(f"'registry' must be a dict or None, not {type_name(registry)}")
    w_module = module
    if module is w_None:
        w_module = module_of_file(filename)
    explicit(message, category, filename, lineno, w_module, registry, source)


def module_of_file(filename: str) -> str:
    if len(filename) == 0:
        return "<unknown>"
    if filename.endswith(".py"):
        return filename.slice(0, len(filename) - 3)
    return filename
