//! What a compiled program tells the runtime: one constant record under a fixed symbol.

use core::mem::offset_of;

use crate::stackmap::CodeTable;

/// Type id that stands for "the program has no such type".
pub const NO_TYPE: u32 = u32::MAX;

/// The record. Offsets of its parts are constants for the compiler.
#[derive(Debug)]
#[repr(C)]
pub struct Program {
    pub types: *const u8,
    pub code: CodeTable,
    /// The entry function: no parameters, result i32; 0 if the program has none.
    pub entry: usize,
    /// Class of the context object.
    pub context_type: u32,
    /// Array of i8.
    pub bytes_type: u32,
    pub weak_type: u32,
    /// The class whose values may be tagged words.
    pub immediate_type: u32,
}

pub const TYPES: u32 = offset_of!(Program, types) as u32;
pub const CODE: u32 = offset_of!(Program, code) as u32;
pub const ENTRY: u32 = offset_of!(Program, entry) as u32;
pub const CONTEXT_TYPE: u32 = offset_of!(Program, context_type) as u32;
pub const BYTES_TYPE: u32 = offset_of!(Program, bytes_type) as u32;
pub const WEAK_TYPE: u32 = offset_of!(Program, weak_type) as u32;
pub const IMMEDIATE_TYPE: u32 = offset_of!(Program, immediate_type) as u32;

const _: () = assert!(size_of::<Program>() == 72);

// SAFETY: the pointers refer to constant data that lives as long as the program.
unsafe impl Sync for Program {}
