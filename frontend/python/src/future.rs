//! `from __future__ import ...`.

use crate::code::flags;
use crate::error::{Result, error};
use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_python_ast::{Alias, Mod, Stmt, StmtImportFrom};

/// The flag bits of the future imports at the beginning of a module. Those elsewhere are errors.
pub(crate) fn future_flags(module: &Mod) -> Result<u32> {
    let Mod::Module(module) = module else {
        return Ok(0);
    };
    let mut bits = 0;
    let mut body = &module.body[..];
    if let Some(Stmt::Expr(first)) = body.first()
        && first.value.is_string_literal_expr()
    {
        body = &body[1..];
    }
    while let Some(Stmt::ImportFrom(import)) = body.first()
        && is_future(import)
    {
        for alias in &import.names {
            bits |= feature(alias)?;
        }
        body = &body[1..];
    }
    let mut late = LateImport(None);
    late.visit_body(body);
    match late.0 {
        Some(import) => {
            let message = "from __future__ imports must occur at the beginning of the file";
            Err(error(import.range, message))
        }
        None => Ok(bits),
    }
}

fn is_future(import: &StmtImportFrom) -> bool {
    import.level == 0
        && import
            .module
            .as_ref()
            .is_some_and(|module| &*module.id == "__future__")
}

fn feature(alias: &Alias) -> Result<u32> {
    let name = alias.name.as_str();
    Ok(match name {
        "nested_scopes" | "generators" => 0,
        "division" => flags::FUTURE_DIVISION,
        "absolute_import" => flags::FUTURE_ABSOLUTE_IMPORT,
        "with_statement" => flags::FUTURE_WITH_STATEMENT,
        "print_function" => flags::FUTURE_PRINT_FUNCTION,
        "unicode_literals" => flags::FUTURE_UNICODE_LITERALS,
        "barry_as_FLUFL" => flags::FUTURE_BARRY_AS_BDFL,
        "generator_stop" => flags::FUTURE_GENERATOR_STOP,
        "annotations" => flags::FUTURE_ANNOTATIONS,
        "braces" => return Err(error(alias.range, "not a chance")),
        _ => {
            let message = format!("future feature {name} is not defined");
            return Err(error(alias.range, message));
        }
    })
}

struct LateImport<'a>(Option<&'a StmtImportFrom>);

impl<'a> StatementVisitor<'a> for LateImport<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::ImportFrom(import) if is_future(import) && self.0.is_none() => {
                self.0 = Some(import);
            }
            _ => walk_stmt(self, stmt),
        }
    }
}
