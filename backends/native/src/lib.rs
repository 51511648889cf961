//! IR to native objects with Cranelift.
//!
//! Reading order: `target` (the machine), `layout` (where classes keep fields and methods),
//! `analysis` (which functions collect, which slots have one implementation), `safepoint` (live
//! references at each collection point), `cache` (code of earlier compilations), `lower` (one function to CLIF; one file a group of
//! ops), `descriptors`, `image` and `tables` (the object's data), `compile` (the driver), `link`.
//!
//! Calling convention: System V with the context in the pinned register, so that it costs no
//! argument. References live across a collection point are stored in a stack slot before it and
//! read back after it; on paths that allocate inline only the slow path does so.

mod analysis;
mod cache;
mod compile;
mod descriptors;
mod image;
mod layout;
pub mod link;
mod lower;
mod safepoint;
mod tables;
mod target;

pub use cache::Counts;
pub use compile::{Error, Options, clif, compile, compile_counted};
