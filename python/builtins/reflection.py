"""Builtin functions about classes, namespaces and code."""

from python.rpython import Final, arr, builtin_function, typeof, u8
from python.importing.compiling import EVAL, EXEC, ONLY_TREE, SINGLE, compile_code, compiler_state, syntax_tree
from python.importing.importer import import_module, import_name, imports
from python.interpreter.attributes import find_attr, get_attr
from python.interpreter.calling import call1, call_kw, call_with_dict
from python.interpreter.errors import runtime_error, type_error, value_error
from python.interpreter.frame import W_Frame, ec, find_builtins, new_frame
from python.interpreter.loop import run
from python.interpreter.operation import getitem_or_none, repr_w, setitem
from python.interpreter.slots import S_GETITEM
from python.interpreter.subclassing import issubclass_w, isinstance_w
from python.modules.operator_ import concat_args, split_keywords
from python.objects.base import W_Object
from python.objects.buffer import bytes_of_buffer, is_buffer
from python.objects.bytes_ import W_Bytes
from python.objects.cell import W_Cell
from python.objects.code import W_Code
from python.objects.codecs import decode_utf8, utf8_of_str
from python.objects.dict_ import W_Dict
from python.objects.function import W_Function
from python.objects.list_ import new_list
from python.objects.list_sort import sort_list
from python.objects.module_ import W_Module, builtin_modules
from python.objects.singletons import w_Ellipsis, w_False, w_None, w_NotImplemented, w_True
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type, type_name
from python.objects.type_new import most_derived_metaclass
from python.rlib.list import List

MODULE: Final = "builtins"
FUTURE_FLAGS: Final = 0x1FE0000
TOP_LEVEL_AWAIT: Final = 0x2000
INPUT_FLAGS: Final = 0x4200  # PyCF_ALLOW_INCOMPLETE_INPUT, PyCF_DONT_IMPLY_DEDENT
TREE_FLAGS: Final = 0x9400  # PyCF_OPTIMIZED_AST, PyCF_TYPE_COMMENTS, PyCF_ONLY_AST
KNOWN_FLAGS: Final = FUTURE_FLAGS | TOP_LEVEL_AWAIT | INPUT_FLAGS | 0xD508


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("None", w_None)
    w_module.attr_set("True", w_True)
    w_module.attr_set("False", w_False)
    w_module.attr_set("Ellipsis", w_Ellipsis)
    w_module.attr_set("NotImplemented", w_NotImplemented)
    w_module.attr_set("__debug__", w_True)
    w_module.attr_set("__doc__", "Built-in functions, types, exceptions, and other objects.")


@builtin_function("isinstance")
def builtin_isinstance(obj: W_Object, class_or_tuple: W_Object, /) -> bool:
    """Return whether an object is an instance of a class or of a subclass thereof.

    A tuple, as in ``isinstance(x, (A, B, ...))``, may be given as the target to
    check against. This is equivalent to ``isinstance(x, A) or isinstance(x, B)
    or ...`` etc."""
    return isinstance_w(obj, class_or_tuple)


@builtin_function("issubclass")
def builtin_issubclass(cls: W_Object, class_or_tuple: W_Object, /) -> bool:
    """Return whether 'cls' is derived from another class or is the same class.

    A tuple, as in ``issubclass(x, (A, B, ...))``, may be given as the target to
    check against. This is equivalent to ``issubclass(x, A) or issubclass(x, B)
    or ...``."""
    return issubclass_w(cls, class_or_tuple)


# Namespaces.


def current_frame() -> W_Frame:
    frame = ec.frame
    if frame is None:
        raise runtime_error("no current frame")
    return frame


@builtin_function("globals")
def builtin_globals() -> W_Object:
    """Return the dictionary containing the current scope's global variables.

    NOTE: Updates to this dictionary *will* affect name lookups in the current
    global scope and vice-versa."""
    return current_frame().w_globals


