//! Facts about the closed world that save work in the generated code.

use kaa_ir::entity::Entity;
use kaa_ir::function::Imm;
use kaa_ir::module::ConstValue;
use kaa_ir::{ClassConstId, ClassId, Function, InstData, Module, Op, SlotId};

/// Which functions may run the collector.
pub struct Collects(Vec<bool>);

impl Collects {
    pub fn new(module: &Module) -> Collects {
        let mut collects = Collects(vec![false; module.funcs.len()]);
        // A declaration is code that we do not see.
        for (id, func) in module.funcs.iter() {
            collects.0[id.index()] = func.is_declaration();
        }
        loop {
            let mut changed = false;
            for (id, func) in module.funcs.iter() {
                if !collects.0[id.index()] && collects.any(module, func) {
                    collects.0[id.index()] = true;
                    changed = true;
                }
            }
            if !changed {
                return collects;
            }
        }
    }

    fn any(&self, module: &Module, func: &Function) -> bool {
        let mut insts = func.layout.iter().flat_map(|&b| &func.blocks[b].insts);
        insts.any(|&i| self.at(module, &func.insts[i]))
    }

    /// Whether the collector may run during the instruction.
    pub fn at(&self, module: &Module, inst: &InstData) -> bool {
        match (inst.op, inst.imms.first()) {
            (Op::Call, Some(Imm::Func(callee))) => self.0[callee.index()],
            (Op::CallVirtual, Some(Imm::Slot(slot))) => match only_method(module, *slot) {
                Some(callee) => self.0[callee.index()],
                None => true,
            },
            // A pure primitive without a new array neither allocates nor lets others run.
            (Op::CallExtern, Some(Imm::Extern(id))) => {
                let decl = &module.externs[*id];
                let scalar = module.sigs[decl.sig]
                    .result
                    .is_none_or(|ty| !ty.is_traced());
                !(decl.pure && scalar)
            }
            // Registering only appends to a list.
            (Op::FinalizerRegister, _) => false,
            (op, _) => op.info().collects,
        }
    }
}

/// Classes at or below `class`.
fn below(module: &Module, class: ClassId) -> impl Iterator<Item = ClassId> + '_ {
    module
        .classes
        .keys()
        .filter(move |&c| module.is_subclass(c, class))
}

/// The implementation that every concrete class has for the slot, if it is one and the same.
pub fn only_method(module: &Module, slot: SlotId) -> Option<kaa_ir::FuncId> {
    only_method_below(module, module.slots[slot].class, slot)
}

/// As `only_method`, for receivers of `class` or below.
pub fn only_method_below(module: &Module, class: ClassId, slot: SlotId) -> Option<kaa_ir::FuncId> {
    let mut found = None;
    for c in below(module, class).filter(|&c| !module.classes[c].is_abstract) {
        let method = module.find_method(c, slot)?;
        if found.is_some_and(|f| f != method) {
            return None;
        }
        found = Some(method);
    }
    found
}

/// The value that every concrete class at or below `class` has for the constant.
pub fn only_const(module: &Module, class: ClassId, id: ClassConstId) -> Option<ConstValue> {
    let mut found = None;
    for c in below(module, class).filter(|&c| !module.classes[c].is_abstract) {
        let value = module.find_const(c, id)?;
        if found.is_some_and(|f| f != value) {
            return None;
        }
        found = Some(value);
    }
    found
}
