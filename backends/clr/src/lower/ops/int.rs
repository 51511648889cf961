//! Integer ops that are more than one CIL instruction.

use super::plain;
use crate::il::{Instr, Op as Cil};
use crate::lower::function::FuncLower;
use crate::lower::imm;
use kaa_ir::function::InstData;
use kaa_ir::{Op, Value, types};

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

/// The wrapped result of an overflow op; [`overflow_flag`] says whether it is the true one.
pub fn overflow(lower: &mut FuncLower, data: &InstData) {
    plain(
        lower,
        data,
        match data.op {
            Op::AddOvf => Cil::Add,
            Op::SubOvf => Cil::Sub,
            _ => Cil::Mul,
        },
    );
}

/// Pushes the second result of an overflow op, from its operands and its first result.
pub fn overflow_flag(lower: &mut FuncLower, data: &InstData) {
    let ([left, right], result) = (&data.args[..], data.results[0]) else {
        panic!("clr lower: operands of {}", data.op.name())
    };
    let wide = is_wide(lower, *left);
    match data.op {
        // The result's sign differs from that of both operands.
        Op::AddOvf => sign_test(lower, [(*left, result), (*right, result)], wide),
        // The operands' signs differ, and the result's differs from the minuend's.
        Op::SubOvf => sign_test(lower, [(*left, *right), (*left, result)], wide),
        _ if wide => {
            lower.operands(data);
            lower.value(result);
            lower.helper("MulOverflows64");
        }
        _ => product_differs(lower, data),
    }
}

/// Whether the values of both pairs differ in sign.
fn sign_test(lower: &mut FuncLower, pairs: [(Value, Value); 2], wide: bool) {
    for (left, right) in pairs {
        lower.value(left);
        lower.value(right);
        lower.op(Cil::Xor);
    }
    lower.op(Cil::And);
    lower.il(if wide {
        Instr::LdcI8(0)
    } else {
        Instr::LdcI4(0)
    });
    lower.op(Cil::Clt);
}

/// Whether the 64-bit product of 32-bit operands is not the 32-bit one.
fn product_differs(lower: &mut FuncLower, data: &InstData) {
    for &operand in &data.args {
        lower.value(operand);
        lower.op(Cil::ConvI8);
    }
    lower.op(Cil::Mul);
    lower.value(data.results[0]);
    lower.op(Cil::ConvI8);
    lower.op(Cil::Ceq);
    lower.il(Instr::LdcI4(0));
    lower.op(Cil::Ceq);
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
