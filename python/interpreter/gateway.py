"""What derived gateways call: creation of types and builtin functions at start-up, converters for arguments and results.

The compiler generates the gateways from annotations (docs/rpython.md, "derived gateways") and names these functions.
"""

from python.rpython import Fn, arr, cold, i32, lang, u8, unsafe_cast
from python.objects.base import W_Object
from python.objects.builtin_ import Signature, W_Builtin, W_NewBuiltin
from python.objects.buffer import bytes_of_buffer
from python.objects.float_ import W_Float, float_of
from python.objects.getset import W_GetSet
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module, builtin_modules
from python.objects.static_method import W_ClassMethodDescr, W_StaticMethod
from python.objects.str_ import W_Str
from python.objects.singletons import w_None
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import W_Type
from python.objects.type_ import type_name
from python.interpreter.errors import Error, overflow_error, type_error
from python.interpreter.operation import int_of, is_true


@lang("type_create")
def type_create(name: str, base: W_Type | None, flags: int) -> W_Type:
    dot = name.rfind(".")
    if dot < 0:
        return W_Type(name, base, flags)
    w_type = W_Type(name.slice(dot + 1, len(name)), base, flags)
    w_type.table.set("__module__", name.slice(0, dot))
    return w_type


@lang("type_add")
def type_add(w_type: W_Type, name: str, kind: int, w_func: W_Builtin) -> None:
    """kind: 0 method, 1 static, 2 classmethod."""
    w_func.w_owner = w_type
    if kind != 1 or name == "__new__":
        # Nobody gives self, or the class, by name: `dict(self=1)` is a key.
        w_func.sig.n_posonly = max(w_func.sig.n_posonly, 1)
    if kind == 0:
        w_func.is_method = True
        w_type.table.set(name, w_func)
    elif kind == 1:
        w_type.table.set(name, w_func)
    else:
        w_type.table.set(name, W_ClassMethodDescr(w_func))


@lang("type_add_getset")
def type_add_getset(
    w_type: W_Type,
    name: str,
    doc: str | None,
    get: Fn[[W_Object], W_Object],
    set: Fn[[W_Object, W_Object], None] | None,
) -> None:
    w_type.table.set(name, W_GetSet(w_type, name, doc, get, set))


@lang("type_doc")
def type_doc(w_type: W_Type, doc: str) -> None:
    w_type.table.set("__doc__", doc)


@lang("type_ready")
def type_ready(w_type: W_Type) -> None:
    base = w_type.base
    if w_type.table.get("__doc__") is None:
        w_type.table.set("__doc__", w_None)
    if base is not None:
        base.add_subclass(w_type)
    w_eq = w_type.table.get("__eq__")
    if w_eq is not None and w_type.table.get("__hash__") is None:
        w_type.table.set("__hash__", w_None)
    w_type.changed()


@lang("sig_create")
def sig_create(
    names: arr[str],
    n_posonly: int,
    n_pos: int,
    n_kwonly: int,
    has_varargs: bool,
    has_varkw: bool,
    n_required_pos: int,
    optional: arr[bool],
) -> Signature:
    """`names`: parameters in order, self and the type included; `n_pos` counts the positional-only ones too."""
    return Signature(names, n_posonly, n_pos, n_kwonly, has_varargs, has_varkw, n_required_pos, optional)


@lang("builtin_create")
def builtin_create(
    name: str,
    doc: str | None,
    text_signature: str,
    sig: Signature,
    fn0: Fn[[], W_Object] | None,
    fn1: Fn[[W_Object], W_Object] | None,
    fn2: Fn[[W_Object, W_Object], W_Object] | None,
    fn3: Fn[[W_Object, W_Object, W_Object], W_Object] | None,
    fnv: Fn[[arr[W_Object | None]], W_Object],
) -> W_Builtin:
    if name == "__new__":
        w_new = W_NewBuiltin(name, doc, text_signature, sig, None, None, None, None, fnv)
        w_new.own1 = fn1
        w_new.own2 = fn2
        w_new.own3 = fn3
        return w_new
    return W_Builtin(name, doc, text_signature, sig, fn0, fn1, fn2, fn3, fnv)


@lang("module_add")
def module_add(module: str, w_func: W_Builtin) -> None:
    w_func.module = module
    builtin_modules.get_or_make(module).w_dict.set_str(w_func.name, w_func)


@lang("module_lazy")
def module_lazy(module: str, fill: Fn[[], None]) -> None:
    builtin_modules.add_step(module, fill)


@lang("module_init")
def module_init(module: str, init: Fn[[W_Module], None]) -> None:
    init(builtin_modules.get_or_make(module))


# Arguments.


@cold
@lang("unwrap_self_error")
def unwrap_self_error(name: str, expected: str, w_obj: W_Object) -> Error:
    kind = type_name(w_obj)
    if name.startswith("__"):
        return type_error(f"descriptor '{name}' requires a '{expected}' object but received a '{kind}'")
    return type_error(f"descriptor '{name}' for '{expected}' objects doesn't apply to a '{kind}' object")


@cold
@lang("unwrap_type_error")
def unwrap_type_error(fname: str, param: str, expected: str, w_obj: W_Object) -> Error:
    got = type_name(w_obj)
    if w_obj is w_None:
        got = "None"
    return type_error(f"{fname}() argument '{param}' must be {expected}, not {got}")


@lang("unwrap_int")
def unwrap_int(w_obj: W_Object, fname: str, param: str) -> int:
    if isinstance(w_obj, W_Int):
        return w_obj.value
    return int_of(w_obj)


@lang("unwrap_i32")
def unwrap_i32(w_obj: W_Object, fname: str, param: str) -> i32:
    value = int_of(w_obj)
    if value > 0x7FFFFFFF:
        raise overflow_error("signed integer is greater than maximum")
    if value < -0x80000000:
        raise overflow_error("signed integer is less than minimum")
    return i32(value)


@lang("unwrap_float")
def unwrap_float(w_obj: W_Object, fname: str, param: str) -> float:
    if isinstance(w_obj, W_Float):
        return w_obj.value
    return float_of(w_obj)


@lang("unwrap_bool")
def unwrap_bool(w_obj: W_Object, fname: str, param: str) -> bool:
    return is_true(w_obj)


@lang("unwrap_str")
def unwrap_str(w_obj: W_Object, fname: str, param: str) -> str:
    if isinstance(w_obj, W_Str):
        return w_obj
    raise unwrap_type_error(fname, param, "str", w_obj)


@lang("unwrap_bytes")
def unwrap_bytes(w_obj: W_Object, fname: str, param: str) -> arr[u8]:
    """The content of a bytes-like object; nobody may write to it."""
    return bytes_of_buffer(w_obj)


@lang("unwrap_varargs")
def unwrap_varargs(w_obj: W_Object) -> arr[W_Object]:
    """What `*args` collected."""
    return unsafe_cast(W_Tuple, w_obj).items


# Results.


@lang("wrap_int")
def wrap_int(value: int) -> W_Object:
    return W_Int(value)


@lang("wrap_float")
def wrap_float(value: float) -> W_Object:
    return W_Float(value)


@lang("wrap_str")
def wrap_str(value: str) -> W_Object:
    return value
