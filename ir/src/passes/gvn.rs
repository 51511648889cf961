//! Global value numbering: equal pure ops along the dominator tree become one, constants fold by the interpreter's own
//! arithmetic, and loads take what was stored or loaded before.
//!
//! What is known of memory is carried from a block to a successor that has no other predecessor, and forgotten elsewhere. A
//! store to a field forgets that field of all objects, a store to an array the elements of arrays of its type (arrays are
//! invariant), a call everything. What a branch has tested is known in the blocks that only its one way leads to: a test of
//! the same value folds, a `cast` or `non_null` behind it needs no check.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::edit::{Replacements, each_function, make};
use crate::analysis::{Cfg, Dominators};
use crate::entity::*;
use crate::function::{Function, Imm, InstData, ValueDef};
use crate::module::Module;
use crate::op::{Effects, Op};
use crate::types::{Storage, Type};

pub fn run(module: &mut Module) {
    each_function(module, run_function);
}

pub fn run_function(module: &Module, func: &mut Function) {
    let cfg = Cfg::new(func);
    let dominators = Dominators::new(&cfg);
    let mut numbering = Numbering {
        module,
        replacements: Replacements::new(func),
        func,
        dominators: &dominators,
        known: FxHashMap::default(),
        facts: FxHashMap::default(),
    };
    let mut ends: FxHashMap<Block, Memory> = FxHashMap::default();
    for block in dominators.preorder() {
        let mut memory = match cfg.preds(block) {
            [pred] => {
                numbering.learn(*pred, block);
                ends.get(pred).cloned().unwrap_or_default()
            }
            _ => Memory::default(),
        };
        numbering.block(block, &mut memory);
        ends.insert(block, memory);
    }
    let Numbering {
        replacements, func, ..
    } = numbering;
    replacements.apply(func);
}

/// What names a pure computation.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    op: Op,
    imms: SmallVec<[Imm; 1]>,
    args: SmallVec<[Value; 3]>,
    ty: Type,
}

/// A place in memory whose content is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Field(FieldId, Value),
    Item(Op, ArrayId, Value, Value),
}

type Memory = FxHashMap<Place, Value>;

/// Something that holds of a value in all blocks below one.
#[derive(Clone, Copy)]
enum Fact {
    Is(bool),
    /// Not null and of this type.
    Of(Type),
}

struct Numbering<'m, 'f> {
    module: &'m Module,
    func: &'f mut Function,
    dominators: &'m Dominators,
    replacements: Replacements,
    /// Values of each computation, with the block that each is made in; outer blocks first.
    known: FxHashMap<Key, Vec<(Block, Value)>>,
    facts: FxHashMap<Value, Vec<(Block, Fact)>>,
}

impl Numbering<'_, '_> {
    fn def(&self, value: Value) -> Option<&InstData> {
        match self.func.values[value].def {
            ValueDef::Result(inst, 0) => Some(&self.func.insts[inst]),
            _ => None,
        }
    }

    /// What the branch at the end of the only predecessor says.
    fn learn(&mut self, pred: Block, block: Block) {
        let data = self.func.terminator(pred);
        if data.op != Op::BrIf || data.targets[0].block == data.targets[1].block {
            return;
        }
        let holds = data.targets[0].block == block;
        let cond = self.replacements.resolve(data.args[0]);
        self.facts
            .entry(cond)
            .or_default()
            .push((block, Fact::Is(holds)));
        let Some(test) = self.def(cond) else { return };
        let subject = test.args.first().map(|&v| self.replacements.resolve(v));
        let (Some(subject), op) = (subject, test.op) else {
            return;
        };
        let ty = match (op, test.imms.first(), holds) {
            (Op::IsInstance, Some(Imm::Class(c)), true) => Type::Ref(*c, false),
            (Op::IsArray, Some(Imm::Array(a)), true) => Type::Arr(*a, false),
            (Op::IsNull, _, false) => self.func.ty(subject).with_null(false),
            _ => return,
        };
        self.facts
            .entry(subject)
            .or_default()
            .push((block, Fact::Of(ty)));
    }

    fn fact(&self, at: Block, value: Value, pick: impl Fn(Fact) -> bool) -> Option<Fact> {
        let facts = self.facts.get(&value)?.iter();
        let holds = facts.filter(|(block, _)| self.dominators.dominates(*block, at));
        holds.map(|&(_, fact)| fact).find(|&fact| pick(fact))
    }

