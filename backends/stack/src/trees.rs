//! Which instructions are rebuilt on the stack at their use, which stand alone, which are dropped.
//!
//! An instruction moves from its place to its one use when everything that it moves across commutes with it. Inside a tree
//! operands are evaluated left to right, so the walk goes backwards: root by root, operands from the last to the first.

use kaa_ir::entity::Entity;
use kaa_ir::function::ValueDef;
use kaa_ir::op::Effects;
use kaa_ir::{Block, Function, Inst, Module, Op, Value};

use crate::bitset::ValueSet;
use crate::{Target, implicit_params};

/// Deeper trees are cut: backends emit them recursively.
const MAX_DEPTH: u32 = 48;
/// How far an instruction with effects may move, so that scheduling stays linear.
const MAX_DISTANCE: usize = 64;

#[derive(Debug)]
pub struct Trees {
    /// By block.
    pub roots: Vec<Vec<Inst>>,
    /// Values that somebody needs.
    pub wanted: ValueSet,
    in_tree: ValueSet,
}

impl Trees {
    pub fn is_tree(&self, value: Value) -> bool {
        self.in_tree.contains(value)
    }

    /// Calls `leaf` for each value that must be in a slot when `value` is pushed.
    pub fn leaves(&self, func: &Function, value: Value, leaf: &mut dyn FnMut(Value)) {
        if !self.is_tree(value) {
            return leaf(value);
        }
        let ValueDef::Result(inst, index) = func.values[value].def else {
            panic!("{}: block parameter {value} in a tree", func.name);
        };
        for &arg in &func.insts[inst].args {
            self.leaves(func, arg, leaf);
        }
        if index == 1 {
            leaf(func.insts[inst].results[0]);
        }
    }

    /// Both results of an overflow op are wanted: its operands are read again for the flag.
    pub fn is_flagged(&self, func: &Function, inst: Inst) -> bool {
        let data = &func.insts[inst];
        data.results.len() == 2 && self.wanted.contains(data.results[1])
    }
}

pub fn build(module: &Module, func: &Function, order: &[Block], target: &dyn Target) -> Trees {
    let wanted = wanted_values(module, func, order);
    let uses = count_uses(module, func, order, &wanted);
    let n_values = func.values.len();
    let mut trees = Trees {
        roots: vec![Vec::new(); func.blocks.len()],
        wanted,
        in_tree: ValueSet::new(n_values),
    };
    for inst in order.iter().flat_map(|&b| &func.blocks[b].insts) {
        let data = &func.insts[*inst];
        if target.is_cheap(data.op) {
            trees.in_tree.insert(data.results[0]);
        }
    }
    for &block in order {
        let mut walk = BlockWalk::new(module, func, block, &uses, &mut trees);
        walk.run();
    }
    trees
}

/// An instruction without an effect that is kept only for its results.
fn is_droppable(func: &Function, inst: Inst) -> bool {
    let info = func.insts[inst].op.info();
    let silent = matches!(
        info.effects,
        Effects::Pure | Effects::ReadField | Effects::ReadArray | Effects::Alloc
    );
    silent && info.traps.is_empty() && !info.terminator
}

/// Backward closure from the instructions that must stay.
fn wanted_values(module: &Module, func: &Function, order: &[Block]) -> ValueSet {
    let mut incoming: Vec<Vec<(Inst, usize)>> = vec![Vec::new(); func.blocks.len()];
    let mut work: Vec<Value> = Vec::new();
    for &block in order {
        for &inst in &func.blocks[block].insts {
            let data = &func.insts[inst];
            if !is_droppable(func, inst) {
                work.extend(&data.args);
            }
            for (index, edge) in data.targets.iter().enumerate() {
                incoming[edge.block.index()].push((inst, index));
            }
        }
    }
    let mut wanted = ValueSet::new(func.values.len());
    while let Some(value) = work.pop() {
        if !wanted.insert(value) {
            continue;
        }
        match func.values[value].def {
            ValueDef::Result(inst, index) => {
                work.extend(&func.insts[inst].args);
                // An overflow flag is computed from the result.
                work.extend(func.insts[inst].results.iter().take(index as usize));
            }
            ValueDef::Param(block, index) => {
                for &(term, target) in &incoming[block.index()] {
                    let implicit = implicit_params(module, func, term, target);
                    if let Some(at) = (index as usize).checked_sub(implicit) {
                        work.push(func.insts[term].targets[target].args[at]);
                    }
                }
            }
        }
    }
    wanted
}

