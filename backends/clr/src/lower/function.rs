//! One function: blocks, edges, and where values come from. What each op becomes is in [`super::ops`].

use super::schedule::{Place, Schedule};
use super::world::World;
use crate::il::{Body, Branch, Instr, Label, Op as Cil};
use crate::metadata::{MethodHandle, Type};
use kaa_ir::function::{InstData, ValueDef};
use kaa_ir::{Block, BlockCall, FuncId, Function, Inst, Op, Value, entity::Entity};

pub struct FuncLower<'w, 'm> {
    pub world: &'w mut World<'m>,
    pub func: &'m Function,
    pub body: Body,
    schedule: Schedule,
    /// The local or argument of each value that has one.
    slots: Vec<Option<Slot>>,
    labels: Vec<Label>,
    scratch: Vec<(Type, u16)>,
}

#[derive(Clone, Copy)]
enum Slot {
    Local(u16),
    Arg(u16),
}

/// Lowers one function into its method.
pub fn lower(world: &mut World, id: FuncId) {
    let func = &world.module.funcs[id];
    assert!(
        !func.is_declaration(),
        "clr lower: @{} has no body",
        func.name
    );
    let mut body = Body::new();
    let labels = func.blocks.keys().map(|_| body.label()).collect();
    let mut lower = FuncLower {
        schedule: Schedule::new(func),
        slots: vec![None; func.values.len()],
        scratch: Vec::new(),
        world,
        func,
        body,
        labels,
    };
    lower.run();
    let method = lower.world.funcs[id.index()];
    let body = lower.body;
    world.asm.set_body(method, body);
}

impl FuncLower<'_, '_> {
    fn run(&mut self) {
        for (index, &param) in self.func.blocks[self.func.entry()]
            .params
            .iter()
            .enumerate()
        {
            self.slots[param.index()] = Some(Slot::Arg(index as u16 + 1));
        }
        let (hot, cold): (Vec<Block>, Vec<Block>) = self
            .func
            .layout
            .iter()
            .partition(|&&block| !self.func.blocks[block].cold);
        let order: Vec<Block> = hot.into_iter().chain(cold).collect();
        // The entry is first even when it is cold.
        let mut order: Vec<Block> = order
            .into_iter()
            .filter(|&block| block != self.func.entry())
            .collect();
        order.insert(0, self.func.entry());
        for (index, &block) in order.iter().enumerate() {
            self.block(block, order.get(index + 1).copied());
        }
    }

    fn block(&mut self, block: Block, next: Option<Block>) {
        self.body.mark(self.labels[block.index()]);
        let func = self.func;
        let insts = &func.blocks[block].insts;
        let (&terminator, straight) = insts.split_last().expect("block has a terminator");
        for &inst in straight {
            if !self.schedule.is_deferred(inst) {
                self.statement(inst);
            }
        }
        self.terminator(&func.insts[terminator], next);
    }

    /// Emits an instruction in its own place and stores its result.
    fn statement(&mut self, inst: Inst) {
        let data = &self.func.insts[inst];
        super::ops::emit(self, data);
        if let [result] = data.results[..] {
            self.store(result);
        }
    }

    /// Pops the top of the stack into the value's slot.
    pub fn store(&mut self, value: Value) {
        match self.schedule.place(value) {
            Place::Unused => self.body.op(Cil::Pop),
            _ => match self.slot(value) {
                Slot::Local(index) => self.body.push(Instr::StLoc(index)),
                Slot::Arg(index) => self.body.push(Instr::StArg(index)),
            },
        }
    }

    fn slot(&mut self, value: Value) -> Slot {
        if let Some(slot) = self.slots[value.index()] {
            return slot;
        }
        let ty = self.world.value(self.func.ty(value));
        let slot = Slot::Local(self.body.local(ty));
        self.slots[value.index()] = Some(slot);
        slot
    }

    /// Pushes a value.
    pub fn value(&mut self, value: Value) {
        match self.schedule.place(value) {
            Place::Folded(inst) | Place::Again(inst) => {
                super::ops::emit(self, &self.func.insts[inst]);
            }
            Place::Slot | Place::Unused => match self.slot(value) {
                Slot::Local(index) => self.body.push(Instr::LdLoc(index)),
                Slot::Arg(index) => self.body.push(Instr::LdArg(index)),
            },
        }
    }

    /// Pushes all operands in order.
    pub fn operands(&mut self, data: &InstData) {
        data.args.iter().for_each(|&value| self.value(value));
    }

    /// Pushes a value where type `wanted` is expected, claiming the type if the value's differs.
    pub fn value_as(&mut self, value: Value, wanted: &Type) {
        self.value(value);
        self.claim(value, wanted);
    }

    /// A subclass fits without a word; what only nullability or `any` separates is claimed.
    fn claim(&mut self, value: Value, wanted: &Type) {
        let found = self.world.value(self.func.ty(value));
        if wanted.is_reference() && found == Type::Object && *wanted != Type::Object {
            self.body.push(Instr::Assume(wanted.clone()));
        }
    }

