//! Bodies of the collector's services. Those that may collect are entered through `stubs`.

use std::sync::atomic::Ordering;

use kaa_abi::VmContext;

use crate::start::runtime;

type Vm = *mut VmContext;

pub unsafe extern "C" fn alloc_fixed(vm: Vm, type_id: u32) {
    // SAFETY: compiled code passes its context.
    unsafe { (*vm).result = runtime(vm).heap.alloc_fixed(type_id) };
}

pub unsafe extern "C" fn alloc_array(vm: Vm, type_id: u32, length: i32) {
    // SAFETY: as above.
    unsafe { (*vm).result = runtime(vm).heap.alloc_array(type_id, length).unwrap_or(0) };
}

pub unsafe extern "C" fn box_int(vm: Vm, value: i64) {
    // SAFETY: as above; the immediate class has one field behind the header.
    unsafe {
        let runtime = runtime(vm);
        let object = runtime.heap.alloc_fixed(runtime.program.immediate_type);
        *((object + 8) as *mut i64) = value;
        (*vm).result = object;
    }
}

pub unsafe extern "C" fn barrier(vm: Vm, object: usize, slot: usize) {
    // SAFETY: as above; the slot belongs to the object.
    unsafe { runtime(vm).heap.barrier(object, slot) };
}

pub unsafe extern "C" fn barrier_range(vm: Vm, array: usize, from: u32, to: u32) {
    // SAFETY: as above; the bounds were checked.
    unsafe {
        runtime(vm)
            .heap
            .barrier_range(array, from as usize, to as usize)
    };
}

pub unsafe extern "C" fn weak_new(vm: Vm, object: usize) -> usize {
    // SAFETY: as above.
    unsafe {
        let runtime = runtime(vm);
        runtime.heap.weak_new(runtime.program.weak_type, object)
    }
}

pub unsafe extern "C" fn gc_collect(vm: Vm) {
    // SAFETY: as above.
    unsafe { runtime(vm).heap.collect() };
}

/// # Safety
/// Called by compiled code with its context and a non-null reference.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kaa_identity_hash(vm: Vm, object: usize) -> i32 {
    // SAFETY: by the contract.
    unsafe { runtime(vm).heap.identity_hash(object) }
}

/// # Safety
/// As above.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kaa_unique_id(vm: Vm, object: usize) -> i64 {
    // SAFETY: by the contract.
    unsafe { runtime(vm).heap.unique_id(object) }
}

/// # Safety
/// As above.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kaa_finalizer_register(vm: Vm, object: usize) {
    if object & 1 == 0 {
        // SAFETY: by the contract.
        unsafe { runtime(vm).heap.register_finalizer(object) };
    }
}

/// The flag that made the program look is taken back when nothing is left to do.
///
/// # Safety
/// Called by compiled code with its context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kaa_finalizer_next(vm: Vm) -> usize {
    // SAFETY: by the contract.
    let heap = unsafe { &mut runtime(vm).heap };
    let object = heap.next_finalizer();
    heap.vm().safepoint.store(0, Ordering::Relaxed);
    // Looked at after the store, so that a signal in between is not lost.
    if heap.has_finalizers() || kaa_host::signal_waits() {
        heap.vm().safepoint.store(1, Ordering::Relaxed);
    }
    object
}

/// # Safety
/// As above.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kaa_gc_stat(vm: Vm, which: i32) -> i64 {
    // SAFETY: by the contract.
    unsafe { runtime(vm).heap.stat(which) }
}

/// # Safety
/// As above.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kaa_gc_pressure(vm: Vm, bytes: i64) {
    // SAFETY: by the contract.
    unsafe { runtime(vm).heap.add_pressure(bytes) };
}

type Symbol = *const ();

/// The functions of this file that only compiled code refers to.
pub const SYMBOLS: [Symbol; 6] = [
    kaa_identity_hash as Symbol,
    kaa_unique_id as Symbol,
    kaa_finalizer_register as Symbol,
    kaa_finalizer_next as Symbol,
    kaa_gc_stat as Symbol,
    kaa_gc_pressure as Symbol,
];