/// Uses by instructions and edges that are kept.
fn count_uses(module: &Module, func: &Function, order: &[Block], wanted: &ValueSet) -> Vec<u32> {
    let mut uses = vec![0; func.values.len()];
    for &block in order {
        for &inst in &func.blocks[block].insts {
            let data = &func.insts[inst];
            if is_droppable(func, inst) && !data.results.iter().any(|&r| wanted.contains(r)) {
                continue;
            }
            for arg in &data.args {
                uses[arg.index()] += 1;
            }
            for arg in edge_args(module, func, inst, wanted) {
                uses[arg.index()] += 1;
            }
        }
    }
    uses
}

/// Arguments that a terminator passes to parameters that are wanted, in order of evaluation.
pub fn edge_args(module: &Module, func: &Function, term: Inst, wanted: &ValueSet) -> Vec<Value> {
    let mut args = Vec::new();
    for (target, edge) in func.insts[term].targets.iter().enumerate() {
        let implicit = implicit_params(module, func, term, target);
        let params = &func.blocks[edge.block].params[implicit..];
        let pairs = edge.args.iter().zip(params);
        args.extend(pairs.filter(|(_, p)| wanted.contains(**p)).map(|(&a, _)| a));
    }
    args
}

struct BlockWalk<'a> {
    module: &'a Module,
    func: &'a Function,
    uses: &'a [u32],
    trees: &'a mut Trees,
    block: Block,
    /// By instruction of the block: already part of a tree.
    taken: Vec<bool>,
    /// Members of the tree being built, as positions in the block.
    members: Vec<usize>,
}

impl<'a> BlockWalk<'a> {
    fn new(
        module: &'a Module,
        func: &'a Function,
        block: Block,
        uses: &'a [u32],
        trees: &'a mut Trees,
    ) -> Self {
        let n_insts = func.blocks[block].insts.len();
        BlockWalk {
            module,
            func,
            uses,
            trees,
            block,
            taken: vec![false; n_insts],
            members: Vec::new(),
        }
    }

    fn inst(&self, at: usize) -> Inst {
        self.func.blocks[self.block].insts[at]
    }

    fn run(&mut self) {
        let mut roots = Vec::new();
        for at in (0..self.taken.len()).rev() {
            if self.taken[at] || self.is_dropped(at) {
                continue;
            }
            self.members.clear();
            self.members.push(at);
            self.root_edges(at);
            self.operands(at, at, 0);
            roots.push(self.inst(at));
        }
        roots.reverse();
        self.trees.roots[self.block.index()] = roots;
    }

    fn is_dropped(&self, at: usize) -> bool {
        let results = &self.func.insts[self.inst(at)].results;
        let unwanted = || !results.iter().any(|&r| self.trees.wanted.contains(r));
        let cheap = || results.len() == 1 && self.trees.is_tree(results[0]);
        cheap() || is_droppable(self.func, self.inst(at)) && unwanted()
    }

    /// Arguments of a terminator's edges. A single unconditional edge is like operands; what goes to one of several edges
    /// is evaluated after the terminator's own work and perhaps not at all, so only silent instructions move there.
    fn root_edges(&mut self, root: usize) {
        let term = self.inst(root);
        let args = edge_args(self.module, self.func, term, &self.trees.wanted);
        let unconditional = self.func.insts[term].op == Op::Jump;
        for &arg in args.iter().rev() {
            self.operand(arg, root, 0, !unconditional);
        }
    }

