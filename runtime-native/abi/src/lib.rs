//! Layouts shared by compiled code, collector and runtime. No behaviour beyond reading a layout.
//!
//! Reading order: `header` (the 8 bytes before every object), `types` (descriptors, found through
//! the header), `array`, `immediate` (tagged small integers), `context` (the per-interpreter
//! block that compiled code keeps in a fixed register), `stackmap` (where a frame keeps its
//! references), `program` (what a compiled program tells the runtime), `symbols` (linker names).
//!
//! All sizes and offsets are in bytes unless a name says otherwise; the layout is for 64-bit
//! little-endian machines.

pub mod array;
pub mod context;
pub mod header;
pub mod immediate;
pub mod program;
pub mod stackmap;
pub mod symbols;
pub mod types;

pub use context::VmContext;
pub use header::Header;
pub use program::Program;
pub use types::{Kind, TypeInfo};

#[cfg(not(all(target_pointer_width = "64", target_endian = "little")))]
compile_error!("the native runtime supports 64-bit little-endian machines only");

/// Every object starts on a multiple of this.
pub const ALIGN: usize = 8;

/// Smallest object: room for the header and one word.
pub const MIN_OBJECT: usize = 16;

/// Objects above this size live in the large-object space and are never allocated inline.
pub const LARGE: usize = 8 << 10;

/// Rounds an object size up to what the allocator uses.
pub const fn object_size(bytes: usize) -> usize {
    let rounded = (bytes + ALIGN - 1) & !(ALIGN - 1);
    if rounded < MIN_OBJECT {
        MIN_OBJECT
    } else {
        rounded
    }
}
