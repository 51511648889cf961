//! Class-hierarchy analysis: virtual calls with one possible target become direct, those that answer one constant for most
//! classes and its opposite for one subtree become tests of the class, class constants that all possible classes share
//! become constants of the function.
//!
//! Possible are the classes that the closed world makes: by `new`, `new_imm`, as a frozen object or as the context.

use rustc_hash::FxHashMap;

use super::edit::{each_function, make};
use crate::entity::*;
use crate::function::{Function, Imm};
use crate::module::{ConstValue, FrozenBody, Module};
use crate::op::Op;
use crate::types::Type;

pub fn run(module: &mut Module) {
    let mut below = vec![Vec::new(); module.classes.len()];
    for class in made_classes(module) {
        for above in module.ancestry(class) {
            below[above.index()].push(class);
        }
    }
    let mut hierarchy = Hierarchy {
        below,
        targets: FxHashMap::default(),
    };
    each_function(module, |module, func| {
        for block in func.layout.clone() {
            for at in (0..func.blocks[block].insts.len()).rev() {
                let inst = func.blocks[block].insts[at];
                match func.insts[inst].op {
                    Op::CallVirtual | Op::TryCallVirtual => {
                        hierarchy.call(module, func, block, at);
                    }
                    Op::ClassConst => hierarchy.constant(module, func, inst),
                    _ => {}
                }
            }
        }
    });
}

/// Classes that have instances, each once.
fn made_classes(module: &Module) -> Vec<ClassId> {
    let mut made = vec![false; module.classes.len()];
    for func in module.funcs.values() {
        for &inst in func.layout.iter().flat_map(|&b| &func.blocks[b].insts) {
            let data = &func.insts[inst];
            if let (Op::New | Op::NewImm, Some(Imm::Class(c))) = (data.op, data.imms.first()) {
                made[c.index()] = true;
            }
        }
    }
    for frozen in module.frozen.values() {
        if let FrozenBody::Object { class, .. } = frozen.body {
            made[class.index()] = true;
        }
    }
    if let Some(class) = module.context {
        made[class.index()] = true;
    }
    module.classes.keys().filter(|c| made[c.index()]).collect()
}

struct Hierarchy {
    /// Made classes at and below each class.
    below: Vec<Vec<ClassId>>,
    targets: FxHashMap<(ClassId, SlotId), Option<FuncId>>,
}

impl Hierarchy {
    /// The one implementation that instances of the class and those below have.
    fn target(&mut self, module: &Module, class: ClassId, slot: SlotId) -> Option<FuncId> {
        if let Some(&known) = self.targets.get(&(class, slot)) {
            return known;
        }
        let mut found = self.below[class.index()].iter();
        let first = found.next().and_then(|&c| module.find_method(c, slot));
        let same = found.all(|&c| module.find_method(c, slot) == first);
        let target = first.filter(|_| same);
        self.targets.insert((class, slot), target);
        target
    }

    fn call(&mut self, module: &Module, func: &mut Function, block: Block, at: usize) {
        let inst = func.blocks[block].insts[at];
        let data = &func.insts[inst];
        let receiver = data.args[0];
        let (Some(&Imm::Slot(slot)), Type::Ref(class, _)) = (data.imms.first(), func.ty(receiver))
        else {
            return;
        };
        let Some(target) = self.target(module, class, slot) else {
            self.question(module, func, block, at);
            return;
        };
        let sig = &module.sigs[module.funcs[target].sig];
        // A narrower result would need its type changed where it is handed on.
        if sig.result != module.sigs[module.slots[slot].sig].result {
            return;
        }
        let loc = data.loc;
        if !module.is_subtype(func.ty(receiver), sig.params[0]) {
            let narrow = sig.params[0].with_null(false);
            let imms = [Imm::Type(narrow)];
            let cast = make(
                func,
                Op::CastUnchecked,
                &imms,
                &[receiver],
                &[narrow],
                &[],
                loc,
            );
            func.insts[inst].args[0] = func.insts[cast].results[0];
            func.blocks[block].insts.insert(at, cast);
        }
        let data = &mut func.insts[inst];
        data.imms[0] = Imm::Func(target);
        data.op = match data.op {
            Op::CallVirtual => Op::Call,
            _ => Op::TryCall,
        };
    }

