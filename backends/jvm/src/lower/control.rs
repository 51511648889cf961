//! Blocks, edges, terminators, exception handlers.

use kaa_ir::function::{BlockCall, Imm};
use kaa_ir::{Block, Inst, Op, Type, Value};
use kaa_stack::{Place, Slot, implicit_params};

use super::{Lowering, imm, return_op};
use crate::asm::{Label, op};
use crate::emit::program::{HOST_ERROR, MAIN};
use crate::names::{EXCEPTION, TRAP};

/// Code that takes the exception out of its Java wrapper and enters a block; emitted behind the blocks.
pub struct HandlerStub {
    labels: HandlerLabels,
    inst: Inst,
    block: Block,
    /// Nothing is copied, so other calls with the same target may share it.
    is_plain: bool,
}

/// Where a handler is entered with the program's exception, and with the JVM's when the stack or the heap is used up.
#[derive(Clone, Copy)]
struct HandlerLabels {
    thrown: Label,
    host: Option<Label>,
}

impl Lowering<'_, '_, '_> {
    pub(super) fn blocks(&mut self) {
        self.labels = self
            .func
            .blocks
            .keys()
            .map(|_| self.code.new_label())
            .collect();
        let order = &self.schedule.order;
        for &block in order {
            let frame = self.block_frame(block);
            self.code.set_frame(self.label(block), frame);
        }
        for (at, &block) in order.iter().enumerate() {
            self.code.place(self.label(block));
            self.next = order.get(at + 1).copied();
            let roots = &self.schedule.roots[kaa_ir::entity::Entity::index(block)];
            for &root in roots {
                self.root(root);
            }
        }
        self.handler_stubs();
    }

    /// Ends a block by going to `target`; the jump itself is left out if that block comes next.
    fn go_last(&mut self, target: Block) {
        if Some(target) != self.next {
            self.code.goto(self.label(target));
        }
    }

    pub(super) fn terminator(&mut self, inst: Inst) {
        let data = self.data(inst);
        match data.op {
            Op::Jump => {
                self.copies(&data.targets[0], 0);
                self.go_last(data.targets[0].block);
            }
            Op::BrIf => self.br_if(inst),
            Op::Switch => self.switch(inst),
            Op::Return => {
                self.push_all(&data.args);
                let ty = data.args.first().map(|&v| self.ty(v));
                self.code.op(return_op(ty));
            }
            Op::ExcReturn => self.return_zero(),
            Op::Throw => {
                self.push(data.args[0]);
                let descriptor = format!("(Ljava/lang/Object;)L{EXCEPTION};");
                self.code.invokestatic(EXCEPTION, "of", &descriptor);
                self.code.op(op::ATHROW);
            }
            Op::Trap => self.raise_trap(imm::trap(data)),
            Op::Unreachable => self.raise_trap(kaa_ir::function::TrapCode::Unreachable),
            Op::TryCall | Op::TryCallVirtual | Op::TryCallRef => self.try_call(inst),
            other => panic!("{}: {} is no terminator", self.func.name, other.name()),
        }
    }

    fn return_zero(&mut self) {
        let result = self.names.module.sigs[self.func.sig].result;
        match result {
            None => {}
            Some(Type::I1 | Type::I32) => self.code.iconst(0),
            Some(Type::I64) => self.code.lconst(0),
            Some(Type::F64) => self.code.dconst(0),
            Some(_) => self.code.op(op::ACONST_NULL),
        }
        self.code.op(return_op(result));
    }

    fn raise_trap(&mut self, code: kaa_ir::function::TrapCode) {
        self.code.iconst(code as i32);
        self.code.invokestatic(TRAP, "of", &format!("(I)L{TRAP};"));
        self.code.op(op::ATHROW);
    }

    fn br_if(&mut self, inst: Inst) {
        let data = self.data(inst);
        let [then, other] = [&data.targets[0], &data.targets[1]];
        let no_copies =
            |this: &Self, edge: &BlockCall| this.schedule.copies(this.func, edge, 0).is_empty();
        if no_copies(self, then) {
            let next_is_then = self.next == Some(then.block);
            if next_is_then && no_copies(self, other) {
                self.branch_if(data.args[0], false, self.label(other.block));
                return self.go_last(then.block);
            }
            self.branch_if(data.args[0], true, self.label(then.block));
            self.copies(other, 0);
            return self.go_last(other.block);
        }
        if no_copies(self, other) {
            self.branch_if(data.args[0], false, self.label(other.block));
            self.copies(then, 0);
            return self.go_last(then.block);
        }
        let stub = self.code.new_label();
        self.branch_if(data.args[0], true, stub);
        self.copies(other, 0);
        self.code.goto(self.label(other.block));
        self.code.place(stub);
        self.copies(then, 0);
        self.go_last(then.block);
    }

    fn switch(&mut self, inst: Inst) {
        let data = self.data(inst);
        let Some(Imm::Cases(keys)) = data.imms.first() else {
            panic!("{}: switch without cases", self.func.name)
        };
        let mut stubs = Vec::new();
        let mut labels = Vec::new();
        for edge in &data.targets {
            if self.schedule.copies(self.func, edge, 0).is_empty() {
                labels.push(self.label(edge.block));
            } else {
                let stub = self.code.new_label();
                labels.push(stub);
                stubs.push((stub, edge));
            }
        }
        let mut cases: Vec<(i32, Label)> = keys.iter().copied().zip(labels[1..].to_vec()).collect();
        cases.sort_by_key(|c| c.0);
        self.push(data.args[0]);
        self.code.switch(cases, labels[0]);
        for (stub, edge) in stubs {
            self.code.place(stub);
            self.copies(edge, 0);
            self.code.goto(self.label(edge.block));
        }
    }

    /// Does an edge's copies: all sources are pushed before the first store, so cycles need no care.
    fn copies(&mut self, edge: &BlockCall, implicit: usize) {
        let copies = self.schedule.copies(self.func, edge, implicit);
        let (counters, others): (Vec<_>, Vec<_>) = copies
            .into_iter()
            .partition(|&(value, slot)| self.increment(value, slot).is_some());
        for &(value, _) in &others {
            self.push(value);
        }
        for (value, slot) in counters {
            let delta = self.increment(value, slot).expect("partitioned");
            self.code.iinc(self.local(slot), delta);
        }
        for &(_, slot) in others.iter().rev() {
            self.code.store(self.local(slot));
        }
    }

    /// `slot + constant` going to `slot` itself: one `iinc`.
    fn increment(&self, value: Value, slot: Slot) -> Option<i16> {
        let kaa_ir::function::ValueDef::Result(inst, 0) = self.func.values[value].def else {
            return None;
        };
        let data = self.data(inst);
        let is_add = matches!(data.op, Op::Add | Op::Sub) && self.ty(value) == Type::I32;
        if self.schedule.place(value) != Place::Tree
            || !is_add
            || self.schedule.place(data.args[0]) != Place::Slot(slot)
        {
            return None;
        }
        let delta = self.constant(data.args[1])?;
        i16::try_from(if data.op == Op::Add { delta } else { -delta }).ok()
    }

    // ---- exceptions

    fn try_call(&mut self, inst: Inst) {
        let data = self.data(inst);
        let call = self.push_call_operands(inst);
        let (start, end) = (self.code.new_label(), self.code.new_label());
        self.code.place(start);
        self.invoke(&call);
        self.code.place(end);
        let handler = self.handler_for(inst);
        self.code.handler(start, end, handler.thrown, EXCEPTION);
        if let Some(host) = handler.host {
            self.code.handler(start, end, host, HOST_ERROR);
        }
        let normal = &data.targets[0];
        let implicit = implicit_params(self.names.module, self.func, inst, 0);
        self.enter_with(normal, implicit);
        self.go_last(normal.block);
    }

    /// Copies of an edge whose first parameter (if `implicit` is 1) is on the stack.
    fn enter_with(&mut self, edge: &BlockCall, implicit: usize) {
        let param = self.func.blocks[edge.block].params.first().copied();
        match param.filter(|_| implicit == 1) {
            None => self.copies(edge, implicit),
            Some(param) if self.schedule.place(param) == Place::Unused => {
                self.code.pop_value();
                self.copies(edge, implicit);
            }
            Some(param) => {
                self.copies(edge, implicit);
                self.pop_into(param);
            }
        }
    }

    fn handler_for(&mut self, inst: Inst) -> HandlerLabels {
        let edge = &self.data(inst).targets[1];
        let is_plain = edge.args.is_empty();
        let shared = self.handlers.iter();
        let mut shared = shared.filter(|h| h.is_plain && is_plain && h.block == edge.block);
        if let Some(stub) = shared.next() {
            return stub.labels;
        }
        let labels = HandlerLabels {
            thrown: self.code.new_label(),
            host: self
                .names
                .takes_host_errors()
                .then(|| self.code.new_label()),
        };
        self.handlers.push(HandlerStub {
            labels,
            inst,
            block: edge.block,
            is_plain,
        });
        labels
    }

    /// What is in the slots when the handler is entered: what the target wants, apart from what the edge stores.
    fn handler_live(&self, edge: &BlockCall) -> Vec<(Slot, Type)> {
        let params = &self.func.blocks[edge.block].params;
        let mut live: Vec<(Slot, Type)> = Vec::new();
        for &(slot, value) in self.schedule.live_at_entry(edge.block) {
            if !params.contains(&value) {
                live.push((slot, self.ty(value)));
            }
        }
        for (&arg, &param) in edge.args.iter().zip(&params[1..]) {
            if self.schedule.place(param) != Place::Unused {
                let mut leaf = |slot, value| live.push((slot, self.ty(value)));
                self.schedule.leaves(self.func, arg, &mut leaf);
            }
        }
        live
    }

    fn handler_stubs(&mut self) {
        for stub in std::mem::take(&mut self.handlers) {
            let edge = &self.data(stub.inst).targets[1];
            let live = self.handler_live(edge);
            let param = self.func.blocks[edge.block].params[0];
            let is_used = self.schedule.place(param) != Place::Unused;
            self.handler_entry(&live, stub.labels.thrown, EXCEPTION);
            if is_used {
                self.code.getfield(EXCEPTION, "value", "Ljava/lang/Object;");
                let class = self.class_name(self.ty(param));
                self.code.checkcast(&class);
            }
            self.enter_with(edge, 1);
            self.code.goto(self.label(edge.block));
            let Some(label) = stub.labels.host else {
                continue;
            };
            // The JVM's own error becomes the program's, so that handlers and `finally` see it.
            self.handler_entry(&live, label, HOST_ERROR);
            let descriptor = format!("(L{HOST_ERROR};)Ljava/lang/Object;");
            self.code.invokestatic(MAIN, "hostError", &descriptor);
            if is_used {
                let class = self.class_name(self.ty(param));
                self.code.checkcast(&class);
            }
            self.enter_with(edge, 1);
            self.code.goto(self.label(edge.block));
        }
    }

    fn handler_entry(&mut self, live: &[(Slot, Type)], label: Label, class: &str) {
        let mut frame = self.frame(live);
        frame.stack.push(self.code.ref_type(class));
        self.code.set_frame(label, frame);
        self.code.place(label);
    }
}
