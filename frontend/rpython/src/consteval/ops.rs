//! Operators on constants, with the meaning that they have at run time.

use ruff_python_ast::{CmpOp, Operator, UnaryOp};

use super::Const;

pub fn unary(op: UnaryOp, value: Const) -> Option<Const> {
    Some(match (op, value) {
        (UnaryOp::USub, Const::Int(i)) => Const::Int(i.wrapping_neg()),
        (UnaryOp::USub, Const::Float(f)) => Const::Float(-f),
        (UnaryOp::UAdd, v @ (Const::Int(_) | Const::Float(_))) => v,
        (UnaryOp::Invert, Const::Int(i)) => Const::Int(!i),
        (UnaryOp::Not, Const::Bool(b)) => Const::Bool(!b),
        _ => return None,
    })
}

pub fn binary(op: Operator, left: Const, right: Const) -> Option<Const> {
    Some(match (left, right) {
        (Const::Int(a), Const::Int(b)) => Const::Int(int_binary(op, a, b)?),
        (Const::Float(a), Const::Float(b)) => Const::Float(match op {
            Operator::Add => a + b,
            Operator::Sub => a - b,
            Operator::Mult => a * b,
            Operator::Div => a / b,
            _ => return None,
        }),
        (Const::Bool(a), Const::Bool(b)) => Const::Bool(match op {
            Operator::BitAnd => a & b,
            Operator::BitOr => a | b,
            Operator::BitXor => a ^ b,
            _ => return None,
        }),
        (Const::Str(a), Const::Str(b)) if op == Operator::Add => {
            Const::Str(format!("{a}{b}").into())
        }
        (Const::Bytes(a), Const::Bytes(b)) if op == Operator::Add => {
            Const::Bytes([&a[..], &b[..]].concat().into())
        }
        (Const::Bytes(a), Const::Int(n)) if op == Operator::Mult => {
            Const::Bytes(a.repeat(usize::try_from(n).ok()?).into())
        }
        _ => return None,
    })
}

fn int_binary(op: Operator, a: i64, b: i64) -> Option<i64> {
    Some(match op {
        Operator::Add => a.wrapping_add(b),
        Operator::Sub => a.wrapping_sub(b),
        Operator::Mult => a.wrapping_mul(b),
        Operator::BitAnd => a & b,
        Operator::BitOr => a | b,
        Operator::BitXor => a ^ b,
        Operator::LShift => a.wrapping_shl(b as u32),
        Operator::RShift => a.wrapping_shr(b as u32),
        Operator::FloorDiv if b != 0 => floor_div(a, b),
        Operator::Mod if b != 0 => a.wrapping_sub(floor_div(a, b).wrapping_mul(b)),
        Operator::Pow => a.checked_pow(u32::try_from(b).ok()?)?,
        _ => return None,
    })
}

pub fn floor_div(a: i64, b: i64) -> i64 {
    let quotient = a.wrapping_div(b);
    let inexact = quotient.wrapping_mul(b) != a;
    if inexact && (a < 0) != (b < 0) {
        quotient - 1
    } else {
        quotient
    }
}

pub fn compare(op: CmpOp, left: &Const, right: &Const) -> Option<bool> {
    let order = match (left, right) {
        (Const::Int(a), Const::Int(b)) => Some(a.cmp(b)),
        (Const::Float(a), Const::Float(b)) => a.partial_cmp(b),
        (Const::Bool(a), Const::Bool(b)) => Some(a.cmp(b)),
        (Const::Str(a), Const::Str(b)) => Some(a.cmp(b)),
        _ => return None,
    };
    Some(match op {
        CmpOp::Eq => order.is_some_and(|o| o.is_eq()),
        CmpOp::NotEq => !order.is_some_and(|o| o.is_eq()),
        CmpOp::Lt => order.is_some_and(|o| o.is_lt()),
        CmpOp::LtE => order.is_some_and(|o| o.is_le()),
        CmpOp::Gt => order.is_some_and(|o| o.is_gt()),
        CmpOp::GtE => order.is_some_and(|o| o.is_ge()),
        _ => return None,
    })
}

/// Conversions that a constant expression may call.
pub fn call(name: &str, arg: Const) -> Option<Const> {
    Some(match (name, arg) {
        ("int", Const::Int(i)) => Const::Int(i),
        ("int", Const::Bool(b)) => Const::Int(i64::from(b)),
        ("int", Const::Float(f)) => Const::Int(f as i64),
        ("i32", Const::Int(i)) => Const::Int(i64::from(i as i32)),
        ("float", Const::Int(i)) => Const::Float(i as f64),
        ("float", Const::Float(f)) => Const::Float(f),
        ("float", Const::Str(s)) => Const::Float(s.trim().parse().ok()?),
        ("ord", Const::Str(s)) => {
            let mut chars = s.chars();
            let c = chars.next()?;
            if chars.next().is_some() {
                return None;
            }
            Const::Int(i64::from(u32::from(c)))
        }
        ("len", Const::Str(s)) => Const::Int(s.chars().count() as i64),
        ("len", Const::Bytes(b)) => Const::Int(b.len() as i64),
        ("abs", Const::Int(i)) => Const::Int(i.wrapping_abs()),
        ("float_from_bits", Const::Int(i)) => Const::Float(f64::from_bits(i as u64)),
        ("float_bits", Const::Float(f)) => Const::Int(f.to_bits() as i64),
        _ => return None,
    })
}
