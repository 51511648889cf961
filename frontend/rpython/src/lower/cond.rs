//! Conditions as control flow.

use kaa_ir::{Op, Type, Value};

use super::func::{FnLower, Join};
use crate::consteval::Const;
use crate::tree::{Expr, ExprKind};

impl<'t> FnLower<'_, '_, '_, '_, 't> {
    /// Branches to `yes` or `no`, without making a bool where the operands decide.
    pub fn cond(&mut self, expr: &'t Expr, yes: &mut Join, no: &mut Join) {
        match &expr.kind {
            ExprKind::Not(inner) => self.cond(inner, no, yes),
            ExprKind::And(left, right) => {
                let mut both = Join::default();
                self.cond(left, &mut both, no);
                self.begin(both);
                self.cond(right, yes, no);
            }
            ExprKind::Or(left, right) => {
                let mut neither = Join::default();
                self.cond(left, yes, &mut neither);
                self.begin(neither);
                self.cond(right, yes, no);
            }
            ExprKind::Const(Const::Bool(value)) => self.jump(if *value { yes } else { no }, None),
            ExprKind::Let(local, value, rest) => {
                let value = self.expr(value);
                self.env[local.0 as usize] = Some(value);
                self.cond(rest, yes, no);
            }
            _ => {
                let value = self.expr(expr);
                self.branch(value, yes, no);
            }
        }
    }

    /// `and` and `or` as values.
    pub fn bool_value(&mut self, expr: &'t Expr) -> Value {
        if let ExprKind::And(left, right) | ExprKind::Or(left, right) = &expr.kind
            && is_cheap(right)
        {
            let op = match &expr.kind {
                ExprKind::And(..) => Op::And,
                _ => Op::Or,
            };
            let left = self.expr(left);
            let right = self.expr(right);
            return self.b.value(op, &[], &[left, right]);
        }
        let (mut yes, mut no) = (Join::default(), Join::default());
        let mut end = Join::with_value(Type::I1);
        self.cond(expr, &mut yes, &mut no);
        for (join, value) in [(yes, 1), (no, 0)] {
            if join.is_used() {
                self.begin(join);
                let value = self.b.iconst(Type::I1, value);
                self.jump(&mut end, Some(value));
            }
        }
        self.begin(end).expect("the join has a value")
    }

    pub fn choice(&mut self, test: &'t Expr, then: &'t Expr, orelse: &'t Expr, ty: Type) -> Value {
        let (mut yes, mut no) = (Join::default(), Join::default());
        let mut end = Join::with_value(ty);
        self.cond(test, &mut yes, &mut no);
        for (join, value) in [(yes, then), (no, orelse)] {
            if join.is_used() {
                self.begin(join);
                let value = self.expr_of(value, ty);
                self.jump(&mut end, Some(value));
            }
        }
        self.begin(end).expect("the join has a value")
    }
}

/// No calls, no traps, a few ops: cheaper computed than branched around.
fn is_cheap(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Const(_) | ExprKind::Local(_) => true,
        ExprKind::Op(op, args) => {
            matches!(
                op,
                Op::Eq | Op::Ne | Op::LtS | Op::LeS | Op::Feq | Op::Flt | Op::Fle | Op::And
            ) && args
                .iter()
                .all(|a| matches!(a.kind, ExprKind::Const(_) | ExprKind::Local(_)))
        }
        ExprKind::Not(inner) => is_cheap(inner),
        _ => false,
    }
}
