//! Linker names shared by compiled code and runtime.

/// The [`crate::Program`] record.
pub const PROGRAM: &str = "kaa_program";
/// `(program, argc, argv) -> i32`: runs a standalone program.
pub const START: &str = "kaa_start";
/// Prefix of host primitives.
pub const EXTERN_PREFIX: &str = "kaa_x_";

/// `(vm, type id)`: a zeroed instance, its address in `VmContext::result`. Preserves all registers.
pub const ALLOC_FIXED: &str = "kaa_alloc_fixed";
/// `(vm, type id, length)`: a zeroed array or null in `VmContext::result`. Preserves all registers.
pub const ALLOC_ARRAY: &str = "kaa_alloc_array";
/// `(vm, value)`: a boxed integer of the immediate class in `VmContext::result`. Preserves all
/// registers.
pub const BOX_INT: &str = "kaa_box_int";
/// `(vm, object, slot address)`: the write barrier's slow path. Preserves all registers.
pub const BARRIER: &str = "kaa_barrier";
/// `(vm, array, from, to)`: the barrier for elements `from..to`. Preserves all registers.
pub const BARRIER_RANGE: &str = "kaa_barrier_range";
/// Prefix of the functions that stop the program, followed by the trap code's name.
pub const TRAP_PREFIX: &str = "kaa_trap_";

/// `(a, b, n) -> i1`: whether n bytes are equal.
pub const ARR_EQUAL: &str = "kaa_arr_equal";
/// `(a, b, n)`: -1, 0 or 1 as the bytes compare.
pub const ARR_COMPARE: &str = "kaa_arr_compare";
/// `(start, n, byte)`: index or -1.
pub const ARR_FIND8: &str = "kaa_arr_find8";

/// `(vm, object) -> i32`.
pub const IDENTITY_HASH: &str = "kaa_identity_hash";
/// `(vm, object) -> i64`.
pub const UNIQUE_ID: &str = "kaa_unique_id";
/// `(vm, object) -> weak`; collects.
pub const WEAK_NEW: &str = "kaa_weak_new";
/// `(vm, object)`.
pub const FINALIZER_REGISTER: &str = "kaa_finalizer_register";
/// `(vm) -> object or null`.
pub const FINALIZER_NEXT: &str = "kaa_finalizer_next";
/// `(vm)`; collects.
pub const GC_COLLECT: &str = "kaa_gc_collect";
/// `(vm, counter) -> i64`.
pub const GC_STAT: &str = "kaa_gc_stat";
/// `(vm, bytes)`.
pub const GC_PRESSURE: &str = "kaa_gc_pressure";
