"""Functions, classes, imports, annotations."""

from python.rpython import arr, cast, i32, nonnull, opcode, typeof
from python.importing.importer import import_from, import_star
from python.modules.typing_ import W_Generic
from python.objects.base import W_Object
from python.objects.code import W_Code
from python.objects.dict_ import W_Dict
from python.objects.exceptions.special import W_ImportError
from python.objects.function import W_Function
from python.objects.int_ import W_Int
from python.objects.module_ import builtin_modules
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_alias import W_TypeAlias
from python.objects.typevar import Lazy, W_TypeParam, make_type_param, with_unpacked
from python.interpreter.calling import call, call1
from python.interpreter.errors import name_error, new_error, runtime_error
from python.interpreter.frame import W_Frame
from python.interpreter.operation import getitem, getitem_or_none, setitem
from python.interpreter.registers import reg, set_reg, word


@opcode
def MAKE_FUNCTION(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    code = cast(W_Code, f.code.consts[word(words, pc + 1)])
    closure = arr[W_Object](0)
    if word(words, pc + 4) >= 0:
        closure = cast(W_Tuple, reg(f, word(words, pc + 4))).items
    w_func = W_Function(code, f.w_globals, closure)
    if word(words, pc + 2) >= 0:
        w_func.defaults = cast(W_Tuple, reg(f, word(words, pc + 2))).items
    if word(words, pc + 3) >= 0:
        w_func.w_kwdefaults = cast(W_Dict, reg(f, word(words, pc + 3)))
    if word(words, pc + 5) >= 0:
        w_func.w_annotate = reg(f, word(words, pc + 5))
    set_reg(f, a, w_func)
    return pc + 6


@opcode
def LOAD_BUILD_CLASS(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_build = f.w_builtins.get_str("__build_class__")
    if w_build is None:
        raise name_error("__build_class__", "__build_class__ not found")
    set_reg(f, a, w_build)
    return pc + 1


@opcode
def IMPORT_NAME(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_import = f.w_builtins.get_str("__import__")
    if w_import is None:
        raise new_error(typeof(W_ImportError), "__import__ not found")
    w_locals: W_Object = w_None
    own = f.w_locals
    if own is not None:
        w_locals = own
    name = f.code.names[word(words, pc + 1)]
    set_reg(f, a, call(w_import, [name, f.w_globals, w_locals, f.code.consts[word(words, pc + 2)], W_Int(int(word(words, pc + 3)))]))
    return pc + 4


@opcode
def IMPORT_FROM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, import_from(nonnull(reg(f, word(words, pc + 1))), f.code.names[word(words, pc + 2)]))
    return pc + 3


@opcode
def IMPORT_STAR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    import_star(nonnull(reg(f, a)), nonnull(f.w_locals))
    return pc + 1


@opcode
def PRINT_EXPR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_hook = builtin_modules.get_or_make("sys").w_dict.get_str("displayhook")
    if w_hook is None:
        raise runtime_error("lost sys.displayhook")
    call1(w_hook, nonnull(reg(f, a)))
    return pc + 1


@opcode
def SETUP_ANNOTATIONS(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_locals = nonnull(f.w_locals)
    if getitem_or_none(w_locals, "__annotations__") is None:
        setitem(w_locals, "__annotations__", W_Dict())
    return pc + 1


# Type parameters.


@opcode
def MAKE_TYPE_PARAM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_evaluate: W_Object | None = None
    if word(words, pc + 3) >= 0:
        w_evaluate = reg(f, word(words, pc + 3))
    set_reg(f, a, make_type_param(int(word(words, pc + 1)), cast(W_Str, f.code.consts[word(words, pc + 2)]), w_evaluate))
    return pc + 4


@opcode
def MAKE_TYPE_ALIAS(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_params = new_tuple([])
    if word(words, pc + 2) >= 0:
        w_params = cast(W_Tuple, reg(f, word(words, pc + 2)))
    value = Lazy(None, nonnull(reg(f, word(words, pc + 3))))
    set_reg(f, a, W_TypeAlias(cast(W_Str, f.code.consts[word(words, pc + 1)]), w_params, value))
    return pc + 4


@opcode
def SET_TYPE_PARAM_DEFAULT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    cast(W_TypeParam, reg(f, a)).default = Lazy(None, nonnull(reg(f, word(words, pc + 1))))
    return pc + 2


@opcode
def SUBSCRIPT_GENERIC(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_params = cast(W_Tuple, reg(f, word(words, pc + 1)))
    set_reg(f, a, getitem(typeof(W_Generic), with_unpacked(w_params)))
    return pc + 2


@opcode
def SET_FUNCTION_TYPE_PARAMS(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    cast(W_Function, reg(f, a)).w_type_params = reg(f, word(words, pc + 1))
    return pc + 2
