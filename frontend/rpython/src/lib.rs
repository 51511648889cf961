//! RPython source to IR.
//!
//! Reading order: [`source`] (module graph), [`compile`] (the whole way), [`program`] (what is known of a program), `names` (scopes), [`types`],
//! [`consteval`], [`tree`] (the typed tree), `check` (AST to typed tree), `derive` (gateways and start-up), `lower`
//! (typed tree to IR), [`diagnostics`]. The manual is `docs/rpython.md`.
#![forbid(unsafe_code)]

mod check;
pub mod compile;
pub mod consteval;
mod derive;
pub mod diagnostics;
mod lower;
mod names;
pub mod program;
pub mod source;
pub mod tree;
pub mod types;

pub use compile::{Compiled, Options, compile};
