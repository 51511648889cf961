//! Calls.

use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{self as clif, FuncRef, InstBuilder};
use kaa_ir::entity::Entity;
use kaa_ir::function::Imm;
use kaa_ir::{Block, FuncId, Inst, InstData, Op, Type};

use super::{Lower, signature};
use crate::analysis::only_method_below;

impl Lower<'_, '_> {
    pub(super) fn func_by_id(&mut self, id: FuncId) -> FuncRef {
        let number = self.env.funcs[id.index()];
        let sig = signature(self.env, self.env.module.funcs[id].sig);
        self.callee(number, sig, true)
    }

    /// Results first, then the references that the call may have moved.
    fn finish_call(&mut self, inst: Inst, data: &InstData, call: clif::Inst) {
        let result = self.b.inst_results(call).first().copied();
        self.reload(inst, call);
        if let (Some(&value), Some(result)) = (data.results.first(), result) {
            self.def(value, result);
        }
    }

    fn args(&mut self, data: &InstData) -> Vec<clif::Value> {
        data.args.iter().map(|&v| self.value(v)).collect()
    }

    pub(super) fn call(&mut self, inst: Inst, data: &InstData) {
        let Imm::Func(id) = data.imms[0] else {
            panic!("lower: {}: call without function", self.func.name)
        };
        self.call_func(inst, data, id);
    }

    fn call_func(&mut self, inst: Inst, data: &InstData, id: FuncId) {
        let args = self.args(data);
        let callee = self.func_by_id(id);
        if self.is_jump(self.at.0, self.at.1) {
            self.b.ins().return_call(callee, &args);
            return;
        }
        self.spill(inst);
        let call = self.b.ins().call(callee, &args);
        self.finish_call(inst, data, call);
    }

    pub(super) fn call_virtual(&mut self, inst: Inst, data: &InstData) {
        let Imm::Slot(slot) = data.imms[0] else {
            panic!("lower: {}: call_virtual without slot", self.func.name)
        };
        let receiver = self.func.ty(data.args[0]);
        if let Type::Ref(class, _) = receiver
            && let Some(only) = only_method_below(self.env.module, class, slot)
        {
            return self.call_func(inst, data, only);
        }
        let args = self.args(data);
        let descriptor = self.descriptor_of(data.args[0]);
        let code = self.descriptor_load(descriptor, self.env.layout.slot(slot), I64);
        let sig = self.sig_ref(self.env.module.slots[slot].sig);
        self.spill(inst);
        let call = self.b.ins().call_indirect(sig, code, &args);
        self.finish_call(inst, data, call);
    }

    pub(super) fn call_ref(&mut self, inst: Inst, data: &InstData) {
        let Imm::Sig(sig) = data.imms[0] else {
            panic!("lower: {}: call_ref without signature", self.func.name)
        };
        let args = self.args(data);
        let is_jump = self.is_jump(self.at.0, self.at.1);
        let sig = self.sig_ref(sig);
        if is_jump {
            self.b.ins().return_call_indirect(sig, args[0], &args[1..]);
            return;
        }
        self.spill(inst);
        let call = self.b.ins().call_indirect(sig, args[0], &args[1..]);
        self.finish_call(inst, data, call);
    }

    /// A handler's call of another in return position.
    pub(super) fn is_jump(&self, block: Block, at: usize) -> bool {
        let insts = &self.func.blocks[block].insts;
        let (call, next) = (&self.func.insts[insts[at]], insts.get(at + 1));
        let of_handler = |sig| self.env.handlers == Some(sig) && self.func.sig == sig;
        let is_call = match (call.op, call.imms.first()) {
            (Op::CallRef, Some(&Imm::Sig(sig))) => of_handler(sig),
            (Op::Call, Some(&Imm::Func(id))) => of_handler(self.env.module.funcs[id].sig),
            _ => false,
        };
        let returned = next.is_some_and(|&next| {
            let next = &self.func.insts[next];
            next.op == Op::Return && next.args == call.results
        });
        is_call && returned
    }

    pub(super) fn call_extern(&mut self, inst: Inst, data: &InstData) {
        let Imm::Extern(id) = data.imms[0] else {
            panic!("lower: {}: call_extern without extern", self.func.name)
        };
        let decl = &self.env.externs[id.index()];
        let mut args = vec![self.vm()];
        args.extend(self.args(data));
        let callee = self.callee(decl.id, decl.signature.clone(), true);
        self.spill(inst);
        let call = self.b.ins().call(callee, &args);
        self.finish_call(inst, data, call);
    }
}
