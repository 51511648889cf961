//! Comparisons, branches and returns.

use crate::il::{Branch, Instr, Label, Op as Cil};
use crate::lower::function::FuncLower;
use crate::lower::imm;
use crate::metadata::Type;
use kaa_ir::function::InstData;
use kaa_ir::{Op, Value};

/// A test that a CIL branch or comparison can make; both sides are pushed.
enum Test {
    /// The first instruction's answer is the result.
    Direct(Cil, Branch, Branch),
    /// The negation of the first instruction's answer is the result.
    Negated(Cil, Branch, Branch),
}

/// The comparison with its branch when true and its branch when false. For floats the unordered
/// forms make NaN go the right way.
fn test(op: Op) -> Test {
    use Test::{Direct, Negated};
    match op {
        Op::Eq | Op::RefEq | Op::IsNull => Direct(Cil::Ceq, Branch::Beq, Branch::BneUn),
        Op::Ne => Negated(Cil::Ceq, Branch::BneUn, Branch::Beq),
        Op::LtS => Direct(Cil::Clt, Branch::Blt, Branch::Bge),
        Op::LeS => Negated(Cil::Cgt, Branch::Ble, Branch::Bgt),
        Op::LtU => Direct(Cil::CltUn, Branch::BltUn, Branch::BgeUn),
        Op::LeU => Negated(Cil::CgtUn, Branch::BleUn, Branch::BgtUn),
        Op::Feq => Direct(Cil::Ceq, Branch::Beq, Branch::BneUn),
        Op::Fne => Negated(Cil::Ceq, Branch::BneUn, Branch::Beq),
        Op::Flt => Direct(Cil::Clt, Branch::Blt, Branch::BgeUn),
        Op::Fle => Negated(Cil::CgtUn, Branch::Ble, Branch::BgtUn),
        _ => panic!("clr lower: {} is no comparison", op.name()),
    }
}

/// Pushes what the op compares. The single-operand tests compare with null or zero.
fn sides(lower: &mut FuncLower, data: &InstData) {
    lower.operands(data);
    if data.op == Op::IsNull {
        lower.op(Cil::LdNull);
    }
}

/// Pushes a reference or integer that is null or zero unless the op answers 1.
fn truth(lower: &mut FuncLower, data: &InstData) -> bool {
    match data.op {
        Op::ExcPending => {
            lower.ctx();
            let field = lower.world.rt.exc;
            lower.il(Instr::LdFld(field));
        }
        Op::Safepoint => {
            lower.ctx();
            // Another thread sets it.
            lower.op(Cil::Volatile);
            let field = lower.world.rt.pending;
            lower.il(Instr::LdFld(field));
        }
        Op::IsInstance => {
            lower.operands(data);
            let ty = lower.world.class_type(imm::class(data));
            lower.il(Instr::IsInst(ty));
        }
        Op::IsArray => {
            lower.operands(data);
            let ty = Type::array(lower.world.array(imm::array(data)).element);
            lower.il(Instr::IsInst(ty));
        }
        _ => return false,
    }
    true
}

/// Pushes the answer of a comparison as 0 or 1.
pub fn compare(lower: &mut FuncLower, data: &InstData) {
    if truth(lower, data) {
        match data.op {
            Op::Safepoint => lower.il(Instr::LdcI4(0)),
            _ => lower.op(Cil::LdNull),
        }
        lower.op(Cil::CgtUn);
        return;
    }
    sides(lower, data);
    match test(data.op) {
        Test::Direct(op, ..) => lower.op(op),
        Test::Negated(op, ..) => {
            lower.op(op);
            lower.il(Instr::LdcI4(0));
            lower.op(Cil::Ceq);
        }
    }
}

/// Goes to `label` if the value equals `wanted`. A comparison that is in the branch's tree
/// becomes the branch itself.
pub fn branch_if(lower: &mut FuncLower, value: Value, wanted: bool, label: Label) {
    let data = lower.in_tree(value).cloned();
    match &data {
        Some(data) if data.op == Op::IsNull => {
            lower.operands(data);
            let branch = if wanted {
                Branch::BrFalse
            } else {
                Branch::BrTrue
            };
            lower.body.branch(branch, label);
            return;
        }
        Some(data) if is_comparison(data.op) => {
            sides(lower, data);
            let (Test::Direct(_, yes, no) | Test::Negated(_, yes, no)) = test(data.op);
            lower.body.branch(if wanted { yes } else { no }, label);
            return;
        }
        Some(data) if data.op == Op::IsInstance && exact_test(lower, data, wanted, label) => return,
        Some(data) if truth(lower, data) => {}
        _ => lower.value(value),
    }
    lower.body.branch(
        if wanted {
            Branch::BrTrue
        } else {
            Branch::BrFalse
        },
        label,
    );
}

/// Branches on a class test by comparing the object's type with the few that it can be exactly, which the JIT makes one
/// comparison each; `isinst` of a class that is not sealed is a call.
fn exact_test(lower: &mut FuncLower, data: &InstData, wanted: bool, label: Label) -> bool {
    let Some(classes) = lower.world.exact_classes(imm::class(data)) else {
        return false;
    };
    let object = data.args[0];
    let load = lower.again(object);
    let past = lower.body.label();
    let (yes, no) = if wanted { (label, past) } else { (past, label) };
    if lower.func.ty(object).is_nullable() {
        lower.il(load.clone());
        lower.body.branch(Branch::BrFalse, no);
    }
    let get_type = lower.world.get_type();
    let (last, others) = classes.split_last().expect("there is a class");
    for &class in others {
        lower.world.push_type_of(&mut lower.body, class);
        lower
            .body
            .instrs
            .extend([load.clone(), Instr::CallVirt(get_type)]);
        lower.body.branch(Branch::Beq, yes);
    }
    lower.world.push_type_of(&mut lower.body, *last);
    lower.body.instrs.extend([load, Instr::CallVirt(get_type)]);
    let branch = if wanted { Branch::Beq } else { Branch::BneUn };
    lower.body.branch(branch, label);
    lower.body.mark(past);
    true
}

