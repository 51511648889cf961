//! Module scopes: what each module defines and imports.

pub mod collect;

/// Names that need no import.
const PYTHON_BUILTINS: &[&str] = &[
    "int",
    "float",
    "bool",
    "str",
    "tuple",
    "len",
    "range",
    "isinstance",
    "min",
    "max",
    "abs",
    "super",
    "staticmethod",
    "ord",
    "object",
    "type",
];

/// Names of `python.rpython` (and those of `typing` that mean the same).
const DIALECT: &[&str] = &[
    // types
    "i32",
    "u8",
    "i8",
    "u16",
    "i16",
    "f32",
    "arr",
    "Any",
    "Fn",
    "Weak",
    "Handle",
    "Final",
    "Stable",
    "ClassConst",
    "Never",
    "NoReturn",
    "Protocol",
    // decorators
    "final",
    "abstract",
    "immediate",
    "mixin",
    "inline",
    "noinline",
    "cold",
    "nothrow",
    "fetch",
    "pure",
    "unroll",
    "lang",
    "pytype",
    "builtin",
    "getset",
    "setter",
    "builtin_function",
    "opcode",
    "override",
    // hints
    "likely",
    "unlikely",
    "promote",
    // integers
    "add_ovf",
    "sub_ovf",
    "mul_ovf",
    "ult",
    "ule",
    "udiv",
    "urem",
    "ushr",
    "umulhi",
    "mulhi",
    "sdiv",
    "srem",
    "clz",
    "ctz",
    "popcnt",
    "sext8",
    "sext16",
    "wrap_add",
    "wrap_sub",
    "wrap_mul",
    "wrap_shl",
    "zext",
    // floats
    "float_bits",
    "float_from_bits",
    "ffloor",
    "fceil",
    "ftrunc",
    "frint",
    "fsqrt",
    "fabs",
    "fcopysign",
    "fround32",
    "is_nan",
    "is_inf",
    // references
    "cast",
    "unsafe_cast",
    "nonnull",
    "same_class",
    "has_class",
    "identity_hash",
    "unique_id",
    "unsafe_get",
    "unsafe_set",
    "typeof",
    // arrays
    "arr_copy",
    "arr_fill",
    "arr_equal",
    "arr_compare",
    "arr_find8",
    // runtime
    "weak_new",
    "weak_get",
    "finalizer_register",
    "finalizer_next",
    "gc_collect",
    "gc_stat",
    "gc_pressure",
    "safepoint",
    "stack_low",
    "keep_alive",
    "trap",
    "dispatch",
];

/// The builtin of this name, as a static string.
pub fn builtin(name: &str) -> Option<&'static str> {
    PYTHON_BUILTINS.iter().find(|&&b| b == name).copied()
}

/// The name of `python.rpython`, as a static string.
pub fn dialect(name: &str) -> Option<&'static str> {
    DIALECT
        .iter()
        .find(|&&b| b == name)
        .copied()
        .or_else(|| builtin(name))
}
