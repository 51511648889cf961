//! The op table, derived from `ops.toml`.

/// Immediates of an instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImmKind {
    Int,
    Float,
    Type,
    Class,
    Field,
    Slot,
    Const,
    Array,
    Func,
    Extern,
    Sig,
    Data,
    Frozen,
    Trap,
    Cases,
}

/// Operand patterns; the meaning of each is at the top of `ops.toml`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ArgKind {
    I1,
    I32,
    I64,
    F64,
    Int,
    Intb,
    Val,
    Ref,
    Obj,
    Arr,
    Elem,
    Field,
    Fn,
    Exc,
    Cls,
    Weak,
    Args,
}

/// Result patterns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ResultKind {
    I1,
    I32,
    I64,
    F64,
    Int,
    Intb,
    Val,
    Elem,
    Field,
    Class,
    Type,
    Array,
    ArrayOrNull,
    Fn,
    Cls,
    Ctx,
    Exc,
    AnyOrNull,
    Weak,
    Nonnull,
    Const,
    Call,
    Data,
    Frozen,
}

/// What an op reads and writes; passes move and merge ops by it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effects {
    /// Same operands, same result (a trap is allowed).
    Pure,
    ReadField,
    ReadArray,
    WriteField,
    WriteArray,
    /// Makes an object; may be dropped when unused, not merged.
    Alloc,
    /// May read and write everything.
    Call,
    /// Ordered with all other `State` and `Call` ops; touches no field or array.
    State,
}

#[derive(Debug)]
pub struct OpInfo {
    pub op: Op,
    pub name: &'static str,
    pub doc: &'static str,
    pub imms: &'static [ImmKind],
    pub args: &'static [ArgKind],
    pub results: &'static [ResultKind],
    pub effects: Effects,
    pub traps: &'static [&'static str],
    pub raises: bool,
    pub collects: bool,
    pub terminator: bool,
    /// Number of successors of a terminator; -1: any.
    pub targets: i32,
}

include!(concat!(env!("OUT_DIR"), "/ops.rs"));

impl Op {
    pub fn info(self) -> &'static OpInfo {
        &OPS[self as usize]
    }
    pub fn name(self) -> &'static str {
        self.info().name
    }
    pub fn from_name(name: &str) -> Option<Op> {
        OPS.iter().find(|row| row.name == name).map(|row| row.op)
    }
    /// A call that ends its block with an exception edge.
    pub fn is_try_call(self) -> bool {
        matches!(self, Op::TryCall | Op::TryCallVirtual | Op::TryCallRef)
    }
    /// The `try_` form of a plain call.
    pub fn with_try(self) -> Op {
        match self {
            Op::Call => Op::TryCall,
            Op::CallVirtual => Op::TryCallVirtual,
            Op::CallRef => Op::TryCallRef,
            op => op,
        }
    }
    /// The plain form of a `try_` call.
    pub fn without_try(self) -> Op {
        match self {
            Op::TryCall => Op::Call,
            Op::TryCallVirtual => Op::CallVirtual,
            Op::TryCallRef => Op::CallRef,
            op => op,
        }
    }
}
