//! Branches, returns, traps, and what is known about blocks beforehand.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{F64, I64};
use cranelift_codegen::ir::{self as clif, InstBuilder};
use cranelift_frontend::Switch;
use kaa_ir::entity::Entity;
use kaa_ir::function::{Imm, TrapCode};
use kaa_ir::{Block, Function, InstData, Op, Value};
use rustc_hash::FxHashSet;

use super::env::Env;
use super::{Lower, clif_type};

/// Blocks that hardly run: marked ones, those that end in a trap, and those that only lead to or
/// only follow from such.
pub fn cold_blocks(func: &Function) -> FxHashSet<Block> {
    let mut cold = FxHashSet::default();
    let mut preds = vec![Vec::new(); func.blocks.len()];
    for &block in &func.layout {
        func.successors(block)
            .for_each(|s| preds[s.index()].push(block));
        let stops = matches!(func.terminator(block).op, Op::Trap | Op::Unreachable);
        if func.blocks[block].cold || stops {
            cold.insert(block);
        }
    }
    let entry = func.entry();
    loop {
        let before = cold.len();
        for &block in func.layout.iter().filter(|&&b| b != entry) {
            let mut next = func.successors(block).peekable();
            let leads = next.peek().is_some() && next.all(|s| cold.contains(&s));
            let from = &preds[block.index()];
            let follows = !from.is_empty() && from.iter().all(|p| cold.contains(p));
            if leads || follows {
                cold.insert(block);
            }
        }
        if cold.len() == before {
            cold.remove(&entry);
            return cold;
        }
    }
}

/// Blocks so that each stands behind those that dominate it; first successors follow at once.
pub fn reverse_postorder(func: &Function) -> Vec<Block> {
    let mut seen = FxHashSet::default();
    let mut order = Vec::with_capacity(func.layout.len());
    let mut stack = vec![(func.entry(), false)];
    while let Some((block, done)) = stack.pop() {
        if done {
            order.push(block);
        } else if seen.insert(block) {
            stack.push((block, true));
            // The last pushed is finished first and thus stands last: push the first one first.
            stack.extend(func.successors(block).map(|s| (s, false)));
        }
    }
    order.reverse();
    order
}

/// Type tests whose only use is the branch at the end of their block, with no collection point
/// between: they are lowered to jumps there instead of to a value.
pub fn fused_conditions(env: &Env, func: &Function) -> FxHashSet<Value> {
    let mut uses = vec![0u32; func.values.len()];
    for &block in &func.layout {
        for &inst in &func.blocks[block].insts {
            let data = &func.insts[inst];
            data.args.iter().for_each(|v| uses[v.index()] += 1);
            data.targets
                .iter()
                .flat_map(|t| &t.args)
                .for_each(|v| uses[v.index()] += 1);
        }
    }
    let mut fused = FxHashSet::default();
    for &block in &func.layout {
        let end = func.terminator(block);
        if end.op != Op::BrIf || uses[end.args[0].index()] != 1 {
            continue;
        }
        for &inst in func.blocks[block].insts.iter().rev().skip(1) {
            let data = &func.insts[inst];
            if data.results.first() == Some(&end.args[0]) {
                if matches!(data.op, Op::IsInstance | Op::IsArray) {
                    fused.insert(end.args[0]);
                }
                break;
            }
            if env.collects.at(env.module, data) {
                break;
            }
        }
    }
    fused
}

impl Lower<'_, '_> {
    pub(super) fn jump_to(&mut self, data: &InstData) {
        let args = self.block_args(&data.targets[0]);
        let block = self.blocks[data.targets[0].block.index()];
        self.b.ins().jump(block, &args);
    }

    pub(super) fn br_if(&mut self, data: &InstData) {
        if self.fused.contains(&data.args[0]) {
            return self.br_type_test(data);
        }
        let cond = self.value(data.args[0]);
        let then = self.block_args(&data.targets[0]);
        let otherwise = self.block_args(&data.targets[1]);
        let blocks = [0, 1].map(|i| self.blocks[data.targets[i].block.index()]);
        self.b
            .ins()
            .brif(cond, blocks[0], &then, blocks[1], &otherwise);
    }

