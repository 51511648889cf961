//! Objects: allocation, fields, classes, casts, weak references.

use super::result_type;
use crate::il::{Branch, Instr, Op as Cil};
use crate::lower::function::FuncLower;
use crate::lower::imm;
use crate::metadata::{MethodSig, Type};
use kaa_ir::function::InstData;
use kaa_ir::module::ConstValue;
use kaa_ir::{Storage, entity::Entity};

pub fn data(lower: &mut FuncLower, data: &InstData) {
    let value = ConstValue::Data(imm::data(data));
    let ty = lower.func.ty(data.results[0]);
    lower.world.push_const(&mut lower.body, value, ty, 0);
}

pub fn frozen(lower: &mut FuncLower, data: &InstData) {
    let value = ConstValue::Frozen(imm::frozen(data));
    let ty = lower.func.ty(data.results[0]);
    lower.world.push_const(&mut lower.body, value, ty, 0);
}

pub fn context(lower: &mut FuncLower) {
    lower.ctx();
    let state = lower.world.rt.state;
    lower.il(Instr::LdFld(state));
    let class = lower
        .world
        .module
        .context
        .expect("verified: ctx needs a context class");
    let ty = lower.world.class_type(class);
    lower.il(Instr::Assume(ty));
}

pub fn new(lower: &mut FuncLower, data: &InstData) {
    let ctor = lower.world.class(imm::class(data)).ctor;
    lower.il(Instr::NewObj(ctor));
}

pub fn new_immediate(lower: &mut FuncLower, data: &InstData) {
    lower.operands(data);
    let class = lower.world.class(imm::class(data));
    lower.call(class.make.expect("verified: the class is immediate"));
}

pub fn field_get(lower: &mut FuncLower, data: &InstData) {
    lower.operands(data);
    let id = imm::field(data);
    let field = lower.world.fields[id.index()];
    lower.il(Instr::LdFld(field));
    if lower.world.module.fields[id].storage == Storage::F32 {
        lower.op(Cil::ConvR8);
    }
}

pub fn field_set(lower: &mut FuncLower, data: &InstData) {
    let [object, value] = data.args[..] else {
        panic!("clr lower: field_set operands")
    };
    let id = imm::field(data);
    let storage = lower.world.module.fields[id].storage;
    lower.value(object);
    let ty = lower.world.storage(storage);
    lower.value_as(value, &ty);
    if storage == Storage::F32 {
        lower.op(Cil::ConvR4);
    }
    let field = lower.world.fields[id.index()];
    lower.il(Instr::StFld(field));
}

pub fn class_const(lower: &mut FuncLower, data: &InstData) {
    lower.operands(data);
    lower.ctx();
    let method = lower.world.consts[imm::constant(data).index()];
    lower.il(Instr::CallVirt(method));
}

pub fn class_of(lower: &mut FuncLower, data: &InstData) {
    let obj = lower.world.rt.obj;
    lower.value_as(data.args[0], &Type::Class(obj));
    let sig = MethodSig::instance(vec![], Type::I4);
    let method = lower.world.asm.method_ref(obj, "ClassNumber", sig);
    lower.il(Instr::CallVirt(method));
}

pub fn is_instance(lower: &mut FuncLower, data: &InstData) {
    super::branch::compare(lower, data);
}

pub fn is_array(lower: &mut FuncLower, data: &InstData) {
    super::branch::compare(lower, data);
}

/// A reference type that is not nullable also refuses null, with the same trap.
pub fn cast(lower: &mut FuncLower, data: &InstData) {
    lower.operands(data);
    let wanted = imm::ty(data);
    let ty = lower.world.value(wanted);
    if ty != Type::Object {
        lower.il(Instr::CastClass(ty));
    }
    if lower.func.ty(data.args[0]).is_nullable() && !wanted.is_nullable() {
        refuse_null(lower, "TrapCast");
    }
}

pub fn cast_unchecked(lower: &mut FuncLower, data: &InstData) {
    if lower.world.check_casts {
        return cast(lower, data);
    }
    lower.operands(data);
    let ty = result_type(lower, data);
    if ty != Type::Object {
        lower.il(Instr::Assume(ty));
    }
}

pub fn non_null(lower: &mut FuncLower, data: &InstData) {
    lower.operands(data);
    if lower.func.ty(data.args[0]).is_nullable() {
        refuse_null(lower, "TrapNull");
    }
}

/// Traps by the helper if the top of the stack is null; keeps it otherwise. The place comes from the stack trace: strings
/// would be made when the method is compiled.
fn refuse_null(lower: &mut FuncLower, helper: &'static str) {
    let past = lower.body.label();
    lower.op(Cil::Dup);
    lower.body.branch(Branch::BrTrue, past);
    lower.helper(helper);
    lower.body.mark(past);
}

/// A long weak reference: it still answers an object that was found dead and waits for its
/// finalizer.
pub fn weak_new(lower: &mut FuncLower, data: &InstData) {
    lower.operands(data);
    lower.il(Instr::LdcI4(1));
    let weak = lower.world.rt.weak;
    let sig = MethodSig::instance(vec![Type::Object, Type::Bool], Type::Void);
    let ctor = lower.world.asm.method_ref(weak, ".ctor", sig);
    lower.il(Instr::NewObj(ctor));
}

pub fn weak_get(lower: &mut FuncLower, data: &InstData) {
    lower.operands(data);
    let weak = lower.world.rt.weak;
    let sig = MethodSig::instance(vec![], Type::Object);
    let method = lower.world.asm.method_ref(weak, "get_Target", sig);
    lower.il(Instr::CallVirt(method));
}
