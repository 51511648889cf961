//! Operators and comparisons.

use ruff_python_ast::{self as ast, CmpOp, Expr as Ast, Operator, UnaryOp};
use ruff_text_size::Ranged;

use super::Checker;
use super::expr::fits_i32;
use crate::consteval::{
    Const, binary as fold_binary, compare as fold_compare, unary as fold_unary,
};
use crate::diagnostics::Diagnostic;
use crate::tree::*;
use crate::types::Ty;
use kaa_ir::Op;

impl<'p, 'a> Checker<'p, 'a> {
    pub(super) fn unary(
        &mut self,
        expr: &'a Ast,
        unary: &'a ast::ExprUnaryOp,
        want: Option<Ty>,
    ) -> Expr {
        if unary.op == UnaryOp::Not {
            return self.condition(expr).0;
        }
        let at = self.range_of(expr);
        let value = self.expr(&unary.operand, want);
        if let ExprKind::Const(constant) = &value.kind
            && let Some(folded) = fold_unary(unary.op, constant.clone())
        {
            return Expr::new(ExprKind::Const(folded), value.ty, at);
        }
        let ty = value.ty;
        let op = match (unary.op, ty) {
            (_, Ty::Error) => return value,
            (UnaryOp::UAdd, Ty::Int | Ty::I32 | Ty::Float) => return value,
            (UnaryOp::USub, Ty::Int | Ty::I32) => Op::Neg,
            (UnaryOp::USub, Ty::Float) => Op::Fneg,
            (UnaryOp::Invert, Ty::Int | Ty::I32) => Op::Not,
            _ => {
                let message = format!("no such operator on `{}`", self.show(ty));
                return self.error("R022", expr, message);
            }
        };
        Expr::new(ExprKind::Op(op, vec![value]), ty, at)
    }

