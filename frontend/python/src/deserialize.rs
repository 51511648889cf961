//! Bytes to code objects, refusing everything malformed.

use crate::code::{CodeObject, Const, ExceptionEntry};
use crate::serialize::{MAGIC, VERSION};
use num_bigint::{BigInt, Sign};

/// Deeper nested values are refused.
const MAX_DEPTH: u32 = 200;

/// Why bytes are no serialised code object, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeserializeError {
    pub message: &'static str,
    pub offset: usize,
}

impl std::fmt::Display for DeserializeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "bad code object: {} at byte {}",
            self.message, self.offset
        )
    }
}

impl std::error::Error for DeserializeError {}

type Result<T> = std::result::Result<T, DeserializeError>;

/// Reads what `serialize` wrote.
pub fn deserialize(bytes: &[u8]) -> Result<CodeObject> {
    let mut reader = Reader {
        bytes,
        at: 0,
        strings: Vec::new(),
    };
    if reader.take(4)? != MAGIC {
        return reader.fail("wrong magic");
    }
    if reader.u32()? != VERSION {
        return reader.fail("unknown version");
    }
    if reader.u32()? as usize != bytes.len() - reader.at {
        return reader.fail("wrong length");
    }
    let count = reader.count(9)?;
    for _ in 0..count {
        let text = reader.string()?;
        reader.strings.push(text);
    }
    let Const::Code(code) = reader.value(0)? else {
        return reader.fail("the root is no code object");
    };
    if reader.at != bytes.len() {
        return reader.fail("bytes behind the end");
    }
    Ok(*code)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    strings: Vec<&'a [u8]>,
}

impl<'a> Reader<'a> {
    fn fail<T>(&self, message: &'static str) -> Result<T> {
        Err(DeserializeError {
            message,
            offset: self.at,
        })
    }

    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let bytes = self.bytes;
        let Some(taken) = bytes.get(self.at..).and_then(|rest| rest.get(..count)) else {
            return self.fail("cut off");
        };
        self.at += count;
        Ok(taken)
    }

    fn u8(&mut self) -> Result<u8> {
        Ok(self.take(1)?[0])
    }

    fn u32(&mut self) -> Result<u32> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    fn u64(&mut self) -> Result<u64> {
        Ok(u64::from(self.u32()?) | u64::from(self.u32()?) << 32)
    }

    /// A count of items of at least `size` bytes each, which must fit in what is left.
    fn count(&mut self, size: usize) -> Result<usize> {
        let count = self.u32()? as usize;
        if count > (self.bytes.len() - self.at) / size {
            return self.fail("a count exceeds the data");
        }
        Ok(count)
    }

    fn string(&mut self) -> Result<&'a [u8]> {
        let _flags = self.u8()?;
        let _chars = self.u32()?;
        let length = self.count(1)?;
        self.take(length)
    }

    fn string_ref(&mut self) -> Result<&'a [u8]> {
        let index = self.u32()? as usize;
        match self.strings.get(index) {
            Some(text) => Ok(text),
            None => self.fail("a string index is out of range"),
        }
    }

    fn name(&mut self) -> Result<String> {
        match std::str::from_utf8(self.string_ref()?) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => self.fail("a name is not valid utf-8"),
        }
    }

    fn names(&mut self) -> Result<Vec<String>> {
        (0..self.count(4)?).map(|_| self.name()).collect()
    }

    fn values(&mut self, depth: u32) -> Result<Vec<Const>> {
        (0..self.count(1)?).map(|_| self.value(depth + 1)).collect()
    }

    fn value(&mut self, depth: u32) -> Result<Const> {
        if depth > MAX_DEPTH {
            return self.fail("nested too deeply");
        }
        Ok(match self.u8()? {
            b'N' => Const::None,
            b'T' => Const::Bool(true),
            b'F' => Const::Bool(false),
            b'E' => Const::Ellipsis,
            b'i' => Const::Int(self.u64()? as i64),
            b'l' => {
                let sign = if self.u8()? == 0 {
                    Sign::Plus
                } else {
                    Sign::Minus
                };
                let length = self.count(1)?;
                Const::Big(Box::new(BigInt::from_bytes_le(sign, self.take(length)?)))
            }
            b'f' => Const::Float(self.u64()?),
            b'c' => Const::Complex(self.u64()?, self.u64()?),
            b's' => Const::Str(self.string_ref()?.into()),
            b'b' => {
                let length = self.count(1)?;
                Const::Bytes(self.take(length)?.into())
            }
            b'(' => Const::Tuple(self.values(depth)?.into()),
            b'<' => Const::FrozenSet(self.values(depth)?.into()),
            b'[' => {
                let parts = [
                    self.value(depth + 1)?,
                    self.value(depth + 1)?,
                    self.value(depth + 1)?,
                ];
                Const::Slice(Box::new(parts))
            }
            b'C' => Const::Code(Box::new(self.code(depth)?)),
            _ => return self.fail("unknown tag"),
        })
    }

    fn code(&mut self, depth: u32) -> Result<CodeObject> {
        let length = self.count(1)?;
        let end = self.at + length;
        let mut code = CodeObject {
            argcount: self.u32()?,
            posonlyargcount: self.u32()?,
            kwonlyargcount: self.u32()?,
            flags: self.u32()?,
            firstlineno: self.u32()?,
            nregs: self.u32()?,
            ncaches: self.u32()?,
            name: self.name()?,
            qualname: self.name()?,
            filename: self.name()?,
            names: self.names()?,
            varnames: self.names()?,
            cellvars: self.names()?,
            freevars: self.names()?,
            consts: self.values(depth)?,
            ..CodeObject::default()
        };
        for _ in 0..self.count(4)? {
            code.code.push(self.u32()? as i32);
        }
        for _ in 0..self.count(16)? {
            code.exceptions.push(ExceptionEntry {
                start: self.u32()?,
                end: self.u32()?,
                target: self.u32()?,
                reg: self.u32()?,
            });
        }
        let locations = self.count(1)?;
        code.locations = self.take(locations)?.to_vec();
        if self.at != end {
            return self.fail("wrong length of a code object");
        }
        Ok(code)
    }
}
