//! Which functions may leave by an exception: the least set closed over calls, direct, virtual and by reference.

use super::CallGraph;
use crate::entity::*;
use crate::function::{Function, InstData};
use crate::module::Module;
use crate::op::Op;

#[derive(Clone, Debug)]
pub struct Nothrow {
    may_throw: Vec<bool>,
    graph: CallGraph,
}

impl Nothrow {
    /// Functions promised `nothrow` are believed; a function without body may throw unless promised.
    pub fn new(module: &Module) -> Nothrow {
        let graph = CallGraph::new(module);
        let mut may_throw = vec![false; module.funcs.len()];
        let mut callers: Vec<Vec<FuncId>> = vec![Vec::new(); module.funcs.len()];
        let mut work = Vec::new();
        for (id, func) in module.funcs.iter() {
            if func.attrs.nothrow {
                continue;
            }
            // A handler may go on to any other (see the pass `thread`).
            let is_handler = func.attrs.handler.is_some();
            if func.is_declaration() || is_handler || throws_itself(func) {
                may_throw[id.index()] = true;
                work.push(id);
                continue;
            }
            for inst in uncaught_calls(func) {
                for target in graph.targets(inst) {
                    callers[target.index()].push(id);
                }
            }
        }
        while let Some(func) = work.pop() {
            for &caller in &callers[func.index()] {
                if !std::mem::replace(&mut may_throw[caller.index()], true) {
                    work.push(caller);
                }
            }
        }
        Nothrow { may_throw, graph }
    }

    pub fn func_may_throw(&self, func: FuncId) -> bool {
        self.may_throw[func.index()]
    }

    /// A call, in plain or `try_` form, may come back by an exception.
    pub fn call_may_throw(&self, inst: &InstData) -> bool {
        let targets = self.graph.targets(inst);
        targets.into_iter().any(|f| self.func_may_throw(f))
    }

    pub fn graph(&self) -> &CallGraph {
        &self.graph
    }
}

fn all_insts(func: &Function) -> impl Iterator<Item = &InstData> {
    let blocks = func.layout.iter();
    blocks.flat_map(|&b| func.blocks[b].insts.iter().map(|&i| &func.insts[i]))
}

fn throws_itself(func: &Function) -> bool {
    all_insts(func).any(|inst| matches!(inst.op, Op::Throw | Op::ExcReturn))
}

fn uncaught_calls(func: &Function) -> impl Iterator<Item = &InstData> {
    all_insts(func).filter(|i| matches!(i.op, Op::Call | Op::CallVirtual | Op::CallRef))
}
