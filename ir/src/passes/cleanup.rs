//! Dead code, unreachable blocks and needless jumps.
//!
//! Branches on constants become jumps; blocks that only jump on are skipped; a block and its only successor become one if
//! that has no other predecessor; parameters that get one value from everywhere are that value; instructions and parameters
//! that nothing needs are removed. Traps are kept: an unused division may still stop the program.

use super::edit::{Replacements, each_function, is_removable};
use crate::analysis::{Cfg, Dominators};
use crate::entity::*;
use crate::function::{BlockCall, Function, Imm, ValueDef};
use crate::module::Module;
use crate::op::Op;

/// Over all functions.
pub fn run(module: &mut Module) {
    each_function(module, run_function);
}

/// To a fixed point, which a few rounds reach.
pub fn run_function(module: &Module, func: &mut Function) {
    func.remove_unreachable_blocks();
    for _ in 0..8 {
        let mut changed = fold_branches(func);
        changed |= skip_empty_blocks(func);
        changed |= func.remove_unreachable_blocks();
        changed |= merge_blocks(func);
        changed |= single_valued_params(func);
        changed |= remove_dead(module, func);
        if !changed {
            break;
        }
    }
    order_blocks(func);
}

/// Keeps the layout if each block stands behind its immediate dominator, as backends that make values in layout order want;
/// else takes the reverse postorder, which has this.
fn order_blocks(func: &mut Function) {
    let cfg = Cfg::new(func);
    let dominators = Dominators::new(&cfg);
    let mut placed = vec![false; func.blocks.len()];
    let in_order = func.layout.iter().all(|&block| {
        placed[block.index()] = true;
        dominators
            .idom(block)
            .is_none_or(|above| placed[above.index()])
    });
    if !in_order {
        func.layout = cfg.order;
    }
}

