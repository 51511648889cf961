//! Which values are needed later: at the start and the end of each block.

use super::Cfg;
use crate::entity::*;
use crate::function::Function;

/// Set of values, one bit each.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ValueSet {
    words: Vec<u64>,
}

impl ValueSet {
    pub fn new(n_values: usize) -> ValueSet {
        ValueSet {
            words: vec![0; n_values.div_ceil(64)],
        }
    }
    pub fn contains(&self, value: Value) -> bool {
        self.words[value.index() / 64] >> (value.index() % 64) & 1 == 1
    }
    pub fn insert(&mut self, value: Value) {
        self.words[value.index() / 64] |= 1 << (value.index() % 64);
    }
    pub fn remove(&mut self, value: Value) {
        self.words[value.index() / 64] &= !(1 << (value.index() % 64));
    }
    /// Adds all of the other; true if that changed anything.
    pub fn union(&mut self, other: &ValueSet) -> bool {
        let mut changed = false;
        for (word, &more) in self.words.iter_mut().zip(&other.words) {
            changed |= *word | more != *word;
            *word |= more;
        }
        changed
    }
    pub fn iter(&self) -> impl Iterator<Item = Value> + '_ {
        let bits = self.words.iter().enumerate();
        bits.flat_map(|(i, &word)| {
            let set = (0..64).filter(move |bit| word >> bit & 1 == 1);
            set.map(move |bit| Value::from_index(i * 64 + bit))
        })
    }
}

#[derive(Clone, Debug)]
pub struct Liveness {
    live_in: Vec<ValueSet>,
    live_out: Vec<ValueSet>,
}

impl Liveness {
    /// Block parameters are not live into their block; arguments are live out of the jumping one.
    pub fn new(func: &Function, cfg: &Cfg) -> Liveness {
        let empty = ValueSet::new(func.values.len());
        let mut live_in = vec![empty.clone(); func.blocks.len()];
        let mut live_out = vec![empty; func.blocks.len()];
        let mut changed = true;
        while changed {
            changed = false;
            for &block in cfg.order.iter().rev() {
                let mut live = live_out[block.index()].clone();
                for succ in func.successors(block) {
                    live.union(&live_in[succ.index()]);
                }
                changed |= live_out[block.index()].union(&live);
                for &inst in func.blocks[block].insts.iter().rev() {
                    step_back(func, inst, &mut live);
                }
                for &param in &func.blocks[block].params {
                    live.remove(param);
                }
                changed |= live_in[block.index()].union(&live);
            }
        }
        Liveness { live_in, live_out }
    }

    pub fn live_in(&self, block: Block) -> &ValueSet {
        &self.live_in[block.index()]
    }
    /// Needed by a successor, arguments to it not counted.
    pub fn live_out(&self, block: Block) -> &ValueSet {
        &self.live_out[block.index()]
    }

    /// Calls back with each instruction from the last to the first, and the values needed after it.
    pub fn walk_back(&self, func: &Function, block: Block, mut visit: impl FnMut(Inst, &ValueSet)) {
        let mut live = self.live_out(block).clone();
        for &inst in func.blocks[block].insts.iter().rev() {
            let targets = &func.insts[inst].targets;
            for &arg in targets.iter().flat_map(|t| &t.args) {
                live.insert(arg);
            }
            visit(inst, &live);
            step_back(func, inst, &mut live);
        }
    }
}

/// What is live before an instruction, from what is live after it.
fn step_back(func: &Function, inst: Inst, live: &mut ValueSet) {
    let data = &func.insts[inst];
    for &result in &data.results {
        live.remove(result);
    }
    let passed = data.targets.iter().flat_map(|t| &t.args);
    for &value in data.args.iter().chain(passed) {
        live.insert(value);
    }
}
