//! Native runtime: the entry of compiled programs and the C symbols that they call.
//!
//! Reading order: `start` (heap, stack and context of a program), `stubs` (assembly between
//! compiled code and Rust), `services` (allocation, collector), `arrays`, `traps`, `externs`
//! (host primitives, generated from their table), `crash` (reports of memory faults).

mod arrays;
mod crash;
mod externs;
mod services;
mod start;
mod stubs;
mod traps;

pub use kaa_abi::Program;
pub use start::{kaa_start, run};
