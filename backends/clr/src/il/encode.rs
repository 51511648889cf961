//! Bodies to bytes: short forms, branch relaxation, method headers and exception sections
//! (ECMA-335 II.25.4, III).

use super::{Body, Branch, Clause, Handler, Instr, Label};
use crate::metadata::{FieldHandle, MethodHandle, Type, TypeHandle};

/// Turns handles into tokens while a body is encoded.
pub trait Tokens {
    fn ty(&mut self, ty: &Type) -> u32;
    fn handle(&mut self, handle: TypeHandle) -> u32;
    fn method(&mut self, method: MethodHandle) -> u32;
    fn field(&mut self, field: FieldHandle) -> u32;
    fn string(&mut self, text: &str) -> u32;
    fn locals(&mut self, locals: &[Type]) -> u32;
}

/// An encoded method.
pub struct Encoded {
    /// Header, code and exception section.
    pub bytes: Vec<u8>,
    /// IL offset, file and line where the source place changes.
    pub lines: Vec<[u32; 3]>,
}

pub fn method(body: &Body, max_stack: usize, tokens: &mut dyn Tokens) -> Encoded {
    let layout = Layout::of(body);
    let places = body.lines.iter();
    let lines = places
        .filter_map(|&(instr, file, line)| Some([*layout.offsets.get(instr)?, file, line]))
        .collect();
    Encoded {
        bytes: bytes(body, max_stack, &layout, tokens),
        lines,
    }
}

fn bytes(body: &Body, max_stack: usize, layout: &Layout, tokens: &mut dyn Tokens) -> Vec<u8> {
    let code = code(body, layout, tokens);
    let tiny =
        code.len() < 64 && max_stack <= 8 && body.locals.is_empty() && body.clauses.is_empty();
    if tiny {
        let mut out = vec![(code.len() as u8) << 2 | 0x2];
        out.extend_from_slice(&code);
        return out;
    }
    let more_sections = if body.clauses.is_empty() { 0 } else { 0x8 };
    const FAT_INIT_LOCALS: u16 = 0x3013;
    let mut out = Vec::with_capacity(code.len() + 12);
    out.extend_from_slice(&(FAT_INIT_LOCALS | more_sections).to_le_bytes());
    let depth = u16::try_from(max_stack).expect("il: max_stack exceeds 65,535");
    out.extend_from_slice(&depth.to_le_bytes());
    out.extend_from_slice(&(code.len() as u32).to_le_bytes());
    let locals = if body.locals.is_empty() {
        0
    } else {
        tokens.locals(&body.locals)
    };
    out.extend_from_slice(&locals.to_le_bytes());
    out.extend_from_slice(&code);
    if !body.clauses.is_empty() {
        while out.len() % 4 != 0 {
            out.push(0);
        }
        push_clauses(&mut out, &body.clauses, layout, tokens);
    }
    out
}

fn push_clauses(out: &mut Vec<u8>, clauses: &[Clause], layout: &Layout, tokens: &mut dyn Tokens) {
    const FAT_EH_TABLE: u32 = 0x41;
    let size = clauses.len() as u32 * 24 + 4;
    out.extend_from_slice(&(size << 8 | FAT_EH_TABLE).to_le_bytes());
    for clause in clauses {
        let (kind, class) = match clause.handler {
            Handler::Catch(class) => (0, tokens.handle(class)),
            Handler::Finally => (2, 0),
            Handler::Fault => (4, 0),
        };
        let [try_start, try_end, start, end] = [
            clause.try_start,
            clause.try_end,
            clause.handler_start,
            clause.handler_end,
        ]
        .map(|label| layout.labels[label.0 as usize]);
        for word in [
            kind,
            try_start,
            try_end - try_start,
            start,
            end - start,
            class,
        ] {
            out.extend_from_slice(&word.to_le_bytes());
        }
    }
}

/// Where every instruction and label lies, and which branches need their long form.
struct Layout {
    /// Byte offset of each instruction.
    offsets: Vec<u32>,
    /// Byte offset of each label.
    labels: Vec<u32>,
    long: Vec<bool>,
}

impl Layout {
    /// Starts from short branches and lengthens until all reach; lengths only grow, so it ends.
    fn of(body: &Body) -> Layout {
        let count = body.instrs.len();
        let mut layout = Layout {
            offsets: vec![0; count],
            labels: vec![u32::MAX; body.label_count()],
            long: vec![false; count],
        };
        loop {
            layout.place(body);
            let mut grown = false;
            for (index, instr) in body.instrs.iter().enumerate() {
                let Instr::Branch(_, target) = instr else {
                    continue;
                };
                let end = i64::from(layout.offsets[index]) + 2;
                let distance = i64::from(layout.target(*target)) - end;
                if !layout.long[index] && i8::try_from(distance).is_err() {
                    layout.long[index] = true;
                    grown = true;
                }
            }
            if !grown {
                return layout;
            }
        }
    }

