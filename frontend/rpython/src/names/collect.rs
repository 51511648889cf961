//! First look at each module: definitions and imports into scopes, decorators read.

use ruff_python_ast::{Expr, Stmt, StmtAnnAssign, StmtClassDef, StmtFunctionDef, StmtImportFrom};
use ruff_text_size::Ranged;
use rustc_hash::FxHashMap;

use crate::consteval::Const;
use crate::diagnostics::Diagnostic;
use crate::program::*;
use crate::source::{Span, is_builtin_module};
use crate::types::{ClassDefId, FuncId, ValueId};

impl<'a> Program<'a> {
    /// Fills all scopes, imported modules first.
    pub fn collect(&mut self) {
        let sources = self.sources;
        for &module in &sources.order {
            self.collect_body(module, sources.files[module].body());
        }
        for &module in &sources.order {
            self.check_imports(module);
        }
    }

    fn collect_body(&mut self, module: usize, body: &'a [Stmt]) {
        for stmt in body {
            self.collect_stmt(module, stmt);
        }
    }

    fn collect_stmt(&mut self, module: usize, stmt: &'a Stmt) {
        let span = self.span(module, stmt);
        match stmt {
            Stmt::ImportFrom(import) => self.collect_import(module, import),
            Stmt::FunctionDef(def) => self.collect_function(module, def),
            Stmt::ClassDef(def) => self.collect_class(module, def),
            Stmt::AnnAssign(assign) => self.collect_value(module, assign),
            Stmt::If(branch) => {
                let mut arms = vec![(Some(&*branch.test), &branch.body[..])];
                for clause in &branch.elif_else_clauses {
                    arms.push((clause.test.as_ref(), &clause.body[..]));
                }
                for (test, body) in arms {
                    let taken = match test {
                        None => true,
                        Some(test) => match self.eval_const(module, test) {
                            Some(Const::Bool(value)) => value,
                            _ => {
                                let span = self.span(module, test);
                                self.error(
                                    "R050",
                                    span,
                                    "the condition of a module-level `if` must be a bool constant",
                                );
                                false
                            }
                        },
                    };
                    if taken {
                        self.collect_body(module, body);
                        break;
                    }
                }
            }
            Stmt::Pass(_) => {}
            // Docstrings, also of constants.
            Stmt::Expr(e)
                if matches!(&*e.value, Expr::StringLiteral(_) | Expr::EllipsisLiteral(_)) => {}
            Stmt::Assign(_) => {
                self.diags.push(
                    Diagnostic::new("R006", span, "a module-level name must be declared `Final`")
                        .help("write `NAME: Final = ...`; mutable state lives in objects"),
                );
            }
            Stmt::Import(_) => {
                self.diags.push(
                    Diagnostic::new("R003", span, "`import x` is not in the dialect")
                        .help("write `from module import name`"),
                );
            }
            _ => self.error(
                "R006",
                span,
                "this statement is not allowed at module level",
            ),
        }
    }

    fn define(&mut self, module: usize, name: &'a str, sym: Sym<'a>, span: Span) {
        if let Some((old, place)) = self.scopes[module].names.get(name).copied()
            && old != sym
        {
            self.diags.push(
                Diagnostic::new("R005", span, format!("`{name}` is defined twice"))
                    .label(place, "first here"),
            );
            return;
        }
        self.scopes[module].names.insert(name, (sym, span));
    }

    fn collect_import(&mut self, module: usize, import: &'a StmtImportFrom) {
        let from = match &import.module {
            Some(name) if import.level == 0 => name.id.as_str(),
            _ => {
                let span = self.span(module, import);
                return self.error("R003", span, "imports are absolute: `from a.b import name`");
            }
        };
        for alias in &import.names {
            let span = self.span(module, alias);
            let name = alias.name.id.as_str();
            let bound = alias.asname.as_ref().map_or(name, |a| a.id.as_str());
            if name == "*" {
                self.error("R003", span, "names must be listed in an import");
                continue;
            }
            let sym = if from == "__future__" {
                continue;
            } else if from == "python.externs" {
                self.extern_names.get(name).map(|&id| Sym::Extern(id))
            } else if is_builtin_module(from) {
                crate::names::dialect(name).map(Sym::Builtin)
            } else if let Some(&target) = self.sources.by_name.get(from) {
                Some(Sym::Import(target, name))
            } else {
                // The loader has reported the module.
                continue;
            };
            match sym {
                Some(sym) => self.define(module, bound, sym, span),
                None => {
                    let code = if from == "python.externs" {
                        "R062"
                    } else {
                        "R004"
                    };
                    self.error(code, span, format!("`{from}` has no `{name}`"));
                }
            }
        }
    }

