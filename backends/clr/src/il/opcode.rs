//! The instructions without operands (ECMA-335 III), one row each.

/// What an instruction does to the evaluation stack, in the terms the checker needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    Nothing,
    /// Pops one value of any type.
    Pop,
    Dup,
    /// Two numbers of the same type to one.
    Binary,
    /// Two integers of the same type to one.
    BinaryInt,
    /// An integer and an int32 count to the integer.
    Shift,
    /// A number to the same type.
    Unary,
    /// Two equal numbers or references to an int32.
    Compare,
    /// A number to the named kind.
    Convert(Kind),
    PushNull,
    /// An array to a native int.
    Length,
    /// A managed or unmanaged pointer to the named kind.
    Load(Kind),
    /// A pointer and a value of the named kind to nothing.
    Store(Kind),
    Return,
    Throw,
    /// Ends a handler with an empty stack.
    EndHandler,
    /// A native int size to a native int address.
    LocAlloc,
}

/// Kinds of evaluation stack entries, as far as operand-less instructions name them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    I4,
    I8,
    Native,
    Float,
    Reference,
}

macro_rules! opcodes {
    ($($name:ident $code:literal $text:literal $effect:expr;)*) => {
        /// An instruction without operand.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        pub enum Op { $($name),* }

        impl Op {
            /// The encoding: one byte, or two with the prefix 0xFE first.
            pub fn code(self) -> u16 {
                match self { $(Op::$name => $code),* }
            }

            pub fn text(self) -> &'static str {
                match self { $(Op::$name => $text),* }
            }

            pub fn effect(self) -> Effect {
                match self { $(Op::$name => $effect),* }
            }
        }
    };
}

use Effect::*;

opcodes! {
    Nop 0x00 "nop" Nothing;
    Break 0x01 "break" Nothing;
    LdNull 0x14 "ldnull" PushNull;
    Dup 0x25 "dup" Effect::Dup;
    Pop 0x26 "pop" Effect::Pop;
    Ret 0x2A "ret" Return;
    LdIndI4 0x4A "ldind.i4" Load(Kind::I4);
    LdIndI8 0x4C "ldind.i8" Load(Kind::I8);
    LdIndR8 0x4F "ldind.r8" Load(Kind::Float);
    LdIndRef 0x50 "ldind.ref" Load(Kind::Reference);
    StIndRef 0x51 "stind.ref" Store(Kind::Reference);
    StIndI4 0x54 "stind.i4" Store(Kind::I4);
    StIndI8 0x55 "stind.i8" Store(Kind::I8);
    StIndR8 0x57 "stind.r8" Store(Kind::Float);
    Add 0x58 "add" Binary;
    Sub 0x59 "sub" Binary;
    Mul 0x5A "mul" Binary;
    Div 0x5B "div" Binary;
    DivUn 0x5C "div.un" BinaryInt;
    Rem 0x5D "rem" Binary;
    RemUn 0x5E "rem.un" BinaryInt;
    And 0x5F "and" BinaryInt;
    Or 0x60 "or" BinaryInt;
    Xor 0x61 "xor" BinaryInt;
    Shl 0x62 "shl" Shift;
    Shr 0x63 "shr" Shift;
    ShrUn 0x64 "shr.un" Shift;
    Neg 0x65 "neg" Unary;
    Not 0x66 "not" Unary;
    ConvI1 0x67 "conv.i1" Convert(Kind::I4);
    ConvI2 0x68 "conv.i2" Convert(Kind::I4);
    ConvI4 0x69 "conv.i4" Convert(Kind::I4);
    ConvI8 0x6A "conv.i8" Convert(Kind::I8);
    ConvR4 0x6B "conv.r4" Convert(Kind::Float);
    ConvR8 0x6C "conv.r8" Convert(Kind::Float);
    ConvU4 0x6D "conv.u4" Convert(Kind::I4);
    ConvU8 0x6E "conv.u8" Convert(Kind::I8);
    ConvRUn 0x76 "conv.r.un" Convert(Kind::Float);
    ConvOvfI4 0xB7 "conv.ovf.i4" Convert(Kind::I4);
    Throw 0x7A "throw" Effect::Throw;
    LdLen 0x8E "ldlen" Length;
    ConvU2 0xD1 "conv.u2" Convert(Kind::I4);
    ConvU1 0xD2 "conv.u1" Convert(Kind::I4);
    ConvI 0xD3 "conv.i" Convert(Kind::Native);
    EndFinally 0xDC "endfinally" EndHandler;
    ConvU 0xE0 "conv.u" Convert(Kind::Native);
    Ceq 0xFE01 "ceq" Compare;
    Cgt 0xFE02 "cgt" Compare;
    CgtUn 0xFE03 "cgt.un" Compare;
    Clt 0xFE04 "clt" Compare;
    CltUn 0xFE05 "clt.un" Compare;
    LocAlloc 0xFE0F "localloc" Effect::LocAlloc;
    Volatile 0xFE13 "volatile." Nothing;
    Rethrow 0xFE1A "rethrow" EndHandler;
}
