"""sys: the interpreter's own module (`Python/sysmodule.c`)."""

from python.rpython import Final, arr, arr_copy, builtin_function, gc_stat
from python.externs import proc_executable
from python.importing.importer import import_module, imports
from python.interpreter.attributes import find_attr, get_attr
from python.interpreter.calling import call, call0, call1, call_with_dict
from python.interpreter.errors import OperationError, new_error, overflow_error, recursion_error, type_error, value_error
from python.interpreter.frame import ec
from python.interpreter.operation import repr_w, type_name, wrap_bool
from python.interpreter.tracing import set_tracer
from python.interpreter.interned import intern_name
from python.interpreter.report import default_hook, print_exception, print_unraisable
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.exceptions.base import W_BaseException
from python.objects.exceptions.hierarchy import w_RuntimeError
from python.objects.exceptions.special import W_SystemExit
from python.objects.float_ import W_Float
from python.objects.int_ import W_Int
from python.objects.int_text import int_limits
from python.objects.list_ import new_list
from python.objects.module_ import W_Module, builtin_modules
from python.objects.set_ import new_frozenset
from python.objects.simple_namespace import new_namespace
from python.objects.singletons import w_False, w_None
from python.objects.str_ import W_Str
from python.objects.codecs import str_from_utf8
from python.objects.structseq import finish_struct_type, new_struct, new_struct_type
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type
from python.modules.stdlib_names import NAMES
from python.rlib.strsearch import str_split
from python.rpython import typeof

MODULE: Final = "sys"
VERSION: Final = "3.14.0"
COPYRIGHT: Final = "Copyright (c) 2026 The Kaa developers."
MAXSIZE: Final = 0x7FFFFFFFFFFFFFFF

w_version_type: Final = new_struct_type("sys.version_info", ["major", "minor", "micro", "releaselevel", "serial"], 5)
w_flags_type: Final = new_struct_type(
    "sys.flags",
    [
        "debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site",
        "ignore_environment", "verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode",
        "warn_default_encoding", "safe_path", "int_max_str_digits", "gil", "thread_inherit_context", "context_aware_warnings",
    ],
    18,
)
w_float_info_type: Final = new_struct_type(
    "sys.float_info",
    [
        "max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds",
    ],
    11,
)
w_int_info_type: Final = new_struct_type(
    "sys.int_info",
    ["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"],
    4,
)
w_hash_info_type: Final = new_struct_type(
    "sys.hash_info",
    ["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"],
    9,
)
w_thread_info_type: Final = new_struct_type("sys.thread_info", ["name", "lock", "version"], 3)


class Flags:
    """What the command line and the environment say."""

    debug: int = 0
    inspect: int = 0
    optimize: int = 0
    hash_randomization: int = 1
    utf8_mode: int = 0
    no_site: bool = False
    ignore_environment: bool = False
    isolated: bool = False
    dont_write_bytecode: bool = False
    quiet: bool = False
    verbose: int = 0
    unbuffered: bool = False
    safe_path: bool = False
    interactive: bool = False
    no_user_site: bool = False
    bytes_warning: int = 0
    dev_mode: bool = False


flags: Final = Flags()


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("monitoring", builtin_modules.get_or_make("sys.monitoring"))
    for w_type in [
        w_version_type, w_flags_type, w_float_info_type, w_int_info_type, w_hash_info_type, w_thread_info_type,
    ]:
        finish_struct_type(w_type)
    w_module.attr_set("modules", imports.w_modules)
    w_module.attr_set("path", imports.w_path)
    w_module.attr_set("meta_path", imports.w_meta_path)
    w_module.attr_set("path_hooks", new_list([]))
    w_module.attr_set("path_importer_cache", W_Dict())
    w_module.attr_set("argv", new_list([""]))
    w_module.attr_set("orig_argv", new_list([]))
    w_module.attr_set("warnoptions", new_list([]))
    w_module.attr_set("_xoptions", W_Dict())
    w_module.attr_set("stdlib_module_names", library_names())
    set_identity(w_module)
    set_numbers(w_module)
    set_places(w_module)


def library_names() -> W_Object:
    names = str_split(NAMES, " ", -1)
    items = arr[W_Object](len(names))
    for i in range(len(names)):
        items[i] = names[i]
    return new_frozenset(items)