@builtin_function("locals")
def builtin_locals() -> W_Object:
    """Return a dictionary containing the current scope's local variables.

    NOTE: Whether or not updates to this dictionary will affect name lookups in
    the local scope and vice-versa is *implementation dependent* and not
    covered by any backwards compatibility guarantees."""
    return current_frame().locals_object()


@builtin_function("vars")
def builtin_vars(object: W_Object | None = None, /) -> W_Object:
    """vars([object]) -> dictionary

    Without arguments, equivalent to locals().
    With an argument, equivalent to object.__dict__."""
    if object is None:
        return current_frame().locals_object()
    w_dict = find_attr(object, "__dict__")
    if w_dict is None:
        raise type_error("vars() argument must have __dict__ attribute")
    return w_dict


@builtin_function("dir")
def builtin_dir(object: W_Object | None = None, /) -> W_Object:
    """dir([object]) -> list of strings

    If called without an argument, return the names in the current scope.
    Else, return an alphabetized list of names comprising (some of) the attributes
    of the given object, and of attributes reachable from it."""
    if object is not None:
        return new_list(names_of(object))
    w_names = new_list([])
    w_names.extend_w(current_frame().locals_object())
    sort_list(w_names, None, False)
    return w_names


def names_of(w_obj: W_Object) -> arr[W_Object]:
    """dir(obj)"""
    w_names = new_list([])
    w_dir = w_obj.gettypeobject().lookup("__dir__")
    if w_dir is None:
        raise type_error("object does not provide __dir__")
    w_names.extend_w(call1(w_dir, w_obj))
    sort_list(w_names, None, False)
    return w_names.copy_items()


# Code.


def globals_argument(name: str, w_globals: W_Object | None) -> W_Dict:
    if w_globals is None or w_globals is w_None:
        return current_frame().w_globals
    if not isinstance(w_globals, W_Dict):
        raise type_error(f"{name}() globals must be a dict, not {type_name(w_globals)}")
    return w_globals


def locals_argument(w_globals: W_Object | None, w_locals: W_Object | None) -> W_Object | None:
    """None: the globals serve."""
    if w_locals is not None and w_locals is not w_None:
        if w_locals.gettypeobject().slot(S_GETITEM) is None:
            raise type_error(f"locals must be a mapping or None, not {type_name(w_locals)}")
        return w_locals
    if w_globals is None or w_globals is w_None:
        return current_frame().locals_object()
    return None


def run_in(code: W_Code, w_globals: W_Dict, w_locals: W_Object | None) -> W_Object:
    if w_globals.get_str("__builtins__") is None:
        w_globals.set_str("__builtins__", builtin_modules.get_or_make("builtins"))
    if len(code.freevars) > 0:
        raise type_error("code object passed to exec() may not contain free variables")
    w_namespace: W_Object = w_globals
    if w_locals is not None:
        w_namespace = w_locals
    return run(new_frame(code, w_globals, find_builtins(w_globals), w_namespace), None)


def source_bytes(name: str, w_source: W_Object) -> arr[u8]:
    if isinstance(w_source, W_Str):
        return utf8_of_str(w_source)
    if is_buffer(w_source):
        return bytes_of_buffer(w_source)
    what = "AST" if name == "compile" else "code"
    raise type_error(f"{name}() arg 1 must be a string, bytes or {what} object")


def inherited_flags() -> int:
    """The `__future__` features of the code that calls exec, eval or compile."""
    frame = ec.frame
    if frame is None:
        return 0
    return frame.code.flags & FUTURE_FLAGS


