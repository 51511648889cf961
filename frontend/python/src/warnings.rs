//! Warnings that need no code generation: invalid escapes, jumps out of `finally` (PEP 765).

use crate::error::{ErrorKind, SyntaxErrorInfo, error};
use crate::source::Source;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{
    BytesLiteral, Expr, FString, InterpolatedStringElement, Mod, Stmt, StringLiteral, TString,
};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// The warnings for a whole tree, in the order of the source.
pub(crate) fn tree_warnings(module: &Mod, source: &Source) -> Vec<SyntaxErrorInfo> {
    let may_warn = source.text.contains('\\') || source.text.contains("finally");
    let mut checker = Checker {
        source,
        found: Vec::new(),
        in_finally: false,
        in_loop: false,
    };
    if may_warn {
        match module {
            Mod::Module(module) => checker.visit_body(&module.body),
            Mod::Expression(expression) => checker.visit_expr(&expression.body),
        }
    }
    checker.found
}

struct Checker<'a> {
    source: &'a Source,
    found: Vec<SyntaxErrorInfo>,
    in_finally: bool,
    in_loop: bool,
}

impl Checker<'_> {
    fn warn(&mut self, range: TextRange, message: String) {
        let mut info = error(range, message).into_info(self.source);
        info.kind = ErrorKind::SyntaxWarning;
        self.found.push(info);
    }

    fn within(&mut self, in_finally: bool, in_loop: bool, visit: impl FnOnce(&mut Self)) {
        let saved = (self.in_finally, self.in_loop);
        (self.in_finally, self.in_loop) = (in_finally, in_loop);
        visit(self);
        (self.in_finally, self.in_loop) = saved;
    }

    fn check_jump(&mut self, range: TextRange, word: &str) {
        if self.in_finally {
            self.warn(range, format!("'{word}' in a 'finally' block"));
        }
    }

    /// Looks for the first escape in the text of a literal that means nothing.
    fn check_escapes(&mut self, range: TextRange, is_bytes: bool) {
        let text = self.source.slice(range);
        let bytes = text.as_bytes();
        let mut index = 0;
        while let Some(found) = text[index..].find('\\') {
            let at = index + found;
            let Some(c) = text[at + 1..].chars().next() else {
                return;
            };
            index = at + 1 + c.len_utf8();
            let octal = bytes[at + 1..]
                .iter()
                .take(3)
                .take_while(|b| (b'0'..=b'7').contains(b))
                .count();
            let place = TextRange::at(range.start() + TextSize::new(at as u32), 2.into());
            if octal == 3 && bytes[at + 1] > b'3' {
                let digits = &text[at + 1..at + 4];
                let message = format!(
                    "\"\\{digits}\" is an invalid octal escape sequence. Such sequences will not work in the future. \
                     Did you mean \"\\\\{digits}\"? \
                     A raw string is also an option."
                );
                return self.warn(place, message);
            }
            let known = "\n\\'\"abfnrtvx01234567".contains(c) || !is_bytes && "uUN".contains(c);
            if !known && c.is_ascii() {
                let message = format!(
                    "\"\\{c}\" is an invalid escape sequence. Such sequences will not work in the future. \
                     Did you mean \"\\\\{c}\"? \
                     A raw string is also an option."
                );
                return self.warn(place, message);
            }
        }
    }

    fn check_elements(&mut self, elements: &[InterpolatedStringElement], is_raw: bool) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(text) if !is_raw => {
                    self.check_escapes(text.range(), false);
                }
                InterpolatedStringElement::Literal(_) => {}
                InterpolatedStringElement::Interpolation(value) => {
                    self.visit_expr(&value.expression);
                    if let Some(spec) = &value.format_spec {
                        self.check_elements(&spec.elements, is_raw);
                    }
                }
            }
        }
    }
}

impl<'a> Visitor<'a> for Checker<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {
                self.within(false, false, |this| walk_stmt(this, stmt));
            }
            Stmt::Return(node) => {
                self.check_jump(node.range, "return");
                walk_stmt(self, stmt);
            }
            Stmt::Break(node) if !self.in_loop => self.check_jump(node.range, "break"),
            Stmt::Continue(node) if !self.in_loop => self.check_jump(node.range, "continue"),
            Stmt::For(_) | Stmt::While(_) => {
                self.within(self.in_finally, true, |this| walk_stmt(this, stmt));
            }
            Stmt::Try(node) => {
                self.visit_body(&node.body);
                for handler in &node.handlers {
                    self.visit_except_handler(handler);
                }
                self.visit_body(&node.orelse);
                self.within(true, false, |this| this.visit_body(&node.finalbody));
            }
            _ => walk_stmt(self, stmt),
        });
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || walk_expr(self, expr));
    }

    fn visit_string_literal(&mut self, literal: &'a StringLiteral) {
        if !literal.flags.prefix().is_raw() {
            self.check_escapes(literal.content_range(), false);
        }
    }

    fn visit_bytes_literal(&mut self, literal: &'a BytesLiteral) {
        if !literal.flags.prefix().is_raw() {
            self.check_escapes(literal.content_range(), true);
        }
    }

    fn visit_f_string(&mut self, string: &'a FString) {
        self.check_elements(&string.elements, string.flags.prefix().is_raw());
    }

    fn visit_t_string(&mut self, string: &'a TString) {
        self.check_elements(&string.elements, string.flags.prefix().is_raw());
    }
}
