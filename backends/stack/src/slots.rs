//! Slots for the values that are in none of the trees: greedy colouring in reverse postorder, which visits every definition
//! before its uses. A block parameter prefers the slot of an argument, and the other way round, so that copies vanish.

use kaa_ir::entity::Entity;
use kaa_ir::{Block, Function, Module, Value};
use rustc_hash::FxHashMap;

use crate::liveness::{Liveness, root_uses};
use crate::trees::Trees;
use crate::{Slot, Target, implicit_params};

#[derive(Debug)]
pub struct Colours {
    pub kinds: Vec<u32>,
    /// By block, as [`crate::Schedule::live_at_entry`].
    pub entry: Vec<Vec<(Slot, Value)>>,
    slots: Vec<Option<Slot>>,
}

impl Colours {
    pub fn slot(&self, value: Value) -> Option<Slot> {
        self.slots[value.index()]
    }
}

pub fn assign(
    module: &Module,
    func: &Function,
    order: &[Block],
    trees: &Trees,
    live: &Liveness,
    target: &dyn Target,
) -> Colours {
    let mut painter = Painter {
        module,
        func,
        trees,
        live,
        target,
        friends: friends(module, func, order),
        busy: Vec::new(),
        out: Colours {
            kinds: Vec::new(),
            entry: vec![Vec::new(); func.blocks.len()],
            slots: vec![None; func.values.len()],
        },
    };
    for &param in &func.blocks[func.entry()].params {
        let kind = target.kind(func.ty(param));
        let slot = painter.add_slot(kind);
        painter.out.slots[param.index()] = Some(slot);
    }
    for &block in order {
        painter.block(block);
    }
    painter.out
}

/// For each value the values it is copied to or from on an edge.
fn friends(module: &Module, func: &Function, order: &[Block]) -> FxHashMap<Value, Vec<Value>> {
    let mut friends: FxHashMap<Value, Vec<Value>> = FxHashMap::default();
    for &block in order {
        let term = *func.blocks[block].insts.last().expect("terminator");
        for (target, edge) in func.insts[term].targets.iter().enumerate() {
            let implicit = implicit_params(module, func, term, target);
            let params = &func.blocks[edge.block].params[implicit..];
            for (&arg, &param) in edge.args.iter().zip(params) {
                friends.entry(arg).or_default().push(param);
                friends.entry(param).or_default().push(arg);
            }
        }
    }
    friends
}

struct Painter<'a> {
    module: &'a Module,
    func: &'a Function,
    trees: &'a Trees,
    live: &'a Liveness,
    target: &'a dyn Target,
    friends: FxHashMap<Value, Vec<Value>>,
    /// By slot: holds a live value at the point of the walk.
    busy: Vec<bool>,
    out: Colours,
}

impl Painter<'_> {
    fn add_slot(&mut self, kind: u32) -> Slot {
        self.out.kinds.push(kind);
        self.busy.push(false);
        Slot(self.out.kinds.len() as u32 - 1)
    }

    fn set_busy(&mut self, value: Value, busy: bool) {
        if let Some(slot) = self.out.slots[value.index()] {
            self.busy[slot.0 as usize] = busy;
        }
    }

    fn define(&mut self, value: Value) {
        if self.trees.is_tree(value) || !self.trees.wanted.contains(value) {
            return;
        }
        let kind = self.target.kind(self.func.ty(value));
        let free =
            |slot: &Slot| self.out.kinds[slot.0 as usize] == kind && !self.busy[slot.0 as usize];
        let friends = self.friends.get(&value).into_iter().flatten();
        let preferred = friends
            .filter_map(|f| self.out.slots[f.index()])
            .find(|s| free(s));
        let lowest = || (0..self.out.kinds.len() as u32).map(Slot).find(|s| free(s));
        let slot = preferred
            .or_else(lowest)
            .unwrap_or_else(|| self.add_slot(kind));
        self.out.slots[value.index()] = Some(slot);
        self.busy[slot.0 as usize] = true;
    }

    fn block(&mut self, block: Block) {
        self.busy.fill(false);
        let live_in: Vec<Value> = self.live.live_in[block.index()].iter().collect();
        for &value in &live_in {
            self.set_busy(value, true);
        }
        let params = &self.func.blocks[block].params;
        if block == self.func.entry() {
            params.iter().for_each(|&p| self.set_busy(p, true));
        } else {
            params.iter().for_each(|&p| self.define(p));
        }
        let at_entry = live_in.iter().chain(params);
        let mut entry: Vec<(Slot, Value)> = at_entry
            .filter_map(|&v| Some((self.out.slot(v)?, v)))
            .collect();
        entry.sort();
        self.out.entry[block.index()] = entry;
        self.body(block);
    }

    fn body(&mut self, block: Block) {
        let roots = &self.trees.roots[block.index()];
        let uses: Vec<Vec<Value>> = roots
            .iter()
            .map(|&root| root_uses(self.module, self.func, self.trees, root))
            .collect();
        let mut last_use: FxHashMap<Value, usize> = FxHashMap::default();
        for (at, values) in uses.iter().enumerate() {
            last_use.extend(values.iter().map(|&v| (v, at)));
        }
        // A parameter that nobody reads here or later gives its slot back at once.
        for &param in &self.func.blocks[block].params {
            if !last_use.contains_key(&param) && !self.is_live_out(block, param) {
                self.set_busy(param, false);
            }
        }
        for (at, &root) in roots.iter().enumerate() {
            let dying = uses[at].iter().copied();
            let dying: Vec<Value> = dying
                .filter(|v| last_use[v] == at && !self.is_live_out(block, *v))
                .collect();
            // The flag of an overflow op is computed from the operands after the result was stored.
            let flagged = self.trees.is_flagged(self.func, root);
            if !flagged {
                dying.iter().for_each(|&v| self.set_busy(v, false));
            }
            for &result in &self.func.insts[root].results {
                self.define(result);
                if !last_use.contains_key(&result) && !self.is_live_out(block, result) && !flagged {
                    self.set_busy(result, false);
                }
            }
            if flagged {
                dying.iter().for_each(|&v| self.set_busy(v, false));
            }
        }
    }

    fn is_live_out(&self, block: Block, value: Value) -> bool {
        self.live.live_out[block.index()].contains(value)
    }
}
