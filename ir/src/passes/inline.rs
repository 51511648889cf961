//! Inlining of direct calls, callees before callers.
//!
//! A `try_` call of a callee inlines with its throws turned into jumps to the handler, and the callee's own calls that may
//! raise turned into `try_` calls. A function is not inlined into itself, and what came by inlining is not looked at again,
//! so that cycles of calls end. What is inlined follows the attributes first (`inline`, `noinline`, `cold`), then sizes ([`Budget`]).

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::edit::{make, size, with_function};
use super::{Options, cleanup};
use crate::analysis::{CallGraph, Nothrow};
use crate::entity::*;
use crate::function::{BlockCall, Function, Imm, InstData, ValueDef};
use crate::module::Module;
use crate::op::Op;

/// Sizes in instructions, but for `max_bytes`.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// A callee up to this is inlined everywhere outside of cold code.
    pub small: usize,
    /// A callee up to this is inlined where it is called at only one place.
    pub once: usize,
    /// A callee up to this is inlined also in cold code.
    pub cold: usize,
    /// A callee marked `inline` is inlined up to this.
    pub marked: usize,
    /// No function is grown beyond this.
    pub caller: usize,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget {
            small: 12,
            once: 60,
            cold: 3,
            marked: 1000,
            caller: 6000,
        }
    }
}

struct Callee {
    n_insts: usize,
    n_bytes: usize,
    n_sites: usize,
}

/// Inlines in the whole module.
pub fn run(module: &mut Module, options: &Options) {
    if module.exceptions_lowered {
        return;
    }
    let nothrow = Nothrow::new(module);
    let order = bottom_up(module);
    let mut callees: Vec<Callee> = module
        .funcs
        .iter()
        .map(|(_, func)| {
            let (n_insts, n_bytes) = size(func);
            Callee {
                n_insts,
                n_bytes,
                n_sites: 0,
            }
        })
        .collect();
    count_sites(module, nothrow.graph(), &mut callees);
    for id in order {
        let grown = with_function(module, id, |module, func| {
            let mut inliner = Inliner {
                module,
                options,
                nothrow: &nothrow,
                callees: &callees,
                id,
                size: size(func),
                func,
            };
            let grown = inliner.run();
            if grown {
                cleanup::run_function(module, func);
            }
            grown
        });
        if grown {
            let (n_insts, n_bytes) = size(&module.funcs[id]);
            callees[id.index()].n_insts = n_insts;
            callees[id.index()].n_bytes = n_bytes;
        }
    }
}

fn direct_calls(func: &Function) -> impl Iterator<Item = FuncId> + '_ {
    let insts = func.layout.iter().flat_map(|&b| &func.blocks[b].insts);
    insts.filter_map(|&i| match (func.insts[i].op, func.insts[i].imms.first()) {
        (Op::Call | Op::TryCall, Some(Imm::Func(f))) => Some(*f),
        _ => None,
    })
}

/// Places that a function is entered from; a virtual or referenced one counts as many.
fn count_sites(module: &Module, graph: &CallGraph, callees: &mut [Callee]) {
    for func in module.funcs.values() {
        for callee in direct_calls(func) {
            callees[callee.index()].n_sites += 1;
        }
    }
    let slots = module.slots.keys().flat_map(|s| graph.slot_targets(s));
    let refs = module.sigs.keys().flat_map(|s| graph.ref_targets(s));
    for func in slots.chain(refs).chain(module.entry.as_ref()) {
        callees[func.index()].n_sites += 2;
    }
}

/// Functions with bodies, callees first; those of a cycle one after the other (Tarjan).
fn bottom_up(module: &Module) -> Vec<FuncId> {
    let n_funcs = module.funcs.len();
    let calls: Vec<Vec<FuncId>> = module
        .funcs
        .values()
        .map(|f| direct_calls(f).collect())
        .collect();
    const UNSEEN: usize = usize::MAX;
    let mut index = vec![UNSEEN; n_funcs];
    let mut low = vec![0; n_funcs];
    let mut closed = vec![false; n_funcs];
    let mut clock = 0;
    let mut open: Vec<usize> = Vec::new();
    let mut order = Vec::new();
    for start in 0..n_funcs {
        if index[start] != UNSEEN {
            continue;
        }
        let mut stack = vec![(start, 0)];
        while let Some(&mut (at, ref mut next)) = stack.last_mut() {
            if *next == 0 {
                index[at] = clock;
                low[at] = clock;
                clock += 1;
                open.push(at);
            }
            if let Some(callee) = calls[at].get(*next) {
                *next += 1;
                let callee = callee.index();
                if index[callee] == UNSEEN {
                    stack.push((callee, 0));
                } else if !closed[callee] {
                    low[at] = low[at].min(index[callee]);
                }
                // A first visit must not be taken for one again.
                continue;
            }
            stack.pop();
            if let Some(&(parent, _)) = stack.last() {
                low[parent] = low[parent].min(low[at]);
            }
            if low[at] == index[at] {
                loop {
                    let member = open.pop().expect("the cycle is open");
                    closed[member] = true;
                    order.push(FuncId::from_index(member));
                    if member == at {
                        break;
                    }
                }
            }
        }
    }
    order.retain(|&f| !module.funcs[f].is_declaration());
    order
}

