//! Block order.

use kaa_ir::entity::Entity;
use kaa_ir::{Block, Function};

/// Reverse postorder from the entry; a terminator's first successor follows it where that is possible.
pub fn reverse_postorder(func: &Function) -> Vec<Block> {
    let mut seen = vec![false; func.blocks.len()];
    let mut postorder = Vec::with_capacity(func.layout.len());
    let mut stack = vec![(func.entry(), 0)];
    seen[func.entry().index()] = true;
    while let Some((block, visited)) = stack.pop() {
        let targets = &func.terminator(block).targets;
        if visited == targets.len() {
            postorder.push(block);
            continue;
        }
        stack.push((block, visited + 1));
        // The last successor is finished first and so comes last.
        let next = targets[targets.len() - 1 - visited].block;
        if !std::mem::replace(&mut seen[next.index()], true) {
            stack.push((next, 0));
        }
    }
    postorder.reverse();
    postorder
}

/// The same order with cold blocks moved behind the others.
pub fn cold_last(func: &Function, order: &[Block]) -> Vec<Block> {
    let is_cold = |block: Block| block != func.entry() && func.blocks[block].cold;
    let hot = order.iter().copied().filter(|&b| !is_cold(b));
    let cold = order.iter().copied().filter(|&b| is_cold(b));
    hot.chain(cold).collect()
}
