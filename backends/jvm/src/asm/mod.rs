//! An assembler for JVM class files: interned constants, labels with branch relaxation, stack depth, StackMapTable.
//!
//! `ristretto_classfile` holds the pool, the members and the outer structure; the Code attribute is ours, because that crate
//! computes no frames and a wrong stack depth, and is handed over as raw bytes.
//!
//! Reading order: [`types`] (verification types and descriptors), [`opcode`], [`pool`], [`code`] (emission with type tracking),
//! [`layout`] (offsets, relaxation), [`frames`] (StackMapTable), [`class`], [`dump`] (text form).

pub mod class;
pub mod code;
pub mod dump;
pub mod frames;
pub mod layout;
pub mod opcode;
pub mod pool;
pub mod types;

pub use class::{Access, ClassBuilder};
pub use code::{Code, Label};
pub use opcode::op;
pub use pool::Pool;
pub use types::{Frame, VType};
