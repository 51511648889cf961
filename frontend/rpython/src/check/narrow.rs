//! Conditions: bool expressions and what they tell about locals.

use ruff_python_ast::{BoolOp, CmpOp, Expr as Ast, UnaryOp};

use super::Checker;
use super::flow::{Facts, Place};
use crate::consteval::Const;
use crate::program::{Member, Sym};
use crate::tree::*;
use crate::types::Ty;

impl<'p, 'a> Checker<'p, 'a> {
    /// A bool expression with its facts.
    pub(super) fn condition(&mut self, expr: &'a Ast) -> (Expr, Facts) {
        match expr {
            Ast::BoolOp(bools) => self.bool_op(bools.op, &bools.values),
            Ast::UnaryOp(unary) if unary.op == UnaryOp::Not => {
                let (inner, facts) = self.condition(&unary.operand);
                let at = self.span(expr).start;
                let kind = match inner.kind {
                    ExprKind::Const(Const::Bool(b)) => ExprKind::Const(Const::Bool(!b)),
                    _ => ExprKind::Not(inner.boxed()),
                };
                (Expr::new(kind, Ty::Bool, at), facts.swapped())
            }
            Ast::Compare(compare) if compare.ops.len() == 1 => {
                let value = self.expr(expr, Some(Ty::Bool));
                let facts = match (compare.ops[0], &compare.comparators[0]) {
                    (CmpOp::Is, Ast::NoneLiteral(_)) => self.none_facts(&compare.left).swapped(),
                    (CmpOp::IsNot, Ast::NoneLiteral(_)) => self.none_facts(&compare.left),
                    _ => Facts::default(),
                };
                (value, facts)
            }
            Ast::Call(call) => {
                let name = match &*call.func {
                    Ast::Name(name) => self.p.lookup(self.module, name.id.as_str()),
                    _ => None,
                };
                match (name, &call.arguments.args[..]) {
                    (Some(Sym::Builtin("likely" | "unlikely")), [inner]) => self.condition(inner),
                    (Some(Sym::Builtin("isinstance")), [subject, _]) => {
                        let value = self.bool_expr(expr);
                        let facts = self.instance_facts(subject, &value);
                        (value, facts)
                    }
                    _ => (self.bool_expr(expr), Facts::default()),
                }
            }
            _ => (self.bool_expr(expr), Facts::default()),
        }
    }

    fn bool_expr(&mut self, expr: &'a Ast) -> Expr {
        let value = self.expr(expr, Some(Ty::Bool));
        if matches!(value.ty, Ty::Bool | Ty::Error | Ty::Never) {
            return value;
        }
        let shown = self.show(value.ty);
        let help = match value.ty {
            ty if ty.is_nullable() => "write `is not None`",
            ty if ty.is_number() => "write `!= 0`",
            _ => "there is no truthiness in the dialect",
        };
        let span = self.span(expr);
        self.p.diags.push(
            crate::diagnostics::Diagnostic::new(
                "R023",
                span,
                format!("a condition must be `bool`, this is `{shown}`"),
            )
            .help(help),
        );
        Expr::error(span.start)
    }

    fn bool_op(&mut self, op: BoolOp, operands: &'a [Ast]) -> (Expr, Facts) {
        let saved = self.flow.clone();
        let (mut value, mut facts) = self.condition(&operands[0]);
        for operand in &operands[1..] {
            let decided = match value.kind {
                ExprKind::Const(Const::Bool(b)) => Some(b),
                _ => None,
            };
            if decided == Some(op == BoolOp::Or) {
                break;
            }
            self.apply(if op == BoolOp::And {
                &facts.yes
            } else {
                &facts.no
            });
            let (next, more) = self.condition(operand);
            let at = value.at;
            value = match (decided, op) {
                (Some(_), _) => next,
                (None, BoolOp::And) => {
                    Expr::new(ExprKind::And(value.boxed(), next.boxed()), Ty::Bool, at)
                }
                (None, BoolOp::Or) => {
                    Expr::new(ExprKind::Or(value.boxed(), next.boxed()), Ty::Bool, at)
                }
            };
            facts = self.combine(op, facts, more);
        }
        // Locals that the operands made (temporaries) stay; narrowings go.
        let locals = self.locals.len();
        self.flow = saved;
        for index in 0..locals {
            if self.locals[index].name.is_empty() {
                self.flow.bind(LocalId(index as u32));
            }
        }
        (value, facts)
    }

