//! Writing a function: the cursor stands at the end of a block; result types come from the op table.

use smallvec::{SmallVec, smallvec};

use crate::entity::*;
use crate::function::{BlockCall, Function, Imm, InstData, Loc, TrapCode};
use crate::module::Module;
use crate::op::Op;
use crate::types::{Storage, Type};
pub use crate::typing::{call_signature, callee_sig, const_type, frozen_type};

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

    /// Puts the function into the module, without its unreachable blocks.
    pub fn finish(mut self) {
        self.func.remove_unreachable_blocks();
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
/// If immediates or operands are not of the op's form; [`crate::typing::result_types`] answers an error instead.
pub fn result_types(
    module: &mut Module,
    func: &Function,
    op: Op,
    imms: &[Imm],
    args: &[Value],
) -> Vec<Type> {
    if op == Op::DataRef {
        module.array(Storage::I8);
    }
    crate::typing::result_types(module, func, op, imms, args)
        .unwrap_or_else(|message| panic!("{}: {}: {message}", func.name, op.name()))
        .to_vec()
}