    fn place(&mut self, body: &Body) {
        let mut offset = 0;
        for (index, instr) in body.instrs.iter().enumerate() {
            self.offsets[index] = offset;
            if let Instr::Mark(label) = instr {
                self.labels[label.0 as usize] = offset;
            }
            offset += size(instr, self.long[index]);
        }
    }

    fn target(&self, label: Label) -> u32 {
        let offset = self.labels[label.0 as usize];
        assert_ne!(offset, u32::MAX, "il: {label:?} is never placed");
        offset
    }
}

fn size(instr: &Instr, long: bool) -> u32 {
    match instr {
        Instr::Op(op) => 1 + u32::from(op.code() > 0xFF),
        Instr::LdcI4(-1..=8) => 1,
        Instr::LdcI4(-128..=127) => 2,
        Instr::LdcI4(_) | Instr::LdcR4(_) => 5,
        // A small 64-bit constant is ldc.i4 and conv.i8.
        Instr::LdcI8(value) => match i32::try_from(*value) {
            Ok(small) => size(&Instr::LdcI4(small), false) + 1,
            Err(_) => 9,
        },
        Instr::LdcR8(_) => 9,
        Instr::LdArg(0..4) | Instr::LdLoc(0..4) | Instr::StLoc(0..4) => 1,
        Instr::LdArg(0..256) | Instr::LdLoc(0..256) | Instr::StLoc(0..256) => 2,
        Instr::LdArga(0..256) | Instr::LdLoca(0..256) | Instr::StArg(0..256) => 2,
        Instr::LdArg(_) | Instr::LdLoc(_) | Instr::StLoc(_) => 4,
        Instr::LdArga(_) | Instr::LdLoca(_) | Instr::StArg(_) => 4,
        Instr::Branch(..) => {
            if long {
                5
            } else {
                2
            }
        }
        Instr::Switch(labels) => 5 + 4 * labels.len() as u32,
        Instr::LdFtn(_) | Instr::InitObj(_) => 6,
        Instr::LdElem(ty) | Instr::StElem(ty) if short_element(ty).is_some() => 1,
        Instr::Mark(_) | Instr::Assume(_) => 0,
        _ => 5,
    }
}

/// The one-byte `ldelem` and `stelem` forms of an element type.
fn short_element(ty: &Type) -> Option<(u8, u8)> {
    Some(match ty {
        Type::I1 => (0x90, 0x9C),
        Type::U1 | Type::Bool => (0x91, 0x9C),
        Type::I2 => (0x92, 0x9D),
        Type::U2 | Type::Char => (0x93, 0x9D),
        Type::I4 => (0x94, 0x9E),
        Type::U4 => (0x95, 0x9E),
        Type::I8 | Type::U8 => (0x96, 0x9F),
        Type::R4 => (0x98, 0xA0),
        Type::R8 => (0x99, 0xA1),
        _ if ty.is_reference() => (0x9A, 0xA2),
        _ => return None,
    })
}

fn code(body: &Body, layout: &Layout, tokens: &mut dyn Tokens) -> Vec<u8> {
    let mut out = Vec::new();
    for (index, instr) in body.instrs.iter().enumerate() {
        let start = out.len();
        debug_assert_eq!(start as u32, layout.offsets[index]);
        let end = start as u32 + size(instr, layout.long[index]);
        match instr {
            Instr::Branch(branch, target) => {
                let distance = layout.target(*target) as i32 - end as i32;
                push_branch(&mut out, *branch, layout.long[index], distance);
            }
            Instr::Switch(labels) => {
                out.push(0x45);
                out.extend_from_slice(&(labels.len() as u32).to_le_bytes());
                for label in labels {
                    let distance = layout.target(*label) as i32 - end as i32;
                    out.extend_from_slice(&distance.to_le_bytes());
                }
            }
            _ => push_plain(&mut out, instr, tokens),
        }
        debug_assert_eq!(out.len() as u32, end, "il: wrong size for {instr:?}");
    }
    out
}

fn push_branch(out: &mut Vec<u8>, branch: Branch, long: bool, distance: i32) {
    let short = match branch {
        Branch::Br => 0x2B,
        Branch::BrFalse => 0x2C,
        Branch::BrTrue => 0x2D,
        Branch::Beq => 0x2E,
        Branch::Bge => 0x2F,
        Branch::Bgt => 0x30,
        Branch::Ble => 0x31,
        Branch::Blt => 0x32,
        Branch::BneUn => 0x33,
        Branch::BgeUn => 0x34,
        Branch::BgtUn => 0x35,
        Branch::BleUn => 0x36,
        Branch::BltUn => 0x37,
        Branch::Leave => 0xDE,
    };
    match (branch, long) {
        (_, false) => out.extend_from_slice(&[short, distance as i8 as u8]),
        (Branch::Leave, true) => out.push(0xDD),
        // Long forms lie 13 above the short ones.
        (_, true) => out.push(short + 13),
    }
    if long {
        out.extend_from_slice(&distance.to_le_bytes());
    }
}