fn constant(func: &Function, value: Value) -> Option<i64> {
    match func.values[value].def {
        ValueDef::Result(inst, 0) if func.insts[inst].op == Op::Iconst => {
            match func.insts[inst].imms[1] {
                Imm::Int(v) => Some(v),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Branches whose way is known, or whose ways are the same; and a branch on `not`.
fn fold_branches(func: &mut Function) -> bool {
    let mut changed = false;
    for block in func.layout.clone() {
        let inst = *func.blocks[block].insts.last().expect("terminator");
        let data = &func.insts[inst];
        let taken = match data.op {
            Op::BrIf => match constant(func, data.args[0]) {
                Some(value) => Some(usize::from(value == 0)),
                None => (data.targets[0] == data.targets[1]).then_some(0),
            },
            Op::Switch => {
                let same = data.targets.iter().all(|t| *t == data.targets[0]);
                match (constant(func, data.args[0]), &data.imms[0]) {
                    (Some(value), Imm::Cases(cases)) => {
                        let case = cases.iter().position(|&c| i64::from(c) == value);
                        Some(case.map_or(0, |i| i + 1))
                    }
                    _ => same.then_some(0),
                }
            }
            _ => None,
        };
        if let Some(taken) = taken {
            let data = &mut func.insts[inst];
            let target = data.targets[taken].clone();
            data.op = Op::Jump;
            data.imms.clear();
            data.args.clear();
            data.targets.clear();
            data.targets.push(target);
            changed = true;
        } else if func.insts[inst].op == Op::BrIf
            && let Some(inner) = negated(func, func.insts[inst].args[0])
        {
            let data = &mut func.insts[inst];
            data.args[0] = inner;
            data.targets.swap(0, 1);
            changed = true;
        }
    }
    changed
}

fn negated(func: &Function, value: Value) -> Option<Value> {
    match func.values[value].def {
        ValueDef::Result(inst, 0) if func.insts[inst].op == Op::Not => {
            Some(func.insts[inst].args[0])
        }
        _ => None,
    }
}

/// Where a block that only jumps on leads, given the arguments to it; it may also branch on a parameter whose argument is a
/// constant.
fn onward(
    func: &Function,
    n_uses: &[u32],
    target: &BlockCall,
    implicit: usize,
) -> Option<BlockCall> {
    let data = &func.blocks[target.block];
    let [inst] = data.insts[..] else { return None };
    let jump = &func.insts[inst];
    let next = match jump.op {
        Op::Jump => &jump.targets[0],
        Op::BrIf if implicit == 0 => {
            let at = data.params.iter().position(|&p| p == jump.args[0])?;
            &jump.targets[usize::from(constant(func, target.args[at])? == 0)]
        }
        _ => return None,
    };
    if next.block == target.block {
        return None;
    }
    if data.params.is_empty() {
        return Some(next.clone());
    }
    // Parameters may be needed by nothing but the jump or branch itself.
    let passed = || jump.targets.iter().flat_map(|t| &t.args);
    let own = |p: &Value| {
        let uses = jump.args.iter().chain(passed()).filter(|&a| a == p);
        uses.count() as u32 == n_uses[p.index()]
    };
    if implicit != 0 || !data.params.iter().all(own) {
        return None;
    }
    let args = next.args.iter().map(|&arg| {
        let at = data.params.iter().position(|&p| p == arg);
        at.map_or(arg, |i| target.args[i])
    });
    Some(BlockCall {
        block: next.block,
        args: args.collect(),
    })
}

fn use_counts(func: &Function) -> Vec<u32> {
    let mut counts = vec![0; func.values.len()];
    for &block in &func.layout {
        for &inst in &func.blocks[block].insts {
            let data = &func.insts[inst];
            let passed = data.targets.iter().flat_map(|t| &t.args);
            for value in data.args.iter().chain(passed) {
                counts[value.index()] += 1;
            }
        }
    }
    counts
}

fn skip_empty_blocks(func: &mut Function) -> bool {
    let n_uses = use_counts(func);
    let mut changed = false;
    for block in func.layout.clone() {
        let inst = *func.blocks[block].insts.last().expect("terminator");
        for i in 0..func.insts[inst].targets.len() {
            let data = &func.insts[inst];
            let target = &data.targets[i];
            let n_params = func.blocks[target.block].params.len();
            let implicit = n_params - target.args.len();
            if target.block == block {
                continue;
            }
            if let Some(next) = onward(func, &n_uses, target, implicit)
                && next.block != target.block
            {
                func.insts[inst].targets[i] = next;
                changed = true;
            }
        }
    }
    changed
}

/// A block and the one that it jumps to, where nothing else leads there.
fn merge_blocks(func: &mut Function) -> bool {
    let cfg = Cfg::new(func);
    let mut replacements = Replacements::new(func);
    let mut gone = vec![false; func.blocks.len()];
    let mut changed = false;
    for &block in &cfg.order {
        if gone[block.index()] {
            continue;
        }
        loop {
            let last = *func.blocks[block].insts.last().expect("terminator");
            let data = &func.insts[last];
            if data.op != Op::Jump {
                break;
            }
            let BlockCall { block: next, args } = data.targets[0].clone();
            if next == block || next == func.entry() || cfg.preds(next).len() != 1 {
                break;
            }
            for (i, &param) in func.blocks[next].params.clone().iter().enumerate() {
                replacements.set(param, replacements.resolve(args[i]));
            }
            let moved = std::mem::take(&mut func.blocks[next].insts);
            func.blocks[next].params.clear();
            func.blocks[block].cold |=
                func.blocks[next].cold && func.blocks[block].insts.len() == 1;
            func.blocks[block].insts.pop();
            func.blocks[block].insts.extend(moved);
            gone[next.index()] = true;
            changed = true;
        }
    }
    if changed {
        func.layout.retain(|b| !gone[b.index()]);
        replacements.apply(func);
    }
    changed
}

/// Parameters whose arguments are all one value (or the parameter itself).
fn single_valued_params(func: &mut Function) -> bool {
    let entry = func.entry();
    let n_blocks = func.blocks.len();
    // By block, then by parameter: none yet, one value, or several (also where a value comes implicitly).
    let mut incoming: Vec<Vec<Option<Option<Value>>>> = vec![Vec::new(); n_blocks];
    for &block in &func.layout {
        incoming[block.index()] = vec![None; func.blocks[block].params.len()];
    }
    for &block in &func.layout {
        for target in &func.terminator(block).targets {
            let params = &func.blocks[target.block].params;
            let implicit = params.len() - target.args.len();
            let slots = &mut incoming[target.block.index()];
            for (i, slot) in slots.iter_mut().enumerate() {
                let arg = i.checked_sub(implicit).map(|j| target.args[j]);
                match arg {
                    Some(arg) if arg == params[i] => {}
                    Some(arg) => {
                        *slot = match *slot {
                            None => Some(Some(arg)),
                            Some(Some(known)) if known == arg => Some(Some(arg)),
                            _ => Some(None),
                        }
                    }
                    None => *slot = Some(None),
                }
            }
        }
    }
    let mut replacements = Replacements::new(func);
    let mut changed = false;
    for block in func.layout.clone() {
        if block == entry {
            continue;
        }
        for (i, slot) in incoming[block.index()].iter().enumerate() {
            let param = func.blocks[block].params[i];
            if let Some(Some(value)) = slot
                && replacements.resolve(*value) != param
            {
                replacements.set(param, *value);
                changed = true;
            }
        }
    }
    replacements.apply(func);
    changed
}

/// By block: number of first parameters that some edge fills by itself (the result or exception of a `try_` call).
fn implicit_params(func: &Function) -> Vec<usize> {
    let mut implicit = vec![0usize; func.blocks.len()];
    for &block in &func.layout {
        for target in &func.terminator(block).targets {
            let n_params = func.blocks[target.block].params.len();
            let at = &mut implicit[target.block.index()];
            *at = (*at).max(n_params - target.args.len());
        }
    }
    implicit
}

/// Instructions and block parameters that no effect depends on.
fn remove_dead(module: &Module, func: &mut Function) -> bool {
    let live = live_values(module, func);
    let mut changed = false;
    for block in func.layout.clone() {
        let data = &func.blocks[block];
        let keep: Vec<Inst> = data
            .insts
            .iter()
            .copied()
            .filter(|&i| {
                let inst = &func.insts[i];
                !is_removable(module, inst) || inst.results.iter().any(|r| live[r.index()])
            })
            .collect();
        changed |= keep.len() != data.insts.len();
        func.blocks[block].insts = keep;
    }
    changed | remove_dead_params(func, &live)
}

fn live_values(module: &Module, func: &Function) -> Vec<bool> {
    let mut live = vec![false; func.values.len()];
    let mut work: Vec<Value> = Vec::new();
    let fixed = implicit_params(func);
    // Arguments that reach each block: by block, lists of what each edge passes to the explicit parameters.
    let mut edges: Vec<Vec<(usize, &[Value])>> = vec![Vec::new(); func.blocks.len()];
    for &block in &func.layout {
        for &inst in &func.blocks[block].insts {
            let data = &func.insts[inst];
            if !is_removable(module, data) {
                work.extend(&data.args);
            }
            for target in &data.targets {
                let n_params = func.blocks[target.block].params.len();
                let implicit = n_params - target.args.len();
                edges[target.block.index()].push((implicit, &target.args));
                // A parameter that stays keeps what this edge passes to it.
                let stays = fixed[target.block.index()] - implicit;
                work.extend(&target.args[..stays]);
            }
        }
    }
    while let Some(value) = work.pop() {
        if std::mem::replace(&mut live[value.index()], true) {
            continue;
        }
        match func.values[value].def {
            ValueDef::Result(inst, _) => work.extend(&func.insts[inst].args),
            ValueDef::Param(block, i) => {
                for (implicit, args) in &edges[block.index()] {
                    if let Some(j) = (i as usize).checked_sub(*implicit) {
                        work.push(args[j]);
                    }
                }
            }
        }
    }
    live
}

fn remove_dead_params(func: &mut Function, live: &[bool]) -> bool {
    let entry = func.entry();
    let implicit = implicit_params(func);
    let mut dropped: Vec<Vec<bool>> = vec![Vec::new(); func.blocks.len()];
    let mut changed = false;
    for block in func.layout.clone() {
        let first = implicit[block.index()];
        let params = &func.blocks[block].params;
        let drop: Vec<bool> = params
            .iter()
            .enumerate()
            .map(|(i, p)| block != entry && i >= first && !live[p.index()])
            .collect();
        if drop.contains(&true) {
            changed = true;
            let kept: Vec<Value> = params
                .iter()
                .zip(&drop)
                .filter(|(_, drop)| !**drop)
                .map(|(&p, _)| p)
                .collect();
            for (i, &param) in kept.iter().enumerate() {
                func.values[param].def = ValueDef::Param(block, i as u32);
            }
            func.blocks[block].params = kept;
            dropped[block.index()] = drop;
        }
    }
    if changed {
        for block in func.layout.clone() {
            let inst = *func.blocks[block].insts.last().expect("terminator");
            for target in &mut func.insts[inst].targets {
                let drop = &dropped[target.block.index()];
                let mut i = drop.len().saturating_sub(target.args.len());
                target.args.retain(|_| {
                    i += 1;
                    !drop.get(i - 1).is_some_and(|&drop| drop)
                });
            }
        }
    }
    changed
}
