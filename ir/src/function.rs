//! Functions: blocks with parameters, instructions, values.

use smallvec::SmallVec;

use crate::entity::*;
use crate::op::Op;
use crate::types::Type;

#[derive(Clone, Debug)]
pub struct Function {
    pub name: String,
    pub sig: SigId,
    pub blocks: EntityMap<Block, BlockData>,
    pub insts: EntityMap<Inst, InstData>,
    pub values: EntityMap<Value, ValueData>,
    /// Blocks in order; the first is the entry, whose parameters are the function's.
    pub layout: Vec<Block>,
    pub attrs: Attrs,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Attrs {
    /// Never leaves by an exception (set by an analysis or promised by the front end).
    pub nothrow: bool,
    /// Seldom run: kept out of the hot code, not inlined.
    pub cold: bool,
    /// Inlined wherever the target's limits allow.
    pub inline: bool,
    pub noinline: bool,
    /// Handler of this opcode in an interpreter (see the pass `thread`).
    pub handler: Option<u8>,
    /// Fetches the instruction that a handler has answered.
    pub fetch: bool,
}

#[derive(Clone, Default, Debug)]
pub struct BlockData {
    pub params: Vec<Value>,
    /// The last one is the terminator.
    pub insts: Vec<Inst>,
    pub cold: bool,
}

#[derive(Clone, Debug)]
pub struct InstData {
    pub op: Op,
    pub imms: SmallVec<[Imm; 1]>,
    pub args: SmallVec<[Value; 3]>,
    pub results: SmallVec<[Value; 1]>,
    /// Successors of a terminator. Of a `try_` call: the normal one, then the exceptional one; the result or the
    /// exception comes as the successor's first parameter and is not among the arguments here.
    pub targets: SmallVec<[BlockCall; 2]>,
    pub loc: Loc,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BlockCall {
    pub block: Block,
    pub args: Vec<Value>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Imm {
    Int(i64),
    /// Bits of an f64.
    Float(u64),
    Type(Type),
    Class(ClassId),
    Field(FieldId),
    Slot(SlotId),
    Const(ClassConstId),
    Array(ArrayId),
    Func(FuncId),
    Extern(ExternId),
    Sig(SigId),
    Data(DataId),
    Frozen(FrozenId),
    Trap(TrapCode),
    /// Cases of a switch, one for each successor after the default.
    Cases(Vec<i32>),
}

/// Why a program was stopped. Text forms are the names in snake case.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TrapCode {
    DivZero,
    Bounds,
    Cast,
    Null,
    Memory,
    Unreachable,
    /// An assertion of the program.
    Assert,
}

impl TrapCode {
    pub const ALL: [(TrapCode, &'static str); 7] = [
        (TrapCode::DivZero, "div_zero"),
        (TrapCode::Bounds, "bounds"),
        (TrapCode::Cast, "cast"),
        (TrapCode::Null, "null"),
        (TrapCode::Memory, "memory"),
        (TrapCode::Unreachable, "unreachable"),
        (TrapCode::Assert, "assert"),
    ];
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// Place in a source file: index into [`crate::Module::files`], 1-based line; line 0 is "none".
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Loc {
    pub file: u32,
    pub line: u32,
}

#[derive(Clone, Copy, Debug)]
pub struct ValueData {
    pub ty: Type,
    pub def: ValueDef,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ValueDef {
    Param(Block, u32),
    Result(Inst, u32),
}

impl Function {
    pub fn new(name: &str, sig: SigId) -> Self {
        Function {
            name: name.to_owned(),
            sig,
            blocks: EntityMap::default(),
            insts: EntityMap::default(),
            values: EntityMap::default(),
            layout: Vec::new(),
            attrs: Attrs::default(),
        }
    }

    pub fn entry(&self) -> Block {
        self.layout[0]
    }
    pub fn is_declaration(&self) -> bool {
        self.layout.is_empty()
    }
    pub fn ty(&self, value: Value) -> Type {
        self.values[value].ty
    }
    pub fn terminator(&self, block: Block) -> &InstData {
        &self.insts[*self.blocks[block]
            .insts
            .last()
            .expect("block has a terminator")]
    }
    pub fn successors(&self, block: Block) -> impl Iterator<Item = Block> + '_ {
        self.terminator(block).targets.iter().map(|t| t.block)
    }

    /// Takes blocks out of the layout that no way from the entry leads to; true if there were any.
    pub fn remove_unreachable_blocks(&mut self) -> bool {
        let mut reached = vec![false; self.blocks.len()];
        let mut work: Vec<Block> = self.layout.first().copied().into_iter().collect();
        while let Some(block) = work.pop() {
            if !std::mem::replace(&mut reached[block.index()], true) {
                let last = self.blocks[block].insts.last();
                let targets = last.iter().flat_map(|&&inst| &self.insts[inst].targets);
                work.extend(targets.map(|t| t.block));
            }
        }
        let before = self.layout.len();
        self.layout.retain(|b| reached[b.index()]);
        self.layout.len() != before
    }

    pub fn add_block(&mut self) -> Block {
        let block = self.blocks.push(BlockData::default());
        self.layout.push(block);
        block
    }
    pub fn add_param(&mut self, block: Block, ty: Type) -> Value {
        let index = self.blocks[block].params.len() as u32;
        let value = self.values.push(ValueData {
            ty,
            def: ValueDef::Param(block, index),
        });
        self.blocks[block].params.push(value);
        value
    }
    /// Makes the instruction and its results, without placing it in a block.
    pub fn make_inst(&mut self, mut data: InstData, result_types: &[Type]) -> Inst {
        data.results.clear();
        let inst = self.insts.push(data);
        for &ty in result_types {
            self.make_result(inst, ty);
        }
        inst
    }

    /// Adds a result to an instruction.
    pub fn make_result(&mut self, inst: Inst, ty: Type) -> Value {
        let index = self.insts[inst].results.len() as u32;
        let value = self.values.push(ValueData {
            ty,
            def: ValueDef::Result(inst, index),
        });
        self.insts[inst].results.push(value);
        value
    }
}