fn push_plain(out: &mut Vec<u8>, instr: &Instr, tokens: &mut dyn Tokens) {
    match instr {
        Instr::Op(op) => match op.code() {
            code if code > 0xFF => out.extend_from_slice(&code.to_be_bytes()),
            code => out.push(code as u8),
        },
        Instr::LdcI4(value) => push_ldc(out, *value),
        Instr::LdcI8(value) => match i32::try_from(*value) {
            Ok(small) => {
                push_ldc(out, small);
                out.push(0x6A);
            }
            Err(_) => push_wide(out, 0x21, &value.to_le_bytes()),
        },
        Instr::LdcR4(value) => push_wide(out, 0x22, &value.to_bits().to_le_bytes()),
        Instr::LdcR8(value) => push_wide(out, 0x23, &value.to_bits().to_le_bytes()),
        Instr::LdStr(text) => push_token(out, 0x72, tokens.string(text)),
        Instr::LdArg(index) => push_slot(out, *index, Some(0x02), 0x0E, 0x09),
        Instr::LdArga(index) => push_slot(out, *index, None, 0x0F, 0x0A),
        Instr::StArg(index) => push_slot(out, *index, None, 0x10, 0x0B),
        Instr::LdLoc(index) => push_slot(out, *index, Some(0x06), 0x11, 0x0C),
        Instr::LdLoca(index) => push_slot(out, *index, None, 0x12, 0x0D),
        Instr::StLoc(index) => push_slot(out, *index, Some(0x0A), 0x13, 0x0E),
        Instr::Call(method) => push_token(out, 0x28, tokens.method(*method)),
        Instr::CallVirt(method) => push_token(out, 0x6F, tokens.method(*method)),
        Instr::NewObj(method) => push_token(out, 0x73, tokens.method(*method)),
        Instr::LdFtn(method) => push_prefixed(out, 0x06, tokens.method(*method)),
        Instr::LdFld(field) => push_token(out, 0x7B, tokens.field(*field)),
        Instr::LdFlda(field) => push_token(out, 0x7C, tokens.field(*field)),
        Instr::StFld(field) => push_token(out, 0x7D, tokens.field(*field)),
        Instr::LdSFld(field) => push_token(out, 0x7E, tokens.field(*field)),
        Instr::StSFld(field) => push_token(out, 0x80, tokens.field(*field)),
        Instr::LdTokenField(field) => push_token(out, 0xD0, tokens.field(*field)),
        Instr::LdTokenType(ty) => push_token(out, 0xD0, tokens.ty(ty)),
        Instr::NewArr(ty) => push_token(out, 0x8D, tokens.ty(ty)),
        Instr::LdElema(ty) => push_token(out, 0x8F, tokens.ty(ty)),
        Instr::LdElem(ty) => match short_element(ty) {
            Some((load, _)) => out.push(load),
            None => push_token(out, 0xA3, tokens.ty(ty)),
        },
        Instr::StElem(ty) => match short_element(ty) {
            Some((_, store)) => out.push(store),
            None => push_token(out, 0xA4, tokens.ty(ty)),
        },
        Instr::LdObj(ty) => push_token(out, 0x71, tokens.ty(ty)),
        Instr::StObj(ty) => push_token(out, 0x81, tokens.ty(ty)),
        Instr::InitObj(ty) => push_prefixed(out, 0x15, tokens.ty(ty)),
        Instr::IsInst(ty) => push_token(out, 0x75, tokens.ty(ty)),
        Instr::CastClass(ty) => push_token(out, 0x74, tokens.ty(ty)),
        Instr::Box(ty) => push_token(out, 0x8C, tokens.ty(ty)),
        Instr::UnboxAny(ty) => push_token(out, 0xA5, tokens.ty(ty)),
        Instr::Mark(_) | Instr::Assume(_) => {}
        Instr::Branch(..) | Instr::Switch(_) => unreachable!("il: branches are encoded apart"),
    }
}

fn push_ldc(out: &mut Vec<u8>, value: i32) {
    match value {
        -1..=8 => out.push((0x16 + value) as u8),
        -128..=127 => out.extend_from_slice(&[0x1F, value as i8 as u8]),
        _ => push_wide(out, 0x20, &value.to_le_bytes()),
    }
}

fn push_wide(out: &mut Vec<u8>, code: u8, operand: &[u8]) {
    out.push(code);
    out.extend_from_slice(operand);
}

fn push_token(out: &mut Vec<u8>, code: u8, token: u32) {
    push_wide(out, code, &token.to_le_bytes());
}

fn push_prefixed(out: &mut Vec<u8>, code: u8, token: u32) {
    out.push(0xFE);
    push_token(out, code, token);
}

/// Argument and local instructions: `tiny` for slots 0-3, `short` with a byte, `long` after 0xFE.
fn push_slot(out: &mut Vec<u8>, index: u16, tiny: Option<u8>, short: u8, long: u8) {
    match (index, tiny) {
        (0..4, Some(base)) => out.push(base + index as u8),
        (0..256, _) => out.extend_from_slice(&[short, index as u8]),
        _ => {
            out.extend_from_slice(&[0xFE, long]);
            out.extend_from_slice(&index.to_le_bytes());
        }
    }
}
