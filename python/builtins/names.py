"""The types and exceptions among the builtin names, and the types of modules whose names Python programs look up."""

from python.rpython import Final, arr, cast, typeof, weak_get
from python.builtins.iterators import W_Enumerate, W_Filter, W_Map, W_Reversed, W_Zip
from python.modules.itertools_ import (
    W_Accumulate, W_Batched, W_Chain, W_Compress, W_Count, W_Cycle, W_DropWhile, W_FilterFalse, W_GroupBy, W_ISlice,
    W_Pairwise, W_Repeat, W_StarMap, W_TakeWhile, W_Tee, W_ZipLongest,
)
from python.modules.itertools_combine import W_Combinations, W_CombinationsWithReplacement, W_Permutations, W_Product
from python.modules.functools_ import W_LruCache, W_Partial
from python.modules.operator_ import W_AttrGetter, W_ItemGetter, W_MethodCaller
from python.modules.io_open import io_open
from python.objects.base import W_Object
from python.objects.bool_ import W_Bool
from python.objects.bytearray_ import W_ByteArray
from python.objects.bytes_ import W_Bytes
from python.objects.complex_ import W_Complex
from python.objects.dict_ import W_Dict
from python.objects.exceptions.base import W_BaseException
from python.objects.exceptions.hierarchy import (
    w_BytesWarning, w_DeprecationWarning, w_EncodingWarning, w_FloatingPointError, w_FutureWarning, w_ImportWarning,
    w_PendingDeprecationWarning, w_PythonFinalizationError, w_ResourceWarning, w_RuntimeWarning, w_SyntaxWarning,
    w_SystemError, w_UnicodeWarning, w_UserWarning, w_Warning,
)
from python.objects.float_ import W_Float
from python.objects.int_ import W_AbstractInt
from python.objects.list_ import W_List
from python.objects.memoryview import W_MemoryView
from python.objects.module_ import W_Module, builtin_modules
from python.objects.property_ import W_Property
from python.objects.range_ import W_Range
from python.objects.set_ import W_FrozenSet, W_Set
from python.objects.slice_ import W_Slice
from python.objects.static_method import W_ClassMethod, W_StaticMethod
from python.objects.str_ import W_Str
from python.objects.super_ import W_Super
from python.objects.template import add_match_args
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import W_Type

MODULE: Final = "builtins"


def init_module(w_module: W_Module) -> None:
    for w_type in [
        typeof(W_Object), typeof(W_Type), typeof(W_AbstractInt), typeof(W_Bool), typeof(W_Float), typeof(W_Complex),
        typeof(W_Str), typeof(W_Bytes), typeof(W_ByteArray), typeof(W_List), typeof(W_Tuple), typeof(W_Dict), typeof(W_Set),
        typeof(W_FrozenSet), typeof(W_Range), typeof(W_Slice), typeof(W_Property), typeof(W_ClassMethod),
        typeof(W_StaticMethod), typeof(W_Super), typeof(W_Enumerate), typeof(W_Zip), typeof(W_Map), typeof(W_Filter),
        typeof(W_Reversed), typeof(W_MemoryView),
    ]:
        w_module.attr_set(w_type.name, w_type)
    add_exceptions(w_module, typeof(W_BaseException))
    # Those that no other part of the interpreter names.
    for w_type in [
        w_BytesWarning, w_DeprecationWarning, w_EncodingWarning, w_FloatingPointError, w_FutureWarning,
        w_ImportWarning, w_PendingDeprecationWarning, w_PythonFinalizationError, w_ResourceWarning,
        w_RuntimeWarning, w_SyntaxWarning, w_SystemError, w_UnicodeWarning, w_UserWarning, w_Warning,
    ]:
        w_module.attr_set(w_type.name, w_type)
    w_os_error = w_module.w_dict.get_str("OSError")
    if w_os_error is not None:
        w_module.attr_set("IOError", w_os_error)
        w_module.attr_set("EnvironmentError", w_os_error)
    add_types("itertools", [
        typeof(W_Accumulate), typeof(W_Batched), typeof(W_Chain), typeof(W_Combinations),
        typeof(W_CombinationsWithReplacement), typeof(W_Compress), typeof(W_Count), typeof(W_Cycle), typeof(W_DropWhile),
        typeof(W_FilterFalse), typeof(W_GroupBy), typeof(W_ISlice), typeof(W_Pairwise), typeof(W_Permutations),
        typeof(W_Product), typeof(W_Repeat), typeof(W_StarMap), typeof(W_TakeWhile), typeof(W_Tee), typeof(W_ZipLongest),
    ])
    add_types("_functools", [typeof(W_Partial), typeof(W_LruCache)])
    add_types("_operator", [typeof(W_AttrGetter), typeof(W_ItemGetter), typeof(W_MethodCaller)])
    add_match_args()
    w_open = builtin_modules.get_or_make("_io").w_dict.get_str("open")
    if w_open is not None:
        w_module.attr_set("open", w_open)


def add_exceptions(w_module: W_Module, w_type: W_Type) -> None:
    """The class and all below it that exist at start-up."""
    w_module.attr_set(w_type.name, w_type)
    for i in range(len(w_type.subclasses)):
        w_sub = weak_get(w_type.subclasses[i])
        if w_sub is not None:
            add_exceptions(w_module, cast(W_Type, w_sub))


def add_types(module: str, types: arr[W_Type]) -> None:
    w_module = builtin_modules.get_or_make(module)
    for w_type in types:
        w_module.attr_set(w_type.name, w_type)
