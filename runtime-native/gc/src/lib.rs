//! The native garbage collector: bump nursery of 32 KiB blocks, copying minor collections that
//! promote every survivor, a mark-region old space (blocks of 128-byte lines), page-granular
//! large objects, one object-remembering barrier, precise roots.
//!
//! Reading order: `space` (memory and its side tables), `heap` (allocation and policy),
//! `object` (reading an object through its descriptor), `roots`, `barrier`, `minor`, `old`,
//! `major`, `large`, then `weak`, `finalize`, `identity`, `verify`, `config`, `stats`.
//!
//! A reference is a machine word: 0 is null, an odd word is a tagged integer, anything outside
//! the heap's address range is prebuilt data; only the rest is traced.

mod barrier;
pub mod config;
mod finalize;
mod heap;
mod identity;
mod large;
mod major;
mod minor;
mod nursery;
mod object;
mod old;
mod roots;
mod space;
pub mod stats;
mod verify;
mod weak;

pub use config::Config;
pub use heap::Heap;
pub use object::{header_of, set_header};
pub use roots::{Handle, Scope};
pub use space::BLOCK;
pub use stats::Stats;
pub use verify::Fault;
