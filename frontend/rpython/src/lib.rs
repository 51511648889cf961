//! RPython source to IR.
//!
//! Reading order: [`source`] (module graph), [`compile`] (the whole way), [`program`] (what is known of a program), `names` (scopes), [`types`],
//! [`consteval`], [`tree`] (the typed tree), `check` (AST to typed tree), `derive` (gateways and start-up), `lower`
//! (typed tree to IR), [`diagnostics`]; [`interface`] and [`verdict`] (what need not be checked again). The manual is `docs/rpython.md`.
#![forbid(unsafe_code)]

mod check;
pub mod compile;
pub mod consteval;
mod derive;
pub mod diagnostics;
pub mod interface;
mod lower;
mod names;
pub mod program;
mod show;
pub mod source;
pub mod tree;
pub mod types;
pub mod verdict;

pub use compile::{Checked, Compiled, Options, check, compile, types};
