//! Natural loops: headers, bodies and nesting depth. Irreducible cycles are not loops here.

use super::{Cfg, Dominators};
use crate::entity::*;

#[derive(Clone, Debug)]
pub struct Loop {
    pub header: Block,
    /// All blocks, the header among them; sources of back edges are in it.
    pub blocks: Vec<Block>,
    pub back_edges: Vec<Block>,
}

#[derive(Clone, Debug, Default)]
pub struct Loops {
    /// Outer loops before those inside them.
    pub loops: Vec<Loop>,
    /// Indexed by block: number of loops that it is in.
    depth: Vec<u32>,
}

impl Loops {
    pub fn new(n_blocks: usize, cfg: &Cfg, dominators: &Dominators) -> Loops {
        let mut result = Loops {
            loops: Vec::new(),
            depth: vec![0; n_blocks],
        };
        for &header in &cfg.order {
            let mut back_edges: Vec<Block> = cfg.preds(header).to_vec();
            back_edges.retain(|&pred| dominators.dominates(header, pred));
            back_edges.dedup();
            if back_edges.is_empty() {
                continue;
            }
            let mut inside = vec![false; n_blocks];
            inside[header.index()] = true;
            let mut blocks = vec![header];
            let mut work = back_edges.clone();
            while let Some(block) = work.pop() {
                if !std::mem::replace(&mut inside[block.index()], true) {
                    blocks.push(block);
                    work.extend(cfg.preds(block));
                }
            }
            for block in &blocks {
                result.depth[block.index()] += 1;
            }
            result.loops.push(Loop {
                header,
                blocks,
                back_edges,
            });
        }
        result
    }

    pub fn depth(&self, block: Block) -> u32 {
        self.depth[block.index()]
    }
    pub fn is_header(&self, block: Block) -> bool {
        self.loops.iter().any(|l| l.header == block)
    }
}