    /// A method that answers true or false by the class alone: the test for the one class whose subtree answers otherwise.
    fn question(&mut self, module: &Module, func: &mut Function, block: Block, at: usize) {
        let inst = func.blocks[block].insts[at];
        let data = &func.insts[inst];
        let (Op::CallVirtual, Some(&Imm::Slot(slot))) = (data.op, data.imms.first()) else {
            return;
        };
        let (Type::Ref(class, _), [result]) = (func.ty(data.args[0]), &data.results[..]) else {
            return;
        };
        if func.ty(*result) != Type::I1 || data.args.len() != 1 {
            return;
        }
        let Some((below, answer)) = self.odd_class(module, class, slot) else {
            return;
        };
        let imms = [Imm::Class(below)];
        let (args, loc, result) = (data.args.clone(), data.loc, *result);
        if answer {
            let data = &mut func.insts[inst];
            data.op = Op::IsInstance;
            data.imms = imms.into_iter().collect();
            return;
        }
        let test = make(func, Op::IsInstance, &imms, &args, &[Type::I1], &[], loc);
        func.blocks[block].insts.insert(at, test);
        let is_below = func.insts[test].results[0];
        let data = &mut func.insts[inst];
        data.op = Op::Not;
        data.imms.clear();
        data.args.clear();
        data.args.push(is_below);
        debug_assert_eq!(data.results[0], result);
    }

    /// The class at or below whose subtree alone the method answers what no other made class does, and that answer.
    fn odd_class(&self, module: &Module, class: ClassId, slot: SlotId) -> Option<(ClassId, bool)> {
        const MOST: usize = 8;
        let made = &self.below[class.index()];
        if made.len() > MOST {
            return None;
        }
        let mut answers = Vec::new();
        for &each in made {
            let method = &module.funcs[module.find_method(each, slot)?];
            answers.push((each, answered(method)?));
        }
        for &(top, answer) in &answers {
            let inside = |each: ClassId| self.below[top.index()].contains(&each);
            if answers
                .iter()
                .all(|&(each, a)| inside(each) == (a == answer))
            {
                return Some((top, answer));
            }
        }
        None
    }

    fn constant(&mut self, module: &Module, func: &mut Function, inst: Inst) {
        let data = &func.insts[inst];
        let (Some(&Imm::Const(id)), Type::Ref(class, _)) =
            (data.imms.first(), func.ty(data.args[0]))
        else {
            return;
        };
        let mut classes = self.below[class.index()].iter();
        let Some(value) = classes.next().and_then(|&c| module.find_const(c, id)) else {
            return;
        };
        if !classes.all(|&c| module.find_const(c, id) == Some(value)) {
            return;
        }
        let ty = module.consts[id].ty;
        let (op, imms): (Op, Vec<Imm>) = match value {
            ConstValue::Int(v) => (Op::Iconst, vec![Imm::Type(ty), Imm::Int(v)]),
            ConstValue::Float(v) => (Op::Fconst, vec![Imm::Float(v.to_bits())]),
            ConstValue::Null => (Op::Null, vec![Imm::Type(ty)]),
            ConstValue::Func(f) => (Op::FuncRef, vec![Imm::Func(f)]),
            ConstValue::Class(c) => (Op::ClassRef, vec![Imm::Class(c)]),
            ConstValue::Frozen(f) => (Op::FrozenRef, vec![Imm::Frozen(f)]),
            ConstValue::Data(_) => return,
        };
        let data = &mut func.insts[inst];
        data.op = op;
        data.imms = imms.into();
        data.args.clear();
    }
}

/// The constant that a function does nothing but answer.
fn answered(func: &Function) -> Option<bool> {
    let [block] = func.layout[..] else {
        return None;
    };
    let [constant, leave] = func.blocks[block].insts[..] else {
        return None;
    };
    let (constant, leave) = (&func.insts[constant], &func.insts[leave]);
    match (constant.op, constant.imms.get(1), leave.op) {
        (Op::Iconst, Some(&Imm::Int(value)), Op::Return)
            if leave.args[..] == constant.results[..] =>
        {
            Some(value != 0)
        }
        _ => None,
    }
}
