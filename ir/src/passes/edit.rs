//! What several passes do to functions.

use crate::entity::*;
use crate::function::{BlockCall, Function, InstData, Loc};
use crate::module::Module;
use crate::op::{Effects, Op};
use crate::types::Type;

/// Runs over all functions with a body, each taken out of the module meanwhile (its name, signature and attributes stay).
pub(super) fn each_function(module: &mut Module, mut visit: impl FnMut(&Module, &mut Function)) {
    for id in module.funcs.keys() {
        if !module.funcs[id].is_declaration() {
            with_function(module, id, &mut visit);
        }
    }
}

pub(super) fn with_function<R>(
    module: &mut Module,
    id: FuncId,
    visit: impl FnOnce(&Module, &mut Function) -> R,
) -> R {
    let row = &module.funcs[id];
    let mut placeholder = Function::new(&row.name, row.sig);
    placeholder.attrs = row.attrs;
    let mut func = std::mem::replace(&mut module.funcs[id], placeholder);
    let result = visit(module, &mut func);
    module.funcs[id] = func;
    result
}

/// Values that stand for others, followed through chains.
pub(super) struct Replacements {
    map: Vec<Option<Value>>,
    any: bool,
}

impl Replacements {
    pub(super) fn new(func: &Function) -> Replacements {
        Replacements {
            map: vec![None; func.values.len()],
            any: false,
        }
    }

    /// All uses of `old` become `new`; values made after [`Replacements::new`] may only be `new`.
    pub(super) fn set(&mut self, old: Value, new: Value) {
        debug_assert!(self.resolve(new) != old, "{old} would stand for itself");
        self.map[old.index()] = Some(new);
        self.any = true;
    }

    pub(super) fn resolve(&self, mut value: Value) -> Value {
        while let Some(next) = self.map.get(value.index()).copied().flatten() {
            value = next;
        }
        value
    }

    pub(super) fn resolve_inst(&self, data: &mut InstData) {
        let passed = data.targets.iter_mut().flat_map(|t| &mut t.args);
        for value in data.args.iter_mut().chain(passed) {
            *value = self.resolve(*value);
        }
    }

    /// True if anything was replaced.
    pub(super) fn apply(&self, func: &mut Function) -> bool {
        if self.any {
            for block in func.layout.clone() {
                for inst in func.blocks[block].insts.clone() {
                    self.resolve_inst(&mut func.insts[inst]);
                }
            }
        }
        self.any
    }
}

/// An instruction made, not placed.
pub(super) fn make(
    func: &mut Function,
    op: Op,
    imms: &[crate::function::Imm],
    args: &[Value],
    results: &[Type],
    targets: &[BlockCall],
    loc: Loc,
) -> Inst {
    let data = InstData {
        op,
        imms: imms.into(),
        args: args.into(),
        results: Default::default(),
        targets: targets.into(),
        loc,
    };
    func.make_inst(data, results)
}

/// May be left out when no result is used.
pub(super) fn is_removable(module: &Module, data: &InstData) -> bool {
    let info = data.op.info();
    if info.terminator {
        return false;
    }
    if let (Op::CallExtern, Some(crate::function::Imm::Extern(e))) = (data.op, data.imms.first()) {
        return module.externs[*e].pure;
    }
    let free = matches!(
        info.effects,
        Effects::Pure | Effects::ReadField | Effects::ReadArray | Effects::Alloc
    );
    free && info.traps.is_empty()
}

/// Number of instructions, and a rough size in bytes of their code on a stack machine.
pub(super) fn size(func: &Function) -> (usize, usize) {
    let (mut n_insts, mut n_bytes) = (0, 0);
    for &block in &func.layout {
        for &inst in &func.blocks[block].insts {
            n_insts += 1;
            n_bytes += inst_bytes(&func.insts[inst]);
        }
    }
    (n_insts, n_bytes)
}

/// As a stack machine writes it: loads of operands, the instruction, the store of the result.
pub(super) fn inst_bytes(data: &InstData) -> usize {
    let passed: usize = data.targets.iter().map(|t| t.args.len() * 4 + 3).sum();
    let own = match data.op {
        Op::Iconst | Op::Fconst | Op::Null => 3,
        Op::Switch => 8 + data.targets.len() * 4,
        Op::AddOvf | Op::SubOvf | Op::MulOvf => 20,
        _ => 4,
    };
    own + passed + data.args.len() * 2 + data.results.len() * 3
}
