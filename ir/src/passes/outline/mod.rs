//! Moves regions of large functions into functions of their own, for hosts that do not compile large methods.
//!
//! A region is a block with all that it dominates. It can be moved when it is left for one block only, and with one value at
//! most (or when it only returns, throws or stops). Cold regions go first, the largest before the smaller; where they do not
//! make the function small enough any region may go, and long blocks are cut so that straight code has regions, too.

mod extract;
mod region;

use super::edit::{inst_bytes, make, size, with_function};
use super::{Options, cleanup};
use crate::analysis::{Cfg, Dominators, Loops};
use crate::entity::*;
use crate::function::{BlockCall, Function};
use crate::module::Module;
use crate::op::Op;
use region::{Region, Regions};

/// A region must save this many estimated bytes.
const LEAST_GAIN: usize = 12;
/// Blocks above this part of the limit are cut.
const PIECES: usize = 8;

/// Over all functions; those made are within the limits, too.
pub fn run(module: &mut Module, options: &Options) {
    if module.exceptions_lowered {
        return;
    }
    let mut work: Vec<FuncId> = module.funcs.keys().collect();
    while let Some(id) = work.pop() {
        if module.funcs[id].is_declaration() {
            continue;
        }
        work.extend(outline_switch(module, id, options.switch_cases));
        // Estimates are rough.
        let limit = options.max_bytes / 4 * 3;
        let goal = match hot_goal(&module.funcs[id], options) {
            Some(goal) => goal,
            None if size(&module.funcs[id]).1 > limit => limit,
            None => continue,
        };
        work.extend(shrink(module, id, goal, limit));
    }
}

/// The switch of an interpreter's loop: a host that compiles loops while they run, and gives code up when its guesses fail, is
/// back in compiled code with the next call of a function, but not before it has seen the loop go round many times.
fn outline_switch(module: &mut Module, id: FuncId, most: usize) -> Option<FuncId> {
    let func = &module.funcs[id];
    let is_large = |&b: &Block| {
        let term = func.terminator(b);
        term.op == Op::Switch && term.targets.len() > most
    };
    let block = func.layout.iter().copied().find(is_large)?;
    let cfg = Cfg::new(func);
    let dominators = Dominators::new(&cfg);
    if Loops::new(func.blocks.len(), &cfg, &dominators).depth(block) == 0 {
        return None;
    }
    let switch = with_function(module, id, |_, func| {
        let at = func.blocks[block].insts.len() - 1;
        cut(func, block, at)
    });
    let region = Regions::new(&module.funcs[id]).switch(switch)?;
    Some(outline(module, id, &region, "switch"))
}

/// Of a function that is worth the host's inlining once its cold code is away: the size to come to.
fn hot_goal(func: &Function, options: &Options) -> Option<usize> {
    let goal = options.hot_bytes;
    if goal == usize::MAX || func.attrs.cold || size(func).1 <= goal {
        return None;
    }
    let hot = func.layout.iter().filter(|&&b| !func.blocks[b].cold);
    let hot: usize = hot.map(|&b| block_bytes(func, b)).sum();
    (hot <= goal).then_some(goal)
}

fn block_bytes(func: &Function, block: Block) -> usize {
    let insts = &func.blocks[block].insts;
    insts.iter().map(|&i| inst_bytes(&func.insts[i])).sum()
}

/// Takes regions out until the function has `goal` bytes (cold ones), or `limit` (any). Answers the functions made.
fn shrink(module: &mut Module, id: FuncId, goal: usize, limit: usize) -> Vec<FuncId> {
    let mut made = Vec::new();
    let mut is_cut = false;
    loop {
        let func = &module.funcs[id];
        let bytes = size(func).1;
        if bytes <= goal {
            break;
        }
        let regions = Regions::new(func);
        let cold = regions.best(LEAST_GAIN, |region| region.is_cold);
        let chosen = match cold {
            Some(region) => region,
            None if bytes <= limit => break,
            None => {
                if !std::mem::replace(&mut is_cut, true) {
                    with_function(module, id, |_, func| cut_blocks(func, limit / PIECES));
                    continue;
                }
                match regions.best(LEAST_GAIN, |region| region.bytes <= limit) {
                    Some(region) => region,
                    None => break,
                }
            }
        };
        made.push(outline(module, id, &chosen, &format!("part{}", made.len())));
    }
    if is_cut || !made.is_empty() {
        with_function(module, id, cleanup::run_function);
    }
    made
}

fn outline(module: &mut Module, id: FuncId, region: &Region, suffix: &str) -> FuncId {
    let name = format!("{}.{suffix}", module.funcs[id].name);
    let (func, new) = {
        let func = std::mem::replace(
            &mut module.funcs[id],
            Function::new("", SigId::from_index(0)),
        );
        extract::extract(module, func, region, &name)
    };
    module.funcs[id] = func;
    with_function(module, new, cleanup::run_function);
    new
}

/// Cuts blocks above `most` bytes into several.
fn cut_blocks(func: &mut Function, most: usize) {
    let mut at = 0;
    while at < func.layout.len() {
        let block = func.layout[at];
        let mut bytes = 0;
        let insts = &func.blocks[block].insts;
        let place = insts[..insts.len() - 1].iter().position(|&inst| {
            bytes += inst_bytes(&func.insts[inst]);
            bytes > most
        });
        if let Some(place) = place.filter(|&p| p > 0) {
            cut(func, block, place);
        }
        at += 1;
    }
}

/// Puts the block's instructions from a place on into a new block, and answers that.
fn cut(func: &mut Function, block: Block, place: usize) -> Block {
    let rest = func.blocks[block].insts.split_off(place);
    let loc = func.insts[rest[0]].loc;
    let next = func.add_block();
    func.layout.pop();
    let at = func.layout.iter().position(|&b| b == block);
    func.layout
        .insert(at.expect("block is in the layout") + 1, next);
    func.blocks[next].cold = func.blocks[block].cold;
    func.blocks[next].insts = rest;
    let target = BlockCall {
        block: next,
        args: Vec::new(),
    };
    let jump = make(func, Op::Jump, &[], &[], &[], &[target], loc);
    func.blocks[block].insts.push(jump);
    next
}
