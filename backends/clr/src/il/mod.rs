//! IL method bodies: instructions over handles and labels, their encoding and their checks.
//!
//! Reading order: [`opcode`] (operand-less instructions), this file ([`Instr`], [`Body`]),
//! [`encode`] (bytes), [`stack`] (max_stack), [`check`] (types), [`dump`] (text).

pub mod check;
pub mod dump;
pub mod encode;
pub mod opcode;
pub mod stack;

use crate::metadata::{FieldHandle, MethodHandle, Type, TypeHandle};
pub use opcode::Op;

/// A branch target within one body.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Label(pub u32);

/// The branching instructions with one target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Branch {
    Br,
    BrFalse,
    BrTrue,
    Beq,
    Bge,
    Bgt,
    Ble,
    Blt,
    BneUn,
    BgeUn,
    BgtUn,
    BleUn,
    BltUn,
    Leave,
}

/// One IL instruction, or a pseudo-instruction without bytes ([`Instr::Mark`], [`Instr::Assume`]).
#[derive(Clone, PartialEq, Debug)]
pub enum Instr {
    Op(Op),
    LdcI4(i32),
    LdcI8(i64),
    LdcR4(f32),
    LdcR8(f64),
    LdStr(String),
    LdArg(u16),
    LdArga(u16),
    StArg(u16),
    LdLoc(u16),
    LdLoca(u16),
    StLoc(u16),
    Branch(Branch, Label),
    Switch(Vec<Label>),
    Call(MethodHandle),
    CallVirt(MethodHandle),
    NewObj(MethodHandle),
    LdFtn(MethodHandle),
    LdFld(FieldHandle),
    LdFlda(FieldHandle),
    StFld(FieldHandle),
    LdSFld(FieldHandle),
    StSFld(FieldHandle),
    LdTokenField(FieldHandle),
    LdTokenType(Type),
    NewArr(Type),
    LdElema(Type),
    LdElem(Type),
    StElem(Type),
    LdObj(Type),
    StObj(Type),
    InitObj(Type),
    IsInst(Type),
    CastClass(Type),
    Box(Type),
    UnboxAny(Type),
    /// Binds a label to the next instruction.
    Mark(Label),
    /// Claims that the reference on top of the stack has this type. The CLR executes trusted code
    /// unverified, so the claim costs nothing; the IR's own typing justifies it.
    Assume(Type),
}

/// What a protected region's handler does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Handler {
    Catch(TypeHandle),
    Finally,
    Fault,
}

/// An exception clause; inner clauses must come before outer ones.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clause {
    pub handler: Handler,
    pub try_start: Label,
    pub try_end: Label,
    pub handler_start: Label,
    pub handler_end: Label,
}

/// A method body.
#[derive(Clone, Default, Debug)]
pub struct Body {
    pub locals: Vec<Type>,
    pub instrs: Vec<Instr>,
    pub clauses: Vec<Clause>,
    /// From which instruction on which source place is meant: index, file, line.
    pub lines: Vec<(usize, u32, u32)>,
    labels: u32,
}

impl Body {
    pub fn new() -> Body {
        Body::default()
    }

    pub fn local(&mut self, ty: Type) -> u16 {
        let index = self.locals.len();
        self.locals.push(ty);
        u16::try_from(index).expect("il: a method has more than 65,535 locals")
    }

    pub fn label(&mut self) -> Label {
        self.labels += 1;
        Label(self.labels - 1)
    }

    pub fn label_count(&self) -> usize {
        self.labels as usize
    }

    pub fn push(&mut self, instr: Instr) {
        self.instrs.push(instr);
    }

    pub fn op(&mut self, op: Op) {
        self.instrs.push(Instr::Op(op));
    }

    /// What follows is of this source place; line 0 is no place.
    pub fn place(&mut self, file: u32, line: u32) {
        let is_same = |&(_, f, l): &(usize, u32, u32)| (f, l) == (file, line);
        if line != 0 && !self.lines.last().is_some_and(is_same) {
            self.lines.push((self.instrs.len(), file, line));
        }
    }

    pub fn mark(&mut self, label: Label) {
        self.instrs.push(Instr::Mark(label));
    }

    pub fn branch(&mut self, branch: Branch, target: Label) {
        self.instrs.push(Instr::Branch(branch, target));
    }
}

impl From<Op> for Instr {
    fn from(op: Op) -> Instr {
        Instr::Op(op)
    }
}
