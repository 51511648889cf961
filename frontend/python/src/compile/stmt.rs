//! Statements: dispatch and the simple ones.

use super::Compiler;
use super::unit::BlockKind;
use crate::Mode;
use crate::code::{Const, flags};
use crate::error::{ErrorKind, Result, error};
use crate::opcode::Op;
use crate::symtable::ScopeKind;
use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

const MAX_BLOCKS: usize = 21;
/// Loaders refuse values nested deeper than 200.
const MAX_UNITS: usize = 180;

impl<'a> Compiler<'a> {
    pub(super) fn module_body(&mut self, body: &'a [Stmt]) -> Result {
        self.start_annotations(body);
        let mut rest = body;
        if self.mode == Mode::Exec
            && let Some((doc, range)) = self.doc_string(body)
        {
            rest = &body[1..];
            self.store_constant("__doc__", doc, range);
        }
        self.annotate_module()?;
        for stmt in rest {
            self.stmt(stmt)?;
        }
        let none = self.constant(Const::None);
        self.emit_hidden(Op::RETURN_CONST, &[none]);
        Ok(())
    }

    /// The doc string of a body that begins with one, with its indentation removed.
    pub(super) fn doc_string(&self, body: &'a [Stmt]) -> Option<(Const, TextRange)> {
        let Stmt::Expr(first) = body.first()? else {
            return None;
        };
        if !first.value.is_string_literal_expr() || self.optimize >= 2 {
            return None;
        }
        match self.fold(&first.value) {
            Ok(Some(Const::Str(text))) => {
                Some((Const::Str(clean_doc(&text).into()), first.range()))
            }
            _ => None,
        }
    }

    /// `name = constant` in a namespace, with a name that is not mangled.
    pub(super) fn store_constant(&mut self, name: &str, value: Const, range: TextRange) {
        let mark = self.mark();
        let reg = self.temp();
        self.load_const(range, reg, value);
        let index = self.unit.names.add(name.to_owned()) as i32;
        self.emit(range, Op::STORE_NAME, &[reg.0, index]);
        self.release(mark);
    }