    fn block(&mut self, block: Block, memory: &mut Memory) {
        for inst in self.func.blocks[block].insts.clone() {
            let mut data = self.func.insts[inst].clone();
            self.replacements.resolve_inst(&mut data);
            self.func.insts[inst].args = data.args.clone();
            self.func.insts[inst].targets = data.targets.clone();
            self.simplify(block, inst);
            let data = self.func.insts[inst].clone();
            match data.op.info().effects {
                Effects::Pure => self.pure(block, &data),
                _ => self.memory(block, inst, &data, memory),
            }
            if data.op == Op::BrIf {
                self.decide(block, inst);
            }
        }
    }

    /// A branch on what is known here becomes one on a constant; cleanup makes it a jump.
    fn decide(&mut self, block: Block, inst: Inst) {
        let cond = self.func.insts[inst].args[0];
        let fact = self.fact(block, cond, |f| matches!(f, Fact::Is(_)));
        if let Some(Fact::Is(holds)) = fact {
            let imms = [Imm::Type(Type::I1), Imm::Int(i64::from(holds))];
            let loc = self.func.insts[inst].loc;
            let new = make(self.func, Op::Iconst, &imms, &[], &[Type::I1], &[], loc);
            self.func.insts[inst].args[0] = self.func.insts[new].results[0];
            let insts = &mut self.func.blocks[block].insts;
            insts.insert(insts.len() - 1, new);
        }
    }

    fn word(&self, value: Value) -> Option<u64> {
        let data = self.def(value)?;
        match (data.op, &data.imms[..]) {
            (Op::Iconst, [_, Imm::Int(v)]) => Some(*v as u64),
            (Op::Fconst, [Imm::Float(bits)]) => Some(*bits),
            _ => None,
        }
    }

    /// Rewrites the instruction in place: constants, and checks that are known to hold.
    fn simplify(&mut self, block: Block, inst: Inst) {
        let data = &self.func.insts[inst];
        let (&[result], Some(&first)) = (&data.results[..], data.args.first()) else {
            return;
        };
        let ty = self.func.ty(first);
        match data.op {
            Op::Cast | Op::NonNull => {
                let wanted = self.func.ty(result);
                let module = self.module;
                let holds = |f: Fact| matches!(f, Fact::Of(t) if module.is_subtype(t, wanted));
                if !module.is_subtype(ty, wanted) && self.fact(block, first, holds).is_some() {
                    let data = &mut self.func.insts[inst];
                    data.op = Op::CastUnchecked;
                    data.imms = [Imm::Type(wanted)].as_slice().into();
                }
            }
            Op::IsNull if !self.module.exceptions_lowered => {
                let of = self.fact(block, first, |f| matches!(f, Fact::Of(_)));
                if !ty.is_nullable() || of.is_some() {
                    self.constant(inst, 0);
                }
            }
            Op::IsInstance | Op::IsArray => {
                let wanted = match data.imms[0] {
                    Imm::Class(c) => Type::Ref(c, false),
                    Imm::Array(a) => Type::Arr(a, false),
                    _ => return,
                };
                let module = self.module;
                let holds = |f: Fact| matches!(f, Fact::Of(t) if module.is_subtype(t, wanted));
                if module.is_subtype(ty, wanted) || self.fact(block, first, holds).is_some() {
                    self.constant(inst, 1);
                }
            }
            op if op.info().effects == Effects::Pure && !ty.is_reference() && ty != Type::Cls => {
                let words: Option<SmallVec<[u64; 3]>> =
                    data.args.iter().map(|&v| self.word(v)).collect();
                if op == Op::FloatBits {
                    // The bits of a NaN are the target's.
                    return;
                }
                if let Some(words) = words.filter(|w| w.len() <= 2)
                    && let Some(word) =
                        crate::interp::fold(op, ty, words[0], words.get(1).copied().unwrap_or(0))
                {
                    self.constant(inst, word);
                }
            }
            _ => {}
        }
    }

