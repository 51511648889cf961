//! Instructions one by one: immediates, operands, results, successors.

use super::FuncChecker;
use super::module::int_fits;
use crate::entity::*;
use crate::function::{Imm, InstData};
use crate::op::{ImmKind, Op};
use crate::text::type_text;
use crate::types::Type;
use crate::typing::{callee_sig, check_args, result_types};

impl FuncChecker<'_, '_> {
    pub(super) fn insts(&mut self) {
        for &block in &self.func.layout {
            for &inst in &self.func.blocks[block].insts {
                self.inst(block, inst);
            }
        }
    }

    fn inst(&mut self, block: Block, inst: Inst) {
        let data = &self.func.insts[inst];
        if let Err((id, message)) = self.immediates(data) {
            return self.inst_error(id, block, inst, message);
        }
        for message in check_args(self.module, self.func, data.op, &data.imms, &data.args) {
            self.inst_error("V04", block, inst, message);
        }
        self.results(block, inst, data);
        self.arguments(block, inst, data);
        if let Err((id, message)) = self.single_op(data) {
            self.inst_error(id, block, inst, message);
        }
    }

    /// V01, V15
    fn immediates(&self, data: &InstData) -> Result<(), (&'static str, String)> {
        let kinds = data.op.info().imms;
        let same = kinds.len() == data.imms.len()
            && kinds.iter().zip(&data.imms).all(|(&k, i)| kind(i) == k);
        if !same {
            return Err(("V15", format!("immediates are not {kinds:?}")));
        }
        for imm in &data.imms {
            if !self.exists(imm) {
                return Err(("V01", "immediate names what does not exist".into()));
            }
        }
        let ty = data.imms.first().and_then(|i| match i {
            Imm::Type(ty) => Some(*ty),
            _ => None,
        });
        let ok = match (data.op, ty) {
            (Op::Iconst, Some(ty)) => {
                matches!(data.imms[1], Imm::Int(v) if int_fits(v, ty))
            }
            (Op::Null, Some(ty)) => ty.is_nullable(),
            (Op::BoolToInt, Some(ty)) => matches!(ty, Type::I32 | Type::I64),
            (Op::Cast | Op::CastUnchecked, Some(ty)) => ty.is_reference(),
            _ => true,
        };
        match ok {
            true => Ok(()),
            false => Err(("V15", "immediate is out of range".into())),
        }
    }

    fn exists(&self, imm: &Imm) -> bool {
        let m = self.module;
        match imm {
            Imm::Class(c) => m.classes.get(*c).is_some(),
            Imm::Field(f) => m.fields.get(*f).is_some(),
            Imm::Slot(s) => m.slots.get(*s).is_some(),
            Imm::Const(c) => m.consts.get(*c).is_some(),
            Imm::Array(a) => m.arrays.get(*a).is_some(),
            Imm::Func(f) => m.funcs.get(*f).is_some(),
            Imm::Extern(e) => m.externs.get(*e).is_some(),
            Imm::Sig(s) => m.sigs.get(*s).is_some(),
            Imm::Data(d) => m.data.get(*d).is_some(),
            Imm::Frozen(f) => m.frozen.get(*f).is_some(),
            Imm::Type(Type::Ref(c, _)) => m.classes.get(*c).is_some(),
            Imm::Type(Type::Arr(a, _)) => m.arrays.get(*a).is_some(),
            Imm::Type(Type::Fn(s, _)) => m.sigs.get(*s).is_some(),
            _ => true,
        }
    }

    /// V05
    fn results(&mut self, block: Block, inst: Inst, data: &InstData) {
        let wanted = match result_types(self.module, self.func, data.op, &data.imms, &data.args) {
            Ok(types) => types,
            Err(message) => {
                // A missing context or exception class is V17; a wrong operand is reported already.
                if matches!(data.op, Op::Ctx | Op::ExcTake) {
                    self.inst_error("V17", block, inst, message);
                }
                return;
            }
        };
        if wanted.len() != data.results.len() {
            let (wanted, given) = (wanted.len(), data.results.len());
            let message = format!("has {given} results, wants {wanted}");
            return self.inst_error("V05", block, inst, message);
        }
        for (&result, &wanted) in data.results.iter().zip(&wanted) {
            let given = self.func.ty(result);
            if matches!(data.op, Op::Select) && given.is_reference() {
                // Operands may have become narrower than the type that they met in.
                let fits = |&v: &Value| self.module.is_subtype(self.func.ty(v), given);
                if data.args[1..].iter().all(fits) {
                    continue;
                }
            }
            // A wider type is sound and left by passes that put one value for another.
            if given != wanted && !self.module.is_subtype(wanted, given) {
                let message = format!(
                    "result is {}, wanted {}",
                    type_text(self.module, given),
                    type_text(self.module, wanted)
                );
                self.inst_error("V05", block, inst, message);
            }
        }
    }