    fn combine(&self, op: BoolOp, first: Facts, second: Facts) -> Facts {
        let both = |a: Vec<(Place, Ty)>, b: Vec<(Place, Ty)>| {
            let mut all = a;
            all.extend(b);
            all
        };
        let either = |a: &[(Place, Ty)], b: &[(Place, Ty)]| {
            let last = |list: &[(Place, Ty)], place: Place| {
                list.iter().rev().find(|(p, _)| *p == place).map(|f| f.1)
            };
            let mut out = Vec::new();
            for &(place, _) in a {
                if let (Some(x), Some(y)) = (last(a, place), last(b, place))
                    && let Some(joined) = self.p.join(x, y)
                {
                    out.push((place, joined));
                }
            }
            out
        };
        match op {
            BoolOp::And => Facts {
                no: either(&first.no, &second.no),
                yes: both(first.yes, second.yes),
            },
            BoolOp::Or => Facts {
                yes: either(&first.yes, &second.yes),
                no: both(first.no, second.no),
            },
        }
    }

    pub(super) fn apply(&mut self, facts: &[(Place, Ty)]) {
        for &(place, ty) in facts {
            self.flow.narrow(place, ty);
        }
    }

    /// The place an expression names, with the type it has there now.
    pub(super) fn place_of(&mut self, expr: &'a Ast) -> Option<(Place, Ty)> {
        match expr {
            Ast::Name(name) => {
                let local = *self.names.get(name.id.as_str())?;
                let place = Place::Local(local);
                let ty = self.flow.narrowed(place).unwrap_or(self.local_ty(local));
                Some((place, ty))
            }
            Ast::Attribute(attr) => {
                let Ast::Name(base) = &*attr.value else {
                    return None;
                };
                let local = *self.names.get(base.id.as_str())?;
                let base = self
                    .flow
                    .narrowed(Place::Local(local))
                    .unwrap_or(self.local_ty(local));
                let Ty::Class(class, false) = base else {
                    return None;
                };
                match self.p.find_member(class, attr.attr.id.as_str())? {
                    Member::Field(field) if self.p.field(field).is_final => {
                        let place = Place::Field(local, field);
                        let declared = self.p.field(field).ty.value();
                        Some((place, self.flow.narrowed(place).unwrap_or(declared)))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// `x is not None`: yes means non-null.
    fn none_facts(&mut self, subject: &'a Ast) -> Facts {
        let mut facts = Facts::default();
        if let Some((place, ty)) = self.place_of(subject)
            && ty.is_nullable()
            && ty != Ty::Null
        {
            facts.yes.push((place, ty.with_null(false)));
        }
        facts
    }

    fn instance_facts(&mut self, subject: &'a Ast, value: &Expr) -> Facts {
        let mut facts = Facts::default();
        let ExprKind::IsInstance(_, tys) = &value.kind else {
            return facts;
        };
        if let Some((place, old)) = self.place_of(subject) {
            facts = self.facts_for(place, old, tys);
        }
        facts
    }

    pub(super) fn facts_for(&mut self, place: Place, old: Ty, tys: &[Ty]) -> Facts {
        let mut facts = Facts::default();
        let joined = tys
            .iter()
            .copied()
            .reduce(|a, b| self.p.join(a, b).unwrap_or(old));
        if let Some(joined) = joined {
            let keep_old = self.p.is_subtype(old.with_null(false), joined);
            let new = if keep_old { old } else { joined };
            facts.yes.push((place, new.with_null(false)));
        }
        facts
    }
}
