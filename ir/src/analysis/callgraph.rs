//! Who may be called: the functions behind each virtual slot and behind each signature.

use rustc_hash::FxHashMap;

use crate::entity::*;
use crate::function::{Imm, InstData};
use crate::module::{ConstValue, FrozenBody, Module};
use crate::op::Op;

/// Targets of calls, in the closed world. Sorted, each once.
#[derive(Clone, Debug, Default)]
pub struct CallGraph {
    slots: FxHashMap<SlotId, Vec<FuncId>>,
    /// Functions whose reference is taken, by signature.
    refs: FxHashMap<SigId, Vec<FuncId>>,
}

impl CallGraph {
    pub fn new(module: &Module) -> CallGraph {
        let mut graph = CallGraph::default();
        for class in module.classes.values() {
            for (&slot, &func) in &class.methods {
                graph.slots.entry(slot).or_default().push(func);
            }
        }
        for func in taken_funcs(module) {
            let sig = module.funcs[func].sig;
            graph.refs.entry(sig).or_default().push(func);
        }
        for list in graph.slots.values_mut().chain(graph.refs.values_mut()) {
            list.sort();
            list.dedup();
        }
        graph
    }

    /// Implementations of a slot.
    pub fn slot_targets(&self, slot: SlotId) -> &[FuncId] {
        self.slots.get(&slot).map_or(&[], Vec::as_slice)
    }
    /// Functions that a reference of the signature may name.
    pub fn ref_targets(&self, sig: SigId) -> &[FuncId] {
        self.refs.get(&sig).map_or(&[], Vec::as_slice)
    }

    /// Functions that a call instruction may enter; none for an extern.
    pub fn targets(&self, inst: &InstData) -> Vec<FuncId> {
        match (inst.op, inst.imms.first()) {
            (Op::Call | Op::TryCall, Some(Imm::Func(f))) => vec![*f],
            (Op::CallVirtual | Op::TryCallVirtual, Some(Imm::Slot(s))) => {
                self.slot_targets(*s).to_vec()
            }
            (Op::CallRef | Op::TryCallRef, Some(Imm::Sig(s))) => self.ref_targets(*s).to_vec(),
            _ => Vec::new(),
        }
    }
}

/// Functions named by `func_ref` and by constants, some more than once.
pub fn taken_funcs(module: &Module) -> Vec<FuncId> {
    let mut taken = Vec::new();
    let mut constant = |value: &ConstValue| {
        if let ConstValue::Func(func) = value {
            taken.push(*func);
        }
    };
    for class in module.classes.values() {
        class.const_values.values().for_each(&mut constant);
    }
    for frozen in module.frozen.values() {
        match &frozen.body {
            FrozenBody::Object { fields, .. } => fields.iter().for_each(|(_, v)| constant(v)),
            FrozenBody::Array { items, .. } => items.iter().for_each(&mut constant),
        }
    }
    for func in module.funcs.values() {
        for &block in &func.layout {
            for &inst in &func.blocks[block].insts {
                if let (Op::FuncRef, Some(Imm::Func(f))) =
                    (func.insts[inst].op, func.insts[inst].imms.first())
                {
                    taken.push(*f);
                }
            }
        }
    }
    taken
}
