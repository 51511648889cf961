//! Integer ops that are more than one CIL instruction.

use super::plain;
use crate::il::{Instr, Op as Cil};
use crate::lower::function::FuncLower;
use crate::lower::imm;
use crate::metadata::Type;
use kaa_ir::function::InstData;
use kaa_ir::{Value, types};

fn is_wide(lower: &FuncLower, value: Value) -> bool {
    lower.func.ty(value) == types::Type::I64
}

pub fn constant(lower: &mut FuncLower, data: &InstData) {
    let value = imm::int(data);
    lower.il(match imm::ty(data) {
        types::Type::I64 => Instr::LdcI8(value),
        _ => Instr::LdcI4(value as i32),
    });
}

pub fn not(lower: &mut FuncLower, data: &InstData) {
    lower.operands(data);
    if lower.func.ty(data.args[0]) == types::Type::I1 {
        lower.il(Instr::LdcI4(0));
        lower.op(Cil::Ceq);
    } else {
        lower.op(Cil::Not);
    }
}

/// The CLR leaves counts beyond the width unspecified, so they are masked.
pub fn shift(lower: &mut FuncLower, data: &InstData, op: Cil) {
    let [value, count] = data.args[..] else {
        panic!("clr lower: shift operands")
    };
    let mask = if is_wide(lower, value) { 63 } else { 31 };
    lower.value(value);
    match lower.constant(count) {
        Some(count) => lower.il(Instr::LdcI4(count as i32 & mask)),
        None => {
            lower.value(count);
            if mask == 63 {
                lower.op(Cil::ConvI4);
            }
            lower.il(Instr::LdcI4(mask));
            lower.op(Cil::And);
        }
    }
    lower.op(op);
}

pub fn helper(lower: &mut FuncLower, data: &InstData, narrow: &'static str, wide: &'static str) {
    let name = if is_wide(lower, data.args[0]) {
        wide
    } else {
        narrow
    };
    super::helper(lower, data, name);
}

/// The CLR's own division throws for MIN / -1; a divisor known to be neither 0 nor -1 needs no care.
pub fn divide(
    lower: &mut FuncLower,
    data: &InstData,
    op: Cil,
    narrow: &'static str,
    wide: &'static str,
) {
    match lower.constant(data.args[1]) {
        Some(divisor) if divisor != -1 => plain(lower, data, op),
        _ => helper(lower, data, narrow, wide),
    }
}

/// The first result is computed and kept; leaves it on the stack too.
fn sum(lower: &mut FuncLower, data: &InstData, op: Cil) -> u16 {
    let ty = lower.world.value(lower.func.ty(data.args[0]));
    let result = lower.scratch(ty);
    plain(lower, data, op);
    lower.il(Instr::StLoc(result));
    result
}

/// Pushes whether the integer on top of the stack is negative.
fn is_negative(lower: &mut FuncLower, wide: bool) {
    lower.il(if wide {
        Instr::LdcI8(0)
    } else {
        Instr::LdcI4(0)
    });
    lower.op(Cil::Clt);
}

fn finish(lower: &mut FuncLower, data: &InstData, result: u16) {
    lower.store(data.results[1]);
    lower.il(Instr::LdLoc(result));
    lower.store(data.results[0]);
}

/// Overflow: the result's sign differs from that of both operands.
pub fn add_overflow(lower: &mut FuncLower, data: &InstData) {
    let result = sum(lower, data, Cil::Add);
    for (index, &operand) in data.args.iter().enumerate() {
        lower.value(operand);
        lower.il(Instr::LdLoc(result));
        lower.op(Cil::Xor);
        if index == 1 {
            lower.op(Cil::And);
        }
    }
    is_negative(lower, is_wide(lower, data.args[0]));
    finish(lower, data, result);
}

/// Overflow: the operands' signs differ and the result's differs from the minuend's.
pub fn sub_overflow(lower: &mut FuncLower, data: &InstData) {
    let result = sum(lower, data, Cil::Sub);
    lower.operands(data);
    lower.op(Cil::Xor);
    lower.value(data.args[0]);
    lower.il(Instr::LdLoc(result));
    lower.op(Cil::Xor);
    lower.op(Cil::And);
    is_negative(lower, is_wide(lower, data.args[0]));
    finish(lower, data, result);
}

pub fn mul_overflow(lower: &mut FuncLower, data: &InstData) {
    if is_wide(lower, data.args[0]) {
        let result = lower.scratch(Type::I8);
        lower.operands(data);
        lower.il(Instr::LdLoca(result));
        lower.helper("MulOverflow64");
        finish(lower, data, result);
        return;
    }
    let (product, result) = (lower.scratch(Type::I8), lower.scratch(Type::I4));
    for &operand in &data.args {
        lower.value(operand);
        lower.op(Cil::ConvI8);
    }
    lower.op(Cil::Mul);
    lower.il(Instr::StLoc(product));
    lower.il(Instr::LdLoc(product));
    lower.op(Cil::ConvI4);
    lower.il(Instr::StLoc(result));
    lower.il(Instr::LdLoc(result));
    lower.op(Cil::ConvI8);
    lower.il(Instr::LdLoc(product));
    lower.op(Cil::Ceq);
    lower.il(Instr::LdcI4(0));
    lower.op(Cil::Ceq);
    finish(lower, data, result);
}

pub fn extend(lower: &mut FuncLower, data: &InstData, op: Cil) {
    plain(lower, data, op);
    if is_wide(lower, data.args[0]) {
        lower.op(Cil::ConvI8);
    }
}

pub fn from_bool(lower: &mut FuncLower, data: &InstData) {
    lower.operands(data);
    if imm::ty(data) == types::Type::I64 {
        lower.op(Cil::ConvI8);
    }
}
