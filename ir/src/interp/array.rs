//! Array ops, single elements and bulk.

use super::Interp;
use super::code::{Code, Ins};
use super::heap::Items;
use super::run::{Step, Stop};
use crate::function::TrapCode;
use crate::op::Op;

impl Items {
    /// # Panics
    /// If the index is out of bounds, as for [`Items::set`].
    pub(super) fn get(&self, i: usize) -> u64 {
        match self {
            Items::I8(v) => i64::from(v[i] as i8) as u64,
            Items::I16(v) => i64::from(v[i]) as u64,
            Items::I32(v) => i64::from(v[i]) as u64,
            Items::I64(v) => v[i] as u64,
            Items::F32(v) => f64::from(v[i]).to_bits(),
            Items::F64(v) => v[i].to_bits(),
            Items::Bool(v) => u64::from(v[i]),
            Items::Refs(v) => u64::from(v[i]),
            Items::Words(v) => v[i],
        }
    }

    pub(super) fn set(&mut self, i: usize, word: u64) {
        match self {
            Items::I8(v) | Items::Bool(v) => v[i] = word as u8,
            Items::I16(v) => v[i] = word as i16,
            Items::I32(v) => v[i] = word as i32,
            Items::I64(v) => v[i] = word as i64,
            Items::F32(v) => v[i] = f64::from_bits(word) as f32,
            Items::F64(v) => v[i] = f64::from_bits(word),
            Items::Refs(v) => v[i] = word as u32,
            Items::Words(v) => v[i] = word,
        }
    }

    fn unsigned(&self, i: usize) -> u64 {
        match self {
            Items::I8(v) => u64::from(v[i]),
            Items::I16(v) => u64::from(v[i] as u16),
            _ => self.get(i),
        }
    }

    fn copy_within(&mut self, from: usize, to: usize, n: usize) {
        match self {
            Items::I8(v) | Items::Bool(v) => v.copy_within(from..from + n, to),
            Items::I16(v) => v.copy_within(from..from + n, to),
            Items::I32(v) => v.copy_within(from..from + n, to),
            Items::I64(v) => v.copy_within(from..from + n, to),
            Items::F32(v) => v.copy_within(from..from + n, to),
            Items::F64(v) => v.copy_within(from..from + n, to),
            Items::Refs(v) => v.copy_within(from..from + n, to),
            Items::Words(v) => v.copy_within(from..from + n, to),
        }
    }
}

fn null<T>(found: Option<T>) -> Step<T> {
    found.ok_or(Stop::Trap(TrapCode::Null))
}

/// `from .. from + n` within the length.
fn range(from: u64, n: u64, len: usize) -> Step<std::ops::Range<usize>> {
    let (from, n) = (from as i64, n as i64);
    match from >= 0 && n >= 0 && from + n <= len as i64 {
        true => Ok(from as usize..(from + n) as usize),
        false => Err(Stop::Trap(TrapCode::Bounds)),
    }
}

impl Interp<'_> {
    /// The result, if the op has one.
    pub(super) fn array_op(&mut self, code: &Code, ins: &Ins, base: usize) -> Step<Option<u64>> {
        let reg = |r: u32| self.stack[base + r as usize];
        match ins.op {
            Op::ArrCopy | Op::ArrFill | Op::ArrEqual | Op::ArrCompare | Op::ArrFind8 => {
                let regs = &code.pool[ins.b as usize..(ins.b + ins.c) as usize];
                let args: Vec<u64> = regs.iter().map(|&r| reg(r)).collect();
                return self.bulk(ins.op, &args);
            }
            _ => {}
        }
        let (object, index) = (reg(ins.a) as u32, reg(ins.b));
        if matches!(ins.op, Op::ArrSet | Op::ArrSetUnchecked) {
            let word = reg(ins.c);
            let items = null(self.heap.items_mut(object))?;
            let at = range(index, 1, items.len())?;
            items.set(at.start, word);
            return Ok(None);
        }
        let items = null(self.heap.items(object))?;
        if ins.op == Op::ArrLen {
            return Ok(Some(items.len() as u64));
        }
        let at = range(index, 1, items.len())?.start;
        Ok(Some(match ins.op {
            Op::ArrGetU => items.unsigned(at),
            _ => items.get(at),
        }))
    }

    fn bulk(&mut self, op: Op, args: &[u64]) -> Step<Option<u64>> {
        let first = args[0] as u32;
        let len = null(self.heap.items(first))?.len();
        match op {
            Op::ArrCopy => {
                let second = args[2] as u32;
                let from = range(args[1], args[4], len)?;
                let to = range(args[3], args[4], null(self.heap.items(second))?.len())?;
                if first == second {
                    let items = null(self.heap.items_mut(first))?;
                    items.copy_within(from.start, to.start, from.len());
                } else {
                    for (i, j) in from.zip(to) {
                        let word = null(self.heap.items(first))?.get(i);
                        null(self.heap.items_mut(second))?.set(j, word);
                    }
                }
                Ok(None)
            }
            Op::ArrFill => {
                let span = range(args[1], args[2].wrapping_sub(args[1]), len)?;
                let items = null(self.heap.items_mut(first))?;
                for i in span {
                    items.set(i, args[3]);
                }
                Ok(None)
            }
            Op::ArrFind8 => {
                let span = range(args[1], args[2].wrapping_sub(args[1]), len)?;
                let bytes = null(self.heap.bytes(first))?;
                let found = bytes[span].iter().position(|&b| b == args[3] as u8);
                Ok(Some(found.map_or(-1, |i| i as i64 + args[1] as i64) as u64))
            }
            _ => {
                let second = args[2] as u32;
                let from = range(args[1], args[4], len)?;
                let to = range(args[3], args[4], null(self.heap.items(second))?.len())?;
                let one = &null(self.heap.bytes(first))?[from];
                let two = &null(self.heap.bytes(second))?[to];
                Ok(Some(match op {
                    Op::ArrEqual => u64::from(one == two),
                    _ => one.cmp(two) as i64 as u64,
                }))
            }
        }
    }
}
