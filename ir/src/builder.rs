//! Writing a function: the cursor stands at the end of a block; result types come from the op table.

use smallvec::{SmallVec, smallvec};

use crate::entity::*;
use crate::function::{BlockCall, Function, Imm, InstData, Loc, TrapCode};
use crate::module::{ConstValue, FrozenBody, Module};
use crate::op::{Op, ResultKind};
use crate::types::{Storage, Type};

pub struct FunctionBuilder<'m> {
    pub module: &'m mut Module,
    pub func: Function,
    id: FuncId,
    block: Option<Block>,
    loc: Loc,
}

impl<'m> FunctionBuilder<'m> {
    /// Takes the function's place in the module until [`FunctionBuilder::finish`]; makes the entry block.
    pub fn new(module: &'m mut Module, id: FuncId) -> Self {
        let sig = module.funcs[id].sig;
        let mut func = Function::new(&module.funcs[id].name.clone(), sig);
        func.attrs = module.funcs[id].attrs;
        let entry = func.add_block();
        for ty in module.sigs[sig].params.clone() {
            func.add_param(entry, ty);
        }
        FunctionBuilder {
            module,
            func,
            id,
            block: Some(entry),
            loc: Loc::default(),
        }
    }

    pub fn finish(self) {
        self.module.funcs[self.id] = self.func;
    }

    pub fn param(&self, index: usize) -> Value {
        self.func.blocks[self.func.entry()].params[index]
    }
    pub fn set_loc(&mut self, loc: Loc) {
        self.loc = loc;
    }
    pub fn block(&mut self) -> Block {
        self.func.add_block()
    }
    pub fn block_param(&mut self, block: Block, ty: Type) -> Value {
        self.func.add_param(block, ty)
    }
    pub fn switch_to(&mut self, block: Block) {
        self.block = Some(block);
    }
    /// The open block; `None` after a terminator.
    pub fn current(&self) -> Option<Block> {
        self.block
    }

    /// Appends an instruction; its results are typed by the table.
    pub fn inst(&mut self, op: Op, imms: &[Imm], args: &[Value], targets: &[BlockCall]) -> Inst {
        let types: SmallVec<[Type; 2]> = result_types(self.module, &self.func, op, imms, args)
            .into_iter()
            .collect();
        let block = self
            .block
            .unwrap_or_else(|| panic!("{}: {op:?} after terminator", self.func.name));
        let data = InstData {
            op,
            imms: imms.into(),
            args: args.into(),
            results: smallvec![],
            targets: targets.into(),
            loc: self.loc,
        };
        let inst = self.func.make_inst(data, &types);
        self.func.blocks[block].insts.push(inst);
        if op.info().terminator {
            self.block = None;
        }
        inst
    }

    /// Appends an instruction with exactly one result.
    pub fn value(&mut self, op: Op, imms: &[Imm], args: &[Value]) -> Value {
        let inst = self.inst(op, imms, args, &[]);
        self.func.insts[inst].results[0]
    }
    pub fn results(&self, inst: Inst) -> &[Value] {
        &self.func.insts[inst].results
    }

    pub fn iconst(&mut self, ty: Type, value: i64) -> Value {
        self.value(Op::Iconst, &[Imm::Type(ty), Imm::Int(value)], &[])
    }
    pub fn fconst(&mut self, value: f64) -> Value {
        self.value(Op::Fconst, &[Imm::Float(value.to_bits())], &[])
    }
    pub fn null(&mut self, ty: Type) -> Value {
        self.value(Op::Null, &[Imm::Type(ty.with_null(true))], &[])
    }
    pub fn field_get(&mut self, field: FieldId, object: Value) -> Value {
        self.value(Op::FieldGet, &[Imm::Field(field)], &[object])
    }
    pub fn field_set(&mut self, field: FieldId, object: Value, value: Value) {
        self.inst(Op::FieldSet, &[Imm::Field(field)], &[object, value], &[]);
    }
    pub fn call(&mut self, func: FuncId, args: &[Value]) -> Option<Value> {
        let inst = self.inst(Op::Call, &[Imm::Func(func)], args, &[]);
        self.func.insts[inst].results.first().copied()
    }
    pub fn jump(&mut self, block: Block, args: &[Value]) {
        self.inst(
            Op::Jump,
            &[],
            &[],
            &[BlockCall {
                block,
                args: args.to_vec(),
            }],
        );
    }
    pub fn br_if(&mut self, cond: Value, then: BlockCall, otherwise: BlockCall) {
        self.inst(Op::BrIf, &[], &[cond], &[then, otherwise]);
    }
    pub fn ret(&mut self, value: Option<Value>) {
        self.inst(Op::Return, &[], value.as_slice(), &[]);
    }
    pub fn trap(&mut self, code: TrapCode) {
        self.inst(Op::Trap, &[Imm::Trap(code)], &[], &[]);
    }
}

