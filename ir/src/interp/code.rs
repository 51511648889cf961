//! The compact form that runs: one fixed-size row an instruction, registers instead of values.

use rustc_hash::FxHashMap;

use crate::function::Loc;
use crate::op::Op;
use crate::types::Type;

/// A decoded instruction. What `x` and `imm` mean depends on the op: entity, offset, place in a side table.
#[derive(Clone, Copy)]
pub(super) struct Ins {
    pub op: Op,
    pub width: Width,
    /// Register of the (first) result.
    pub dst: u32,
    /// Registers of the first operands.
    pub a: u32,
    pub b: u32,
    pub c: u32,
    pub x: u32,
    pub imm: i64,
}

/// What the operands are, where the op alone does not tell: the integer's width, or how a field is stored.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    Bool,
    I8,
    I16,
    I32,
    F32,
    Whole,
}

/// A way to a block: the registers to copy, all at once.
#[derive(Clone, Default)]
pub(super) struct Edge {
    pub pc: u32,
    /// Source and destination.
    pub moves: Vec<(u32, u32)>,
    /// Takes the result or the exception of a `try_` call.
    pub implicit: Option<u32>,
    /// A destination is a later source.
    pub overlaps: bool,
}

#[derive(Default)]
pub(super) struct Code {
    pub n_params: u32,
    /// Registers of the parameters, in order.
    pub params: Vec<u32>,
    /// Registers below hold references; the collector looks at these.
    pub n_refs: u32,
    pub n_regs: u32,
    pub ins: Vec<Ins>,
    pub locs: Vec<Loc>,
    /// Operands of calls and of ops with more than three: from `b`, `c` of them.
    pub pool: Vec<u32>,
    pub edges: Vec<Edge>,
    /// Number of the edge, by case; the default edge is the row's `b`.
    pub switches: Vec<FxHashMap<i32, u32>>,
    pub types: Vec<Type>,
}
