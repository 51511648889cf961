//! Syntax tree and symbol table to instructions.
//!
//! Reading order: `unit.rs` (a code object under construction), `name.rs` (access to names),
//! `expr.rs`
//! and its helpers `operator.rs`, `jump.rs`, `call.rs`, `collection.rs`, `string.rs`,
//! `comprehension.rs`,
//! then `stmt.rs`, `assign.rs`, `control.rs`, `exception.rs`, `with.rs`, `function.rs`, `class.rs`,
//! `annotation.rs`, `type_param.rs`, `import.rs`, `pattern.rs`. `fold.rs` evaluates constants.
//!
//! Registers: an expression is compiled *to* a destination (`expr_to`) or to wherever it is
//! cheapest
//! (`expr`): a definitely readable local needs no instruction. Temporaries are a stack; every
//! function
//! that takes some gives them back (`mark`, `release`).

mod annotation;
mod assign;
mod call;
mod class;
mod collection;
mod comprehension;
mod control;
mod exception;
mod expr;
mod fold;
mod function;
mod import;
mod jump;
mod name;
mod operator;
mod pattern;
mod stmt;
mod string;
mod type_param;
mod unit;
mod with;

pub(crate) use unit::{Instr, Label, NO_HANDLER, Reg, Unit};

use crate::Mode;
use crate::assemble::assemble;
use crate::code::{CodeObject, Const, flags};
use crate::error::{Result, SyntaxErrorInfo, error};
use crate::opcode::Op;
use crate::source::Source;
use crate::symtable::{Scope, ScopeId, ScopeKind, SymbolTable};
use ruff_python_ast::{Mod, name::Name};
use ruff_text_size::{Ranged, TextRange};

pub(crate) struct Compiler<'a> {
    pub(crate) source: &'a Source,
    pub(crate) table: &'a SymbolTable,
    pub(crate) unit: Unit<'a>,
    outer: Vec<Unit<'a>>,
    pub(crate) mode: Mode,
    /// Future flags in force.
    pub(crate) future: u32,
    /// Whether a top-level `await` makes the code a coroutine (PyCF_ALLOW_TOP_LEVEL_AWAIT).
    pub(crate) top_level_await: bool,
    /// `-O` level: 1 drops assert, 2 drops doc strings too.
    pub(crate) optimize: u8,
    pub(crate) warnings: Vec<SyntaxErrorInfo>,
}

/// What the caller of `compile` chose.
pub(crate) struct Settings {
    pub mode: Mode,
    pub future: u32,
    pub top_level_await: bool,
    pub optimize: u8,
}

/// Compiles a whole module or expression.
pub(crate) fn compile_module(
    module: &Mod,
    source: &Source,
    table: &SymbolTable,
    settings: Settings,
) -> Result<(CodeObject, Vec<SyntaxErrorInfo>)> {
    let scope = table.scope_of(module, ScopeKind::Module);
    let mut compiler = Compiler {
        source,
        table,
        unit: Unit::new(scope, "<module>", "<module>".into(), 1),
        outer: Vec::new(),
        mode: settings.mode,
        future: settings.future,
        top_level_await: settings.top_level_await,
        optimize: settings.optimize,
        warnings: Vec::new(),
    };
    compiler.unit.flags = settings.future;
    match module {
        Mod::Module(module) => compiler.module_body(&module.body)?,
        Mod::Expression(expression) => {
            let value = compiler.expr(&expression.body)?;
            compiler.emit(expression.body.range(), Op::RETURN, &[value.0]);
        }
    }
    if compiler.table.scopes[scope].is_coroutine && compiler.top_level_await {
        compiler.unit.flags |= flags::COROUTINE;
    }
    let code = assemble(compiler.unit, source)?;
    Ok((code, compiler.warnings))
}

impl<'a> Compiler<'a> {
    pub(crate) fn emit(&mut self, range: TextRange, op: Op, args: &[i32]) {
        self.unit.emit(Some(range), op, args);
    }

    /// An instruction that belongs to no source line.
    pub(crate) fn emit_hidden(&mut self, op: Op, args: &[i32]) {
        self.unit.emit(None, op, args);
    }

    pub(crate) fn label(&mut self) -> Label {
        self.unit.label()
    }

    pub(crate) fn place(&mut self, label: Label) {
        self.unit.place(label);
    }

    pub(crate) fn jump(&mut self, range: TextRange, label: Label) {
        self.emit(range, Op::JUMP, &[label.0 as i32]);
    }

    pub(crate) fn temp(&mut self) -> Reg {
        self.unit.temps(1)
    }

    pub(crate) fn temps(&mut self, count: usize) -> Reg {
        self.unit.temps(count)
    }

    pub(crate) fn mark(&self) -> usize {
        self.unit.next_temp
    }

    pub(crate) fn release(&mut self, mark: usize) {
        self.unit.next_temp = mark;
    }

