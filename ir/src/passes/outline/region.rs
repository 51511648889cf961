//! The regions of a function that can be moved.

use crate::analysis::{Cfg, Dominators};
use crate::entity::*;
use crate::function::{BlockCall, Function};
use crate::op::Op;

use super::block_bytes;

/// More values than this are not handed to a function.
const MOST_INPUTS: usize = 40;

/// A block and what it dominates.
#[derive(Clone, Debug)]
pub struct Region {
    pub entry: Block,
    /// In layout order.
    pub blocks: Vec<Block>,
    /// Values from outside, cheap ones (which are made again) included.
    pub inputs: Vec<Value>,
    pub exit: Exit,
    pub is_cold: bool,
    pub bytes: usize,
    gain: usize,
}

/// How a region is left.
#[derive(Clone, Debug)]
pub enum Exit {
    /// It returns from the function, throws or stops.
    Function,
    /// For one block. The argument at `place`, if there is one, comes from the region; the others are the same on all edges.
    Block { to: BlockCall, place: Option<usize> },
}

impl Exit {
    /// What an edge out of the region hands on as the region's result; `None` where the edge provides it by itself.
    pub fn result_of(&self, func: &Function, edge: &BlockCall) -> Option<Value> {
        let Exit::Block {
            place: Some(place), ..
        } = self
        else {
            return None;
        };
        let implicit = func.blocks[edge.block].params.len() - edge.args.len();
        Some(edge.args[place.checked_sub(implicit)?])
    }
}

pub struct Regions<'f> {
    func: &'f Function,
    cfg: Cfg,
    dominators: Dominators,
    /// By value: the block that makes it.
    homes: Vec<Option<Block>>,
}

impl<'f> Regions<'f> {
    pub fn new(func: &'f Function) -> Regions<'f> {
        let cfg = Cfg::new(func);
        let dominators = Dominators::new(&cfg);
        Regions {
            func,
            cfg,
            dominators,
            homes: homes(func),
        }
    }

    /// The region that saves most among those wanted, if it saves at least so many bytes.
    pub fn best(&self, least_gain: usize, wanted: impl Fn(&Region) -> bool) -> Option<Region> {
        let entries = self.cfg.order.iter().skip(1);
        let regions = entries.filter_map(|&entry| self.region(entry, None));
        let regions = regions.filter(|r| r.gain >= least_gain && wanted(r));
        // The first of equals: the order is that of the blocks.
        regions.reduce(|best, next| if next.gain > best.gain { next } else { best })
    }

    /// The arms of a switch that stands alone in its block, up to where most of them meet.
    pub fn switch(&self, entry: Block) -> Option<Region> {
        let below = self.cfg.order.iter().copied();
        let below = below.filter(|&b| self.dominators.idom(b) == Some(entry));
        let meeting = below.max_by_key(|&b| self.cfg.preds(b).len())?;
        self.region(entry, Some(meeting))
    }

    /// What the block dominates, without what `end` dominates.
    fn region(&self, entry: Block, end: Option<Block>) -> Option<Region> {
        let func = self.func;
        let inside = |block: Block| {
            self.dominators.dominates(entry, block)
                && !end.is_some_and(|end| self.dominators.dominates(end, block))
        };
        let blocks: Vec<Block> = func.layout.iter().copied().filter(|&b| inside(b)).collect();
        let exit = self.exit(&blocks, &inside)?;
        let inputs = self.inputs(&blocks, &exit, &inside);
        let n_params = func.blocks[entry].params.len();
        if inputs.len() + n_params > MOST_INPUTS {
            return None;
        }
        let bytes: usize = blocks.iter().map(|&b| block_bytes(func, b)).sum();
        let passed = match &exit {
            Exit::Function => 0,
            Exit::Block { to, .. } => to.args.len() * 4,
        };
        let cost = 8 + 2 * (inputs.len() + n_params) + passed;
        Some(Region {
            entry,
            is_cold: blocks.iter().all(|&b| func.blocks[b].cold),
            bytes,
            gain: bytes.saturating_sub(cost),
            blocks,
            inputs,
            exit,
        })
    }

    /// `None`: it is left in more than one way.
    fn exit(&self, blocks: &[Block], inside: &dyn Fn(Block) -> bool) -> Option<Exit> {
        let func = self.func;
        let returns = |&b: &Block| func.terminator(b).op == Op::Return;
        let any_return = blocks.iter().any(returns);
        let mut found: Option<(BlockCall, Option<usize>)> = None;
        for &block in blocks {
            let term = func.terminator(block);
            for target in term.targets.iter().filter(|t| !inside(t.block)) {
                let params = &func.blocks[target.block].params;
                // What the edge provides by itself comes from the region.
                let implicit = params.len() - target.args.len();
                if any_return || implicit > 1 {
                    return None;
                }
                let from_region = |value: &Value| inside(self.home(*value));
                let mut args = target.args.clone();
                let mut places: Vec<usize> = (0..args.len())
                    .filter(|&i| from_region(&args[i]))
                    .map(|i| i + implicit)
                    .collect();
                if implicit == 1 {
                    args.insert(0, params[0]);
                    places.insert(0, 0);
                }
                let (to, place) = found.get_or_insert_with(|| {
                    let block = target.block;
                    (
                        BlockCall {
                            block,
                            args: args.clone(),
                        },
                        None,
                    )
                });
                if to.block != target.block {
                    return None;
                }
                places.extend((0..args.len()).filter(|&i| args[i] != to.args[i]));
                for at in places {
                    if *place.get_or_insert(at) != at {
                        return None;
                    }
                }
            }
        }
        Some(match found {
            None => Exit::Function,
            Some((to, place)) => Exit::Block { to, place },
        })
    }

    fn home(&self, value: Value) -> Block {
        self.homes[value.index()].expect("value of a reachable block")
    }

    /// What comes from outside, in the order of first use.
    fn inputs(&self, blocks: &[Block], exit: &Exit, inside: &dyn Fn(Block) -> bool) -> Vec<Value> {
        let mut inputs = Vec::new();
        let insts = blocks.iter().flat_map(|&b| &self.func.blocks[b].insts);
        for data in insts.map(|&i| &self.func.insts[i]) {
            let mut used = data.args.to_vec();
            for target in &data.targets {
                // Of what edges out of the region pass on, only the region's own result concerns it.
                match inside(target.block) {
                    true => used.extend(&target.args),
                    false => used.extend(exit.result_of(self.func, target)),
                }
            }
            for value in used {
                if !inside(self.home(value)) && !inputs.contains(&value) {
                    inputs.push(value);
                }
            }
        }
        inputs
    }
}

fn homes(func: &Function) -> Vec<Option<Block>> {
    let mut homes = vec![None; func.values.len()];
    for &block in &func.layout {
        let insts = func.blocks[block].insts.iter();
        let results = insts.flat_map(|&i| &func.insts[i].results);
        for value in func.blocks[block].params.iter().chain(results) {
            homes[value.index()] = Some(block);
        }
    }
    homes
}