struct Inliner<'m, 'f> {
    module: &'m Module,
    options: &'m Options,
    nothrow: &'m Nothrow,
    callees: &'m [Callee],
    id: FuncId,
    func: &'f mut Function,
    /// Instructions and bytes, kept up as it grows.
    size: (usize, usize),
}

impl Inliner<'_, '_> {
    fn run(&mut self) -> bool {
        let mut grown = false;
        // Blocks that come from a callee are not looked at again: its own calls were decided when it was the caller.
        let mut work: Vec<Block> = self.func.layout.iter().rev().copied().collect();
        while let Some(block) = work.pop() {
            let insts = &self.func.blocks[block].insts;
            let site = insts.iter().position(|&i| self.wants(block, i));
            if let Some(at) = site {
                grown = true;
                work.extend(self.inline(block, at));
            }
        }
        grown
    }

    fn wants(&self, block: Block, inst: Inst) -> bool {
        let data = &self.func.insts[inst];
        let (Op::Call | Op::TryCall, Some(&Imm::Func(id))) = (data.op, data.imms.first()) else {
            return false;
        };
        let callee = &self.module.funcs[id];
        let info = &self.callees[id.index()];
        let is_apart = self.options.threaded && callee.attrs.handler.is_some();
        if callee.is_declaration()
            || callee.attrs.noinline
            || callee.attrs.cold
            || id == self.id
            || is_apart
        {
            return false;
        }
        let budget = &self.options.inline;
        let grows = self.size.0 + info.n_insts > budget.caller
            || self.size.1.saturating_add(info.n_bytes) > self.options.max_bytes / 4 * 3;
        let tiny = info.n_insts <= budget.cold;
        if grows && !tiny {
            return false;
        }
        if self.func.blocks[block].cold || self.func.attrs.cold {
            return tiny;
        }
        match callee.attrs.inline {
            true => info.n_insts <= budget.marked,
            false => {
                info.n_insts <= budget.small || (info.n_sites == 1 && info.n_insts <= budget.once)
            }
        }
    }

    /// Puts the callee's body in the place of the call; answers the block that goes on behind a plain call.
    fn inline(&mut self, block: Block, at: usize) -> Option<Block> {
        let call = self.func.blocks[block].insts[at];
        let data = self.func.insts[call].clone();
        let Some(&Imm::Func(id)) = data.imms.first() else {
            unreachable!("inline: a direct call");
        };
        let info = &self.callees[id.index()];
        self.size = (self.size.0 + info.n_insts, self.size.1 + info.n_bytes);
        let rest = self.func.blocks[block].insts.split_off(at);
        let place = self.func.layout.iter().position(|&b| b == block);
        let mut place = place.expect("block is in the layout") + 1;
        let mut next = None;
        let ways = match data.op {
            Op::TryCall => Ways {
                back: data.targets[0].clone(),
                handler: Some(data.targets[1].clone()),
            },
            _ => {
                let after = self.func.add_block();
                self.func.layout.pop();
                self.func.blocks[after].cold = self.func.blocks[block].cold;
                self.func.blocks[after].insts = rest[1..].to_vec();
                if let Some(&result) = data.results.first() {
                    self.func.values[result].def = ValueDef::Param(after, 0);
                    self.func.blocks[after].params.push(result);
                }
                next = Some(after);
                Ways {
                    back: BlockCall {
                        block: after,
                        args: Vec::new(),
                    },
                    handler: None,
                }
            }
        };
        let callee = &self.module.funcs[id];
        let mut copy = Copy {
            nothrow: self.nothrow,
            callee,
            func: self.func,
            values: FxHashMap::default(),
            blocks: FxHashMap::default(),
            ways,
            made: Vec::new(),
        };
        copy.names(&data.args, block);
        for &from in &callee.layout {
            copy.block(from);
        }
        let entry = copy.blocks[&callee.entry()];
        let made = copy.made;
        let jump = BlockCall {
            block: entry,
            args: Vec::new(),
        };
        let jump = make(self.func, Op::Jump, &[], &[], &[], &[jump], data.loc);
        self.func.blocks[block].insts.push(jump);
        for new in made.into_iter().chain(next) {
            self.func.layout.insert(place, new);
            place += 1;
        }
        next
    }
}

