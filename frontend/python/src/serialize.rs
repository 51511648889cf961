//! Code objects to bytes (`docs/bytecode.md` section 9).

use crate::code::{CodeObject, Const};
use rustc_hash::FxHashMap;

/// First bytes of a serialised code object.
pub const MAGIC: &[u8; 4] = b"KAAC";
/// Version of the format and of the opcode table.
pub const VERSION: u32 = 1;

pub(crate) mod string_flag {
    pub const ASCII: u8 = 1;
    pub const INTERN: u8 = 2;
    pub const LATIN1: u8 = 4;
    pub const BMP: u8 = 8;
}

/// Serialises a code object with everything inside it.
pub fn serialize(code: &CodeObject) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.code(code);
    writer.finish()
}

/// Serialises any constant.
pub(crate) fn serialize_value(value: &Const) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.value(value);
    writer.finish()
}

fn push_u32(out: &mut Vec<u8>, value: usize) {
    let value = u32::try_from(value).expect("serialize: a length exceeds 32 bits");
    out.extend_from_slice(&value.to_le_bytes());
}

fn push_string(out: &mut Vec<u8>, text: &[u8], intern: bool) {
    let chars = text.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
    // The first byte of the widest character tells its size: C4 starts 0x100, F0 starts 0x10000.
    let widest = text.iter().copied().max().unwrap_or(0);
    let mut flags = 0;
    if widest < 0x80 {
        flags |= string_flag::ASCII;
    }
    if widest < 0xc4 {
        flags |= string_flag::LATIN1;
    }
    if widest < 0xf0 {
        flags |= string_flag::BMP;
    }
    if intern {
        flags |= string_flag::INTERN;
    }
    out.push(flags);
    push_u32(out, chars);
    push_u32(out, text.len());
    out.extend_from_slice(text);
}

#[derive(Default)]
struct Writer {
    out: Vec<u8>,
    strings: Vec<(Box<[u8]>, bool)>,
    index: FxHashMap<Box<[u8]>, usize>,
}

impl Writer {
    fn finish(self) -> Vec<u8> {
        let mut strings = Vec::new();
        push_u32(&mut strings, self.strings.len());
        for (text, intern) in &self.strings {
            push_string(&mut strings, text, *intern);
        }
        let mut out = MAGIC.to_vec();
        push_u32(&mut out, VERSION as usize);
        push_u32(&mut out, strings.len() + self.out.len());
        out.extend(strings);
        out.extend(self.out);
        out
    }

    fn u32(&mut self, value: usize) {
        push_u32(&mut self.out, value);
    }

    fn u64(&mut self, value: u64) {
        self.out.extend_from_slice(&value.to_le_bytes());
    }

    fn string(&mut self, text: &[u8], intern: bool) {
        let index = match self.index.get(text) {
            Some(index) => *index,
            None => {
                let index = self.strings.len();
                self.strings.push((text.into(), false));
                self.index.insert(text.into(), index);
                index
            }
        };
        self.strings[index].1 |= intern;
        self.u32(index);
    }

    fn names(&mut self, names: &[String]) {
        self.u32(names.len());
        for name in names {
            self.string(name.as_bytes(), true);
        }
    }

    fn values(&mut self, tag: u8, values: &[Const]) {
        self.out.push(tag);
        self.u32(values.len());
        for value in values {
            self.value(value);
        }
    }

    fn value(&mut self, value: &Const) {
        match value {
            Const::None => self.out.push(b'N'),
            Const::Bool(true) => self.out.push(b'T'),
            Const::Bool(false) => self.out.push(b'F'),
            Const::Ellipsis => self.out.push(b'E'),
            Const::Int(value) => {
                self.out.push(b'i');
                self.u64(*value as u64);
            }
            Const::Big(value) => {
                let (sign, magnitude) = value.to_bytes_le();
                self.out.push(b'l');
                self.out.push(u8::from(sign == num_bigint::Sign::Minus));
                self.u32(magnitude.len());
                self.out.extend(magnitude);
            }
            Const::Float(bits) => {
                self.out.push(b'f');
                self.u64(*bits);
            }
            Const::Complex(re, im) => {
                self.out.push(b'c');
                self.u64(*re);
                self.u64(*im);
            }
            Const::Str(text) => {
                self.out.push(b's');
                self.string(text, is_identifier_like(text));
            }
            Const::Bytes(bytes) => {
                self.out.push(b'b');
                self.u32(bytes.len());
                self.out.extend_from_slice(bytes);
            }
            Const::Tuple(items) => self.values(b'(', items),
            Const::FrozenSet(items) => self.values(b'<', items),
            Const::Slice(parts) => {
                self.out.push(b'[');
                parts.iter().for_each(|part| self.value(part));
            }
            Const::Code(code) => self.code(code),
        }
    }

    fn code(&mut self, code: &CodeObject) {
        self.out.push(b'C');
        let length_at = self.out.len();
        self.u32(0);
        let start = self.out.len();
        for number in [
            code.argcount,
            code.posonlyargcount,
            code.kwonlyargcount,
            code.flags,
            code.firstlineno,
            code.nregs,
            code.ncaches,
        ] {
            self.u32(number as usize);
        }
        for name in [&code.name, &code.qualname, &code.filename] {
            self.string(name.as_bytes(), true);
        }
        for names in [&code.names, &code.varnames, &code.cellvars, &code.freevars] {
            self.names(names);
        }
        self.u32(code.consts.len());
        code.consts.iter().for_each(|value| self.value(value));
        self.u32(code.code.len());
        for word in &code.code {
            self.out.extend_from_slice(&word.to_le_bytes());
        }
        self.u32(code.exceptions.len());
        for entry in &code.exceptions {
            for number in [entry.start, entry.end, entry.target, entry.reg] {
                self.u32(number as usize);
            }
        }
        self.u32(code.locations.len());
        self.out.extend_from_slice(&code.locations);
        let length =
            u32::try_from(self.out.len() - start).expect("serialize: a code object exceeds 4 GiB");
        self.out[length_at..start].copy_from_slice(&length.to_le_bytes());
    }
}

/// CPython interns string constants that could be names.
fn is_identifier_like(text: &[u8]) -> bool {
    text.iter()
        .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}
