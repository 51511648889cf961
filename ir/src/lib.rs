//! The shared typed SSA IR of Kaa. It knows no target and no source language.
//!
//! Reading order: [`types`] (value types and storage), [`module`] (classes, functions, data), [`function`] (blocks and
//! instructions), [`op`] (derived from `ops.toml`), [`builder`] (writing functions), then text, verifier, passes, interpreter.
#![forbid(unsafe_code)]

pub mod analysis;
pub mod builder;
pub mod entity;
pub mod filetest;
pub mod function;
pub mod interp;
pub mod module;
pub mod op;
pub mod passes;
pub mod text;
pub mod types;
pub mod typing;
pub mod verify;

pub use builder::FunctionBuilder;
pub use entity::{
    ArrayId, Block, ClassConstId, ClassId, DataId, EntityMap, ExternId, FieldId, FrozenId, FuncId,
    Inst, SigId, SlotId, Value,
};
pub use function::{BlockCall, Function, Imm, InstData, Loc};
pub use module::Module;
pub use op::Op;
pub use types::{Storage, Type};
