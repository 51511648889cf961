//! The dominator tree, by the iterative algorithm of Cooper, Harvey and Kennedy ("A Simple, Fast Dominance Algorithm").

use super::Cfg;
use crate::entity::*;

#[derive(Clone, Debug)]
pub struct Dominators {
    /// Indexed by place in the reverse postorder; the entry's is itself.
    idom: Vec<u32>,
    order: Vec<Block>,
    place: Vec<Option<u32>>,
    /// Entry and leaving times of a walk over the tree, by place: dominance is one comparison.
    span: Vec<(u32, u32)>,
}

impl Dominators {
    pub fn new(cfg: &Cfg) -> Dominators {
        let n_reached = cfg.order.len();
        const UNSET: u32 = u32::MAX;
        let mut idom = vec![UNSET; n_reached];
        if n_reached > 0 {
            idom[0] = 0;
        }
        let mut changed = true;
        while changed {
            changed = false;
            for (i, &block) in cfg.order.iter().enumerate().skip(1) {
                let mut best = UNSET;
                for &pred in cfg.preds(block) {
                    let pred = cfg.place(pred).expect("predecessors are reachable");
                    if idom[pred as usize] != UNSET {
                        best = match best {
                            UNSET => pred,
                            other => intersect(&idom, pred, other),
                        };
                    }
                }
                changed |= idom[i] != best;
                idom[i] = best;
            }
        }
        let span = spans(&idom);
        let max = cfg.order.iter().map(|b| b.index() + 1).max().unwrap_or(0);
        let mut place = vec![None; max];
        for (i, &block) in cfg.order.iter().enumerate() {
            place[block.index()] = Some(i as u32);
        }
        Dominators {
            idom,
            order: cfg.order.clone(),
            place,
            span,
        }
    }

    fn at(&self, block: Block) -> Option<usize> {
        Some(self.place.get(block.index()).copied()?? as usize)
    }

    /// Every way to `below` leads through `above`, or they are the same; false where either is unreachable.
    pub fn dominates(&self, above: Block, below: Block) -> bool {
        match (self.at(above), self.at(below)) {
            (Some(a), Some(b)) => {
                self.span[a].0 <= self.span[b].0 && self.span[b].1 <= self.span[a].1
            }
            _ => false,
        }
    }

    /// The nearest block that dominates this one; `None` for the entry and the unreachable.
    pub fn idom(&self, block: Block) -> Option<Block> {
        match self.at(block)? {
            0 => None,
            i => Some(self.order[self.idom[i] as usize]),
        }
    }

    /// Reachable blocks, each after its immediate dominator.
    pub fn preorder(&self) -> Vec<Block> {
        let mut places: Vec<usize> = (0..self.order.len()).collect();
        places.sort_by_key(|&i| self.span[i].0);
        places.into_iter().map(|i| self.order[i]).collect()
    }
}

fn intersect(idom: &[u32], mut a: u32, mut b: u32) -> u32 {
    while a != b {
        while a > b {
            a = idom[a as usize];
        }
        while b > a {
            b = idom[b as usize];
        }
    }
    a
}

fn spans(idom: &[u32]) -> Vec<(u32, u32)> {
    let mut children = vec![Vec::new(); idom.len()];
    for (i, &parent) in idom.iter().enumerate().skip(1) {
        children[parent as usize].push(i);
    }
    let mut span = vec![(0, 0); idom.len()];
    let mut clock = 0;
    let mut stack = Vec::new();
    if !idom.is_empty() {
        stack.push((0, 0));
    }
    while let Some((at, next)) = stack.last_mut() {
        let at = *at;
        if *next == 0 {
            span[at].0 = clock;
            clock += 1;
        }
        match children[at].get(*next) {
            Some(&child) => {
                *next += 1;
                stack.push((child, 0));
            }
            None => {
                span[at].1 = clock;
                clock += 1;
                stack.pop();
            }
        }
    }
    span
}
