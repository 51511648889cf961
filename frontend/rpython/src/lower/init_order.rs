//! The order in which globals are initialised: what an initialiser reads, directly or through the functions it calls, comes before it.
//!
//! Calls through a slot or a reference and functions marked cold (the makers of errors) are not followed: they would make
//! everything depend on everything. Where globals depend on each other, the order given decides.

use kaa_ir::{Imm, Module, Op};
use rustc_hash::{FxHashMap, FxHashSet};

/// A global: the function that makes its value, and its field of the context.
pub type Initialiser = (kaa_ir::FuncId, kaa_ir::FieldId);

/// Indexes of the initialisers in the order to run them.
pub fn order(m: &Module, initialisers: &[Initialiser]) -> Vec<usize> {
    let of_field: FxHashMap<kaa_ir::FieldId, usize> = initialisers
        .iter()
        .enumerate()
        .map(|(index, (_, field))| (*field, index))
        .collect();
    let mut walk = Walk {
        reads: initialisers
            .iter()
            .map(|(init, _)| reads(m, *init, &of_field))
            .collect(),
        seen: vec![false; initialisers.len()],
        order: Vec::with_capacity(initialisers.len()),
    };
    for index in 0..initialisers.len() {
        walk.visit(index);
    }
    walk.order
}

struct Walk {
    reads: Vec<Vec<usize>>,
    seen: Vec<bool>,
    order: Vec<usize>,
}

impl Walk {
    fn visit(&mut self, index: usize) {
        if std::mem::replace(&mut self.seen[index], true) {
            return;
        }
        for needed in self.reads[index].clone() {
            self.visit(needed);
        }
        self.order.push(index);
    }
}

/// Globals that the function reads, in the order in which a depth-first walk of its calls meets them.
fn reads(
    m: &Module,
    init: kaa_ir::FuncId,
    of_field: &FxHashMap<kaa_ir::FieldId, usize>,
) -> Vec<usize> {
    let mut found = Vec::new();
    let mut known = FxHashSet::default();
    let mut stack = vec![init];
    known.insert(init);
    while let Some(id) = stack.pop() {
        let func = &m.funcs[id];
        for block in &func.layout {
            for inst in &func.blocks[*block].insts {
                let data = &func.insts[*inst];
                match (data.op, data.imms.first()) {
                    (Op::FieldGet, Some(Imm::Field(field))) => {
                        if let Some(&index) = of_field.get(field)
                            && !found.contains(&index)
                        {
                            found.push(index);
                        }
                    }
                    (Op::Call | Op::TryCall, Some(Imm::Func(callee)))
                        if !m.funcs[*callee].attrs.cold && known.insert(*callee) =>
                    {
                        stack.push(*callee);
                    }
                    _ => {}
                }
            }
        }
    }
    found
}
