//! What of a module others can see, as a hash: the bodies of its functions are left out.
//!
//! The bodies of generic functions, generic classes and mixins belong to the interface, since they are compiled where they
//! are used; so do the values of module-level names, whose types they give.

use ruff_python_ast::{Expr, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::source::SourceFile;
use crate::types::func::is_ellipsis;

/// 128 bits of FNV-1a: the same on every machine and in every build of the compiler.
#[derive(Clone, Copy)]
pub struct Fnv(u128);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d)
    }
}

impl Fnv {
    /// Adds a text and its end, so that two texts are not one.
    pub fn add(&mut self, text: &str) {
        for &byte in text.as_bytes().iter().chain(&[0xff]) {
            self.0 ^= u128::from(byte);
            self.0 = self
                .0
                .wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }
    pub fn value(self) -> u128 {
        self.0
    }
}

/// Hash of a text.
pub fn hash(text: &str) -> u128 {
    let mut fnv = Fnv::default();
    fnv.add(text);
    fnv.value()
}

/// Hashes of a module's definitions, and of its imports.
pub fn interface(file: &SourceFile) -> (u128, u128) {
    let mut walk = Walk {
        file,
        fnv: Fnv::default(),
        imports: Fnv::default(),
    };
    for stmt in file.body() {
        walk.stmt(stmt);
    }
    (walk.fnv.value(), walk.imports.value())
}

struct Walk<'s> {
    file: &'s SourceFile,
    fnv: Fnv,
    imports: Fnv,
}

impl Walk<'_> {
    fn text(&mut self, range: TextRange) {
        let text = &self.file.text[usize::from(range.start())..usize::from(range.end())];
        self.fnv.add(text.trim_end());
    }

    fn until(&mut self, start: TextSize, end: TextSize) {
        self.text(TextRange::new(start, end));
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => self.function(def),
            Stmt::ClassDef(def) => self.class(def),
            Stmt::If(branch) => {
                self.text(branch.test.range());
                branch.body.iter().for_each(|s| self.stmt(s));
                for clause in &branch.elif_else_clauses {
                    self.fnv.add("else");
                    if let Some(test) = &clause.test {
                        self.text(test.range());
                    }
                    clause.body.iter().for_each(|s| self.stmt(s));
                }
            }
            Stmt::ImportFrom(import) => {
                let range = import.range();
                let text = &self.file.text[usize::from(range.start())..usize::from(range.end())];
                self.imports.add(text);
            }
            // Docstrings.
            Stmt::Expr(e) if matches!(&*e.value, Expr::StringLiteral(_)) => {}
            other => self.text(other.range()),
        }
    }

    fn function(&mut self, def: &StmtFunctionDef) {
        if def.type_params.is_some() {
            return self.text(def.range());
        }
        let end = match &def.returns {
            Some(returns) => returns.range().end(),
            None => def.parameters.range().end(),
        };
        self.until(def.range().start(), end);
        // Without a body it is abstract.
        if is_ellipsis(&def.body) {
            self.fnv.add("...");
        }
    }

    fn class(&mut self, def: &StmtClassDef) {
        let is_mixin = def
            .decorator_list
            .iter()
            .any(|d| matches!(&d.expression, Expr::Name(n) if n.id.as_str() == "mixin"));
        if def.type_params.is_some() || is_mixin {
            return self.text(def.range());
        }
        let end = match &def.arguments {
            Some(arguments) => arguments.range().end(),
            None => def.name.range().end(),
        };
        self.until(def.range().start(), end);
        def.body.iter().for_each(|s| self.stmt(s));
        self.fnv.add("end");
    }
}