    pub(crate) fn constant(&mut self, value: Const) -> i32 {
        self.unit.consts.add(value) as i32
    }

    pub(crate) fn str_constant(&mut self, text: &str) -> i32 {
        self.constant(Const::str(text))
    }

    /// Index in `names` of an attribute or global, mangled.
    pub(crate) fn name_index(&mut self, name: &Name) -> i32 {
        let mangled = self.mangle(name);
        self.unit.names.add(mangled.to_string()) as i32
    }

    pub(crate) fn mangle(&self, name: &Name) -> Name {
        crate::symtable::mangle(self.unit.private.as_ref(), name)
    }

    pub(crate) fn load_const(&mut self, range: TextRange, dst: Reg, value: Const) {
        match value {
            Const::Int(small) if (-(1 << 30)..1 << 30).contains(&small) => {
                self.emit(range, Op::LOAD_SMALL_INT, &[dst.0, small as i32]);
            }
            value => {
                let index = self.constant(value);
                self.emit(range, Op::LOAD_CONST, &[dst.0, index]);
            }
        }
    }

    pub(crate) fn move_to(&mut self, range: TextRange, dst: Reg, src: Reg) {
        if dst != src {
            self.emit(range, Op::MOVE, &[dst.0, src.0]);
        }
    }

    pub(crate) fn scope(&self) -> &'a Scope {
        &self.table.scopes[self.unit.scope]
    }

    pub(crate) fn is_function(&self) -> bool {
        self.scope().kind.is_function_like()
    }

    /// Whether the code object is or may become a coroutine or asynchronous generator.
    pub(crate) fn is_async_context(&self) -> bool {
        let scope = self.scope();
        match scope.kind {
            ScopeKind::Function => {
                self.unit.flags & (flags::COROUTINE | flags::ASYNC_GENERATOR) != 0
            }
            ScopeKind::GeneratorExpr | ScopeKind::Comprehension => scope.is_coroutine,
            ScopeKind::Module => self.top_level_await,
            _ => false,
        }
    }

    /// Starts a nested code object.
    pub(crate) fn enter_unit(&mut self, scope: ScopeId, name: &str, firstlineno: u32) {
        let qualname = self.qualname_of(scope, name);
        let mut unit = Unit::new(scope, name, qualname, firstlineno);
        unit.private = self.table.scopes[scope].private.clone();
        unit.flags = self.future & flags::FUTURE_MASK;
        let table_scope = &self.table.scopes[scope];
        if table_scope.kind.is_function_like() {
            unit.flags |= flags::OPTIMIZED | flags::NEWLOCALS;
            if table_scope.is_nested {
                unit.flags |= flags::NESTED;
            }
        }
        for name in &table_scope.free {
            unit.freevars.add(name.clone());
        }
        self.outer.push(std::mem::replace(&mut self.unit, unit));
    }

    /// Finishes a nested code object and returns to the one around it.
    pub(crate) fn leave_unit(&mut self) -> Result<CodeObject> {
        let outer = self
            .outer
            .pop()
            .expect("compile: leave_unit without enter_unit");
        let unit = std::mem::replace(&mut self.unit, outer);
        assemble(unit, self.source)
    }

    fn qualname_of(&self, scope: ScopeId, name: &str) -> String {
        let mut parent = &self.unit;
        if self.table.scopes[parent.scope].kind.is_annotation_like() {
            // Annotation scopes do not show in qualified names.
            parent = self.outer.last().expect("annotation scopes are nested");
        }
        let parent_scope = &self.table.scopes[parent.scope];
        if parent_scope.kind == ScopeKind::Module {
            return name.to_owned();
        }
        let kind = self.table.scopes[scope].kind;
        if matches!(kind, ScopeKind::Function | ScopeKind::Class) {
            let mangled = crate::symtable::mangle(parent.private.as_ref(), &Name::new(name));
            let symbol = parent_scope.symbol(&mangled);
            if symbol.is_some_and(|s| s.place == crate::symtable::Place::GlobalExplicit) {
                return name.to_owned();
            }
        }
        match parent_scope.kind {
            ScopeKind::Function | ScopeKind::Lambda => {
                format!("{}.<locals>.{name}", parent.qualname)
            }
            _ => format!("{}.{name}", parent.qualname),
        }
    }

    /// The innermost class around the current unit.
    pub(crate) fn outer_class_unit(&mut self) -> Option<&mut Unit<'a>> {
        self.outer.iter_mut().rev().find(|unit| unit.in_class)
    }

    pub(crate) fn outer_units(&self) -> &[Unit<'a>] {
        &self.outer
    }

    pub(crate) fn warn(&mut self, range: TextRange, message: &str) {
        let mut info = error(range, message).into_info(self.source);
        info.kind = crate::error::ErrorKind::SyntaxWarning;
        self.warnings.push(info);
    }
}
