//! Expressions back to source text in CPython's canonical form, for `from __future__ import
//! annotations`.

use crate::source::Source;
use ruff_python_ast::{self as ast, BoolOp, CmpOp, Expr, Operator, UnaryOp};
use ruff_text_size::Ranged;

/// Binding strengths, weakest first.
const TEST: u8 = 1;
const OR: u8 = 2;
const AND: u8 = 3;
const NOT: u8 = 4;
const COMPARE: u8 = 5;
const BIT_OR: u8 = 6;
const BIT_XOR: u8 = 7;
const BIT_AND: u8 = 8;
const SHIFT: u8 = 9;
const SUM: u8 = 10;
const TERM: u8 = 11;
const FACTOR: u8 = 12;
const POWER: u8 = 13;
const AWAIT: u8 = 14;
const ATOM: u8 = 15;

/// The text of an expression.
pub(crate) fn unparse(expr: &Expr, source: &Source) -> String {
    let mut printer = Printer {
        out: String::new(),
        source,
    };
    match expr {
        Expr::Tuple(tuple) if !tuple.elts.is_empty() => {
            printer.expr(expr, TEST);
        }
        _ => printer.expr(expr, TEST),
    }
    printer.out
}

struct Printer<'a> {
    out: String,
    source: &'a Source,
}