    fn operands(&mut self, at: usize, root: usize, depth: u32) {
        let inst = self.inst(at);
        if self.trees.is_flagged(self.func, inst) {
            return;
        }
        let data = &self.func.insts[inst];
        for index in (0..data.args.len()).rev() {
            let conditional = data.op == Op::Select && index > 0;
            self.operand(data.args[index], root, depth, conditional);
        }
    }

    fn operand(&mut self, value: Value, root: usize, depth: u32, conditional: bool) {
        let Some(at) = self.movable(value, root, depth, conditional) else {
            return;
        };
        self.trees.in_tree.insert(value);
        if self.is_flag(value) {
            return;
        }
        self.taken[at] = true;
        self.members.push(at);
        if conditional {
            self.conditional_operands(at, root, depth + 1);
        } else {
            self.operands(at, root, depth + 1);
        }
    }

    fn conditional_operands(&mut self, at: usize, root: usize, depth: u32) {
        let inst = self.inst(at);
        if !self.trees.is_flagged(self.func, inst) {
            let args = &self.func.insts[inst].args;
            for index in (0..args.len()).rev() {
                self.operand(args[index], root, depth, true);
            }
        }
    }

    fn is_flag(&self, value: Value) -> bool {
        matches!(self.func.values[value].def, ValueDef::Result(_, 1))
    }

    /// Position of the instruction, if it can be evaluated where `root` is, before all members of the tree so far.
    fn movable(&self, value: Value, root: usize, depth: u32, conditional: bool) -> Option<usize> {
        let ValueDef::Result(inst, index) = self.func.values[value].def else {
            return None;
        };
        if self.uses[value.index()] != 1 || self.trees.is_tree(value) || depth >= MAX_DEPTH {
            return None;
        }
        let insts = &self.func.blocks[self.block].insts;
        let at = insts[..root].iter().rposition(|&i| i == inst)?;
        if index == 1 {
            return Some(at);
        }
        if self.trees.is_flagged(self.func, inst) || self.taken[at] {
            return None;
        }
        let effect = Effect::of(self.func.insts[inst].op);
        if effect.is_silent() {
            return Some(at);
        }
        if conditional || root - at > MAX_DISTANCE {
            return None;
        }
        let crossed = (at + 1..root).filter(|x| !self.members.contains(x) && !self.is_dropped(*x));
        let passed_by = self.members.iter().copied().filter(|&x| x < at);
        crossed
            .chain(passed_by)
            .all(|x| effect.commutes(Effect::of(self.func.insts[self.inst(x)].op)))
            .then_some(at)
    }
}

/// What matters for the order of two instructions.
#[derive(Clone, Copy)]
struct Effect {
    effects: Effects,
    traps: bool,
}

impl Effect {
    fn of(op: Op) -> Effect {
        let info = op.info();
        Effect {
            effects: info.effects,
            traps: !info.traps.is_empty(),
        }
    }
    /// Commutes with everything.
    fn is_silent(self) -> bool {
        matches!(self.effects, Effects::Pure | Effects::Alloc) && !self.traps
    }
    fn is_visible(self) -> bool {
        matches!(
            self.effects,
            Effects::WriteField | Effects::WriteArray | Effects::Call | Effects::State
        )
    }
    fn commutes(self, other: Effect) -> bool {
        use Effects::*;
        let ordered = |a: Effect, b: Effect| match (a.effects, b.effects) {
            (Call, _) => !b.is_silent(),
            (ReadField, WriteField) | (ReadArray, WriteArray) | (State, State) => true,
            (WriteField, WriteField) | (WriteArray, WriteArray) => true,
            _ => a.traps && (b.traps || b.is_visible()),
        };
        !ordered(self, other) && !ordered(other, self)
    }
}
