//! Which slot values are live at block boundaries. Values in trees count through their leaves.

use kaa_ir::entity::Entity;
use kaa_ir::{Block, Function, Inst, Module, Value};

use crate::bitset::ValueSet;
use crate::trees::{Trees, edge_args};

#[derive(Debug)]
pub struct Liveness {
    /// By block: live at its entry, without its own parameters.
    pub live_in: Vec<ValueSet>,
    /// By block: live after its terminator's operands and edge arguments were read.
    pub live_out: Vec<ValueSet>,
}

/// Slot values that an instruction reads when it is emitted as a root, its edges' arguments included.
pub fn root_uses(module: &Module, func: &Function, trees: &Trees, inst: Inst) -> Vec<Value> {
    let mut uses = Vec::new();
    let mut leaf = |value: Value| uses.push(value);
    for &arg in &func.insts[inst].args {
        trees.leaves(func, arg, &mut leaf);
    }
    for arg in edge_args(module, func, inst, &trees.wanted) {
        trees.leaves(func, arg, &mut leaf);
    }
    uses
}

pub fn compute(module: &Module, func: &Function, order: &[Block], trees: &Trees) -> Liveness {
    let n_values = func.values.len();
    let empty = vec![ValueSet::new(n_values); func.blocks.len()];
    let mut live = Liveness {
        live_in: empty.clone(),
        live_out: empty,
    };
    let mut changed = true;
    while changed {
        changed = false;
        for &block in order.iter().rev() {
            let mut at = ValueSet::new(n_values);
            for next in func.successors(block) {
                at.union_with(&live.live_in[next.index()]);
            }
            live.live_out[block.index()].union_with(&at);
            for &root in trees.roots[block.index()].iter().rev() {
                for &result in &func.insts[root].results {
                    at.remove(result);
                }
                for value in root_uses(module, func, trees, root) {
                    at.insert(value);
                }
            }
            for &param in &func.blocks[block].params {
                at.remove(param);
            }
            changed |= live.live_in[block.index()].union_with(&at);
        }
    }
    live
}