def version_text() -> str:
    return f"{VERSION} (kaa 0.1.0)"


def set_identity(w_module: W_Module) -> None:
    w_version = new_struct(w_version_type, [W_Int(3), W_Int(14), W_Int(0), "final", W_Int(0)])
    w_module.attr_set("version_info", w_version)
    w_module.attr_set("version", version_text())
    w_module.attr_set("hexversion", W_Int(0x030E00F0))
    w_module.attr_set("api_version", W_Int(1013))
    w_module.attr_set("copyright", COPYRIGHT)
    w_module.attr_set("platform", "linux")
    w_module.attr_set("byteorder", "little")
    w_module.attr_set("abiflags", "")
    w_module.attr_set("float_repr_style", "short")
    w_module.attr_set("_framework", "")
    w_module.attr_set("_git", new_tuple(["kaa", "", ""]))
    w_implementation = new_namespace()
    w_implementation.attr_set("name", "kaa")
    w_implementation.attr_set("cache_tag", "kaa-314")
    w_implementation.attr_set("version", w_version)
    w_implementation.attr_set("hexversion", W_Int(0x030E00F0))
    w_implementation.attr_set("supports_isolated_interpreters", w_False)
    w_module.attr_set("implementation", w_implementation)


def set_numbers(w_module: W_Module) -> None:
    w_module.attr_set("maxsize", W_Int(MAXSIZE))
    w_module.attr_set("maxunicode", W_Int(0x10FFFF))
    w_module.attr_set(
        "float_info",
        new_struct(
            w_float_info_type,
            [
                W_Float(1.7976931348623157e308), W_Int(1024), W_Int(308), W_Float(2.2250738585072014e-308), W_Int(-1021),
                W_Int(-307), W_Int(15), W_Int(53), W_Float(2.220446049250313e-16), W_Int(2), W_Int(1),
            ],
        ),
    )
    w_module.attr_set("int_info", new_struct(w_int_info_type, [W_Int(30), W_Int(4), W_Int(4300), W_Int(640)]))
    w_module.attr_set(
        "hash_info",
        new_struct(
            w_hash_info_type,
            [
                W_Int(64), W_Int((1 << 61) - 1), W_Int(314159), W_Int(0), W_Int(1000003), "siphash13", W_Int(64),
                W_Int(128), W_Int(0),
            ],
        ),
    )
    w_module.attr_set("thread_info", new_struct(w_thread_info_type, ["pthread", "semaphore", w_None]))


def set_places(w_module: W_Module) -> None:
    executable = str_from_utf8(proc_executable())
    w_module.attr_set("executable", executable)
    w_module.attr_set("_base_executable", executable)
    slash = executable.rfind("/")
    prefix = executable.slice(0, max(slash, 0))
    for name in ["prefix", "exec_prefix", "base_prefix", "base_exec_prefix"]:
        w_module.attr_set(name, prefix)
    w_module.attr_set("platlibdir", "lib")
    w_module.attr_set("pycache_prefix", w_None)
    w_module.attr_set("_stdlib_dir", w_None)


def set_flags(w_module: W_Module) -> None:
    """`sys.flags`, once the command line has been read."""
    f = flags
    values: arr[W_Object] = [
        W_Int(f.debug), W_Int(f.inspect), W_Int(int(f.interactive)), W_Int(f.optimize),
        W_Int(int(f.dont_write_bytecode)), W_Int(int(f.no_user_site)), W_Int(int(f.no_site)),
        W_Int(int(f.ignore_environment)), W_Int(f.verbose), W_Int(f.bytes_warning), W_Int(int(f.quiet)),
        W_Int(f.hash_randomization), W_Int(int(f.isolated)), wrap_bool(f.dev_mode), W_Int(f.utf8_mode), W_Int(0),
        wrap_bool(f.safe_path), W_Int(int_limits.max_str_digits), W_Int(1),
        W_Int(0), W_Int(0),
    ]
    w_module.attr_set("flags", new_struct(w_flags_type, values))
    default_hook.w_hook = w_module.w_dict.get_str("excepthook")
    default_hook.w_unraisable = w_module.w_dict.get_str("unraisablehook")
    for name in ["excepthook", "displayhook", "unraisablehook", "breakpointhook"]:
        w_hook = w_module.w_dict.get_str(name)
        if w_hook is not None:
            w_module.attr_set(f"__{name}__", w_hook)
    w_module.attr_set("dont_write_bytecode", wrap_bool(f.dont_write_bytecode))


