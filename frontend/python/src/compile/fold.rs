//! Constant folding, within CPython's limits on the size of results.

use super::Compiler;
use crate::code::Const;
use crate::error::Result;
use crate::literal;
use num_bigint::BigInt;
use ruff_python_ast::{Expr, Operator, UnaryOp};

const MAX_INT_BITS: u64 = 128;
const MAX_COLLECTION: usize = 256;
const MAX_STR: usize = 4096;
/// Deeper operator chains are left to run time.
const MAX_DEPTH: u32 = 200;

impl<'a> Compiler<'a> {
    /// The value of a constant expression; `None` if it is not one.
    pub(super) fn fold(&self, expr: &Expr) -> Result<Option<Const>> {
        stacker::maybe_grow(1 << 20, 4 << 20, || self.fold_depth(expr, 0))
    }

    /// The values of all the items, if all are constant.
    pub(super) fn fold_all(&self, items: &[Expr]) -> Result<Option<Vec<Const>>> {
        items.iter().map(|item| self.fold(item)).collect()
    }

    fn fold_depth(&self, expr: &Expr, depth: u32) -> Result<Option<Const>> {
        if depth > MAX_DEPTH {
            return Ok(None);
        }
        Ok(Some(match expr {
            Expr::NoneLiteral(_) => Const::None,
            Expr::BooleanLiteral(node) => Const::Bool(node.value),
            Expr::EllipsisLiteral(_) => Const::Ellipsis,
            Expr::NumberLiteral(node) => literal::number_const(node, self.source)?,
            Expr::StringLiteral(node) => literal::string_const(node, self.source),
            Expr::BytesLiteral(node) => {
                let parts = node.value.as_slice().iter();
                Const::Bytes(parts.flat_map(|part| part.value.iter().copied()).collect())
            }
            Expr::FString(node) => return Ok(self.literal_f_string(node)),
            Expr::Name(node) if node.id == "__debug__" => Const::Bool(self.optimize == 0),
            Expr::Tuple(node) if node.ctx.is_load() => {
                let mut values = Vec::with_capacity(node.elts.len());
                for item in &node.elts {
                    let Some(value) = self.fold_depth(item, depth + 1)? else {
                        return Ok(None);
                    };
                    values.push(value);
                }
                Const::Tuple(values.into())
            }
            Expr::UnaryOp(node) => {
                let Some(value) = self.fold_depth(&node.operand, depth + 1)? else {
                    return Ok(None);
                };
                return Ok(unary(node.op, value));
            }
            Expr::BinOp(node) => {
                let Some(right) = self.fold_depth(&node.right, depth + 1)? else {
                    return Ok(None);
                };
                let Some(left) = self.fold_depth(&node.left, depth + 1)? else {
                    return Ok(None);
                };
                return Ok(binary(node.op, &left, &right));
            }
            _ => return Ok(None),
        }))
    }
}

/// The value as an integer operand: bools count.
fn as_int(value: &Const) -> Option<BigInt> {
    match value {
        Const::Bool(value) => Some(BigInt::from(u8::from(*value))),
        Const::Int(value) => Some(BigInt::from(*value)),
        Const::Big(value) => Some((**value).clone()),
        _ => None,
    }
}

fn as_float(value: &Const) -> Option<f64> {
    match value {
        Const::Float(bits) => Some(f64::from_bits(*bits)),
        Const::Bool(value) => Some(f64::from(u8::from(*value))),
        Const::Int(value) if value.unsigned_abs() <= 1 << 53 => Some(*value as f64),
        _ => None,
    }
}

fn unary(op: UnaryOp, value: Const) -> Option<Const> {
    match op {
        UnaryOp::Not => Some(Const::Bool(!super::jump::truth(&value))),
        UnaryOp::Invert if !matches!(value, Const::Bool(_)) => {
            as_int(&value).map(|v| Const::int(!v))
        }
        UnaryOp::Invert => None,
        UnaryOp::UAdd => match value {
            Const::Float(_) | Const::Complex(..) => Some(value),
            _ => as_int(&value).map(Const::int),
        },
        UnaryOp::USub => match value {
            Const::Float(bits) => Some(Const::float(-f64::from_bits(bits))),
            Const::Complex(re, im) => Some(Const::Complex(
                (-f64::from_bits(re)).to_bits(),
                (-f64::from_bits(im)).to_bits(),
            )),
            _ => as_int(&value).map(|v| Const::int(-v)),
        },
    }
}

