//! Moves one region into a function of its own.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::region::{Exit, Region};
use crate::entity::*;
use crate::function::{BlockCall, Function, Imm, ValueDef};
use crate::module::Module;
use crate::op::Op;
use crate::passes::edit::make;
use crate::types::Type;

/// The function without the region, and the new function.
pub fn extract(
    module: &mut Module,
    mut func: Function,
    region: &Region,
    name: &str,
) -> (Function, FuncId) {
    let is_cheap = |value: &Value| cheap_inst(&func, *value).is_some();
    let (cheap, passed): (Vec<Value>, Vec<Value>) = region.inputs.iter().partition(|v| is_cheap(v));
    let entry_params = func.blocks[region.entry].params.clone();
    let inputs: Vec<Value> = entry_params.iter().chain(&passed).copied().collect();
    let types = inputs.iter().map(|&v| func.ty(v)).collect();
    let result = match &region.exit {
        Exit::Function => module.sigs[func.sig].result,
        Exit::Block { to, place } => place.map(|at| func.ty(func.blocks[to.block].params[at])),
    };
    let sig = module.sig(types, result);
    let id = module.add_func(name, sig);

    let mut new = Function::new(name, sig);
    new.attrs.cold = region.is_cold;
    new.attrs.nothrow = func.attrs.nothrow;
    new.attrs.noinline = true;
    let mut copy = Copy {
        old: &func,
        new,
        region,
        exit: None,
        values: FxHashMap::default(),
        blocks: FxHashMap::default(),
    };
    copy.entry(&inputs, &cheap, entry_params.len());
    copy.exit(result);
    copy.fill();
    module.funcs[id] = copy.new;

    call(&mut func, region, id, &inputs, result);
    (func, id)
}

/// The instruction of a value that is made again rather than handed over.
fn cheap_inst(func: &Function, value: Value) -> Option<Inst> {
    let ValueDef::Result(inst, 0) = func.values[value].def else {
        return None;
    };
    let cheap = [
        Op::Iconst,
        Op::Fconst,
        Op::Null,
        Op::Ctx,
        Op::ClassRef,
        Op::FuncRef,
        Op::FrozenRef,
        Op::DataRef,
    ];
    cheap.contains(&func.insts[inst].op).then_some(inst)
}

struct Copy<'a> {
    old: &'a Function,
    new: Function,
    region: &'a Region,
    /// The block that returns, where the region goes on in the old function.
    exit: Option<Block>,
    values: FxHashMap<Value, Value>,
    blocks: FxHashMap<Block, Block>,
}

impl Copy<'_> {
    /// Makes all blocks, their parameters and results; the function's entry jumps to the region's.
    fn entry(&mut self, inputs: &[Value], cheap: &[Value], n_entry_params: usize) {
        let old = self.old;
        let start = self.new.add_block();
        let params: Vec<Value> = inputs
            .iter()
            .map(|&v| self.new.add_param(start, old.ty(v)))
            .collect();
        let handed = inputs.iter().copied().zip(params.iter().copied());
        self.values.extend(handed.skip(n_entry_params));
        for &value in cheap {
            let inst = cheap_inst(old, value).expect("a cheap value");
            let data = old.insts[inst].clone();
            let new = self.new.make_inst(data, &[old.ty(value)]);
            self.new.blocks[start].insts.push(new);
            self.values.insert(value, self.new.insts[new].results[0]);
        }
        for &block in &self.region.blocks {
            let new = self.new.add_block();
            self.new.blocks[new].cold = old.blocks[block].cold && !self.region.is_cold;
            self.blocks.insert(block, new);
            for &param in &old.blocks[block].params {
                let value = self.new.add_param(new, old.ty(param));
                self.values.insert(param, value);
            }
            for &inst in &old.blocks[block].insts {
                let data = &old.insts[inst];
                let types: SmallVec<[Type; 2]> = data.results.iter().map(|&r| old.ty(r)).collect();
                let copied = self.new.make_inst(data.clone(), &types);
                let results = self.new.insts[copied].results.clone();
                self.values
                    .extend(data.results.iter().copied().zip(results));
                self.new.blocks[new].insts.push(copied);
            }
        }
        let target = BlockCall {
            block: self.blocks[&self.region.entry],
            args: params[..n_entry_params].to_vec(),
        };
        let loc = self.old.insts[self.old.blocks[self.region.entry].insts[0]].loc;
        let jump = make(&mut self.new, Op::Jump, &[], &[], &[], &[target], loc);
        self.new.blocks[start].insts.push(jump);
    }

    fn exit(&mut self, result: Option<Type>) {
        let Exit::Block { .. } = self.region.exit else {
            return;
        };
        let exit = self.new.add_block();
        let value: Vec<Value> = result
            .map(|ty| self.new.add_param(exit, ty))
            .into_iter()
            .collect();
        let loc = Default::default();
        let back = make(&mut self.new, Op::Return, &[], &value, &[], &[], loc);
        self.new.blocks[exit].insts.push(back);
        self.exit = Some(exit);
    }

    /// Operands and edges, now that all values exist.
    fn fill(&mut self) {
        for &block in &self.region.blocks {
            let copies = self.new.blocks[self.blocks[&block]].insts.clone();
            for (&inst, copied) in self.old.blocks[block].insts.iter().zip(copies) {
                let data = &self.old.insts[inst];
                let args = data.args.iter().map(|v| self.values[v]).collect();
                let targets = data.targets.iter().map(|t| self.edge(t)).collect();
                self.new.insts[copied].args = args;
                self.new.insts[copied].targets = targets;
            }
        }
    }

    fn edge(&self, edge: &BlockCall) -> BlockCall {
        match self.blocks.get(&edge.block) {
            Some(&block) => BlockCall {
                block,
                args: edge.args.iter().map(|v| self.values[v]).collect(),
            },
            None => {
                let result = self.region.exit.result_of(self.old, edge);
                BlockCall {
                    block: self.exit.expect("the region has an exit"),
                    args: result.iter().map(|v| self.values[v]).collect(),
                }
            }
        }
    }
}

/// The region's entry now calls the new function and goes on behind the region.
fn call(func: &mut Function, region: &Region, id: FuncId, inputs: &[Value], result: Option<Type>) {
    let entry = region.entry;
    let loc = func.insts[func.blocks[entry].insts[0]].loc;
    let types: Vec<Type> = result.into_iter().collect();
    let call = make(func, Op::Call, &[Imm::Func(id)], inputs, &types, &[], loc);
    let results = func.insts[call].results.to_vec();
    let last = match &region.exit {
        Exit::Function => make(func, Op::Return, &[], &results, &[], &[], loc),
        Exit::Block { to, place } => {
            let mut to = to.clone();
            if let Some(at) = *place {
                to.args[at] = results[0];
            }
            make(func, Op::Jump, &[], &[], &[], &[to], loc)
        }
    };
    func.blocks[entry].insts = vec![call, last];
    func.remove_unreachable_blocks();
}