fn is_comparison(op: Op) -> bool {
    use Op::{Eq, Feq, Fle, Flt, Fne, LeS, LeU, LtS, LtU, Ne, RefEq};
    matches!(
        op,
        Eq | Ne | LtS | LeS | LtU | LeU | Feq | Fne | Flt | Fle | RefEq
    )
}

/// Dense cases become CIL switches, the rest a binary search over the ranges between them.
pub fn switch(lower: &mut FuncLower, value: Value, cases: &[i32], labels: &[Label]) {
    let scratch = lower.scratch(Type::I4);
    lower.value(value);
    lower.il(Instr::StLoc(scratch));
    let mut rows: Vec<(i32, Label)> = cases.iter().copied().zip(labels.iter().copied()).collect();
    rows.sort_by_key(|(case, _)| *case);
    let default = lower.body.label();
    search(lower, scratch, &runs(&rows), default);
    lower.body.mark(default);
}

/// Splits sorted cases into runs that are at least half full.
fn runs(rows: &[(i32, Label)]) -> Vec<&[(i32, Label)]> {
    let mut out = Vec::new();
    let mut start = 0;
    for end in 1..=rows.len() {
        let fits = end < rows.len() && {
            let span = i64::from(rows[end].0) - i64::from(rows[start].0) + 1;
            span <= 2 * (end - start + 1) as i64 + 2
        };
        if !fits {
            out.push(&rows[start..end]);
            start = end;
        }
    }
    out
}

/// Control falls through when no case is met.
fn search(lower: &mut FuncLower, scratch: u16, runs: &[&[(i32, Label)]], default: Label) {
    match runs {
        [] => {}
        [run] => one_run(lower, scratch, run),
        _ => {
            let (low, high) = runs.split_at(runs.len() / 2);
            let upper = lower.body.label();
            lower.il(Instr::LdLoc(scratch));
            lower.il(Instr::LdcI4(high[0][0].0));
            lower.body.branch(Branch::Bge, upper);
            search(lower, scratch, low, default);
            lower.body.branch(Branch::Br, default);
            lower.body.mark(upper);
            search(lower, scratch, high, default);
        }
    }
}

fn one_run(lower: &mut FuncLower, scratch: u16, run: &[(i32, Label)]) {
    let (first, last) = (run[0].0, run[run.len() - 1].0);
    if run.len() < 3 {
        for &(case, label) in run {
            lower.il(Instr::LdLoc(scratch));
            lower.il(Instr::LdcI4(case));
            lower.body.branch(Branch::Beq, label);
        }
        return;
    }
    let past = lower.body.label();
    let mut table = vec![past; (i64::from(last) - i64::from(first)) as usize + 1];
    for &(case, label) in run {
        table[(i64::from(case) - i64::from(first)) as usize] = label;
    }
    lower.il(Instr::LdLoc(scratch));
    if first != 0 {
        lower.il(Instr::LdcI4(first));
        lower.op(Cil::Sub);
    }
    lower.il(Instr::Switch(table));
    lower.body.mark(past);
}

/// The chosen value is computed alone; its type is claimed on both ways, so that they agree.
pub fn select(lower: &mut FuncLower, data: &InstData) {
    let [condition, yes, no] = data.args[..] else {
        panic!("clr lower: select operands")
    };
    let ty = super::result_type(lower, data);
    let (chosen, done) = (lower.body.label(), lower.body.label());
    branch_if(lower, condition, true, chosen);
    claimed(lower, no, &ty);
    lower.body.branch(Branch::Br, done);
    lower.body.mark(chosen);
    claimed(lower, yes, &ty);
    lower.body.mark(done);
}

fn claimed(lower: &mut FuncLower, value: Value, ty: &Type) {
    lower.value(value);
    if ty.is_reference() {
        lower.il(Instr::Assume(ty.clone()));
    }
}

pub fn ret(lower: &mut FuncLower, data: &InstData) {
    if let [value] = data.args[..] {
        let sig = &lower.world.module.sigs[lower.func.sig];
        let result = sig.result.expect("verified: the signature has a result");
        let ty = lower.world.value(result);
        lower.value_as(value, &ty);
    }
    lower.op(Cil::Ret);
}

/// Returns the zero of the result type; the exception is pending in the context.
pub fn zero_return(lower: &mut FuncLower) {
    let sig = &lower.world.module.sigs[lower.func.sig];
    if let Some(result) = sig.result {
        match lower.world.value(result) {
            Type::I4 => lower.il(Instr::LdcI4(0)),
            Type::I8 => lower.il(Instr::LdcI8(0)),
            Type::R8 => lower.il(Instr::LdcR8(0.0)),
            _ => lower.op(Cil::LdNull),
        }
    }
    lower.op(Cil::Ret);
}

pub fn trap(lower: &mut FuncLower, code: &str) {
    let place = lower.func.name.clone();
    lower.world.push_trap(&mut lower.body, code, &place);
}