    pub(super) fn binary(
        &mut self,
        op: Operator,
        left: Expr,
        right: Expr,
        place: &'a (impl Ranged + AsPlace<'a>),
    ) -> Expr {
        let at = left.at;
        if left.ty == Ty::Error || right.ty == Ty::Error {
            return Expr::error(at);
        }
        if let (ExprKind::Const(a), ExprKind::Const(b)) = (&left.kind, &right.kind)
            && (left.ty == right.ty || (left.ty.is_int() && right.ty.is_int()))
            && !matches!(a, Const::Str(_))
        {
            match fold_binary(op, a.clone(), b.clone()) {
                Some(Const::Int(i)) if left.ty == Ty::I32 && right.ty == Ty::I32 => {
                    return Expr::int(i64::from(i as i32), Ty::I32, at);
                }
                Some(folded) => return Expr::new(ExprKind::Const(folded), left.ty, at),
                None => {}
            }
        }
        let text = self.p.str_type();
        match (left.ty, right.ty) {
            (Ty::Int | Ty::I32, Ty::Int | Ty::I32) => self.int_binary(op, left, right, place),
            (Ty::Float, Ty::Float) => {
                let op = match op {
                    Operator::Add => Op::Fadd,
                    Operator::Sub => Op::Fsub,
                    Operator::Mult => Op::Fmul,
                    Operator::Div => Op::Fdiv,
                    _ => return self.no_operator(op, left.ty, right.ty, place),
                };
                Expr::new(ExprKind::Op(op, vec![left, right]), Ty::Float, at)
            }
            (Ty::Bool, Ty::Bool) => {
                let op = match op {
                    Operator::BitAnd => Op::And,
                    Operator::BitOr => Op::Or,
                    Operator::BitXor => Op::Xor,
                    _ => return self.no_operator(op, left.ty, right.ty, place),
                };
                Expr::new(ExprKind::Op(op, vec![left, right]), Ty::Bool, at)
            }
            (a, b) if a == text && b == text && op == Operator::Add => {
                self.concat(vec![left, right], place.as_place())
            }
            (a, b) => self.no_operator(op, a, b, place),
        }
    }

    fn no_operator(&mut self, op: Operator, a: Ty, b: Ty, place: &impl Ranged) -> Expr {
        let span = self.span(place);
        let message = format!(
            "no operator `{}` on `{}` and `{}`",
            op.as_str(),
            self.show(a),
            self.show(b)
        );
        let mut diagnostic = Diagnostic::new("R022", span, message);
        if a.is_number() && b.is_number() {
            diagnostic = diagnostic.help("convert with `float(x)` or `int(x)`");
        } else if matches!(a, Ty::Class(..)) {
            diagnostic = diagnostic.help("operators are not defined by classes: call a method");
        }
        self.p.diags.push(diagnostic);
        Expr::error(span.start)
    }

    /// Both as i32 or both as int: a literal takes the other's type.
    pub(super) fn same_int(&mut self, left: Expr, right: Expr) -> (Expr, Expr, Ty) {
        let to = match (left.ty, right.ty) {
            (Ty::I32, Ty::I32) => Ty::I32,
            (Ty::I32, Ty::Int) if fits_i32(&right) => Ty::I32,
            (Ty::Int, Ty::I32) if fits_i32(&left) => Ty::I32,
            _ => Ty::Int,
        };
        (self.as_int_type(left, to), self.as_int_type(right, to), to)
    }

    fn as_int_type(&mut self, value: Expr, to: Ty) -> Expr {
        let at = value.at;
        match (value.ty, value.as_int()) {
            (from, _) if from == to => value,
            (_, Some(i)) => Expr::int(i, to, at),
            _ => Expr::new(ExprKind::Op(Op::Sext, vec![value]), Ty::Int, at),
        }
    }

    fn int_binary(&mut self, op: Operator, left: Expr, right: Expr, place: &impl Ranged) -> Expr {
        let at = left.at;
        let (tl, tr) = (left.ty, right.ty);
        let shift = matches!(op, Operator::LShift | Operator::RShift);
        // The count takes the type of the value that is shifted.
        let (left, right, ty) = if shift && tl == Ty::I32 && tr == Ty::Int && !fits_i32(&right) {
            let right = self.as_i32(right);
            (left, right, Ty::I32)
        } else {
            self.same_int(left, right)
        };
        let kind = match op {
            Operator::Add => ExprKind::Arith(Op::Add, left.boxed(), right.boxed()),
            Operator::Sub => ExprKind::Arith(Op::Sub, left.boxed(), right.boxed()),
            Operator::Mult => ExprKind::Arith(Op::Mul, left.boxed(), right.boxed()),
            Operator::FloorDiv => ExprKind::FloorDiv(left.boxed(), right.boxed()),
            Operator::Mod => ExprKind::FloorMod(left.boxed(), right.boxed()),
            Operator::BitAnd => ExprKind::Op(Op::And, vec![left, right]),
            Operator::BitOr => ExprKind::Op(Op::Or, vec![left, right]),
            Operator::BitXor => ExprKind::Op(Op::Xor, vec![left, right]),
            Operator::LShift => ExprKind::Op(Op::Shl, vec![left, right]),
            Operator::RShift => ExprKind::Op(Op::ShrS, vec![left, right]),
            Operator::Div => {
                let span = self.span(place);
                let message = "`/` is for floats";
                self.p.diags.push(
                    Diagnostic::new("R022", span, message)
                        .help("use `//`, or convert with `float(x)`"),
                );
                return Expr::error(at);
            }
            _ => return self.no_operator(op, tl, tr, place),
        };
        Expr::new(kind, ty, at)
    }

    pub(super) fn compare(&mut self, expr: &'a Ast, compare: &'a ast::ExprCompare) -> Expr {
        let at = self.range_of(expr);
        if compare.ops.len() == 1 {
            if matches!(compare.ops[0], CmpOp::In | CmpOp::NotIn) {
                return self.membership(expr, compare);
            }
            let left = self.expr(&compare.left, None);
            let want = Some(left.ty);
            let right = self.expr(&compare.comparators[0], want);
            return self.comparison(compare.ops[0], left, right, expr);
        }
        // `a < b < c`: b is evaluated once, after a.
        let first = self.expr(&compare.left, None);
        let (made_first, mut left) = self.reuse(first);
        let mut tests = Vec::new();
        for (op, right) in compare.ops.iter().zip(&compare.comparators) {
            let right = self.expr(right, Some(left.ty));
            let (made, right) = self.reuse(right);
            let next = right.clone();
            tests.push((made, self.comparison(*op, left, right, expr)));
            left = next;
        }
        let mut value: Option<Expr> = None;
        for (made, test) in tests.into_iter().rev() {
            let rest = match value {
                None => test,
                Some(rest) => Expr::new(ExprKind::And(test.boxed(), rest.boxed()), Ty::Bool, at),
            };
            value = Some(match made {
                None => rest,
                Some((local, bound)) => {
                    let ty = rest.ty;
                    Expr::new(ExprKind::Let(local, bound.boxed(), rest.boxed()), ty, at)
                }
            });
        }
        let value = value.unwrap_or_else(|| Expr::error(at));
        match made_first {
            None => value,
            Some((local, bound)) => {
                let ty = value.ty;
                Expr::new(ExprKind::Let(local, bound.boxed(), value.boxed()), ty, at)
            }
        }
    }

    pub(super) fn comparison(
        &mut self,
        op: CmpOp,
        left: Expr,
        right: Expr,
        place: &'a Ast,
    ) -> Expr {
        let at = left.at;
        if left.ty == Ty::Error || right.ty == Ty::Error {
            return Expr::new(ExprKind::Trap, Ty::Bool, at);
        }
        if let (ExprKind::Const(a), ExprKind::Const(b)) = (&left.kind, &right.kind)
            && let Some(folded) = fold_compare(op, a, b)
        {
            return Expr::new(ExprKind::Const(Const::Bool(folded)), Ty::Bool, at);
        }
        if matches!(op, CmpOp::Is | CmpOp::IsNot) {
            let same = self.identity(left, right, place);
            return self.negated_if(same, op == CmpOp::IsNot);
        }
        let text = self.p.str_type();
        match (left.ty, right.ty) {
            (Ty::Int | Ty::I32, Ty::Int | Ty::I32) => {
                let (left, right, _) = self.same_int(left, right);
                let (op, swap) = match op {
                    CmpOp::Eq => (Op::Eq, false),
                    CmpOp::NotEq => (Op::Ne, false),
                    CmpOp::Lt => (Op::LtS, false),
                    CmpOp::LtE => (Op::LeS, false),
                    CmpOp::Gt => (Op::LtS, true),
                    _ => (Op::LeS, true),
                };
                let args = if swap {
                    vec![right, left]
                } else {
                    vec![left, right]
                };
                Expr::new(ExprKind::Op(op, args), Ty::Bool, at)
            }
            (Ty::Float, Ty::Float) => {
                let (op, swap) = match op {
                    CmpOp::Eq => (Op::Feq, false),
                    CmpOp::NotEq => (Op::Fne, false),
                    CmpOp::Lt => (Op::Flt, false),
                    CmpOp::LtE => (Op::Fle, false),
                    CmpOp::Gt => (Op::Flt, true),
                    _ => (Op::Fle, true),
                };
                let args = if swap {
                    vec![right, left]
                } else {
                    vec![left, right]
                };
                Expr::new(ExprKind::Op(op, args), Ty::Bool, at)
            }
            (Ty::Bool, Ty::Bool) if matches!(op, CmpOp::Eq | CmpOp::NotEq) => {
                let op = if op == CmpOp::Eq { Op::Eq } else { Op::Ne };
                Expr::new(ExprKind::Op(op, vec![left, right]), Ty::Bool, at)
            }
            (a, b) if a == text && b == text && matches!(op, CmpOp::Eq | CmpOp::NotEq) => {
                let equal = self.lang_call("str_eq", vec![left, right], place);
                self.negated_if(equal, op == CmpOp::NotEq)
            }
            (a, b) => self.no_comparison(op, a, b, place),
        }
    }

    fn negated_if(&self, value: Expr, negate: bool) -> Expr {
        if !negate {
            return value;
        }
        let at = value.at;
        Expr::new(ExprKind::Not(value.boxed()), Ty::Bool, at)
    }

    fn no_comparison(&mut self, op: CmpOp, a: Ty, b: Ty, place: &'a Ast) -> Expr {
        if a.with_null(false) == b.with_null(false)
            && Some(a.with_null(false)) == Some(self.p.str_type())
            && (a.is_nullable() || b.is_nullable())
        {
            self.may_be_none(if a.is_nullable() { a } else { b }, place);
            return Expr::new(ExprKind::Trap, Ty::Bool, self.range_of(place));
        }
        let span = self.span(place);
        let message = format!(
            "no `{}` between `{}` and `{}`",
            op.as_str(),
            self.show(a),
            self.show(b)
        );
        let mut diagnostic = Diagnostic::new("R022", span, message);
        if Ty::Error != a && a == self.p.str_type() && b == a {
            diagnostic = diagnostic.help("strings are ordered by a method");
        } else if a.is_reference() && b.is_reference() && matches!(op, CmpOp::Eq | CmpOp::NotEq) {
            diagnostic = diagnostic.help("objects are compared with `is`, or by a method");
        }
        self.p.diags.push(diagnostic);
        Expr::new(ExprKind::Trap, Ty::Bool, span.start)
    }

    fn identity(&mut self, left: Expr, right: Expr, place: &'a Ast) -> Expr {
        let at = left.at;
        let kind = match (left.ty, right.ty) {
            (Ty::Null, Ty::Null) => ExprKind::Const(Const::Bool(true)),
            (a, Ty::Null) if a.is_reference() => ExprKind::IsNull(left.boxed()),
            (Ty::Null, b) if b.is_reference() => ExprKind::IsNull(right.boxed()),
            (a, b) if a.is_reference() && b.is_reference() => {
                if self.p.join(a, b).is_none() {
                    let message = format!(
                        "`{}` and `{}` are never the same object",
                        self.show(a),
                        self.show(b)
                    );
                    return self.error("R022", place, message);
                }
                ExprKind::RefEq(left.boxed(), right.boxed())
            }
            (a, b) => {
                let span = self.span(place);
                let message = format!("no `is` between `{}` and `{}`", self.show(a), self.show(b));
                self.p
                    .diags
                    .push(Diagnostic::new("R022", span, message).help("compare values with `==`"));
                return Expr::new(ExprKind::Trap, Ty::Bool, at);
            }
        };
        Expr::new(kind, Ty::Bool, at)
    }

    /// `x in (a, b)` compares with each; `k in obj` asks `__contains__`.
    fn membership(&mut self, expr: &'a Ast, compare: &'a ast::ExprCompare) -> Expr {
        let negate = compare.ops[0] == CmpOp::NotIn;
        let at = self.range_of(expr);
        let elts = match &compare.comparators[0] {
            Ast::Tuple(tuple) => &tuple.elts[..],
            Ast::List(list) => &list.elts[..],
            Ast::Set(set) => &set.elts[..],
            container => {
                let item = self.expr(&compare.left, None);
                let object = self.expr(container, None);
                let args = vec![(item, &*compare.left)];
                let found = self.method_call(object, "__contains__", args, container);
                return self.negated_if(found, negate);
            }
        };
        let item = self.expr(&compare.left, None);
        let (made, item) = self.reuse(item);
        let mut any: Option<Expr> = None;
        for elt in elts {
            let right = self.expr(elt, Some(item.ty));
            let op = if item.ty.is_reference() && item.ty != self.p.str_type() {
                CmpOp::Is
            } else {
                CmpOp::Eq
            };
            let equal = self.comparison(op, item.clone(), right, elt);
            any = Some(match any {
                None => equal,
                Some(before) => {
                    Expr::new(ExprKind::Or(before.boxed(), equal.boxed()), Ty::Bool, at)
                }
            });
        }
        let none = Expr::new(ExprKind::Const(Const::Bool(false)), Ty::Bool, at);
        let found = self.negated_if(any.unwrap_or(none), negate);
        match made {
            None => found,
            Some((local, value)) => Expr::new(
                ExprKind::Let(local, value.boxed(), found.boxed()),
                Ty::Bool,
                at,
            ),
        }
    }
}

/// A node that diagnostics about an operand can point at.
pub(super) trait AsPlace<'a> {
    fn as_place(&'a self) -> &'a Ast;
}
impl<'a> AsPlace<'a> for Ast {
    fn as_place(&'a self) -> &'a Ast {
        self
    }
}
impl<'a> AsPlace<'a> for ast::StmtAugAssign {
    fn as_place(&'a self) -> &'a Ast {
        &self.value
    }
}
