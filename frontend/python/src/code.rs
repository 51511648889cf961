//! Code objects and constants: the compiler's output.

use num_bigint::BigInt;

/// CPython's `CO_*` flags.
pub mod flags {
    pub const OPTIMIZED: u32 = 0x1;
    pub const NEWLOCALS: u32 = 0x2;
    pub const VARARGS: u32 = 0x4;
    pub const VARKEYWORDS: u32 = 0x8;
    pub const NESTED: u32 = 0x10;
    pub const GENERATOR: u32 = 0x20;
    pub const COROUTINE: u32 = 0x80;
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    pub const ASYNC_GENERATOR: u32 = 0x200;
    pub const FUTURE_DIVISION: u32 = 0x20000;
    pub const FUTURE_ABSOLUTE_IMPORT: u32 = 0x40000;
    pub const FUTURE_WITH_STATEMENT: u32 = 0x80000;
    pub const FUTURE_PRINT_FUNCTION: u32 = 0x100000;
    pub const FUTURE_UNICODE_LITERALS: u32 = 0x200000;
    pub const FUTURE_BARRY_AS_BDFL: u32 = 0x400000;
    pub const FUTURE_GENERATOR_STOP: u32 = 0x800000;
    pub const FUTURE_ANNOTATIONS: u32 = 0x1000000;
    pub const HAS_DOCSTRING: u32 = 0x4000000;
    pub const METHOD: u32 = 0x8000000;
    /// All the future bits, which `compile` inherits from its caller.
    pub const FUTURE_MASK: u32 = FUTURE_DIVISION
        | FUTURE_ABSOLUTE_IMPORT
        | FUTURE_WITH_STATEMENT
        | FUTURE_PRINT_FUNCTION
        | FUTURE_UNICODE_LITERALS
        | FUTURE_BARRY_AS_BDFL
        | FUTURE_GENERATOR_STOP
        | FUTURE_ANNOTATIONS;
}

/// A string constant: WTF-8, because Python strings may hold lone surrogates.
pub type Wtf8 = Box<[u8]>;

/// A constant. Floats are kept as bits, so that equality is identity of representation:
/// `0.0` and `-0.0` are two constants, and so are `1`, `1.0` and `True`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Const {
    None,
    Bool(bool),
    Ellipsis,
    Int(i64),
    /// An int that does not fit in `Int`.
    Big(Box<BigInt>),
    Float(u64),
    Complex(u64, u64),
    Str(Wtf8),
    Bytes(Box<[u8]>),
    Tuple(Box<[Const]>),
    FrozenSet(Box<[Const]>),
    Slice(Box<[Const; 3]>),
    Code(Box<CodeObject>),
}

impl Const {
    /// A str constant from text.
    pub fn str(text: &str) -> Const {
        Const::Str(text.as_bytes().into())
    }

    /// A float constant.
    pub fn float(value: f64) -> Const {
        Const::Float(value.to_bits())
    }

    /// An int constant in its canonical variant.
    pub fn int(value: BigInt) -> Const {
        match i64::try_from(&value) {
            Ok(small) => Const::Int(small),
            Err(_) => Const::Big(Box::new(value)),
        }
    }
}

/// One row of the exception table: words `start..end` are protected by the handler at `target`,
/// which finds the exception in register `reg`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ExceptionEntry {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub reg: u32,
}

/// A compiled code object; the fields are described in `docs/bytecode.md` section 8.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CodeObject {
    pub name: String,
    pub qualname: String,
    pub filename: String,
    pub firstlineno: u32,
    pub argcount: u32,
    pub posonlyargcount: u32,
    pub kwonlyargcount: u32,
    pub flags: u32,
    pub names: Vec<String>,
    pub varnames: Vec<String>,
    pub cellvars: Vec<String>,
    pub freevars: Vec<String>,
    pub consts: Vec<Const>,
    pub nregs: u32,
    pub ncaches: u32,
    pub code: Vec<i32>,
    pub exceptions: Vec<ExceptionEntry>,
    pub locations: Vec<u8>,
}

impl CodeObject {
    /// The register of the first cell: locals come before.
    pub fn first_cell(&self) -> u32 {
        self.varnames.len() as u32
    }

    /// The register of the first temporary.
    pub fn first_temp(&self) -> u32 {
        (self.varnames.len() + self.cellvars.len() + self.freevars.len()) as u32
    }

    /// The code objects among the constants.
    pub fn nested(&self) -> impl Iterator<Item = &CodeObject> {
        self.consts.iter().filter_map(|value| match value {
            Const::Code(code) => Some(&**code),
            _ => None,
        })
    }
}

/// A source position: lines from 1, columns in utf-8 bytes from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: u32,
    pub end_line: u32,
    pub col: u32,
    pub end_col: u32,
}

/// Writes the location table (`docs/bytecode.md` section 8).
pub struct LocationWriter {
    out: Vec<u8>,
    line: u32,
    pending: Option<(u64, Option<Position>)>,
}

impl LocationWriter {
    /// A writer whose first line delta counts from `firstlineno`.
    pub fn new(firstlineno: u32) -> Self {
        LocationWriter {
            out: Vec::new(),
            line: firstlineno,
            pending: None,
        }
    }

    /// Adds `words` words of code at a position; equal neighbours are merged.
    pub fn add(&mut self, words: usize, position: Option<Position>) {
        match &mut self.pending {
            Some((count, last)) if *last == position => *count += words as u64,
            _ => {
                self.flush();
                self.pending = Some((words as u64, position));
            }
        }
    }

    /// The finished table.
    pub fn finish(mut self) -> Vec<u8> {
        self.flush();
        self.out
    }

    fn flush(&mut self) {
        let Some((words, position)) = self.pending.take() else {
            return;
        };
        let Some(position) = position else {
            self.uvarint(2 * words);
            return;
        };
        self.uvarint(2 * words + 1);
        let delta = i64::from(position.line) - i64::from(self.line);
        self.uvarint(((delta << 1) ^ (delta >> 63)) as u64);
        self.uvarint(u64::from(position.end_line.saturating_sub(position.line)));
        self.uvarint(u64::from(position.col));
        self.uvarint(u64::from(position.end_col));
        self.line = position.line;
    }

    fn uvarint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.out.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.out.push(value as u8);
    }
}

/// Reads a location table: `(words, position)` entries. `None` from a malformed one.
pub fn read_locations(code: &CodeObject) -> Option<Vec<(u32, Option<Position>)>> {
    let mut bytes = code.locations.iter().copied();
    let mut line = i64::from(code.firstlineno);
    let mut entries = Vec::new();
    while bytes.len() > 0 {
        let head = read_uvarint(&mut bytes)?;
        let words = u32::try_from(head >> 1).ok()?;
        if head & 1 == 0 {
            entries.push((words, None));
            continue;
        }
        let delta = read_uvarint(&mut bytes)?;
        line += (delta >> 1) as i64 ^ -((delta & 1) as i64);
        let start = u32::try_from(line).ok()?;
        let end_line = start.checked_add(u32::try_from(read_uvarint(&mut bytes)?).ok()?)?;
        let col = u32::try_from(read_uvarint(&mut bytes)?).ok()?;
        let end_col = u32::try_from(read_uvarint(&mut bytes)?).ok()?;
        entries.push((
            words,
            Some(Position {
                line: start,
                end_line,
                col,
                end_col,
            }),
        ));
    }
    Some(entries)
}

fn read_uvarint(bytes: &mut impl Iterator<Item = u8>) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let byte = bytes.next()?;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}
