//! One function: blocks, edges, and where values come from. What each op becomes is in [`super::ops`].

use super::world::World;
use crate::il::{Body, Branch, Instr, Label, Op as Cil};
use crate::metadata::{MethodHandle, Type};
use kaa_ir::function::{InstData, ValueDef};
use kaa_ir::{Block, BlockCall, FuncId, Function, Inst, Op, Value, entity::Entity, types};
use kaa_stack::{Place, Schedule, Slot};
use rustc_hash::FxHashMap;

pub struct FuncLower<'w, 'm> {
    pub world: &'w mut World<'m>,
    pub func: &'m Function,
    pub body: Body,
    schedule: Schedule,
    /// The type and variable of each slot.
    slots: Vec<(Type, Variable)>,
    labels: Vec<Label>,
    scratch: Vec<(Type, u16)>,
}

#[derive(Clone, Copy)]
enum Variable {
    Local(u16),
    Arg(u16),
}

/// Values share a local when their CLR types are equal, so that every local is exactly typed.
struct Kinds {
    types: Vec<Type>,
    by_value_type: FxHashMap<types::Type, u32>,
}

impl Kinds {
    fn of(world: &mut World, func: &Function) -> Kinds {
        let mut kinds = Kinds {
            types: Vec::new(),
            by_value_type: FxHashMap::default(),
        };
        for data in func.values.values() {
            if kinds.by_value_type.contains_key(&data.ty) {
                continue;
            }
            let ty = world.value(data.ty);
            let found = kinds.types.iter().position(|other| *other == ty);
            let kind = found.unwrap_or_else(|| {
                kinds.types.push(ty);
                kinds.types.len() - 1
            });
            kinds.by_value_type.insert(data.ty, kind as u32);
        }
        kinds
    }
}

impl kaa_stack::Target for Kinds {
    fn kind(&self, ty: types::Type) -> u32 {
        self.by_value_type[&ty]
    }
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
    let kinds = Kinds::of(world, func);
    let schedule = kaa_stack::schedule(world.module, func, &kinds);
    let param_count = func.blocks[func.entry()].params.len();
    let slots = schedule
        .slot_kinds
        .iter()
        .enumerate()
        .map(|(index, &kind)| {
            let ty = kinds.types[kind as usize].clone();
            // The context is argument 0.
            let variable = match index < param_count {
                true => Variable::Arg(index as u16 + 1),
                false => Variable::Local(body.local(ty.clone())),
            };
            (ty, variable)
        });
    let slots = slots.collect();
    let mut lower = FuncLower {
        schedule,
        slots,
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
        let order = self.schedule.order.clone();
        for (index, &block) in order.iter().enumerate() {
            self.block(block, order.get(index + 1).copied());
        }
    }

    fn block(&mut self, block: Block, next: Option<Block>) {
        self.body.mark(self.labels[block.index()]);
        let func = self.func;
        let roots = self.schedule.roots[block.index()].clone();
        let (&terminator, straight) = roots.split_last().expect("block has a terminator");
        straight.iter().for_each(|&inst| self.statement(inst));
        self.terminator(&func.insts[terminator], next);
    }

    /// Emits an instruction in its own place and stores its results. The flag of an overflow op may
    /// be left to be computed where it is used.
    fn statement(&mut self, inst: Inst) {
        let data = &self.func.insts[inst];
        super::ops::emit(self, data);
        if let Some(&result) = data.results.first() {
            self.store(result);
        }
        if let [_, flag] = data.results[..]
            && matches!(self.schedule.place(flag), Place::Slot(_))
        {
            super::ops::overflow_flag(self, data);
            self.store(flag);
        }
    }

    /// Pops the top of the stack into the value's slot.
    fn store(&mut self, value: Value) {
        match self.schedule.place(value) {
            Place::Slot(slot) => self.store_slot(slot),
            Place::Unused => self.body.op(Cil::Pop),
            Place::Tree => panic!("clr lower: {value} of @{} is stored", self.func.name),
        }
    }

    fn store_slot(&mut self, slot: Slot) {
        self.body.push(match self.slots[slot.0 as usize].1 {
            Variable::Local(index) => Instr::StLoc(index),
            Variable::Arg(index) => Instr::StArg(index),
        });
    }

    /// Pushes a value.
    pub fn value(&mut self, value: Value) {
        match (self.schedule.place(value), self.func.values[value].def) {
            (Place::Slot(slot), _) => self.body.push(match self.slots[slot.0 as usize].1 {
                Variable::Local(index) => Instr::LdLoc(index),
                Variable::Arg(index) => Instr::LdArg(index),
            }),
            (Place::Tree, ValueDef::Result(inst, 0)) => {
                super::ops::emit(self, &self.func.insts[inst]);
            }
            (Place::Tree, ValueDef::Result(inst, _)) => {
                super::ops::overflow_flag(self, &self.func.insts[inst]);
            }
            (place, def) => panic!(
                "clr lower: {value} of @{}: {place:?}, {def:?}",
                self.func.name
            ),
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

    /// Pushes the value's variable without computing anything; a value that is in a tree goes to a scratch local first.
    pub fn again(&mut self, value: Value) -> Instr {
        if let Place::Slot(slot) = self.schedule.place(value) {
            return match self.slots[slot.0 as usize].1 {
                Variable::Local(index) => Instr::LdLoc(index),
                Variable::Arg(index) => Instr::LdArg(index),
            };
        }
        let ty = self.world.value(self.func.ty(value));
        self.value(value);
        let scratch = self.scratch(ty);
        self.il(Instr::StLoc(scratch));
        Instr::LdLoc(scratch)
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

    /// The instruction that is emitted in place of the value, if it is in a tree.
    pub fn in_tree(&self, value: Value) -> Option<&'_ InstData> {
        match (self.schedule.place(value), self.func.values[value].def) {
            (Place::Tree, ValueDef::Result(inst, 0)) => Some(&self.func.insts[inst]),
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
        let copies = self.schedule.copies(self.func, target, 0);
        for &(value, slot) in &copies {
            let wanted = self.slots[slot.0 as usize].0.clone();
            self.value_as(value, &wanted);
        }
        copies
            .iter()
            .rev()
            .for_each(|&(_, slot)| self.store_slot(slot));
    }

    fn needs_moves(&self, target: &BlockCall) -> bool {
        !self.schedule.copies(self.func, target, 0).is_empty()
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
