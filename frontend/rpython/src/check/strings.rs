//! String literals, concatenation, f-strings.

use ruff_python_ast::{self as ast, Expr as Ast, FStringPart, InterpolatedStringElement};

use super::Checker;
use crate::consteval::Const;
use crate::tree::*;
use crate::types::Ty;

impl<'p, 'a> Checker<'p, 'a> {
    pub(super) fn str_const(&mut self, text: &str, place: &'a Ast) -> Expr {
        let ty = self.p.str_type();
        if ty == Ty::Error {
            return self.error("R061", place, "the program has no class `@lang(\"str\")`");
        }
        let at = self.range_of(place);
        Expr::new(ExprKind::Const(Const::Str(text.into())), ty, at)
    }

    /// The call of a lang function with values of its parameter types.
    pub(super) fn lang_call(&mut self, name: &str, args: Vec<Expr>, place: &'a Ast) -> Expr {
        let Some(func) = self.p.lang_func(name) else {
            return self.error(
                "R061",
                place,
                format!("the program has no function `@lang(\"{name}\")`"),
            );
        };
        let sig = self.p.func_sig(func);
        let mut fitting = Vec::new();
        for (arg, param) in args.into_iter().zip(&sig.params) {
            fitting.push(self.coerce(arg, param.ty, place));
        }
        Expr::new(
            ExprKind::Call(func, fitting),
            sig.result,
            self.range_of(place),
        )
    }

    /// `parts` joined; nested joins become one.
    pub(super) fn concat(&mut self, parts: Vec<Expr>, place: &'a Ast) -> Expr {
        let at = self.range_of(place);
        let ty = self.p.str_type();
        let mut flat: Vec<Expr> = Vec::new();
        for part in parts {
            match part.kind {
                ExprKind::Concat(inner) => flat.extend(inner),
                _ => flat.push(part),
            }
        }
        let mut merged: Vec<Expr> = Vec::new();
        for part in flat {
            let joined = match (merged.last(), &part.kind) {
                (
                    Some(Expr {
                        kind: ExprKind::Const(Const::Str(a)),
                        ..
                    }),
                    ExprKind::Const(Const::Str(b)),
                ) => Some(Const::Str(format!("{a}{b}").into())),
                _ => None,
            };
            match joined {
                Some(constant) => {
                    let at = part.at;
                    merged.pop();
                    merged.push(Expr::new(ExprKind::Const(constant), ty, at));
                }
                None => merged.push(part),
            }
        }
        match merged.len() {
            0 => self.str_const("", place),
            1 => merged.remove(0),
            _ => {
                if self.p.lang_func("str_concat").is_none() {
                    let message = "the program has no function `@lang(\"str_concat\")`";
                    return self.error("R061", place, message);
                }
                Expr::new(ExprKind::Concat(merged), ty, at)
            }
        }
    }

    pub(super) fn f_string(&mut self, expr: &'a Ast, f: &'a ast::ExprFString) -> Expr {
        let mut parts = Vec::new();
        for part in &f.value {
            match part {
                FStringPart::Literal(text) => parts.push(self.str_const(&text.value, expr)),
                FStringPart::FString(inner) => {
                    for element in &inner.elements {
                        parts.push(self.f_string_part(expr, element));
                    }
                }
            }
        }
        self.concat(parts, expr)
    }

    fn f_string_part(&mut self, expr: &'a Ast, element: &'a InterpolatedStringElement) -> Expr {
        match element {
            InterpolatedStringElement::Literal(text) => self.str_const(&text.value, expr),
            InterpolatedStringElement::Interpolation(part) => {
                if part.format_spec.is_some()
                    || !part.conversion.is_none()
                    || part.debug_text.is_some()
                {
                    return self.error(
                        "R007",
                        part,
                        "conversions and formats are not in the dialect",
                    );
                }
                let value = self.expr(&part.expression, None);
                self.as_str(value, &part.expression)
            }
        }
    }

    /// A `str` as it is, an integer by `int_to_str`.
    pub(super) fn as_str(&mut self, value: Expr, place: &'a Ast) -> Expr {
        let text = self.p.str_type();
        match value.ty {
            Ty::Error => value,
            ty if ty == text => value,
            Ty::Int | Ty::I32 => self.lang_call("int_to_str", vec![value], place),
            ty => {
                let message = format!("a part must be `str` or `int`, this is `{}`", self.show(ty));
                self.error("R020", place, message)
            }
        }
    }
}
