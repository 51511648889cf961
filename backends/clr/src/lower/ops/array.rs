//! Arrays: elements are scalars, or cells when they are references.

use crate::il::{Instr, Op as Cil};
use crate::lower::function::FuncLower;
use crate::lower::imm;
use crate::lower::world::ArrayRow;
use crate::metadata::Type;
use kaa_ir::function::InstData;
use kaa_ir::{ArrayId, Value, types};

fn array_of(lower: &FuncLower, value: Value) -> ArrayId {
    match lower.func.ty(value) {
        types::Type::Arr(array, _) => array,
        other => panic!("clr lower: {other:?} is no array in @{}", lower.func.name),
    }
}

fn row_of(lower: &mut FuncLower, value: Value) -> ArrayRow {
    let array = array_of(lower, value);
    lower.world.array(array)
}

/// A negative length and an exhausted memory are the CLR's own exceptions, which the launcher
/// reports as the traps they are.
pub fn new(lower: &mut FuncLower, data: &InstData) {
    lower.operands(data);
    let element = lower.world.array(imm::array(data)).element;
    lower.il(Instr::NewArr(element));
}

pub fn try_new(lower: &mut FuncLower, data: &InstData) {
    lower.operands(data);
    let method = lower.world.try_new(imm::array(data));
    lower.call(method);
}

pub fn get(lower: &mut FuncLower, data: &InstData) {
    lower.operands(data);
    let row = row_of(lower, data.args[0]);
    match row.cell {
        Some(cell) => {
            lower.il(Instr::LdElema(row.element));
            lower.il(Instr::LdFld(cell));
        }
        None => {
            let is_single = row.element == Type::R4;
            lower.il(Instr::LdElem(row.element));
            if is_single {
                lower.op(Cil::ConvR8);
            }
        }
    }
}

pub fn get_unsigned(lower: &mut FuncLower, data: &InstData) {
    lower.operands(data);
    let row = row_of(lower, data.args[0]);
    lower.il(Instr::LdElem(match row.element {
        Type::I1 => Type::U1,
        Type::I2 => Type::U2,
        other => panic!("clr lower: arr_get_u on {other:?}"),
    }));
}

pub fn set(lower: &mut FuncLower, data: &InstData) {
    let [array, index, value] = data.args[..] else {
        panic!("clr lower: arr_set operands")
    };
    lower.value(array);
    lower.value(index);
    let row = row_of(lower, array);
    match row.cell {
        Some(cell) => {
            let ty = lower.world.asm.field_type(cell).clone();
            lower.il(Instr::LdElema(row.element));
            lower.value_as(value, &ty);
            lower.il(Instr::StFld(cell));
        }
        None => {
            lower.value(value);
            if row.element == Type::R4 {
                lower.op(Cil::ConvR4);
            }
            lower.il(Instr::StElem(row.element));
        }
    }
}

pub fn copy(lower: &mut FuncLower, data: &InstData) {
    let (from, to) = (row_of(lower, data.args[0]), array_of(lower, data.args[2]));
    lower.operands(data);
    if from.element != lower.world.array(to).element {
        return lower.helper("CopyArray");
    }
    let method = lower.world.copy(to);
    lower.call(method);
}

pub fn fill(lower: &mut FuncLower, data: &InstData) {
    let [array, from, to, value] = data.args[..] else {
        panic!("clr lower: arr_fill operands")
    };
    let id = array_of(lower, array);
    let method = lower.world.fill(id);
    let ty = lower.world.asm.method_sig(method).params[3].clone();
    lower.value(array);
    lower.value(from);
    lower.value(to);
    lower.value_as(value, &ty);
    lower.call(method);
}