@builtin_function("exec")
def builtin_exec(
    source: W_Object, /, globals: W_Object | None = None, locals: W_Object | None = None, *, closure: W_Object = w_None
) -> None:
    """Execute the given source in the context of globals and locals.

    The source may be a string representing one or more Python statements
    or a code object as returned by compile().
    The globals must be a dictionary and locals can be any mapping,
    defaulting to the current globals and locals.
    If only globals is given, locals defaults to it.
    The closure must be a tuple of cellvars, and can only be used
    when source is a code object requiring exactly that many cellvars."""
    w_globals = globals_argument("exec", globals)
    w_locals = locals_argument(globals, locals)
    if isinstance(source, W_Code):
        run_in(source, w_globals, w_locals)
        return
    code = compile_code(source_bytes("exec", source), "<string>", EXEC, inherited_flags())
    run_in(code, w_globals, w_locals)


@builtin_function("eval")
def builtin_eval(source: W_Object, /, globals: W_Object | None = None, locals: W_Object | None = None) -> W_Object:
    """Evaluate the given source in the context of globals and locals.

    The source may be a string representing a Python expression
    or a code object as returned by compile().
    The globals must be a dictionary and locals can be any mapping,
    defaulting to the current globals and locals.
    If only globals is given, locals defaults to it."""
    w_globals = globals_argument("eval", globals)
    w_locals = locals_argument(globals, locals)
    if isinstance(source, W_Code):
        return run_in(source, w_globals, w_locals)
    code = compile_code(source_bytes("eval", source), "<string>", EVAL, inherited_flags())
    return run_in(code, w_globals, w_locals)


def is_syntax_tree(w_source: W_Object) -> bool:
    """An instance of ast.AST; there is none before that module has been imported."""
    if isinstance(w_source, (W_Str, W_Bytes)):
        return False
    w_module = imports.w_modules.get_str("_ast")
    return w_module is not None and isinstance_w(w_source, get_attr(w_module, "AST"))


@builtin_function("breakpoint")
def builtin_breakpoint(*args: arr[W_Object], **kws: W_Dict) -> W_Object:
    """Call sys.breakpointhook(*args, **kws).

    sys.breakpointhook() must accept whatever arguments are passed.

    By default, this drops you into the pdb debugger."""
    w_hook = builtin_modules.get_or_make("sys").w_dict.get_str("breakpointhook")
    if w_hook is None:
        raise runtime_error("lost sys.breakpointhook")
    return call_with_dict(w_hook, args, kws)


@builtin_function("compile")
def builtin_compile(
    source: W_Object,
    filename: W_Object,
    mode: str,
    flags: int = 0,
    dont_inherit: bool = False,
    optimize: int = -1,
    *,
    _feature_version: int = -1,
) -> W_Object:
    """Compile source into a code object that can be executed by exec() or eval().

    The source code may represent a Python module, statement or expression.
    The filename will be used for run-time error messages.
    The mode must be 'exec' to compile a module, 'single' to compile a
    single (interactive) statement, or 'eval' to compile an expression."""
    kind = EXEC
    if mode == "eval":
        kind = EVAL
    elif mode == "single":
        kind = SINGLE
    elif mode != "exec":
        raise value_error("compile() mode must be 'exec', 'eval' or 'single'")
    if (flags & ~(KNOWN_FLAGS | TREE_FLAGS)) != 0:
        raise value_error("compile(): unrecognised flags")
    bits = flags & (FUTURE_FLAGS | TOP_LEVEL_AWAIT | INPUT_FLAGS)
    if not dont_inherit:
        bits = bits | inherited_flags()
    name = ""
    if isinstance(filename, W_Str):
        name = filename
    elif is_buffer(filename):
        name = decode_utf8(bytes_of_buffer(filename), "surrogateescape")
    else:
        raise type_error(f"expected str, bytes or os.PathLike object, not {type_name(filename)}")
    level = compiler_state.optimize
    if optimize >= 0:
        compiler_state.optimize = min(optimize, 2)
    try:
        if is_syntax_tree(source):
            if (flags & ONLY_TREE) != 0:
                return source
            source = call1(get_attr(import_module("ast"), "unparse"), source)
        if (flags & ONLY_TREE) != 0:
            return syntax_tree(source_bytes("compile", source), name, kind, bits)
        return compile_code(source_bytes("compile", source), name, kind, bits)
    finally:
        compiler_state.optimize = level


