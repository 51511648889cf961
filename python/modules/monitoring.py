"""sys.monitoring (PEP 669): tools and their callbacks. Events are not delivered: asking for one is an error."""

from python.interpreter.errors import not_implemented_error, type_error, value_error
from python.objects.base import W_Object
from python.objects.code import W_Code
from python.objects.instance import W_Instance
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module
from python.objects.simple_namespace import W_SimpleNamespace
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.rpython import Final, arr, builtin_function, typeof

MODULE: Final = "sys.monitoring"
N_TOOLS: Final = 6
ALL_EVENTS: Final = 0x7FFFF


w_disable: Final = W_Instance(typeof(W_Object))
w_missing: Final = W_Instance(typeof(W_Object))


class Tools:
    names: arr[W_Object]

    def __init__(self) -> None:
        self.names = arr[W_Object](N_TOOLS)
        for i in range(N_TOOLS):
            self.names[i] = w_None


tools: Final = Tools()


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("DEBUGGER_ID", W_Int(0))
    w_module.attr_set("COVERAGE_ID", W_Int(1))
    w_module.attr_set("PROFILER_ID", W_Int(2))
    w_module.attr_set("OPTIMIZER_ID", W_Int(5))
    w_module.attr_set("DISABLE", w_disable)
    w_module.attr_set("MISSING", w_missing)
    names = [
        "PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "LINE", "INSTRUCTION", "JUMP", "BRANCH_LEFT",
        "BRANCH_RIGHT", "STOP_ITERATION", "RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN",
        "C_RAISE", "BRANCH",
    ]
    w_events = W_SimpleNamespace(typeof(W_SimpleNamespace))
    for i in range(len(names)):
        w_events.attr_set(names[i], W_Int(1 << i))
    w_events.attr_set("NO_EVENTS", W_Int(0))
    w_module.attr_set("events", w_events)


def check_tool(tool_id: int) -> None:
    if tool_id < 0 or tool_id >= N_TOOLS:
        raise value_error(f"invalid tool {tool_id} (must be between 0 and 5)")


def check_used(tool_id: int) -> None:
    check_tool(tool_id)
    if tools.names[tool_id] is w_None:
        raise value_error(f"tool {tool_id} is not in use")


def check_events(event_set: int) -> None:
    if event_set < 0 or event_set > ALL_EVENTS:
        raise value_error(f"invalid event set 0x{W_Int(event_set).descr_format('x')}")
    if event_set != 0:
        raise not_implemented_error("sys.monitoring does not deliver events")


@builtin_function
def use_tool_id(tool_id: int, name: W_Object, /) -> None:
    check_tool(tool_id)
    if not isinstance(name, W_Str):
        raise value_error("tool name must be a str")
    if tools.names[tool_id] is not w_None:
        raise value_error(f"tool {tool_id} is already in use")
    tools.names[tool_id] = name


@builtin_function
def clear_tool_id(tool_id: int, /) -> None:
    check_tool(tool_id)


@builtin_function
def free_tool_id(tool_id: int, /) -> None:
    check_tool(tool_id)
    tools.names[tool_id] = w_None


@builtin_function
def get_tool(tool_id: int, /) -> W_Object:
    check_tool(tool_id)
    return tools.names[tool_id]


@builtin_function
def register_callback(tool_id: int, event: int, func: W_Object, /) -> W_Object:
    check_tool(tool_id)
    return w_None


@builtin_function
def get_events(tool_id: int, /) -> int:
    check_used(tool_id)
    return 0


@builtin_function
def set_events(tool_id: int, event_set: int, /) -> None:
    check_tool(tool_id)
    check_used(tool_id)
    check_events(event_set)


@builtin_function
def get_local_events(tool_id: int, code: W_Object, /) -> int:
    check_code(code)
    check_used(tool_id)
    return 0


@builtin_function
def set_local_events(tool_id: int, code: W_Object, event_set: int, /) -> None:
    check_code(code)
    check_used(tool_id)
    check_events(event_set)


def check_code(w_code: W_Object) -> None:
    if not isinstance(w_code, W_Code):
        raise type_error("code must be a code object")


@builtin_function
def restart_events() -> None:
    pass
