//! Statements.

use super::expr::operator;
use super::{Builder, deep};
use crate::code::Const;
use crate::error::Result;
use ruff_python_ast::{
    Alias, Decorator, ElifElseClause, ExceptHandler, Identifier, Stmt, StmtClassDef,
    StmtFunctionDef, StmtIf, StmtTry,
};
use ruff_text_size::{Ranged, TextRange, TextSize};

impl Builder<'_> {
    pub(super) fn body(&mut self, body: &[Stmt]) -> Result<()> {
        for stmt in body {
            deep(|| self.stmt(stmt))?;
        }
        self.list(body.len());
        Ok(())
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result<()> {
        let range = stmt.range();
        match stmt {
            Stmt::FunctionDef(node) => self.function(node)?,
            Stmt::ClassDef(node) => self.class(node)?,
            Stmt::Return(node) => {
                self.optional(node.value.as_deref())?;
                self.node("Return", 1, range);
            }
            Stmt::Delete(node) => {
                self.exprs(&node.targets)?;
                self.node("Delete", 1, range);
            }
            Stmt::Assign(node) => {
                self.exprs(&node.targets)?;
                self.expr(&node.value)?;
                self.none();
                self.node("Assign", 3, range);
            }
            Stmt::TypeAlias(node) => {
                self.expr(&node.name)?;
                self.type_params(node.type_params.as_deref())?;
                self.expr(&node.value)?;
                self.node("TypeAlias", 3, range);
            }
            Stmt::AugAssign(node) => {
                self.expr(&node.target)?;
                self.singleton(operator(node.op));
                self.expr(&node.value)?;
                self.node("AugAssign", 3, range);
            }
            Stmt::AnnAssign(node) => {
                self.expr(&node.target)?;
                self.expr(&node.annotation)?;
                self.optional(node.value.as_deref())?;
                self.flag(node.simple);
                self.node("AnnAssign", 4, range);
            }
            Stmt::For(node) => {
                self.expr(&node.target)?;
                self.expr(&node.iter)?;
                self.body(&node.body)?;
                self.body(&node.orelse)?;
                self.none();
                self.node(if node.is_async { "AsyncFor" } else { "For" }, 5, range);
            }
            Stmt::While(node) => {
                self.expr(&node.test)?;
                self.body(&node.body)?;
                self.body(&node.orelse)?;
                self.node("While", 3, range);
            }
            Stmt::If(node) => self.if_statement(node)?,
            Stmt::With(node) => {
                for item in &node.items {
                    self.expr(&item.context_expr)?;
                    self.optional(item.optional_vars.as_deref())?;
                    self.bare("withitem", 2);
                }
                self.list(node.items.len());
                self.body(&node.body)?;
                self.none();
                self.node(if node.is_async { "AsyncWith" } else { "With" }, 3, range);
            }
            Stmt::Match(node) => {
                self.expr(&node.subject)?;
                self.cases(&node.cases)?;
                self.node("Match", 2, range);
            }
            Stmt::Raise(node) => {
                self.optional(node.exc.as_deref())?;
                self.optional(node.cause.as_deref())?;
                self.node("Raise", 2, range);
            }
            Stmt::Try(node) => self.try_statement(node)?,
            Stmt::Assert(node) => {
                self.expr(&node.test)?;
                self.optional(node.msg.as_deref())?;
                self.node("Assert", 2, range);
            }
            Stmt::Import(node) => {
                self.aliases(&node.names);
                self.node("Import", 1, range);
            }
            Stmt::ImportFrom(node) => {
                self.optional_name(node.module.as_ref());
                self.aliases(&node.names);
                self.push(Const::Int(i64::from(node.level)));
                self.node("ImportFrom", 3, range);
            }
            Stmt::Global(node) => {
                self.identifiers(&node.names);
                self.node("Global", 1, range);
            }
            Stmt::Nonlocal(node) => {
                self.identifiers(&node.names);
                self.node("Nonlocal", 1, range);
            }
            Stmt::Expr(node) => {
                self.expr(&node.value)?;
                self.node("Expr", 1, range);
            }
            Stmt::Pass(_) => self.node("Pass", 0, range),
            Stmt::Break(_) => self.node("Break", 0, range),
            Stmt::Continue(_) => self.node("Continue", 0, range),
            Stmt::IpyEscapeCommand(_) => unreachable!("the parser's mode has no escape commands"),
        }
        Ok(())
    }

    fn function(&mut self, node: &StmtFunctionDef) -> Result<()> {
        self.name(node.name.id.as_str());
        self.parameters(Some(&node.parameters))?;
        self.body(&node.body)?;
        self.decorators(&node.decorator_list)?;
        self.optional(node.returns.as_deref())?;
        self.none();
        self.type_params(node.type_params.as_deref())?;
        let (class, word) = if node.is_async {
            ("AsyncFunctionDef", "async")
        } else {
            ("FunctionDef", "def")
        };
        let range = self.without_decorators(node.range, &node.name, word);
        self.node(class, 7, range);
        Ok(())
    }

    fn class(&mut self, node: &StmtClassDef) -> Result<()> {
        self.name(node.name.id.as_str());
        match node.arguments.as_deref() {
            Some(arguments) => {
                self.exprs(&arguments.args)?;
                self.keywords(arguments)?;
            }
            None => {
                self.list(0);
                self.list(0);
            }
        }
        self.body(&node.body)?;
        self.decorators(&node.decorator_list)?;
        self.type_params(node.type_params.as_deref())?;
        let range = self.without_decorators(node.range, &node.name, "class");
        self.node("ClassDef", 6, range);
        Ok(())
    }

    fn decorators(&mut self, decorators: &[Decorator]) -> Result<()> {
        self.exprs(decorators.iter().map(|decorator| &decorator.expression))
    }

    /// The place of a definition begins at its keyword.
    fn without_decorators(&self, range: TextRange, name: &Identifier, word: &str) -> TextRange {
        let before = self
            .source
            .slice(TextRange::new(range.start(), name.range.start()));
        let at = before.rfind(word).unwrap_or(0);
        TextRange::new(range.start() + TextSize::of(&before[..at]), range.end())
    }

    fn if_statement(&mut self, node: &StmtIf) -> Result<()> {
        self.expr(&node.test)?;
        self.body(&node.body)?;
        self.else_part(&node.elif_else_clauses, node.range)?;
        self.node("If", 3, node.range);
        Ok(())
    }

    /// What follows an `if`: an `elif` is an `if` that stands alone in the `else` part.
    fn else_part(&mut self, clauses: &[ElifElseClause], whole: TextRange) -> Result<()> {
        let Some((first, rest)) = clauses.split_first() else {
            self.list(0);
            return Ok(());
        };
        let Some(test) = &first.test else {
            return self.body(&first.body);
        };
        self.expr(test)?;
        self.body(&first.body)?;
        deep(|| self.else_part(rest, whole))?;
        self.node("If", 3, TextRange::new(first.range.start(), whole.end()));
        self.list(1);
        Ok(())
    }

    fn try_statement(&mut self, node: &StmtTry) -> Result<()> {
        self.body(&node.body)?;
        for ExceptHandler::ExceptHandler(handler) in &node.handlers {
            self.optional(handler.type_.as_deref())?;
            self.optional_name(handler.name.as_ref());
            self.body(&handler.body)?;
            self.node("ExceptHandler", 3, handler.range);
        }
        self.list(node.handlers.len());
        self.body(&node.orelse)?;
        self.body(&node.finalbody)?;
        self.node(if node.is_star { "TryStar" } else { "Try" }, 4, node.range);
        Ok(())
    }

    fn aliases(&mut self, names: &[Alias]) {
        for alias in names {
            self.name(alias.name.id.as_str());
            self.optional_name(alias.asname.as_ref());
            self.node("alias", 2, alias.range);
        }
        self.list(names.len());
    }

    fn identifiers(&mut self, names: &[Identifier]) {
        for name in names {
            self.name(name.id.as_str());
        }
        self.list(names.len());
    }
}