impl Printer<'_> {
    fn parenthesized(&mut self, needed: bool, f: impl FnOnce(&mut Self)) {
        if needed {
            self.out.push('(');
        }
        f(self);
        if needed {
            self.out.push(')');
        }
    }

    fn list(&mut self, items: &[Expr]) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.push_str(", ");
            }
            self.expr(item, TEST);
        }
    }

    fn expr(&mut self, expr: &Expr, level: u8) {
        match expr {
            Expr::Name(node) => self.out.push_str(&node.id),
            Expr::NoneLiteral(_) => self.out.push_str("None"),
            Expr::BooleanLiteral(node) => {
                self.out.push_str(if node.value { "True" } else { "False" })
            }
            Expr::EllipsisLiteral(_) => self.out.push_str("..."),
            Expr::StringLiteral(node) => self.out.push_str(&string_repr(node.value.to_str())),
            Expr::Attribute(node) => {
                self.expr(&node.value, ATOM);
                self.out.push('.');
                self.out.push_str(&node.attr);
            }
            Expr::Subscript(node) => {
                self.expr(&node.value, ATOM);
                self.out.push('[');
                match &*node.slice {
                    Expr::Tuple(tuple) if !tuple.elts.is_empty() => {
                        self.list(&tuple.elts);
                        if tuple.elts.len() == 1 {
                            self.out.push(',');
                        }
                    }
                    slice => self.expr(slice, TEST),
                }
                self.out.push(']');
            }
            Expr::Slice(node) => self.slice(node),
            Expr::List(node) => {
                self.out.push('[');
                self.list(&node.elts);
                self.out.push(']');
            }
            Expr::Tuple(node) => {
                self.out.push('(');
                self.list(&node.elts);
                if node.elts.len() == 1 {
                    self.out.push(',');
                }
                self.out.push(')');
            }
            Expr::Set(node) => {
                self.out.push('{');
                self.list(&node.elts);
                self.out.push('}');
            }
            Expr::Starred(node) => {
                self.out.push('*');
                self.expr(&node.value, BIT_OR);
            }
            Expr::BinOp(node) => self.binary(node, level),
            Expr::UnaryOp(node) => self.unary(node, level),
            Expr::BoolOp(node) => self.bool_op(node, level),
            Expr::Compare(node) => self.compare(node, level),
            Expr::Call(node) => self.call(node),
            Expr::If(node) => self.parenthesized(level > TEST, |p| {
                p.expr(&node.body, TEST + 1);
                p.out.push_str(" if ");
                p.expr(&node.test, TEST + 1);
                p.out.push_str(" else ");
                p.expr(&node.orelse, TEST);
            }),
            Expr::Await(node) => self.parenthesized(level > AWAIT, |p| {
                p.out.push_str("await ");
                p.expr(&node.value, ATOM);
            }),
            // What does not occur in annotations in practice keeps its own spelling.
            _ => {
                let text = self.source.slice(expr.range()).to_owned();
                self.out.push_str(&text);
            }
        }
    }

    fn slice(&mut self, node: &ast::ExprSlice) {
        if let Some(lower) = &node.lower {
            self.expr(lower, TEST);
        }
        self.out.push(':');
        if let Some(upper) = &node.upper {
            self.expr(upper, TEST);
        }
        if let Some(step) = &node.step {
            self.out.push(':');
            self.expr(step, TEST);
        }
    }

    fn call(&mut self, node: &ast::ExprCall) {
        self.expr(&node.func, ATOM);
        self.out.push('(');
        self.list(&node.arguments.args);
        for (index, keyword) in node.arguments.keywords.iter().enumerate() {
            if index > 0 || !node.arguments.args.is_empty() {
                self.out.push_str(", ");
            }
            match &keyword.arg {
                Some(name) => {
                    self.out.push_str(name);
                    self.out.push('=');
                }
                None => self.out.push_str("**"),
            }
            self.expr(&keyword.value, TEST);
        }
        self.out.push(')');
    }

    fn binary(&mut self, node: &ast::ExprBinOp, level: u8) {
        let (strength, right) = match node.op {
            Operator::BitOr => (BIT_OR, BIT_OR + 1),
            Operator::BitXor => (BIT_XOR, BIT_XOR + 1),
            Operator::BitAnd => (BIT_AND, BIT_AND + 1),
            Operator::LShift | Operator::RShift => (SHIFT, SHIFT + 1),
            Operator::Add | Operator::Sub => (SUM, SUM + 1),
            Operator::Pow => (POWER, POWER),
            _ => (TERM, TERM + 1),
        };
        let left = if node.op == Operator::Pow {
            POWER + 1
        } else {
            strength
        };
        self.parenthesized(level > strength, |p| {
            p.expr(&node.left, left);
            p.out.push(' ');
            p.out.push_str(node.op.as_str());
            p.out.push(' ');
            p.expr(&node.right, right);
        });
    }

    fn unary(&mut self, node: &ast::ExprUnaryOp, level: u8) {
        let (text, strength) = match node.op {
            UnaryOp::Not => ("not ", NOT),
            UnaryOp::Invert => ("~", FACTOR),
            UnaryOp::UAdd => ("+", FACTOR),
            UnaryOp::USub => ("-", FACTOR),
        };
        self.parenthesized(level > strength, |p| {
            p.out.push_str(text);
            p.expr(&node.operand, strength);
        });
    }

    fn bool_op(&mut self, node: &ast::ExprBoolOp, level: u8) {
        let (text, strength) = match node.op {
            BoolOp::And => (" and ", AND),
            BoolOp::Or => (" or ", OR),
        };
        self.parenthesized(level > strength, |p| {
            for (index, value) in node.values.iter().enumerate() {
                if index > 0 {
                    p.out.push_str(text);
                }
                p.expr(value, strength + 1);
            }
        });
    }

    fn compare(&mut self, node: &ast::ExprCompare, level: u8) {
        self.parenthesized(level > COMPARE, |p| {
            p.expr(&node.left, COMPARE + 1);
            for (op, right) in node.ops.iter().zip(&node.comparators) {
                p.out.push(' ');
                p.out.push_str(compare_text(*op));
                p.out.push(' ');
                p.expr(right, COMPARE + 1);
            }
        });
    }
}

fn compare_text(op: CmpOp) -> &'static str {
    op.as_str()
}

/// `repr` of a str.
fn string_repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if (c as u32) < 0x20 || c as u32 == 0x7f => {
                out.push_str(&format!("\\x{:02x}", c as u32));
            }
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}