# Exceptions.


def handled() -> W_Object:
    w_exc = ec.handled()
    if w_exc is None:
        return w_None
    return w_exc


@builtin_function
def exc_info() -> W_Object:
    """Return current exception information: (type, value, traceback).

    Return information about the most recent exception caught by an except
    clause in the current stack frame or in an older stack frame."""
    w_exc = ec.handled()
    if w_exc is None:
        return new_tuple([w_None, w_None, w_None])
    w_traceback: W_Object = w_None
    w_own = w_exc.w_traceback
    if w_own is not None:
        w_traceback = w_own
    return new_tuple([w_exc.gettypeobject(), w_exc, w_traceback])


@builtin_function
def exception() -> W_Object:
    """Return the current exception.

    Return the most recent exception caught by an except clause
    in the current stack frame or in an older stack frame, or None
    if no such clause exists."""
    return handled()


@builtin_function
def exit(status: W_Object = w_None, /) -> None:
    """Exit the interpreter by raising SystemExit(status).

    If the status is omitted or None, it defaults to zero (i.e., success).
    If the status is an integer, it will be used as the system exit status.
    If it is another kind of object, it will be printed and the system
    exit status will be one (i.e., failure)."""
    args: arr[W_Object] = [status]
    if status is w_None:
        args = []
    w_exc = W_SystemExit(typeof(W_SystemExit), args)
    w_exc.w_code = status
    raise OperationError(w_exc)


@builtin_function
def excepthook(exctype: W_Object, value: W_Object, traceback: W_Object, /) -> None:
    """Handle an exception by displaying it with a traceback on sys.stderr."""
    if isinstance(value, W_BaseException):
        print_exception(value)


@builtin_function
def displayhook(object: W_Object, /) -> None:
    """Print an object to sys.stdout and also save it in builtins._"""
    if object is w_None:
        return
    w_write = get_attr(get_attr(builtin_modules.get_or_make("sys"), "stdout"), "write")
    call1(w_write, repr_w(object))
    call1(w_write, "\n")
    builtin_modules.get_or_make("builtins").attr_set("_", object)


@builtin_function
def unraisablehook(unraisable: W_Object, /) -> None:
    """Handle an unraisable exception."""
    message = "Exception ignored in"
    w_message = get_attr(unraisable, "err_msg")
    if isinstance(w_message, W_Str):
        message = w_message
    w_exc = get_attr(unraisable, "exc_value")
    if isinstance(w_exc, W_BaseException):
        print_unraisable(w_exc, message, get_attr(unraisable, "object"))


# Frames, limits.


@builtin_function("_getframe")
def getframe(depth: int = 0, /) -> W_Object:
    """Return a frame object from the call stack.

    If optional integer depth is given, return the frame object that many
    calls below the top of the stack.  If that is deeper than the call
    stack, ValueError is raised.  The default for depth is zero, returning
    the frame at the top of the call stack."""
    frame = ec.frame
    n = max(depth, 0)
    while n > 0 and frame is not None:
        frame = frame.back
        n -= 1
    if frame is None:
        raise value_error("call stack is not deep enough")
    return frame


@builtin_function("_getframemodulename")
def getframemodulename(depth: int = 0) -> W_Object:
    """Return the name of the module for a calling frame."""
    frame = ec.frame
    n = max(depth, 0)
    while n > 0 and frame is not None:
        frame = frame.back
        n -= 1
    if frame is None:
        return w_None
    w_name = frame.w_globals.get_str("__name__")
    if w_name is None:
        return w_None
    return w_name


@builtin_function
def getrecursionlimit() -> int:
    """Return the current value of the recursion limit.

    The recursion limit is the maximum depth of the Python interpreter
    stack.  This limit prevents infinite recursion from causing an overflow
    of the C stack and crashing Python."""
    return ec.limit


