//! Shape of a function: blocks, terminators, definitions, dominance.

use super::FuncChecker;
use crate::analysis::{Cfg, Dominators};
use crate::entity::*;
use crate::function::ValueDef;
use crate::text::type_text;

impl FuncChecker<'_, '_> {
    /// V01 of ids, V02, V03 of definitions, V07, V20. False if the function cannot be walked over.
    pub(super) fn structure(&mut self) -> bool {
        let before = self.errors.len();
        for &block in &self.func.layout {
            match self.func.blocks.get(block) {
                Some(_) => self.block_shape(block),
                None => self.error("V01", None, format!("has no {block}")),
            }
        }
        if self.errors.len() == before {
            self.definitions();
        }
        if self.errors.len() == before {
            self.entry();
            let cfg = Cfg::new(self.func);
            for &block in &self.func.layout {
                if !cfg.is_reachable(block) {
                    self.error("V20", Some(block), "is not reachable from the entry");
                }
            }
            return true;
        }
        false
    }

    fn block_shape(&mut self, block: Block) {
        let insts = &self.func.blocks[block].insts;
        if insts.is_empty() {
            return self.error("V02", Some(block), "is empty");
        }
        for (i, &inst) in insts.iter().enumerate() {
            let Some(data) = self.func.insts.get(inst) else {
                self.error("V01", Some(block), format!("has no {inst}"));
                continue;
            };
            let last = i + 1 == insts.len();
            if data.op.info().terminator != last {
                let message = match last {
                    true => "block does not end in a terminator",
                    false => "terminator is not the last of its block",
                };
                self.inst_error("V02", block, inst, message);
            }
            let wanted = data.op.info().targets;
            let given = data.targets.len() as i32;
            if wanted >= 0 && wanted != given {
                let message = format!("has {given} successors, wants {wanted}");
                self.inst_error("V02", block, inst, message);
            }
            for target in &data.targets {
                if !self.func.layout.contains(&target.block) {
                    self.inst_error("V01", block, inst, "its target is not in the function");
                }
            }
            let passed = data.targets.iter().flat_map(|t| &t.args);
            let mut values = data.args.iter().chain(passed).chain(&data.results);
            if values.any(|&v| self.func.values.get(v).is_none()) {
                self.error("V01", Some(block), "an operand is no value");
            }
            let loc = data.loc;
            if loc.line != 0 && loc.file as usize >= self.module.files.len() {
                self.inst_error("V01", block, inst, "its source file is not in the module");
            }
        }
    }

    /// Each placed value knows its definition, and no value or instruction is placed twice.
    fn definitions(&mut self) {
        let mut defined = vec![false; self.func.values.len()];
        let mut placed = vec![false; self.func.insts.len()];
        for &block in &self.func.layout {
            let data = &self.func.blocks[block];
            for (i, &param) in data.params.iter().enumerate() {
                let known = self.func.values[param].def == ValueDef::Param(block, i as u32);
                if std::mem::replace(&mut defined[param.index()], true) || !known {
                    self.error(
                        "V03",
                        Some(block),
                        format!("parameter {i} is defined elsewhere"),
                    );
                }
            }
            for &inst in &data.insts {
                if std::mem::replace(&mut placed[inst.index()], true) {
                    self.inst_error("V03", block, inst, "instruction stands twice");
                    continue;
                }
                for (i, &result) in self.func.insts[inst].results.iter().enumerate() {
                    let known = self.func.values[result].def == ValueDef::Result(inst, i as u32);
                    if std::mem::replace(&mut defined[result.index()], true) || !known {
                        self.inst_error("V03", block, inst, "its result is defined elsewhere");
                    }
                }
            }
        }
    }

    /// V07
    fn entry(&mut self) {
        let entry = self.func.entry();
        let params = &self.func.blocks[entry].params;
        let wanted = &self.module.sigs[self.func.sig].params;
        let types: Vec<_> = params.iter().map(|&p| self.func.ty(p)).collect();
        if types != *wanted {
            let message = "parameters of the entry block are not the signature's";
            self.error("V07", Some(entry), message);
        }
        let mut edges = self
            .func
            .layout
            .iter()
            .flat_map(|&b| self.func.successors(b));
        if edges.any(|b| b == entry) {
            self.error("V07", Some(entry), "the entry block has a predecessor");
        }
    }

    /// V03 of uses
    pub(super) fn dominance(&mut self) {
        let cfg = Cfg::new(self.func);
        let dominators = Dominators::new(&cfg);
        // Block and place of each value's definition; parameters are before all instructions.
        let mut defs: Vec<Option<(Block, usize)>> = vec![None; self.func.values.len()];
        for &block in &self.func.layout {
            let data = &self.func.blocks[block];
            for &param in &data.params {
                defs[param.index()] = Some((block, 0));
            }
            for (i, &inst) in data.insts.iter().enumerate() {
                for &result in &self.func.insts[inst].results {
                    defs[result.index()] = Some((block, i + 1));
                }
            }
        }
        for &block in &cfg.order {
            for (i, &inst) in self.func.blocks[block].insts.iter().enumerate() {
                let data = &self.func.insts[inst];
                let passed = data.targets.iter().flat_map(|t| &t.args);
                for &value in data.args.iter().chain(passed) {
                    let ok = match defs[value.index()] {
                        Some((at, place)) if at == block => place <= i,
                        Some((at, _)) => dominators.dominates(at, block),
                        None => false,
                    };
                    if !ok {
                        let ty = type_text(self.module, self.func.ty(value));
                        let message = format!("an operand ({ty}) is not defined on every way here");
                        self.inst_error("V03", block, inst, message);
                    }
                }
            }
        }
    }
}