    /// Branches on a type test without making its value.
    fn br_type_test(&mut self, data: &InstData) {
        let kaa_ir::function::ValueDef::Result(test, _) = self.func.values[data.args[0]].def else {
            panic!("lower: {}: a fused condition is a result", self.func.name)
        };
        let (yes, no) = (self.edge(data, 0), self.edge(data, 1));
        self.type_branch(&self.func.insts[test], yes, no);
        for (i, block) in [yes, no].into_iter().enumerate() {
            if block != self.blocks[data.targets[i].block.index()] {
                self.b.switch_to_block(block);
                let args = self.block_args(&data.targets[i]);
                let target = self.blocks[data.targets[i].block.index()];
                self.b.ins().jump(target, &args);
            }
        }
    }

    /// The target itself if it takes no arguments, else a new block that is to pass them.
    fn edge(&mut self, data: &InstData, i: usize) -> clif::Block {
        let target = &data.targets[i];
        let block = self.blocks[target.block.index()];
        if target.args.is_empty() {
            block
        } else {
            self.b.create_block()
        }
    }

    pub(super) fn switch(&mut self, data: &InstData) {
        let Imm::Cases(cases) = &data.imms[0] else {
            panic!("lower: {}: switch without cases", self.func.name)
        };
        let value = self.value(data.args[0]);
        let edges: Vec<clif::Block> = (0..data.targets.len())
            .map(|i| self.edge(data, i))
            .collect();
        if cases.iter().any(|&c| c < 0) {
            self.switch_chain(value, cases, &edges);
        } else {
            let mut switch = Switch::new();
            for (i, &case) in cases.iter().enumerate() {
                switch.set_entry(case as u128, edges[i + 1]);
            }
            switch.emit(&mut self.b, value, edges[0]);
        }
        for (i, &block) in edges.iter().enumerate() {
            let target = self.blocks[data.targets[i].block.index()];
            if block != target {
                self.b.switch_to_block(block);
                let args = self.block_args(&data.targets[i]);
                self.b.ins().jump(target, &args);
            }
        }
    }

    /// Comparisons one after the other, for the rare switch with negative cases.
    fn switch_chain(&mut self, value: clif::Value, cases: &[i32], edges: &[clif::Block]) {
        for (i, &case) in cases.iter().enumerate() {
            let next = self.b.create_block();
            let hit = self
                .b
                .ins()
                .icmp_imm_s(IntCC::Equal, value, i64::from(case));
            self.b.ins().brif(hit, edges[i + 1], &[], next, &[]);
            self.b.switch_to_block(next);
        }
        self.b.ins().jump(edges[0], &[]);
    }

    pub(super) fn ret(&mut self, data: &InstData) {
        let (block, at) = self.at;
        if at > 0 && self.is_jump(block, at - 1) {
            return;
        }
        let values: Vec<clif::Value> = data.args.iter().map(|&v| self.value(v)).collect();
        self.b.ins().return_(&values);
    }

    pub(super) fn exc_return(&mut self) {
        let result = self.env.module.sigs[self.func.sig].result.map(clif_type);
        let zero = result.map(|ty| match ty {
            F64 => self.b.ins().f64const(0.0),
            ty => self.b.ins().iconst(ty, 0),
        });
        self.b.ins().return_(zero.as_slice());
    }

    pub(super) fn trap(&mut self, code: TrapCode) {
        let block = self.trap_block(code);
        self.b.ins().jump(block, &[]);
    }

    pub(super) fn is_null(&mut self, data: &InstData) {
        let value = self.value(data.args[0]);
        let null = self.b.ins().icmp_imm_s(IntCC::Equal, value, 0);
        self.def(data.results[0], null);
    }

    pub(super) fn ref_eq(&mut self, data: &InstData) {
        let (x, y) = (self.value(data.args[0]), self.value(data.args[1]));
        let same = self.b.ins().icmp(IntCC::Equal, x, y);
        self.def(data.results[0], same);
    }

    pub(super) fn non_null(&mut self, data: &InstData) {
        let value = self.value(data.args[0]);
        let null = self.b.ins().icmp_imm_s(IntCC::Equal, value, 0);
        self.trap_if(null, TrapCode::Null);
        self.def(data.results[0], value);
    }

    /// Null reference or code address.
    pub(super) fn null(&mut self) -> clif::Value {
        self.b.ins().iconst(I64, 0)
    }
}