/// Where a return and, for a `try_` call, an exception go on; the value comes before the arguments.
struct Ways {
    back: BlockCall,
    handler: Option<BlockCall>,
}

struct Copy<'m, 'f> {
    nothrow: &'m Nothrow,
    callee: &'m Function,
    func: &'f mut Function,
    values: FxHashMap<Value, Value>,
    blocks: FxHashMap<Block, Block>,
    ways: Ways,
    /// New blocks in order.
    made: Vec<Block>,
}

impl Copy<'_, '_> {
    /// A block and values for each of the callee's; its parameters are the arguments.
    fn names(&mut self, args: &[Value], site: Block) {
        let callee = self.callee;
        let cold = self.func.blocks[site].cold;
        for &from in &callee.layout {
            let new = self.func.add_block();
            self.func.layout.pop();
            self.func.blocks[new].cold = cold || callee.blocks[from].cold;
            self.blocks.insert(from, new);
            if from == callee.entry() {
                let params = &callee.blocks[from].params;
                self.values
                    .extend(params.iter().copied().zip(args.iter().copied()));
                continue;
            }
            for &param in &callee.blocks[from].params {
                let value = self.func.add_param(new, callee.ty(param));
                self.values.insert(param, value);
            }
        }
        // Results are made before operands are looked up: a block may stand before the one that defines its operand.
        for &from in &callee.layout {
            for &inst in &callee.blocks[from].insts {
                let data = &callee.insts[inst];
                let types: SmallVec<[_; 2]> = data.results.iter().map(|&r| callee.ty(r)).collect();
                let new = make(self.func, data.op, &data.imms, &[], &types, &[], data.loc);
                let made = self.func.insts[new].results.clone();
                self.values.extend(data.results.iter().copied().zip(made));
                self.func.insts[new].args = data.args.clone();
                self.func.insts[new].targets = data.targets.clone();
                let new_block = self.blocks[&from];
                self.func.blocks[new_block].insts.push(new);
            }
        }
    }

    fn map(&self, values: &[Value]) -> Vec<Value> {
        values.iter().map(|v| self.values[v]).collect()
    }

    fn block(&mut self, from: Block) {
        let mut at = self.blocks[&from];
        self.made.push(at);
        for inst in std::mem::take(&mut self.func.blocks[at].insts) {
            let data = self.func.insts[inst].clone();
            let args = self.map(&data.args);
            let targets: SmallVec<[BlockCall; 2]> = data
                .targets
                .iter()
                .map(|t| BlockCall {
                    block: self.blocks[&t.block],
                    args: self.map(&t.args),
                })
                .collect();
            self.func.insts[inst].args = args.into();
            self.func.insts[inst].targets = targets;
            match data.op {
                Op::Return => self.jump(at, inst, self.ways.back.clone()),
                Op::Throw => match self.ways.handler.clone() {
                    Some(handler) => self.jump(at, inst, handler),
                    None => self.func.blocks[at].insts.push(inst),
                },
                Op::Call | Op::CallVirtual | Op::CallRef
                    if self.ways.handler.is_some() && self.nothrow.call_may_throw(&data) =>
                {
                    at = self.guard(at, inst);
                }
                _ => self.func.blocks[at].insts.push(inst),
            }
        }
    }

    /// The return or throw becomes a jump with its value before the arguments.
    fn jump(&mut self, at: Block, inst: Inst, mut to: BlockCall) {
        let data = &mut self.func.insts[inst];
        data.op = Op::Jump;
        to.args.splice(0..0, data.args.drain(..));
        data.targets.clear();
        data.targets.push(to);
        self.func.blocks[at].insts.push(inst);
    }

    /// The plain call becomes a `try_` call with the site's handler; answers the block that goes on.
    fn guard(&mut self, at: Block, inst: Inst) -> Block {
        let next = self.func.add_block();
        self.func.layout.pop();
        self.func.blocks[next].cold = self.func.blocks[at].cold;
        self.made.push(next);
        if let Some(&result) = self.func.insts[inst].results.first() {
            self.func.values[result].def = ValueDef::Param(next, 0);
            self.func.blocks[next].params.push(result);
        }
        let handler = self.ways.handler.clone().expect("site has a handler");
        let data: &mut InstData = &mut self.func.insts[inst];
        data.op = data.op.with_try();
        data.results.clear();
        data.targets.push(BlockCall {
            block: next,
            args: Vec::new(),
        });
        data.targets.push(handler);
        self.func.blocks[at].insts.push(inst);
        next
    }
}
