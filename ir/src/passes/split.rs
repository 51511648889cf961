//! Splits an interpreter's handlers in a fast form, which calls nothing, and the whole one, for what the fast one does not do.
//!
//! A function that calls saves registers on entry, on every execution; most executions of a handler need none. Where the fast
//! form would reach a call it jumps to the whole form instead, which starts over with the same parameters. That is right
//! only while nothing has been written: a handler that calls behind a write, or at once, stays as it is.

use crate::entity::*;
use crate::function::{Function, Imm, Loc, ValueDef};
use crate::module::Module;
use crate::op::{Effects, Op};

use super::edit::make;

/// Splits what can be split; answers the whole forms, which are functions of their own.
pub fn run(module: &mut Module, handlers: &[FuncId]) -> Vec<FuncId> {
    let mut whole = Vec::new();
    for &id in handlers {
        let func = &module.funcs[id];
        let Some(exits) = exits(func) else { continue };
        let mut slow = func.clone();
        slow.name = format!("{}.whole", func.name);
        slow.attrs.handler = None;
        slow.attrs.cold = true;
        let slow = module.funcs.push(slow);
        whole.push(slow);
        let result = module_result(module, id);
        leave_at(&mut module.funcs[id], &exits, slow, result);
    }
    whole
}

fn module_result(module: &Module, id: FuncId) -> crate::types::Type {
    let sig = &module.sigs[module.funcs[id].sig];
    sig.result.expect("a handler answers a place")
}

/// Compiled to a call that does not keep all registers.
fn calls(op: Op) -> bool {
    let host = matches!(
        op,
        Op::ArrCopy
            | Op::ArrFill
            | Op::ArrEqual
            | Op::ArrCompare
            | Op::ArrFind8
            | Op::IdentityHash
            | Op::UniqueId
            | Op::WeakNew
            | Op::FinalizerRegister
            | Op::FinalizerNext
            | Op::GcCollect
            | Op::GcStat
            | Op::GcPressure
    );
    host || op.info().effects == Effects::Call
}

/// Something that the whole form would see or do twice; what is written into an object made here is seen by nobody yet.
fn writes(func: &Function, inst: Inst) -> bool {
    let data = &func.insts[inst];
    match data.op.info().effects {
        Effects::WriteField | Effects::WriteArray => !is_new(func, data.args[0]),
        _ => matches!(data.op, Op::ExcSet | Op::ExcTake),
    }
}

fn is_new(func: &Function, value: Value) -> bool {
    match func.values[value].def {
        ValueDef::Result(inst, _) => matches!(func.insts[inst].op, Op::New | Op::ArrNew),
        ValueDef::Param(..) => false,
    }
}

/// Blocks where the fast form gives up; `None` if it would give up at once, never, or too late.
fn exits(func: &Function) -> Option<Vec<Block>> {
    let calling = |block: Block| {
        let mut insts = func.blocks[block].insts.iter();
        insts.any(|&inst| calls(func.insts[inst].op))
    };
    let writing = |block: Block| {
        let mut insts = func.blocks[block].insts.iter();
        insts.any(|&inst| writes(func, inst))
    };
    let entry = func.entry();
    if calling(entry) {
        return None;
    }
    let mut exits = Vec::new();
    // For each block reached without a call: whether something may have been written before it.
    let mut reached: Vec<Option<bool>> = vec![None; func.blocks.len()];
    reached[entry.index()] = Some(false);
    let mut work = vec![entry];
    while let Some(block) = work.pop() {
        let dirty = reached[block.index()].expect("it is reached") || writing(block);
        for next in func.successors(block).collect::<Vec<_>>() {
            if calling(next) {
                if dirty {
                    return None;
                }
                if !exits.contains(&next) {
                    exits.push(next);
                }
                continue;
            }
            let known = &mut reached[next.index()];
            if known.is_none() || (dirty && *known == Some(false)) {
                *known = Some(dirty);
                work.push(next);
            }
        }
    }
    let returns = func
        .layout
        .iter()
        .any(|&block| reached[block.index()].is_some() && func.terminator(block).op == Op::Return);
    (returns && !exits.is_empty()).then_some(exits)
}

/// Each of the blocks only calls the whole form, in return position.
fn leave_at(func: &mut Function, exits: &[Block], whole: FuncId, result: crate::types::Type) {
    let params = func.blocks[func.entry()].params.clone();
    for &block in exits {
        let call = make(
            func,
            Op::Call,
            &[Imm::Func(whole)],
            &params,
            &[result],
            &[],
            Loc::default(),
        );
        let value = func.insts[call].results[0];
        let leave = make(func, Op::Return, &[], &[value], &[], &[], Loc::default());
        func.blocks[block].insts = vec![call, leave];
        func.blocks[block].cold = true;
    }
    func.remove_unreachable_blocks();
}
