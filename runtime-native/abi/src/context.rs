//! The block of per-interpreter state whose address every compiled function receives first.

use core::ffi::c_void;
use core::mem::offset_of;
use core::sync::atomic::AtomicU32;

/// State that compiled code reads and writes directly. References in it are collector roots.
#[derive(Debug)]
#[repr(C)]
pub struct VmContext {
    /// Next free byte of the nursery.
    pub nursery_cur: *mut u8,
    /// End of the nursery block; an allocation that would pass it takes the slow path.
    pub nursery_limit: *mut u8,
    /// Frame pointer of the newest compiled frame, recorded on entering the runtime.
    pub exit_fp: usize,
    /// Return address into that frame.
    pub exit_pc: usize,
    /// The exception on its way, or 0.
    pub pending: usize,
    /// The program's context object, or 0.
    pub context: usize,
    /// Lowest stack address that compiled code may use.
    pub stack_limit: usize,
    /// Non-zero asks compiled code to poll (signals, finalizers).
    pub safepoint: AtomicU32,
    pub reserved: u32,
    /// The collector's heap.
    pub heap: *mut c_void,
    /// The runtime's own state.
    pub runtime: *mut c_void,
    /// Result of a runtime call that preserves all registers and thus returns none.
    pub result: usize,
}

pub const NURSERY_CUR: i32 = offset_of!(VmContext, nursery_cur) as i32;
pub const NURSERY_LIMIT: i32 = offset_of!(VmContext, nursery_limit) as i32;
pub const EXIT_FP: i32 = offset_of!(VmContext, exit_fp) as i32;
pub const EXIT_PC: i32 = offset_of!(VmContext, exit_pc) as i32;
pub const PENDING: i32 = offset_of!(VmContext, pending) as i32;
pub const CONTEXT: i32 = offset_of!(VmContext, context) as i32;
pub const STACK_LIMIT: i32 = offset_of!(VmContext, stack_limit) as i32;
pub const SAFEPOINT: i32 = offset_of!(VmContext, safepoint) as i32;
pub const RESULT: i32 = offset_of!(VmContext, result) as i32;
pub const HEAP: i32 = offset_of!(VmContext, heap) as i32;

const _: () = assert!(size_of::<VmContext>() == 88);

impl Default for VmContext {
    fn default() -> VmContext {
        VmContext {
            nursery_cur: core::ptr::null_mut(),
            nursery_limit: core::ptr::null_mut(),
            exit_fp: 0,
            exit_pc: 0,
            pending: 0,
            context: 0,
            stack_limit: 0,
            safepoint: AtomicU32::new(0),
            reserved: 0,
            heap: core::ptr::null_mut(),
            runtime: core::ptr::null_mut(),
            result: 0,
        }
    }
}
