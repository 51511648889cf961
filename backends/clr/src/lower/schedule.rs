//! Where each SSA value lives: on the operand stack, in a slot, or nowhere because it is cheaper to
//! make again. Stacks are empty at block edges.
//!
//! A value with one use in its own block is left on the stack when that keeps the order of effects:
//! its instruction is then emitted where the value is used. Instructions without effects may move
//! down freely; the others only if nothing with an effect is emitted between.

use kaa_ir::entity::Entity;
use kaa_ir::function::{InstData, ValueDef};
use kaa_ir::op::Effects;
use kaa_ir::{Function, Inst, Op, Value};

/// How a value is obtained where it is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// In a local variable.
    Slot,
    /// Emitted at its only use.
    Folded(Inst),
    /// Emitted again at every use.
    Again(Inst),
    /// Never used.
    Unused,
}

/// The longest chain of folded instructions, which bounds recursion and stack depth.
const MAX_DEPTH: usize = 48;

/// The plan of one function.
pub struct Schedule {
    places: Vec<Place>,
    /// Instructions that are emitted at their use, or never.
    deferred: Vec<bool>,
}

impl Schedule {
    pub fn new(func: &Function) -> Schedule {
        let mut uses = vec![0u32; func.values.len()];
        for &block in &func.layout {
            for &inst in &func.blocks[block].insts {
                let data = &func.insts[inst];
                let edges = data.targets.iter().flat_map(|target| &target.args);
                for &value in data.args.iter().chain(edges) {
                    uses[value.index()] += 1;
                }
            }
        }
        let mut schedule = Schedule {
            places: vec![Place::Slot; func.values.len()],
            deferred: vec![false; func.insts.len()],
        };
        for (value, &count) in uses.iter().enumerate() {
            if count == 0 {
                schedule.places[value] = Place::Unused;
            }
        }
        let mut position = vec![(u32::MAX, 0); func.insts.len()];
        for &block in &func.layout {
            for (index, inst) in func.blocks[block].insts.iter().enumerate() {
                position[inst.index()] = (block.0, index);
            }
        }
        for &block in &func.layout {
            let (schedule, position) = (&mut schedule, &position[..]);
            Folder {
                func,
                uses: &uses,
                position,
                schedule,
                cursor: 0,
            }
            .block(block);
        }
        schedule
    }

    pub fn place(&self, value: Value) -> Place {
        self.places[value.index()]
    }

    pub fn is_deferred(&self, inst: Inst) -> bool {
        self.deferred[inst.index()]
    }
}

/// Whether the instruction may be emitted anywhere below its place: it only computes.
fn is_free(data: &InstData) -> bool {
    let info = data.op.info();
    info.effects == Effects::Pure && info.traps.is_empty() && data.results.len() == 1
}

/// Constants that one or two instructions make.
fn is_constant(data: &InstData) -> bool {
    matches!(
        data.op,
        Op::Iconst | Op::Fconst | Op::Null | Op::ClassRef | Op::Ctx
    )
}

/// Whether lowering wants its operands in slots because it names them more than once.
fn names_operands_twice(op: Op) -> bool {
    matches!(op, Op::AddOvf | Op::SubOvf | Op::MulOvf | Op::Select)
}

struct Folder<'a> {
    func: &'a Function,
    uses: &'a [u32],
    /// Each instruction's block and index in it.
    position: &'a [(u32, usize)],
    schedule: &'a mut Schedule,
    /// Index in the block below which instructions are still free to be folded into the tree that
    /// is being built.
    cursor: usize,
}

impl Folder<'_> {
    fn block(&mut self, block: kaa_ir::Block) {
        let insts = &self.func.blocks[block].insts;
        for &inst in insts {
            self.settle(inst);
        }
        for index in (0..insts.len()).rev() {
            let inst = insts[index];
            if !self.schedule.is_deferred(inst) {
                self.cursor = index;
                self.tree(block, inst, 0);
            }
        }
    }

    /// Defers what is never emitted in its place: constants and unused computations.
    fn settle(&mut self, inst: Inst) {
        let data = &self.func.insts[inst];
        let [result] = data.results[..] else { return };
        let place = &mut self.schedule.places[result.index()];
        if is_constant(data) {
            *place = Place::Again(inst);
            self.schedule.deferred[inst.index()] = true;
        } else if *place == Place::Unused && is_free(data) {
            self.schedule.deferred[inst.index()] = true;
        }
    }

    fn tree(&mut self, block: kaa_ir::Block, inst: Inst, depth: usize) {
        let data = &self.func.insts[inst];
        if depth == MAX_DEPTH || names_operands_twice(data.op) {
            return;
        }
        // Block arguments are pushed after the operands, so they come first in reverse. Only a
        // jump pushes them right there; branches push them after their test.
        if data.op == Op::Jump {
            let target = &data.targets[0];
            let params = &self.func.blocks[target.block].params;
            for (&arg, &param) in target.args.iter().zip(params).rev() {
                // An argument that nothing reads is not pushed, but its effects are wanted.
                if self.uses[param.index()] > 0 {
                    self.operand(block, arg, depth);
                }
            }
        }
        for &value in data.args.iter().rev() {
            self.operand(block, value, depth);
        }
    }

    fn operand(&mut self, block: kaa_ir::Block, value: Value, depth: usize) {
        let ValueDef::Result(inst, _) = self.func.values[value].def else {
            return;
        };
        let data = &self.func.insts[inst];
        if self.uses[value.index()] != 1
            || data.results.len() != 1
            || self.schedule.is_deferred(inst)
        {
            return;
        }
        let insts = &self.func.blocks[block].insts;
        let (home, index) = self.position[inst.index()];
        if home != block.0 || index >= self.cursor {
            return;
        }
        if is_free(data) {
            self.fold(value, inst);
            self.tree(block, inst, depth + 1);
            return;
        }
        let between = &insts[index + 1..self.cursor];
        if between
            .iter()
            .all(|&other| self.schedule.is_deferred(other))
        {
            self.fold(value, inst);
            self.cursor = index;
            self.tree(block, inst, depth + 1);
        }
    }

    fn fold(&mut self, value: Value, inst: Inst) {
        self.schedule.places[value.index()] = Place::Folded(inst);
        self.schedule.deferred[inst.index()] = true;
    }
}
