//! Float ops that the framework implements exactly.

use crate::il::Instr;
use crate::lower::function::FuncLower;
use crate::metadata::{MethodSig, Type};
use kaa_ir::function::InstData;

/// A function of `System.Math` from double to double.
pub fn math(lower: &mut FuncLower, data: &InstData, name: &'static str) {
    framework(lower, data, "System.Math", name, Type::R8, Type::R8);
}

pub fn bits(lower: &mut FuncLower, data: &InstData, name: &'static str) {
    let (from, to) = match name {
        "DoubleToInt64Bits" => (Type::R8, Type::I8),
        _ => (Type::I8, Type::R8),
    };
    framework(lower, data, "System.BitConverter", name, from, to);
}

fn framework(
    lower: &mut FuncLower,
    data: &InstData,
    class: &str,
    name: &str,
    from: Type,
    to: Type,
) {
    lower.operands(data);
    let class = lower.world.asm.core_type(class);
    let method = lower
        .world
        .asm
        .method_ref(class, name, MethodSig::fixed(vec![from], to));
    lower.il(Instr::Call(method));
}