@builtin_function
def setrecursionlimit(limit: int, /) -> None:
    """Set the maximum depth of the Python interpreter stack to n.

    This limit prevents infinite recursion from causing an overflow of the C
    stack and crashing Python.  The highest possible limit is platform-
    dependent."""
    if not -0x80000000 <= limit <= 0x7FFFFFFF:
        word = "large" if limit > 0 else "small"
        raise overflow_error(f"Python int too {word} to convert to C int")
    if limit < 1:
        raise value_error("recursion limit must be greater or equal than 1")
    if ec.depth >= limit:
        raise recursion_error(
            f"cannot set the recursion limit to {limit} at the recursion depth {ec.depth}: the limit is too low"
        )
    ec.limit = limit


@builtin_function
def get_int_max_str_digits() -> int:
    """Return the maximum string digits limit for non-binary int<->str conversions."""
    return int_limits.max_str_digits


@builtin_function
def set_int_max_str_digits(maxdigits: int) -> None:
    """Set the maximum string digits limit for non-binary int<->str conversions."""
    if maxdigits != 0 and maxdigits < 640:
        raise value_error("maxdigits must be 0 or larger than 640")
    int_limits.max_str_digits = maxdigits


@builtin_function
def intern(string: W_Object, /) -> W_Object:
    """``Intern'' the given string.

    This enters the string in the (global) table of interned strings whose
    purpose is to speed up dictionary lookups. Return the string itself or
    the previously interned string object with the same value."""
    if not isinstance(string, W_Str) or not string.is_exact():
        raise type_error(f"can't intern {type_name(string)}")
    return intern_name(string)


@builtin_function
def getsizeof(object: W_Object, default: W_Object | None = None) -> W_Object:
    """getsizeof(object [, default]) -> int

    Return the size of object in bytes."""
    w_method = find_attr(object, "__sizeof__")
    if w_method is None:
        if default is not None:
            return default
        raise type_error(f"Type {type_name(object)} doesn't define __sizeof__")
    return call0(w_method)


@builtin_function
def getrefcount(object: W_Object, /) -> int:
    """Return the reference count of object.

    The collector counts no references: the answer is that of an object with one owner."""
    return 2


@builtin_function
def getdefaultencoding() -> str:
    """Return the current default encoding used by the Unicode implementation."""
    return "utf-8"


@builtin_function
def getfilesystemencoding() -> str:
    """Return the encoding used to convert Unicode filenames to OS filenames."""
    return "utf-8"


@builtin_function
def getfilesystemencodeerrors() -> str:
    """Return the error mode used for Unicode to OS filename conversion."""
    return "surrogateescape"


class ThreadSettings:
    switch_interval: float = 0.005
    origin_depth: int = 0
    w_firstiter: W_Object | None = None
    w_finalizer: W_Object | None = None


settings: Final = ThreadSettings()


def or_none(w_value: W_Object | None) -> W_Object:
    if w_value is None:
        return w_None
    return w_value


@builtin_function
def getswitchinterval() -> float:
    """Return the current thread switch interval; see sys.setswitchinterval()."""
    return settings.switch_interval


@builtin_function
def setswitchinterval(interval: float, /) -> None:
    """Set the ideal thread switching delay inside the Python interpreter."""
    if interval <= 0.0:
        raise value_error("switch interval must be strictly positive")
    settings.switch_interval = interval


@builtin_function
def gettrace() -> W_Object:
    """Return the global debug tracing function set with sys.settrace."""
    return or_none(ec.w_trace)


@builtin_function
def getprofile() -> W_Object:
    """Return the profiling function set with sys.setprofile."""
    return or_none(ec.w_profile)


@builtin_function
def settrace(function: W_Object, /) -> None:
    """Set the global debug tracing function.

    It will be called on each function call."""
    set_tracer(None if function is w_None else function, ec.w_profile)


@builtin_function
def setprofile(function: W_Object, /) -> None:
    """Set the profiling function.

    It will be called on each function call and return."""
    set_tracer(ec.w_trace, None if function is w_None else function)


