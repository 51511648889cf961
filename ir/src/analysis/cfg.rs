//! Predecessors and the reverse postorder of a function's blocks.

use crate::entity::*;
use crate::function::Function;

#[derive(Clone, Debug)]
pub struct Cfg {
    /// Indexed by block; an edge taken twice (both arms of a branch) stands twice.
    preds: Vec<Vec<Block>>,
    /// Reachable blocks, each before its successors except along back edges.
    pub order: Vec<Block>,
    /// Indexed by block: its place in `order`.
    place: Vec<Option<u32>>,
}

impl Cfg {
    /// # Panics
    /// If a block has no terminator or a target is no block; the verifier reports these first.
    pub fn new(func: &Function) -> Cfg {
        let n_blocks = func.blocks.len();
        let mut preds = vec![Vec::new(); n_blocks];
        let mut order = Vec::with_capacity(n_blocks);
        let mut seen = vec![false; n_blocks];
        let mut stack: Vec<(Block, usize)> = Vec::new();
        if let Some(&entry) = func.layout.first() {
            seen[entry.index()] = true;
            stack.push((entry, 0));
        }
        while let Some((block, next)) = stack.last_mut() {
            let block = *block;
            match func.terminator(block).targets.get(*next) {
                Some(target) => {
                    *next += 1;
                    let target = target.block;
                    preds[target.index()].push(block);
                    if !std::mem::replace(&mut seen[target.index()], true) {
                        stack.push((target, 0));
                    }
                }
                None => {
                    order.push(block);
                    stack.pop();
                }
            }
        }
        order.reverse();
        let mut place = vec![None; n_blocks];
        for (i, &block) in order.iter().enumerate() {
            place[block.index()] = Some(i as u32);
        }
        Cfg {
            preds,
            order,
            place,
        }
    }

    /// Reachable predecessors.
    pub fn preds(&self, block: Block) -> &[Block] {
        &self.preds[block.index()]
    }
    pub fn is_reachable(&self, block: Block) -> bool {
        self.place[block.index()].is_some()
    }
    /// Place in the reverse postorder; `None` if unreachable.
    pub fn place(&self, block: Block) -> Option<u32> {
        self.place[block.index()]
    }
}
