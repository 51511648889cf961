//! What the rules look at: the tokens around the error and the expressions the parser recovered.

use super::scan::{Token, TokenKind};
use crate::source::Source;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, Mod, Stmt, StmtAssign, UnaryOp};
use ruff_text_size::{Ranged, TextRange, TextSize};

pub(super) struct Context<'a> {
    pub source: &'a Source,
    pub tokens: &'a [Token],
    /// Index of the token where the error is.
    pub at: usize,
    pub location: TextRange,
    pub exprs: Vec<&'a Expr>,
    pub stmts: Vec<&'a Stmt>,
}

#[derive(Default)]
struct Collector<'a> {
    exprs: Vec<&'a Expr>,
    stmts: Vec<&'a Stmt>,
}

impl<'a> Visitor<'a> for Collector<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        self.stmts.push(stmt);
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || walk_stmt(self, stmt));
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        self.exprs.push(expr);
        stacker::maybe_grow(64 * 1024, 1024 * 1024, || walk_expr(self, expr));
    }
}

impl<'a> Context<'a> {
    pub(super) fn new(
        source: &'a Source,
        module: &'a Mod,
        tokens: &'a [Token],
        location: TextRange,
    ) -> Self {
        let mut collector = Collector::default();
        match module {
            Mod::Module(module) => collector.visit_body(&module.body),
            Mod::Expression(expression) => collector.visit_expr(&expression.body),
        }
        let start = usize::from(location.start());
        let at = tokens
            .iter()
            .position(|token| token.end > start && token.kind != TokenKind::Dedent)
            .unwrap_or(tokens.len() - 1);
        let Collector { exprs, stmts } = collector;
        Context {
            source,
            tokens,
            at,
            location,
            exprs,
            stmts,
        }
    }

    pub(super) fn current(&self) -> &Token {
        &self.tokens[self.at]
    }

    /// The text of the token `ahead` of the current one; empty outside.
    pub(super) fn text(&self, ahead: isize) -> &'a str {
        self.token(ahead)
            .map_or("", |token| &self.source.text[token.start..token.end])
    }

    pub(super) fn token(&self, ahead: isize) -> Option<&Token> {
        self.tokens.get(self.at.checked_add_signed(ahead)?)
    }

    pub(super) fn token_text(&self, index: usize) -> &'a str {
        self.tokens
            .get(index)
            .map_or("", |token| &self.source.text[token.start..token.end])
    }

    /// Index of the first token of the logical line with the token at `index`.
    pub(super) fn line_start(&self, index: usize) -> usize {
        let is_break = |token: &Token| {
            matches!(
                token.kind,
                TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent
            )
        };
        self.tokens[..index]
            .iter()
            .rposition(is_break)
            .map_or(0, |found| found + 1)
    }

    /// The keyword a statement begins with, `async` left out.
    pub(super) fn keyword(&self, index: usize) -> &'a str {
        let start = self.line_start(index);
        match self.token_text(start) {
            "async" => self.token_text(start + 1),
            word => word,
        }
    }

    pub(super) fn previous_end(&self) -> TextSize {
        self.token(-1)
            .map_or(TextSize::new(0), |token| token.range().end())
    }

    /// The largest expression that ends with the token before the error.
    pub(super) fn expr_before(&self, accept: impl Fn(&Expr) -> bool) -> Option<&'a Expr> {
        let end = self.previous_end();
        let ending = self
            .exprs
            .iter()
            .copied()
            .filter(|expr| expr.end() == end && !expr.range().is_empty());
        ending
            .filter(|expr| accept(expr))
            .min_by_key(|expr| expr.start())
    }

    /// The largest expression that begins at the error.
    pub(super) fn expr_after(&self) -> Option<&'a Expr> {
        let start = self.current().range().start();
        let starting = self
            .exprs
            .iter()
            .copied()
            .filter(|expr| expr.start() == start);
        starting.max_by_key(|expr| expr.end())
    }

    pub(super) fn expr_at(&self, range: TextRange) -> Option<&'a Expr> {
        self.exprs
            .iter()
            .copied()
            .find(|expr| expr.range() == range)
    }

    /// The assignment with the range among its targets, and the index of the target.
    pub(super) fn assignment_to(&self, range: TextRange) -> Option<(&'a StmtAssign, usize)> {
        self.stmts.iter().find_map(|stmt| {
            let assign = stmt.as_assign_stmt()?;
            let holds = |target: &Expr| target.range().contains_range(range);
            Some((assign, assign.targets.iter().position(holds)?))
        })
    }

    /// Whether the token at the error is inside brackets or closes some.
    pub(super) fn in_brackets(&self) -> bool {
        self.current().level > 0 || matches!(self.text(0), ")" | "]" | "}")
    }

    /// Whether the error is inside an f- or t-string; then its kind.
    pub(super) fn interpolated_string(&self) -> Option<&'static str> {
        let token = self.current();
        let start = usize::from(self.location.start());
        if token.kind != TokenKind::String || start <= token.start {
            return None;
        }
        let text = &self.source.text[token.start..token.end];
        let prefix = text
            .split(['\'', '"'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match () {
            () if prefix.contains('f') => Some("f-string"),
            () if prefix.contains('t') => Some("t-string"),
            () => None,
        }
    }
}

/// Whether CPython's grammar has the expression below `not`, comparisons and the like.
pub(super) fn is_bitwise(expr: &Expr) -> bool {
    match expr {
        Expr::Compare(_)
        | Expr::BoolOp(_)
        | Expr::Lambda(_)
        | Expr::If(_)
        | Expr::Named(_)
        | Expr::Starred(_)
        | Expr::Yield(_)
        | Expr::YieldFrom(_) => false,
        Expr::UnaryOp(node) => node.op != UnaryOp::Not,
        Expr::Tuple(node) => node.parenthesized,
        _ => true,
    }
}

/// What CPython calls an expression in its messages.
pub(super) fn expr_name(expr: &Expr) -> &'static str {
    match expr {
        Expr::Attribute(_) => "attribute",
        Expr::Subscript(_) => "subscript",
        Expr::Starred(_) => "starred",
        Expr::Name(_) => "name",
        Expr::List(_) => "list",
        Expr::Tuple(_) => "tuple",
        Expr::Lambda(_) => "lambda",
        Expr::Call(_) => "function call",
        Expr::BoolOp(_) | Expr::BinOp(_) | Expr::UnaryOp(_) => "expression",
        Expr::Generator(_) => "generator expression",
        Expr::Yield(_) | Expr::YieldFrom(_) => "yield expression",
        Expr::Await(_) => "await expression",
        Expr::ListComp(_) => "list comprehension",
        Expr::SetComp(_) => "set comprehension",
        Expr::DictComp(_) => "dict comprehension",
        Expr::Dict(_) => "dict literal",
        Expr::Set(_) => "set display",
        Expr::FString(_) => "f-string expression",
        Expr::TString(_) => "t-string expression",
        Expr::NoneLiteral(_) => "None",
        Expr::BooleanLiteral(node) => {
            if node.value {
                "True"
            } else {
                "False"
            }
        }
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::Compare(_) => "comparison",
        Expr::If(_) => "conditional expression",
        Expr::Named(_) => "named expression",
        _ => "literal",
    }
}