    pub(super) fn body(&mut self, body: &'a [Stmt]) -> Result {
        body.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    pub(super) fn stmt(&mut self, stmt: &'a Stmt) -> Result {
        self.check_nesting(stmt)?;
        let mark = self.mark();
        stacker::maybe_grow(128 * 1024, 4 * 1024 * 1024, || self.stmt_kind(stmt))?;
        self.release(mark);
        Ok(())
    }

    /// CPython's limit on blocks, and the one on code objects within code objects.
    fn check_nesting(&self, stmt: &'a Stmt) -> Result {
        let is_block = matches!(
            stmt,
            Stmt::For(_) | Stmt::While(_) | Stmt::With(_) | Stmt::Try(_)
        );
        if is_block && self.unit.blocks.len() >= MAX_BLOCKS {
            return Err(error(stmt.range(), "too many statically nested blocks"));
        }
        self.check_units(stmt.range())
    }

    pub(super) fn check_units(&self, range: TextRange) -> Result {
        if self.outer_units().len() < MAX_UNITS {
            return Ok(());
        }
        let mut error = error(range, "maximum recursion depth exceeded during compilation");
        error.kind = ErrorKind::RecursionError;
        Err(error)
    }

    fn stmt_kind(&mut self, stmt: &'a Stmt) -> Result {
        match stmt {
            Stmt::FunctionDef(node) => self.function_def(node),
            Stmt::ClassDef(node) => self.class_def(node),
            Stmt::Return(node) => self.return_stmt(node),
            Stmt::Delete(node) => node
                .targets
                .iter()
                .try_for_each(|target| self.delete(target)),
            Stmt::TypeAlias(node) => self.type_alias(node),
            Stmt::Assign(node) => self.assign(node),
            Stmt::AugAssign(node) => self.aug_assign(node),
            Stmt::AnnAssign(node) => self.ann_assign(node),
            Stmt::For(node) => self.for_stmt(node),
            Stmt::While(node) => self.while_stmt(node),
            Stmt::If(node) => self.if_stmt(node),
            Stmt::With(node) => self.with_stmt(node),
            Stmt::Match(node) => self.match_stmt(node),
            Stmt::Raise(node) => self.raise_stmt(node),
            Stmt::Try(node) => self.try_stmt(node),
            Stmt::Assert(node) => self.assert_stmt(node),
            Stmt::Import(node) => self.import(node),
            Stmt::ImportFrom(node) => self.import_from(node),
            Stmt::Global(_) | Stmt::Nonlocal(_) => Ok(()),
            Stmt::Expr(node) => self.expr_stmt(node),
            Stmt::Pass(node) => {
                self.emit(node.range, Op::NOP, &[]);
                Ok(())
            }
            Stmt::Break(node) => self.break_stmt(node.range),
            Stmt::Continue(node) => self.continue_stmt(node.range),
            Stmt::IpyEscapeCommand(node) => Err(error(node.range, "invalid syntax")),
        }
    }

    fn expr_stmt(&mut self, node: &'a ast::StmtExpr) -> Result {
        let is_interactive = self.mode == Mode::Single && self.outer_units().is_empty();
        if is_interactive {
            let value = self.expr(&node.value)?;
            self.emit(node.range, Op::PRINT_EXPR, &[value.0]);
        } else if self.fold(&node.value)?.is_some() {
            self.emit(node.range, Op::NOP, &[]);
        } else {
            self.expr(&node.value)?;
        }
        Ok(())
    }

    fn return_stmt(&mut self, node: &'a ast::StmtReturn) -> Result {
        if !matches!(self.scope().kind, ScopeKind::Function) {
            return Err(error(node.range, "'return' outside function"));
        }
        if node.value.is_some() && self.unit.flags & flags::ASYNC_GENERATOR != 0 {
            return Err(error(node.range, "'return' with value in async generator"));
        }
        self.check_except_star(node.range, false)?;
        let constant = match node.value.as_deref() {
            None => Some(Const::None),
            Some(value) => self.fold(value)?,
        };
        if let Some(value) = constant {
            let state = self.unwind(0, node.range)?;
            let index = self.constant(value);
            self.emit(node.range, Op::RETURN_CONST, &[index]);
            self.rewind(state);
            return Ok(());
        }
        let Some(value) = node.value.as_deref() else {
            return Ok(());
        };
        let mut reg = self.expr(value)?;
        let runs_code = self
            .unit
            .blocks
            .iter()
            .any(|block| !matches!(block.kind, BlockKind::Loop { .. } | BlockKind::Try));
        if runs_code && !reg.is_temp() {
            // A `finally` body may assign the variable; the value to return is already decided.
            let copy = self.temp();
            self.move_to(value.range(), copy, reg);
            reg = copy;
        }
        let state = self.unwind(0, node.range)?;
        self.emit(node.range, Op::RETURN, &[reg.0]);
        self.rewind(state);
        Ok(())
    }

    fn raise_stmt(&mut self, node: &'a ast::StmtRaise) -> Result {
        let Some(exc) = node.exc.as_deref() else {
            self.emit(node.range, Op::RAISE_CURRENT, &[]);
            return Ok(());
        };
        let exc = self.expr(exc)?;
        let cause = self.optional_expr(node.cause.as_deref())?;
        self.emit(node.range, Op::RAISE, &[exc.0, cause.0]);
        Ok(())
    }

    fn assert_stmt(&mut self, node: &'a ast::StmtAssert) -> Result {
        if let Expr::Tuple(tuple) = &*node.test
            && !tuple.elts.is_empty()
        {
            self.warn(
                node.range,
                "assertion is always true, perhaps remove parentheses?",
            );
        }
        if self.optimize > 0 {
            return Ok(());
        }
        let end = self.label();
        self.jump_if(&node.test, true, end)?;
        let class = self.temp();
        self.emit(node.range, Op::LOAD_COMMON, &[class.0, 0]);
        if let Some(message) = node.msg.as_deref() {
            let value = self.expr(message)?;
            self.emit(node.test.range(), Op::CALL, &[class.0, class.0, value.0, 1]);
        }
        self.emit(node.test.range(), Op::RAISE, &[class.0, -1]);
        self.place(end);
        Ok(())
    }
}

/// Removes the indentation of a doc string as CPython's compiler does.
fn clean_doc(text: &[u8]) -> Vec<u8> {
    let text = expand_tabs(text);
    let is_space = |byte: &u8| *byte == b' ';
    let mut lines = text.split_inclusive(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    let rest: Vec<&[u8]> = lines.collect();
    let indent = |line: &&[u8]| {
        let indent = line.iter().take_while(|byte| is_space(byte)).count();
        (indent < line.len() && line[indent] != b'\n').then_some(indent)
    };
    let margin = rest.iter().filter_map(indent).min().unwrap_or(0);
    let strip = |line: &[u8], most: usize| -> usize {
        line.iter()
            .take(most)
            .take_while(|byte| is_space(byte))
            .count()
    };
    let mut out = first[strip(first, usize::MAX)..].to_vec();
    for line in rest {
        out.extend_from_slice(&line[strip(line, margin)..]);
    }
    out
}

fn expand_tabs(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut column = 0;
    for byte in text {
        match byte {
            b'\t' => {
                let width = 8 - column % 8;
                out.extend(std::iter::repeat_n(b' ', width));
                column += width;
            }
            b'\n' | b'\r' => {
                out.push(*byte);
                column = 0;
            }
            _ => {
                out.push(*byte);
                // Continuation bytes are part of the character before.
                column += usize::from(*byte & 0xc0 != 0x80);
            }
        }
    }
    out
}