    /// V06
    fn arguments(&mut self, block: Block, inst: Inst, data: &InstData) {
        for (i, target) in data.targets.iter().enumerate() {
            let mut given: Vec<Type> = Vec::new();
            if data.op.is_try_call() {
                given.extend(match i {
                    0 => data
                        .imms
                        .first()
                        .and_then(|i| callee_sig(self.module, i))
                        .and_then(|sig| self.module.sigs[sig].result),
                    _ => self.module.exception.map(|c| Type::Ref(c, false)),
                });
            }
            given.extend(target.args.iter().map(|&v| self.func.ty(v)));
            let params = &self.func.blocks[target.block].params;
            let to = self.block_name(target.block);
            if given.len() != params.len() {
                let (wanted, given) = (params.len(), given.len());
                let message = format!("passes {given} values to {to}, which takes {wanted}");
                self.inst_error("V06", block, inst, message);
                continue;
            }
            for (j, (&ty, &param)) in given.iter().zip(params).enumerate() {
                let wanted = self.func.ty(param);
                if !self.module.is_subtype(ty, wanted) {
                    let message = format!(
                        "value {} to {to} is {}, wanted {}",
                        j + 1,
                        type_text(self.module, ty),
                        type_text(self.module, wanted)
                    );
                    self.inst_error("V06", block, inst, message);
                }
            }
        }
    }

    /// V08, V12, V13, V14, V16, V17: what only some ops have to keep.
    fn single_op(&self, data: &InstData) -> Result<(), (&'static str, String)> {
        let module = self.module;
        match (data.op, data.imms.first()) {
            (Op::Return, _) => {
                let wanted = module.sigs[self.func.sig].result;
                let fits = match (wanted, &data.args[..]) {
                    (None, []) => true,
                    (Some(ty), [value]) => module.is_subtype(self.func.ty(*value), ty),
                    _ => false,
                };
                if !fits {
                    return Err(("V08", "does not return what the signature says".into()));
                }
            }
            (Op::New, Some(Imm::Class(c))) => {
                let class = &module.classes[*c];
                if class.is_abstract || class.is_immediate {
                    return Err(("V12", format!("@{} cannot be made by new", class.name)));
                }
            }
            (Op::NewImm, Some(Imm::Class(c))) if !module.classes[*c].is_immediate => {
                let name = &module.classes[*c].name;
                return Err(("V12", format!("@{name} is not an immediate class")));
            }
            (Op::Switch, Some(Imm::Cases(cases))) => {
                let mut sorted = cases.clone();
                sorted.sort_unstable();
                sorted.dedup();
                if sorted.len() != cases.len() || data.targets.len() != cases.len() + 1 {
                    let message = "cases are not all different, one for each successor";
                    return Err(("V16", message.into()));
                }
            }
            _ => {}
        }
        self.exceptions(data)
    }

    fn exceptions(&self, data: &InstData) -> Result<(), (&'static str, String)> {
        let module = self.module;
        let before = data.op == Op::Throw || data.op.is_try_call();
        let after = matches!(
            data.op,
            Op::ExcSet | Op::ExcPending | Op::ExcTake | Op::ExcReturn
        );
        if (before && module.exceptions_lowered) || (after && !module.exceptions_lowered) {
            return Err(("V13", "belongs to the other form of exceptions".into()));
        }
        if (before || after) && module.exception.is_none() {
            return Err(("V17", "the module has no exception class".into()));
        }
        if self.func.attrs.nothrow {
            let known = |&f: &FuncId| module.funcs[f].attrs.nothrow;
            let raises = match data.op {
                Op::Throw | Op::ExcReturn => true,
                Op::Call | Op::CallVirtual | Op::CallRef => {
                    !module.exceptions_lowered && !self.graph.targets(data).iter().all(known)
                }
                _ => false,
            };
            if raises {
                return Err(("V14", "may raise in a nothrow function".into()));
            }
        }
        Ok(())
    }
}

fn kind(imm: &Imm) -> ImmKind {
    match imm {
        Imm::Int(_) => ImmKind::Int,
        Imm::Float(_) => ImmKind::Float,
        Imm::Type(_) => ImmKind::Type,
        Imm::Class(_) => ImmKind::Class,
        Imm::Field(_) => ImmKind::Field,
        Imm::Slot(_) => ImmKind::Slot,
        Imm::Const(_) => ImmKind::Const,
        Imm::Array(_) => ImmKind::Array,
        Imm::Func(_) => ImmKind::Func,
        Imm::Extern(_) => ImmKind::Extern,
        Imm::Sig(_) => ImmKind::Sig,
        Imm::Data(_) => ImmKind::Data,
        Imm::Frozen(_) => ImmKind::Frozen,
        Imm::Trap(_) => ImmKind::Trap,
        Imm::Cases(_) => ImmKind::Cases,
    }
}
