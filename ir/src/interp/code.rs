//! The compact form that runs: one fixed-size row an instruction, registers instead of values.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::analysis::{Cfg, Liveness};
use crate::entity::*;
use crate::function::{Function, Loc};
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
    /// Where each row comes from, and the register of each value: what the collector needs.
    pub places: Vec<(Block, Inst)>,
    pub regs: Vec<u32>,
    pub liveness: OnceCell<Liveness>,
    pub roots: RefCell<FxHashMap<usize, Rc<[u32]>>>,
}

impl Code {
    /// Registers with references that are needed while or after the instruction runs. Precise, as natively: what an object's
    /// death shows must not depend on where its last use was inlined to.
    pub(super) fn live_refs(&self, func: &Function, at: usize) -> Rc<[u32]> {
        let mut roots = self.roots.borrow_mut();
        let found = roots.entry(at).or_insert_with(|| {
            let liveness = self
                .liveness
                .get_or_init(|| Liveness::new(func, &Cfg::new(func)));
            let (block, inst) = self.places[at];
            let mut regs = Vec::new();
            liveness.walk_back(func, block, |walked, live| {
                if walked == inst {
                    let args = func.insts[inst].args.iter().copied();
                    let needed = live.iter().chain(args);
                    let traced = needed.filter(|&v| func.ty(v).is_traced());
                    let results = &func.insts[inst].results;
                    let before = traced.filter(|v| !results.contains(v));
                    regs.extend(before.map(|v| self.regs[v.index()]));
                }
            });
            regs.into()
        });
        found.clone()
    }
}