/// Types of an op's results, from the table, its immediates and its operands.
///
/// # Panics
/// If immediates or operands are not of the op's form; the verifier reports the same as an error.
pub fn result_types(
    module: &mut Module,
    func: &Function,
    op: Op,
    imms: &[Imm],
    args: &[Value],
) -> Vec<Type> {
    let mut types = Vec::new();
    for kind in op.info().results {
        let ty = match kind {
            ResultKind::I1 => Type::I1,
            ResultKind::I32 => Type::I32,
            ResultKind::I64 => Type::I64,
            ResultKind::F64 => Type::F64,
            ResultKind::Int | ResultKind::Intb => func.ty(args[0]),
            ResultKind::Val => val_type(module, func, op, args),
            ResultKind::Elem => match func.ty(args[0]) {
                Type::Arr(array, _) => module.arrays[array].value_type(),
                ty => panic!("{}: {op:?} on {ty:?}", func.name),
            },
            ResultKind::Field => imm(imms, |i| match i {
                Imm::Field(f) => Some(module.fields[*f].storage.value_type()),
                _ => None,
            }),
            ResultKind::Class => imm(imms, |i| match i {
                Imm::Class(c) => Some(Type::Ref(*c, false)),
                _ => None,
            }),
            ResultKind::Type => imm(imms, |i| match i {
                Imm::Type(ty) => Some(*ty),
                _ => None,
            }),
            ResultKind::Array | ResultKind::ArrayOrNull => imm(imms, |i| match i {
                Imm::Array(a) => Some(Type::Arr(*a, *kind == ResultKind::ArrayOrNull)),
                _ => None,
            }),
            ResultKind::Fn => imm(imms, |i| match i {
                Imm::Func(f) => Some(Type::Fn(module.funcs[*f].sig, false)),
                _ => None,
            }),
            ResultKind::Cls => Type::Cls,
            ResultKind::Ctx => Type::Ref(module.context.expect("module has a context"), false),
            ResultKind::Exc => Type::Ref(module.exception.expect("module has exceptions"), false),
            ResultKind::AnyOrNull => Type::Any(true),
            ResultKind::Weak => Type::Weak(false),
            ResultKind::Nonnull => func.ty(args[0]).with_null(false),
            ResultKind::Const => imm(imms, |i| match i {
                Imm::Const(c) => Some(module.consts[*c].ty),
                _ => None,
            }),
            ResultKind::Data => Type::Arr(module.array(Storage::I8), false),
            ResultKind::Frozen => imm(imms, |i| match i {
                Imm::Frozen(f) => Some(frozen_type(module, *f)),
                _ => None,
            }),
            ResultKind::Call => match call_signature(module, imms) {
                Some(ty) => ty,
                None => continue,
            },
        };
        types.push(ty);
    }
    types
}

fn imm<T>(imms: &[Imm], pick: impl Fn(&Imm) -> Option<T>) -> T {
    imms.iter()
        .find_map(pick)
        .expect("immediate of the op's kind")
}

/// `select` and `promote`: the operands' type, or the one of the two that the other fits into.
fn val_type(module: &Module, func: &Function, op: Op, args: &[Value]) -> Type {
    let last = func.ty(*args.last().expect("operand"));
    if op != Op::Select {
        return last;
    }
    let first = func.ty(args[1]);
    let (a, b) = if first.is_nullable() || last.is_nullable() {
        (first.with_null(true), last.with_null(true))
    } else {
        (first, last)
    };
    if module.is_subtype(a, b) { b } else { a }
}

/// Type of a frozen object's reference.
pub fn frozen_type(module: &Module, id: FrozenId) -> Type {
    match &module.frozen[id].body {
        FrozenBody::Object { class, .. } => Type::Ref(*class, false),
        FrozenBody::Array { array, .. } => Type::Arr(*array, false),
    }
}

/// Type of a constant, when it alone tells: integers and null need the place they stand in.
pub fn const_type(module: &Module, value: ConstValue) -> Option<Type> {
    match value {
        ConstValue::Int(_) | ConstValue::Null => None,
        ConstValue::Float(_) => Some(Type::F64),
        ConstValue::Frozen(id) => Some(frozen_type(module, id)),
        ConstValue::Data(_) => module.find_array(Storage::I8).map(|a| Type::Arr(a, false)),
        ConstValue::Func(f) => Some(Type::Fn(module.funcs[f].sig, false)),
        ConstValue::Class(_) => Some(Type::Cls),
    }
}

/// Result of the callee that the immediate names.
pub fn call_signature(module: &Module, imms: &[Imm]) -> Option<Type> {
    let sig = imm(imms, |i| callee_sig(module, i));
    module.sigs[sig].result
}

/// Signature of a function, slot, signature or extern immediate.
pub fn callee_sig(module: &Module, imm: &Imm) -> Option<SigId> {
    match imm {
        Imm::Func(f) => Some(module.funcs[*f].sig),
        Imm::Slot(s) => Some(module.slots[*s].sig),
        Imm::Sig(s) => Some(*s),
        Imm::Extern(e) => Some(module.externs[*e].sig),
        _ => None,
    }
}