    /// Imports that lead nowhere, once all modules are known.
    fn check_imports(&mut self, module: usize) {
        let mut missing = Vec::new();
        for (&name, &(sym, span)) in &self.scopes[module].names {
            if let Sym::Import(target, wanted) = sym
                && self.lookup_module(module, name).is_none()
            {
                missing.push((span, target, wanted));
            }
        }
        for (span, target, wanted) in missing {
            let from = self.module_name(target);
            self.error("R004", span, format!("`{from}` has no `{wanted}`"));
        }
    }

    fn collect_function(&mut self, module: usize, def: &'a StmtFunctionDef) {
        let span = self.span(module, &def.name);
        let id = self.add_source_func(module, def, None, Default::default());
        self.define(module, def.name.id.as_str(), Sym::Func(id), span);
        let decorators = self.func(id).decorators.clone();
        for deco in decorators.iter() {
            match deco.name {
                "lang" => self.define_lang(deco, Sym::Func(id)),
                "opcode" => self.collect_handler(id, deco),
                _ => {}
            }
        }
        self.to_check.push(id);
    }

    fn collect_handler(&mut self, id: FuncId, deco: &Deco<'a>) {
        let name = self.func(id).name;
        let explicit = deco.args.and_then(|a| a.args.first());
        let number = match explicit {
            Some(expr) => match self.eval_const(self.func(id).module, expr) {
                Some(Const::Int(n)) if (0..256).contains(&n) => Some(n as i32),
                _ => None,
            },
            None => self.opcodes.get(name).copied(),
        };
        let Some(number) = number else {
            return self.error(
                "R064",
                deco.span,
                format!("`{name}` is no opcode of the table"),
            );
        };
        let slot = number as usize;
        if self.handlers.len() <= slot {
            self.handlers.resize(slot + 1, None);
        }
        if self.handlers[slot].is_some() {
            self.error(
                "R064",
                deco.span,
                format!("opcode {number} has two handlers"),
            );
        }
        self.handlers[slot] = Some(id);
    }

    pub fn define_lang(&mut self, deco: &Deco<'a>, sym: Sym<'a>) {
        match deco.string() {
            Some(name) => {
                if self.lang.insert(name.clone(), sym).is_some() {
                    self.error(
                        "R061",
                        deco.span,
                        format!("lang item `{name}` is defined twice"),
                    );
                }
            }
            None => self.error("R060", deco.span, "`@lang` takes a string"),
        }
    }

    fn collect_class(&mut self, module: usize, def: &'a StmtClassDef) {
        let span = self.span(module, &def.name);
        let name = def.name.id.as_str();
        let type_params = def
            .type_params
            .as_ref()
            .map(|list| {
                list.type_params
                    .iter()
                    .map(|p| p.name().id.as_str())
                    .collect()
            })
            .unwrap_or_default();
        let id = ClassDefId(self.class_defs.len() as u32);
        let decorators = Deco::read(module, &def.decorator_list);
        for deco in &decorators {
            match deco.name {
                "lang" => self.define_lang(deco, Sym::Class(id)),
                "final" | "abstract" | "immediate" | "mixin" | "pytype" => {}
                name => {
                    let message = format!("`@{name}` is no decorator for a class");
                    self.error("R060", deco.span, message);
                }
            }
        }
        self.class_defs.push(ClassDef {
            name,
            module,
            ast: def,
            decorators,
            type_params,
            instances: FxHashMap::default(),
        });
        self.define(module, name, Sym::Class(id), span);
    }

    fn collect_value(&mut self, module: usize, assign: &'a StmtAnnAssign) {
        let span = self.span(module, &*assign.target);
        let Expr::Name(name) = &*assign.target else {
            return self.error("R006", span, "a module-level name is wanted");
        };
        let name = name.id.as_str();
        let Some(init) = &assign.value else {
            return self.error("R006", span, format!("`{name}` needs a value"));
        };
        let (is_final, annotation) = match &*assign.annotation {
            Expr::Name(n) => (n.id.as_str() == "Final", None),
            Expr::Subscript(s) => match &*s.value {
                Expr::Name(n) if n.id.as_str() == "Final" => (true, Some(&*s.slice)),
                _ => (false, None),
            },
            _ => (false, None),
        };
        if !is_final {
            let span = Span::new(module, assign.annotation.range());
            self.diags.push(
                Diagnostic::new("R006", span, format!("`{name}` must be `Final`"))
                    .help("module-level names are never rebound: `NAME: Final[T] = ...`"),
            );
        }
        let id = ValueId(self.values.len() as u32);
        self.values.push(ModuleValue {
            name,
            module,
            annotation,
            init,
            span,
            state: ValueState::New,
        });
        if name == "MODULE" {
            self.scopes[module].python_module = Some(id);
        }
        self.define(module, name, Sym::Value(id), span);
    }
}