@builtin_function
def call_tracing(func: W_Object, args: W_Object, /) -> W_Object:
    """Call func(*args), while tracing is enabled.

    The tracing state is saved, and restored afterwards."""
    if not isinstance(args, W_Tuple):
        raise type_error(f"call_tracing() argument 2 must be tuple, not {type_name(args)}")
    was_traced = ec.traced
    ec.traced = ec.w_trace is not None or ec.w_profile is not None
    try:
        return call(func, args.items)
    finally:
        ec.traced = was_traced


@builtin_function
def get_coroutine_origin_tracking_depth() -> int:
    """Check status of origin tracking for coroutine objects in this thread."""
    return settings.origin_depth


@builtin_function
def set_coroutine_origin_tracking_depth(depth: int) -> None:
    """Enable or disable origin tracking for coroutine objects in this thread."""
    if depth < 0:
        raise value_error("depth must be >= 0")
    settings.origin_depth = depth


@builtin_function
def get_asyncgen_hooks() -> W_Object:
    """Return the installed asynchronous generators hooks."""
    return new_tuple([or_none(settings.w_firstiter), or_none(settings.w_finalizer)])


@builtin_function
def set_asyncgen_hooks(firstiter: W_Object | None = None, finalizer: W_Object | None = None) -> None:
    """set_asyncgen_hooks([firstiter] [, finalizer])

    Set a finalizer for async generators objects."""
    if firstiter is not None:
        settings.w_firstiter = firstiter
    if finalizer is not None:
        settings.w_finalizer = finalizer


@builtin_function
def is_finalizing() -> bool:
    """Return True if Python is exiting."""
    return False


@builtin_function("_is_gil_enabled")
def is_gil_enabled() -> bool:
    """Return True if the GIL is currently enabled and False if it is disabled."""
    return True


@builtin_function("_is_interned")
def is_interned(string: str, /) -> bool:
    """Return True if the given string is "interned"."""
    return intern_name(string) is string


@builtin_function
def audit(event: str, /, *args: arr[W_Object]) -> None:
    """Passes the event to any hooks that are attached."""
    for w_hook in hooks.items():
        call(w_hook, [event, new_tuple(args)])


class AuditHooks:
    hooks: arr[W_Object]

    def __init__(self) -> None:
        self.hooks = arr[W_Object](0)

    def items(self) -> arr[W_Object]:
        return self.hooks

    def add(self, w_hook: W_Object) -> None:
        grown = arr[W_Object](len(self.hooks) + 1)
        arr_copy(self.hooks, 0, grown, 0, len(self.hooks))
        grown[len(self.hooks)] = w_hook
        self.hooks = grown


hooks: Final = AuditHooks()


@builtin_function
def addaudithook(hook: W_Object) -> None:
    """Adds a new audit hook callback."""
    hooks.add(hook)


@builtin_function
def breakpointhook(*args: arr[W_Object], **kws: W_Dict) -> W_Object:
    """This hook function is called by built-in breakpoint()."""
    hook = environment_text("PYTHONBREAKPOINT")
    if hook == "0":
        return w_None
    if len(hook) == 0:
        hook = "pdb.set_trace"
    dot = hook.rfind(".")
    w_module = import_module(hook.slice(0, dot) if dot >= 0 else "builtins")
    return call_with_dict(get_attr(w_module, hook.slice(dot + 1, len(hook))), args, kws)


def environment_text(name: str) -> str:
    """Of os.environ if the program has it, since it may have changed it there."""
    w_os = imports.w_modules.get_str("os")
    if w_os is None or flags.ignore_environment:
        return ""
    w_value = call1(get_attr(get_attr(w_os, "environ"), "get"), name)
    return w_value if isinstance(w_value, W_Str) else ""


@builtin_function("_clear_internal_caches")
def clear_internal_caches() -> None:
    """Clear all internal performance-related caches."""


@builtin_function("_clear_type_descriptors")
def clear_type_descriptors(type: W_Type, /) -> None:
    """Private function for clearing certain descriptors from a type's dictionary.

    See gh-135228 for context."""
    if not type.is_heap_type():
        raise type_error("argument is immutable")
    type.table.remove("__dict__")
    type.table.remove("__weakref__")
    type.changed()


@builtin_function
def getallocatedblocks() -> int:
    """Return the number of memory blocks currently allocated."""
    return gc_stat(2) // 32
