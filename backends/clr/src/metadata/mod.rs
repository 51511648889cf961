//! ECMA-335 metadata: what an assembly declares, and the bytes that say it.
//!
//! An [`Assembly`] is filled through handles (never row numbers); [`image`] assigns rows, builds
//! the heaps and tables and hands the result to [`crate::pe`].
//!
//! Reading order: [`signature`] (types), [`assembly`] (declarations), `names` (reading them), [`heaps`], [`tables`],
//! [`image`].

pub mod assembly;
pub mod heaps;
pub mod image;
mod names;
pub mod signature;
pub mod tables;

pub use assembly::{
    Assembly, AssemblyRef, FieldDef, FieldHandle, MethodCode, MethodDef, MethodHandle, TypeDef,
    TypeHandle, flags,
};
pub use signature::{MethodSig, Type};