    fn constant(&mut self, inst: Inst, word: u64) {
        let ty = self.func.ty(self.func.insts[inst].results[0]);
        let data = &mut self.func.insts[inst];
        (data.op, data.imms) = match ty {
            Type::F64 => (Op::Fconst, [Imm::Float(word)].as_slice().into()),
            _ => {
                let imms = [Imm::Type(ty), Imm::Int(word as i64)];
                (Op::Iconst, imms.as_slice().into())
            }
        };
        data.args.clear();
    }

    fn pure(&mut self, block: Block, data: &InstData) {
        let &[result] = &data.results[..] else { return };
        let ty = self.func.ty(result);
        let same = match data.op {
            // The check is on the value's own type.
            Op::Cast | Op::CastUnchecked | Op::NonNull
                if self.module.is_subtype(self.func.ty(data.args[0]), ty) =>
            {
                Some(data.args[0])
            }
            Op::Select => match self.word(data.args[0]) {
                Some(0) => Some(data.args[2]),
                Some(_) => Some(data.args[1]),
                None => (data.args[1] == data.args[2]).then_some(data.args[1]),
            },
            _ => None,
        };
        if let Some(same) = same {
            return self.replacements.set(result, same);
        }
        if data.op == Op::Promote {
            return;
        }
        let mut args = data.args.clone();
        if is_commutative(data.op) {
            args.sort();
        }
        let key = Key {
            op: data.op,
            imms: data.imms.clone(),
            args,
            ty,
        };
        let values = self.known.entry(key).or_default();
        let above = |(b, _): &&(Block, Value)| self.dominators.dominates(*b, block);
        if let Some(&(_, value)) = values.iter().find(above) {
            return self.replacements.set(result, value);
        }
        values.push((block, result));
        if let Op::Cast | Op::CastUnchecked | Op::NonNull = data.op
            && !ty.is_nullable()
        {
            // Known of the operand behind the check, in this block too: uses before it were looked at already.
            let facts = self.facts.entry(data.args[0]).or_default();
            facts.push((block, Fact::Of(ty)));
        }
    }

    fn memory(&mut self, block: Block, inst: Inst, data: &InstData, memory: &mut Memory) {
        match (data.op, data.imms.first()) {
            (Op::FieldGet, Some(&Imm::Field(field))) => {
                self.load(block, inst, Place::Field(field, data.args[0]), memory);
            }
            (Op::FieldSet, Some(&Imm::Field(field))) => {
                memory.retain(|place, _| !matches!(place, Place::Field(f, _) if *f == field));
                if let Storage::Value(ty) = self.module.fields[field].storage
                    && self.func.ty(data.args[1]) == ty
                {
                    memory.insert(Place::Field(field, data.args[0]), data.args[1]);
                }
            }
            (Op::ArrGet | Op::ArrGetU | Op::ArrGetUnchecked, _) => {
                if let Type::Arr(array, _) = self.func.ty(data.args[0]) {
                    let op = match data.op {
                        Op::ArrGetU => Op::ArrGetU,
                        _ => Op::ArrGet,
                    };
                    // An unchecked load says nothing of the bounds, a checked one may not lose its check.
                    if data.op != Op::ArrGetUnchecked {
                        let place = Place::Item(op, array, data.args[0], data.args[1]);
                        self.load(block, inst, place, memory);
                    }
                }
            }
            _ => match data.op.info().effects {
                Effects::WriteArray => memory.retain(|p, _| matches!(p, Place::Field(..))),
                Effects::Call => memory.clear(),
                _ => {}
            },
        }
    }

    /// The value known to be in the place, of a type that fits; else this load's from now on.
    fn load(&mut self, block: Block, inst: Inst, place: Place, memory: &mut Memory) {
        let result = self.func.insts[inst].results[0];
        let ty = self.func.ty(result);
        match memory.get(&place) {
            Some(&value) if self.module.is_subtype(self.func.ty(value), ty) => {
                self.replacements.set(result, value);
                // Its bounds check held before, so the load itself goes, which cleanup would not dare.
                self.func.blocks[block].insts.retain(|&i| i != inst);
            }
            _ => {
                memory.insert(place, result);
            }
        }
    }
}

fn is_commutative(op: Op) -> bool {
    matches!(
        op,
        Op::Add | Op::Mul | Op::And | Op::Or | Op::Xor | Op::Eq | Op::Ne | Op::RefEq | Op::ClsEq
    )
}
