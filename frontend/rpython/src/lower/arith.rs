//! Integer arithmetic with Python's rounding, and with overflow traps in checked builds.

use kaa_ir::function::TrapCode;
use kaa_ir::{Imm, Op, Type, Value};

use super::func::{FnLower, Join};
use crate::tree::Expr;

impl<'t> FnLower<'_, '_, '_, '_, 't> {
    pub fn arith(&mut self, at: u32, op: Op, left: &'t Expr, right: &'t Expr) -> Value {
        let left = self.expr(left);
        let right = self.expr(right);
        self.at(at);
        if !self.cx.options.checked {
            return self.b.value(op, &[], &[left, right]);
        }
        let op = match op {
            Op::Add => Op::AddOvf,
            Op::Sub => Op::SubOvf,
            _ => Op::MulOvf,
        };
        let inst = self.b.inst(op, &[], &[left, right], &[]);
        let (value, overflow) = {
            let results = self.b.results(inst);
            (results[0], results[1])
        };
        let (mut bad, mut good) = (Join::default(), Join::default());
        self.branch(overflow, &mut bad, &mut good);
        self.begin(bad);
        let block = self.b.current().expect("a join's block is open");
        self.b.func.blocks[block].cold = true;
        self.b.trap(TrapCode::Assert);
        self.begin(good);
        value
    }

    /// `left // right`, towards minus infinity.
    pub fn floor_div(&mut self, left: &'t Expr, right: &'t Expr) -> Value {
        let divisor = right.as_int();
        let a = self.expr(left);
        let ty = self.b.func.ty(a);
        if let Some(shift) = divisor.and_then(log2) {
            let count = self.b.iconst(ty, shift);
            return self.b.value(Op::ShrS, &[], &[a, count]);
        }
        let b = self.expr(right);
        let quotient = self.b.value(Op::DivS, &[], &[a, b]);
        let product = self.b.value(Op::Mul, &[], &[quotient, b]);
        let remainder = self.b.value(Op::Sub, &[], &[a, product]);
        let down = self.rounds_down(remainder, b, ty, divisor);
        self.b.value(Op::Sub, &[], &[quotient, down])
    }

    /// `left % right`, with the sign of the divisor.
    pub fn floor_mod(&mut self, left: &'t Expr, right: &'t Expr) -> Value {
        let divisor = right.as_int();
        let a = self.expr(left);
        let ty = self.b.func.ty(a);
        if let Some(d) = divisor
            && log2(d).is_some()
        {
            let mask = self.b.iconst(ty, d - 1);
            return self.b.value(Op::And, &[], &[a, mask]);
        }
        let b = self.expr(right);
        let remainder = self.b.value(Op::RemS, &[], &[a, b]);
        let down = self.rounds_down(remainder, b, ty, divisor);
        let zero = self.b.iconst(ty, 0);
        let all = self.b.value(Op::Sub, &[], &[zero, down]);
        let fix = self.b.value(Op::And, &[], &[all, b]);
        self.b.value(Op::Add, &[], &[remainder, fix])
    }

    /// 1 if the truncated quotient is one too high: the remainder is not 0 and has the other sign than the divisor.
    fn rounds_down(
        &mut self,
        remainder: Value,
        divisor: Value,
        ty: Type,
        known: Option<i64>,
    ) -> Value {
        let zero = self.b.iconst(ty, 0);
        let test = if known.is_some_and(|d| d > 0) {
            self.b.value(Op::LtS, &[], &[remainder, zero])
        } else {
            let signs = self.b.value(Op::Xor, &[], &[remainder, divisor]);
            let differ = self.b.value(Op::LtS, &[], &[signs, zero]);
            let inexact = self.b.value(Op::Ne, &[], &[remainder, zero]);
            self.b.value(Op::And, &[], &[differ, inexact])
        };
        self.b.value(Op::BoolToInt, &[Imm::Type(ty)], &[test])
    }
}

fn log2(n: i64) -> Option<i64> {
    (n > 0 && n & (n - 1) == 0).then(|| i64::from(n.trailing_zeros()))
}
