//! Which references are live across each collection point, and a stack slot for each of them.

use kaa_ir::entity::Entity;
use kaa_ir::{Block, Function, Inst, Module, Value};
use rustc_hash::FxHashMap;

use crate::analysis::Collects;

/// The plan for one function.
pub struct Plan {
    /// References that live across each collection point, ascending.
    pub live: FxHashMap<Inst, Vec<Value>>,
    /// Slot of each reference that lives across a collection point.
    slots: Vec<Option<u32>>,
    pub slot_count: u32,
}

impl Plan {
    pub fn new(module: &Module, func: &Function, collects: &Collects) -> Plan {
        let traced: Vec<bool> = func.values.values().map(|v| v.ty.is_traced()).collect();
        let live_in = live_in(func, &traced);
        let mut live = FxHashMap::default();
        for &block in &func.layout {
            let mut now = live_out(func, block, &live_in);
            for &inst in func.blocks[block].insts.iter().rev() {
                let data = &func.insts[inst];
                for &result in &data.results {
                    now.remove(result);
                }
                if collects.at(module, data) {
                    live.insert(inst, now.values());
                }
                uses(func, inst, &traced, |v| now.insert(v));
            }
        }
        let (slots, slot_count) = assign(func.values.len(), &live);
        Plan {
            live,
            slots,
            slot_count,
        }
    }

    /// The value's slot, if it lives across a collection point.
    pub fn slot(&self, value: Value) -> Option<u32> {
        self.slots[value.index()]
    }
}

/// A set of values.
#[derive(Clone, PartialEq)]
struct Set(Vec<u64>);

impl Set {
    fn new(values: usize) -> Set {
        Set(vec![0; values.div_ceil(64)])
    }

    fn insert(&mut self, value: Value) {
        self.0[value.index() / 64] |= 1 << (value.index() % 64);
    }

    fn remove(&mut self, value: Value) {
        self.0[value.index() / 64] &= !(1 << (value.index() % 64));
    }

    fn union(&mut self, other: &Set) {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a |= b;
        }
    }

    fn values(&self) -> Vec<Value> {
        let mut out = Vec::new();
        for (i, &word) in self.0.iter().enumerate() {
            let mut bits = word;
            while bits != 0 {
                out.push(Value::from_index(i * 64 + bits.trailing_zeros() as usize));
                bits &= bits - 1;
            }
        }
        out
    }
}

/// Traced operands of an instruction; arguments of its successors are not among them.
fn uses(func: &Function, inst: Inst, traced: &[bool], mut visit: impl FnMut(Value)) {
    let args = func.insts[inst].args.iter();
    args.filter(|v| traced[v.index()]).for_each(|&v| visit(v));
}

/// Live after the block's last instruction, with the arguments it passes on.
fn live_out(func: &Function, block: Block, live_in: &[Set]) -> Set {
    let mut out = Set::new(func.values.len());
    for target in &func.terminator(block).targets {
        out.union(&live_in[target.block.index()]);
    }
    for target in &func.terminator(block).targets {
        target
            .args
            .iter()
            .filter(|&&v| func.ty(v).is_traced())
            .for_each(|&v| out.insert(v));
    }
    out
}

fn live_in(func: &Function, traced: &[bool]) -> Vec<Set> {
    let mut sets = vec![Set::new(func.values.len()); func.blocks.len()];
    loop {
        let mut changed = false;
        for &block in func.layout.iter().rev() {
            let mut now = live_out(func, block, &sets);
            for &inst in func.blocks[block].insts.iter().rev() {
                for &result in &func.insts[inst].results {
                    now.remove(result);
                }
                uses(func, inst, traced, |v| now.insert(v));
            }
            for &param in &func.blocks[block].params {
                now.remove(param);
            }
            if sets[block.index()] != now {
                sets[block.index()] = now;
                changed = true;
            }
        }
        if !changed {
            return sets;
        }
    }
}

/// Greedy colouring: two values share a slot unless some collection point needs both.
fn assign(values: usize, live: &FxHashMap<Inst, Vec<Value>>) -> (Vec<Option<u32>>, u32) {
    let mut slots = vec![None; values];
    let mut insts: Vec<&Inst> = live.keys().collect();
    insts.sort_unstable();
    let mut points: FxHashMap<Value, Vec<usize>> = FxHashMap::default();
    for (i, inst) in insts.iter().enumerate() {
        for &value in &live[inst] {
            points.entry(value).or_default().push(i);
        }
    }
    let mut order: Vec<Value> = points.keys().copied().collect();
    order.sort_unstable();
    // For each slot, the collection points at which it is taken.
    let mut taken: Vec<Vec<u64>> = Vec::new();
    for value in order {
        let at = &points[&value];
        let free = |s: &Vec<u64>| at.iter().all(|&i| s[i / 64] & (1 << (i % 64)) == 0);
        let slot = taken.iter().position(free).unwrap_or_else(|| {
            taken.push(vec![0; insts.len().div_ceil(64)]);
            taken.len() - 1
        });
        at.iter()
            .for_each(|&i| taken[slot][i / 64] |= 1 << (i % 64));
        slots[value.index()] = Some(slot as u32);
    }
    (slots, taken.len() as u32)
}
