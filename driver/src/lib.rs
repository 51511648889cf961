//! The pipelines, each a function from bytes to bytes, shared by the build script and the two commands.
//!
//! `pipeline` (RPython to IR to the three targets), `package` (what a program carries on each), `library` (the standard
//! library as one archive of code objects), `payload` (a program appended to an executable).
#![forbid(unsafe_code)]

pub mod library;
pub mod package;
pub mod payload;
pub mod pipeline;
