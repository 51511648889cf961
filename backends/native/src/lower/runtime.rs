//! The context, exceptions after lowering, and services of the runtime.

use cranelift_codegen::ir::InstBuilder;
use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I32, I64};
use kaa_abi::{context, symbols, types};
use kaa_ir::function::TrapCode;
use kaa_ir::{Inst, InstData, Op};

use super::{Lower, region};

impl Lower<'_, '_> {
    pub(super) fn ctx(&mut self, data: &InstData) {
        let value = self.vm_load(I64, context::CONTEXT);
        self.def(data.results[0], value);
    }

    pub(super) fn exc_set(&mut self, data: &InstData) {
        let value = self.value(data.args[0]);
        self.vm_store(value, context::PENDING);
    }

    pub(super) fn exc_pending(&mut self, data: &InstData) {
        let pending = self.vm_load(I64, context::PENDING);
        let value = self.b.ins().icmp_imm_s(IntCC::NotEqual, pending, 0);
        self.def(data.results[0], value);
    }

    pub(super) fn exc_take(&mut self, data: &InstData) {
        let pending = self.vm_load(I64, context::PENDING);
        let none = self.b.ins().icmp_imm_s(IntCC::Equal, pending, 0);
        self.trap_if(none, TrapCode::Unreachable);
        let zero = self.b.ins().iconst(I64, 0);
        self.vm_store(zero, context::PENDING);
        self.def(data.results[0], pending);
    }

    pub(super) fn safepoint(&mut self, data: &InstData) {
        let flag = self.vm_load(I32, context::SAFEPOINT);
        let value = self.b.ins().icmp_imm_s(IntCC::NotEqual, flag, 0);
        self.def(data.results[0], value);
    }

    pub(super) fn stack_low(&mut self, data: &InstData) {
        let limit = self.vm_load(I64, context::STACK_LIMIT);
        let sp = self.b.ins().get_stack_pointer(I64);
        let value = self.b.ins().icmp(IntCC::UnsignedLessThan, sp, limit);
        self.def(data.results[0], value);
    }

    /// Ops that are one call of the runtime with the op's operands.
    pub(super) fn service(&mut self, inst: Inst, data: &InstData) {
        let name = match data.op {
            Op::IdentityHash => symbols::IDENTITY_HASH,
            Op::UniqueId => symbols::UNIQUE_ID,
            Op::WeakNew => symbols::WEAK_NEW,
            Op::FinalizerRegister => symbols::FINALIZER_REGISTER,
            Op::FinalizerNext => symbols::FINALIZER_NEXT,
            Op::GcCollect => symbols::GC_COLLECT,
            Op::GcStat => symbols::GC_STAT,
            Op::GcPressure => symbols::GC_PRESSURE,
            op => panic!("lower: {op:?} is no service of the runtime"),
        };
        let mut args = vec![self.vm()];
        for &arg in &data.args {
            args.push(self.value(arg));
        }
        let callee = self.runtime_func(name);
        self.spill(inst);
        let call = self.b.ins().call(callee, &args);
        let result = self.b.inst_results(call).first().copied();
        self.reload(inst, call);
        if let (Some(&value), Some(result)) = (data.results.first(), result) {
            self.def(value, result);
        }
    }

    /// The collector clears the word; reading it is an ordinary load.
    pub(super) fn weak_get(&mut self, data: &InstData) {
        let weak = self.value(data.args[0]);
        let flags = self.region(region::WEAK);
        let value = self.b.ins().load(I64, flags, weak, types::WEAK_REFERENT);
        self.def(data.results[0], value);
    }
}
