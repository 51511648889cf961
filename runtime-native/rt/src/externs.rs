//! Host primitives: the C symbols are generated, these are the words they use.

use kaa_abi::{VmContext, array};
use kaa_externs::Externs;
use kaa_gc::header_of;

use crate::start::runtime;

type Vm = *mut VmContext;

/// Address of an array object; 0 is null.
type ArrayPtr = usize;

/// # Safety
/// As for `runtime`.
unsafe fn host<'a>(vm: Vm) -> &'a mut dyn Externs {
    // SAFETY: by the contract.
    unsafe { crate::start::host(vm) }
}

/// # Safety
/// `array` is a live array of elements `T` that does not move while the slice is used.
unsafe fn elements<'a, T>(array: ArrayPtr) -> &'a mut [T] {
    // SAFETY: by the contract; the elements lie behind the header, which holds their number.
    unsafe {
        let length = header_of(array).high() as usize;
        std::slice::from_raw_parts_mut((array + array::ELEMENTS as usize) as *mut T, length)
    }
}

unsafe fn bytes<'a>(array: ArrayPtr) -> &'a [u8] {
    // SAFETY: by the contract of `elements`.
    unsafe { elements(array) }
}

unsafe fn bytes_mut<'a>(array: ArrayPtr) -> &'a mut [u8] {
    // SAFETY: by the contract of `elements`.
    unsafe { elements(array) }
}

unsafe fn i64s_mut<'a>(array: ArrayPtr) -> &'a mut [i64] {
    // SAFETY: by the contract of `elements`.
    unsafe { elements(array) }
}

/// A new array; may collect, so nothing else may be held. Without memory the program traps.
unsafe fn new_bytes(vm: Vm, bytes: Vec<u8>) -> ArrayPtr {
    // SAFETY: by the contract of `runtime`.
    let runtime = unsafe { runtime(vm) };
    match runtime.heap.alloc_bytes(runtime.program.bytes_type, &bytes) {
        Some(array) => array,
        None => {
            eprintln!(
                "trap: memory (a host primitive's result of {} bytes)",
                bytes.len()
            );
            std::process::exit(70)
        }
    }
}

fn null_array() -> ArrayPtr {
    0
}

include!(concat!(env!("OUT_DIR"), "/externs.rs"));