@builtin_function("__import__")
def builtin_import(
    name: str,
    globals: W_Object | None = None,
    locals: W_Object | None = None,
    fromlist: W_Object | None = None,
    level: int = 0,
) -> W_Object:
    """Import a module.

    Because this function is meant for use by the Python
    interpreter and not for general use, it is better to use
    importlib.import_module() to programmatically import a module."""
    w_globals: W_Object = w_None
    if globals is not None:
        w_globals = globals
    w_fromlist: W_Object = w_None
    if fromlist is not None:
        w_fromlist = fromlist
    return import_name(name, w_globals, w_fromlist, level)


# The class statement.


@builtin_function("__build_class__")
def build_class(func: W_Object, name: W_Object, /, *bases: arr[W_Object], metaclass: W_Object | None = None, **kwds: W_Dict) -> W_Object:
    """__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class

    Internal helper function used by the class statement."""
    if not isinstance(func, W_Function):
        raise type_error("__build_class__: func must be a function")
    if not isinstance(name, W_Str):
        raise type_error("__build_class__: name is not a string")
    actual = resolve_bases(bases)
    w_meta: W_Object = typeof(W_Type)
    if metaclass is not None:
        w_meta = metaclass
    elif len(actual) > 0:
        w_meta = actual[0].gettypeobject()
    if isinstance(w_meta, W_Type):
        w_meta = most_derived_metaclass(w_meta, actual)
    names, values = split_keywords(kwds)
    w_bases = new_tuple(actual)
    w_namespace: W_Object = W_Dict()
    w_prepare = find_attr(w_meta, "__prepare__")
    if w_prepare is not None:
        args: arr[W_Object] = [name, w_bases]
        w_namespace = call_kw(w_prepare, concat_args(args, values), names)
    frame = new_frame(func.code, func.w_globals, func.w_builtins, w_namespace)
    frame.set_closure(func.closure)
    w_cell = run(frame, None)
    if actual is not bases and find_namespace(w_namespace, "__orig_bases__") is None:
        setitem(w_namespace, "__orig_bases__", new_tuple(bases))
    class_args: arr[W_Object] = [name, w_bases, w_namespace]
    w_class = call_kw(w_meta, concat_args(class_args, values), names)
    if isinstance(w_cell, W_Cell) and isinstance(w_class, W_Type):
        w_owner = w_cell.w_value
        if w_owner is None:
            raise runtime_error(
                f"__class__ not set defining {repr_w(name)} as {repr_w(w_class)}. Was __classcell__ propagated to type.__new__?"
            )
        if w_owner is not w_class:
            raise type_error(f"__class__ set to {repr_w(w_owner)} defining {repr_w(name)} as {repr_w(w_class)}")
    return w_class


def find_namespace(w_namespace: W_Object, name: str) -> W_Object | None:
    return getitem_or_none(w_namespace, name)


def resolve_bases(bases: arr[W_Object]) -> arr[W_Object]:
    """PEP 560: objects that stand for classes; the very same array when there are none."""
    changed = False
    resolved = List[W_Object]()
    for w_base in bases:
        w_entries: W_Object | None = None
        if not isinstance(w_base, W_Type):
            w_entries = find_attr(w_base, "__mro_entries__")
        if w_entries is None:
            resolved.append(w_base)
        else:
            w_new = call1(w_entries, new_tuple(bases))
            if not isinstance(w_new, W_Tuple):
                raise type_error("__mro_entries__ must return a tuple")
            changed = True
            for w_each in w_new.items:
                resolved.append(w_each)
    if not changed:
        return bases
    result = arr[W_Object](len(resolved))
    for i in range(len(resolved)):
        result[i] = resolved[i]
    return result
