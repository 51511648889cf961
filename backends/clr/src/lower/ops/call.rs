//! Calls, exceptions in sentinel form, and the stack check.

use crate::il::{Instr, Op as Cil};
use crate::lower::function::FuncLower;
use crate::lower::imm;
use crate::metadata::{MethodHandle, Type};
use kaa_ir::Value;
use kaa_ir::entity::Entity;
use kaa_ir::function::InstData;

/// Pushes `args` as the parameters of `method` from its second on; the first is the context.
fn arguments(lower: &mut FuncLower, method: MethodHandle, args: &[Value]) {
    lower.ctx();
    for (index, &arg) in args.iter().enumerate() {
        let ty = lower.world.asm.method_sig(method).params[index + 1].clone();
        lower.value_as(arg, &ty);
    }
}

pub fn direct(lower: &mut FuncLower, data: &InstData) {
    let method = lower.world.funcs[imm::func(data).index()];
    arguments(lower, method, &data.args);
    lower.call(method);
}

pub fn virtual_slot(lower: &mut FuncLower, data: &InstData) {
    let method = lower.world.slots[imm::slot(data).index()];
    lower.value(data.args[0]);
    arguments(lower, method, &data.args[1..]);
    lower.il(Instr::CallVirt(method));
}

pub fn reference(lower: &mut FuncLower, data: &InstData) {
    let row = lower.world.sig(imm::sig(data));
    lower.value(data.args[0]);
    arguments(lower, row.call, &data.args[1..]);
    lower.il(Instr::CallVirt(row.call));
}

/// The provider of the host primitives is an object of the context, so that a sandbox can stand in
/// its place.
pub fn import(lower: &mut FuncLower, data: &InstData) {
    let method = lower.world.extern_method(imm::import(data));
    lower.ctx();
    let host = lower.world.rt.host;
    lower.il(Instr::LdFld(host));
    for (index, &arg) in data.args.iter().enumerate() {
        let ty = lower.world.asm.method_sig(method).params[index].clone();
        lower.value_as(arg, &ty);
    }
    lower.il(Instr::CallVirt(method));
}

pub fn set_exception(lower: &mut FuncLower, data: &InstData) {
    lower.ctx();
    lower.operands(data);
    let field = lower.world.rt.exc;
    lower.il(Instr::StFld(field));
}

pub fn take_exception(lower: &mut FuncLower, data: &InstData) {
    lower.ctx();
    lower.helper("TakeException");
    let ty = super::result_type(lower, data);
    lower.il(Instr::Assume(ty));
}

/// The address of a local against the limit that the launcher computed for this thread: a CLR
/// stack overflow would kill the process.
pub fn stack_low(lower: &mut FuncLower) {
    let probe = lower.scratch(Type::I1);
    lower.il(Instr::LdLoca(probe));
    lower.op(Cil::ConvU);
    lower.op(Cil::ConvU8);
    lower.ctx();
    let limit = lower.world.rt.stack_limit;
    lower.il(Instr::LdFld(limit));
    lower.op(Cil::CltUn);
}