    /// A local for use within one instruction.
    pub fn scratch(&mut self, ty: Type) -> u16 {
        if let Some((_, local)) = self.scratch.iter().find(|(other, _)| *other == ty) {
            return *local;
        }
        let local = self.body.local(ty.clone());
        self.scratch.push((ty, local));
        local
    }

    pub fn il(&mut self, instr: Instr) {
        self.body.push(instr);
    }

    pub fn op(&mut self, op: Cil) {
        self.body.op(op);
    }

    pub fn ctx(&mut self) {
        self.body.push(Instr::LdArg(0));
    }

    pub fn helper(&mut self, name: &'static str) {
        let method = self.world.helper(name);
        self.body.push(Instr::Call(method));
    }

    pub fn call(&mut self, method: MethodHandle) {
        self.body.push(Instr::Call(method));
    }

    /// The value as an integer constant, if it is one.
    pub fn constant(&self, value: Value) -> Option<i64> {
        let ValueDef::Result(inst, _) = self.func.values[value].def else {
            return None;
        };
        let data = &self.func.insts[inst];
        (data.op == Op::Iconst).then(|| super::imm::int(data))
    }

    /// The instruction that is emitted in place of the value, if it is folded.
    pub fn folded(&self, value: Value) -> Option<&'_ InstData> {
        match self.schedule.place(value) {
            Place::Folded(inst) => Some(&self.func.insts[inst]),
            _ => None,
        }
    }

    fn terminator(&mut self, data: &InstData, next: Option<Block>) {
        match data.op {
            Op::Jump => self.edge(&data.targets[0], next),
            Op::BrIf => self.branch(data, next),
            Op::Switch => self.switch(data, next),
            _ => super::ops::emit(self, data),
        }
    }

    /// Passes the block arguments and goes to the block, which `next` follows anyway.
    fn edge(&mut self, target: &BlockCall, next: Option<Block>) {
        self.arguments(target);
        if Some(target.block) != next {
            self.body
                .branch(Branch::Br, self.labels[target.block.index()]);
        }
    }

    /// All arguments are pushed before any parameter is set: a parallel copy.
    fn arguments(&mut self, target: &BlockCall) {
        let func = self.func;
        let params = &func.blocks[target.block].params;
        let moves: Vec<(Value, Value)> = params
            .iter()
            .zip(&target.args)
            .filter(|(param, arg)| param != arg && self.schedule.place(**param) != Place::Unused)
            .map(|(&param, &arg)| (param, arg))
            .collect();
        for &(param, arg) in &moves {
            let wanted = self.world.value(func.ty(param));
            self.value_as(arg, &wanted);
        }
        moves.iter().rev().for_each(|&(param, _)| self.store(param));
    }

    fn needs_moves(&self, target: &BlockCall) -> bool {
        let params = &self.func.blocks[target.block].params;
        params
            .iter()
            .zip(&target.args)
            .any(|(param, arg)| param != arg && self.schedule.place(*param) != Place::Unused)
    }

    fn branch(&mut self, data: &InstData, next: Option<Block>) {
        let [then, otherwise] = &data.targets[..] else {
            panic!("clr lower: br_if successors")
        };
        let then_is_direct = !self.needs_moves(then);
        let otherwise_is_direct = !self.needs_moves(otherwise);
        if otherwise_is_direct && (!then_is_direct || Some(then.block) == next) {
            let label = self.labels[otherwise.block.index()];
            super::ops::branch_if(self, data.args[0], false, label);
            self.edge(then, next);
            return;
        }
        if then_is_direct {
            let label = self.labels[then.block.index()];
            super::ops::branch_if(self, data.args[0], true, label);
            self.edge(otherwise, next);
            return;
        }
        let label = self.body.label();
        super::ops::branch_if(self, data.args[0], false, label);
        self.edge(then, None);
        self.body.mark(label);
        self.edge(otherwise, next);
    }

    fn switch(&mut self, data: &InstData, next: Option<Block>) {
        let cases = super::imm::cases(data).to_vec();
        // An edge with arguments needs a place of its own to set them.
        let labels: Vec<Label> = data.targets[1..]
            .iter()
            .map(|target| match self.needs_moves(target) {
                true => self.body.label(),
                false => self.labels[target.block.index()],
            })
            .collect();
        super::ops::switch(self, data.args[0], &cases, &labels);
        let trampolines: Vec<(Label, &BlockCall)> = labels
            .iter()
            .copied()
            .zip(&data.targets[1..])
            .filter(|(_, target)| self.needs_moves(target))
            .collect();
        let falls = if trampolines.is_empty() { next } else { None };
        self.edge(&data.targets[0], falls);
        for (index, (label, target)) in trampolines.iter().enumerate() {
            self.body.mark(*label);
            let falls = if index + 1 == trampolines.len() {
                next
            } else {
                None
            };
            self.edge(target, falls);
        }
    }
}