fn binary(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    if let (Const::Bool(left), Const::Bool(right)) = (left, right) {
        match op {
            Operator::BitAnd => return Some(Const::Bool(left & right)),
            Operator::BitOr => return Some(Const::Bool(left | right)),
            Operator::BitXor => return Some(Const::Bool(left ^ right)),
            _ => {}
        }
    }
    if let (Some(left), Some(right)) = (as_int(left), as_int(right)) {
        return int_binary(op, &left, &right);
    }
    if let Some(result) = complex_binary(op, left, right) {
        return Some(result);
    }
    if let (Some(left), Some(right)) = (as_float(left), as_float(right)) {
        return float_binary(op, left, right);
    }
    sequence_binary(op, left, right)
}

fn int_binary(op: Operator, left: &BigInt, right: &BigInt) -> Option<Const> {
    let zero = BigInt::ZERO;
    let result = match op {
        Operator::Add => left + right,
        Operator::Sub => left - right,
        Operator::Mult if left.bits() + right.bits() <= MAX_INT_BITS => left * right,
        Operator::BitAnd => left & right,
        Operator::BitOr => left | right,
        Operator::BitXor => left ^ right,
        Operator::FloorDiv | Operator::Mod if *right != zero => {
            let (mut quotient, mut remainder) = (left / right, left % right);
            if remainder != zero && (remainder < zero) != (*right < zero) {
                quotient -= 1;
                remainder += right;
            }
            if op == Operator::FloorDiv {
                quotient
            } else {
                remainder
            }
        }
        Operator::Div if *right != zero => {
            let (left, right) = (
                as_float(&Const::int(left.clone()))?,
                as_float(&Const::int(right.clone()))?,
            );
            return Some(Const::float(left / right));
        }
        Operator::Pow => {
            let exponent = u32::try_from(right).ok()?;
            if left.bits() * u64::from(exponent) > MAX_INT_BITS {
                return None;
            }
            left.pow(exponent)
        }
        Operator::LShift => {
            let shift = u32::try_from(right).ok()?;
            if left.bits() + u64::from(shift) > MAX_INT_BITS {
                return None;
            }
            left << shift
        }
        Operator::RShift => left >> u32::try_from(right).ok()?,
        _ => return None,
    };
    Some(Const::int(result))
}

fn float_binary(op: Operator, left: f64, right: f64) -> Option<Const> {
    Some(Const::float(match op {
        Operator::Add => left + right,
        Operator::Sub => left - right,
        Operator::Mult => left * right,
        Operator::Div if right != 0.0 => left / right,
        _ => return None,
    }))
}

/// Sums of a real and an imaginary number, as complex literals are written.
fn complex_binary(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    let Const::Complex(re, im) = right else {
        return None;
    };
    let (re, im) = (f64::from_bits(*re), f64::from_bits(*im));
    let left = as_float(left)?;
    let (re, im) = match op {
        Operator::Add => (left + re, im),
        Operator::Sub => (left - re, -im),
        _ => return None,
    };
    Some(Const::Complex(re.to_bits(), im.to_bits()))
}

fn sequence_binary(op: Operator, left: &Const, right: &Const) -> Option<Const> {
    match (op, left, right) {
        (Operator::Add, Const::Str(a), Const::Str(b)) if a.len() + b.len() <= MAX_STR => {
            Some(Const::Str([&a[..], &b[..]].concat().into()))
        }
        (Operator::Add, Const::Bytes(a), Const::Bytes(b)) if a.len() + b.len() <= MAX_STR => {
            Some(Const::Bytes([&a[..], &b[..]].concat().into()))
        }
        (Operator::Add, Const::Tuple(a), Const::Tuple(b))
            if a.len() + b.len() <= MAX_COLLECTION =>
        {
            Some(Const::Tuple([&a[..], &b[..]].concat().into()))
        }
        (Operator::Mult, sequence, Const::Int(count))
        | (Operator::Mult, Const::Int(count), sequence) => {
            let count = usize::try_from(*count).ok()?;
            repeat(sequence, count)
        }
        _ => None,
    }
}

fn repeat(sequence: &Const, count: usize) -> Option<Const> {
    match sequence {
        Const::Str(a) if a.len().checked_mul(count)? <= MAX_STR => {
            Some(Const::Str(a.repeat(count).into()))
        }
        Const::Bytes(a) if a.len().checked_mul(count)? <= MAX_STR => {
            Some(Const::Bytes(a.repeat(count).into()))
        }
        Const::Tuple(items) if items.len().checked_mul(count)? <= MAX_COLLECTION => {
            Some(Const::Tuple(
                std::iter::repeat_n(&items[..], count)
                    .flatten()
                    .cloned()
                    .collect(),
            ))
        }
        _ => None,
    }
}
