//! Annotations: functions that evaluate them lazily (PEP 649), or strings with the future import.

use super::unit::DeferredAnnotation;
use super::{Compiler, Reg};
use crate::code::{Const, flags};
use crate::error::Result;
use crate::opcode::Op;
use crate::symtable::{ScopeId, ScopeKind, signature_annotations};
use ruff_python_ast::name::Name;
use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange};

/// The greatest format an annotate function made by the compiler knows (VALUE_WITH_FAKE_GLOBALS).
const MAX_FORMAT: i32 = 2;
const CONDITIONAL: &str = "__conditional_annotations__";

/// Finds the annotated variables of a module or class body in the order of the source.
struct Collector<'a> {
    found: Vec<DeferredAnnotation<'a>>,
    /// 0 outside conditional statements.
    depth: u32,
    next_index: i64,
}

impl<'a> StatementVisitor<'a> for Collector<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            Stmt::AnnAssign(node) if node.simple => {
                let Expr::Name(name) = &*node.target else {
                    return;
                };
                let conditional_index = (self.depth > 0).then(|| {
                    self.next_index += 1;
                    self.next_index - 1
                });
                self.found.push(DeferredAnnotation {
                    name: &name.id,
                    expr: &node.annotation,
                    conditional_index,
                    range: node.range,
                });
            }
            _ => {
                self.depth += 1;
                walk_stmt(self, stmt);
                self.depth -= 1;
            }
        }
    }
}

impl<'a> Compiler<'a> {
    pub(super) fn future_annotations(&self) -> bool {
        self.future & flags::FUTURE_ANNOTATIONS != 0
    }

    /// Prepares the annotations of a module or class body.
    pub(super) fn start_annotations(&mut self, body: &'a [Stmt]) {
        let is_module = self.scope().kind == ScopeKind::Module;
        let mut collector = Collector {
            found: Vec::new(),
            depth: u32::from(is_module),
            next_index: 0,
        };
        for stmt in body {
            collector.visit_stmt(stmt);
        }
        if collector.found.is_empty() {
            return;
        }
        let range = TextRange::empty(body[0].start());
        if self.future_annotations() {
            return self.emit(range, Op::SETUP_ANNOTATIONS, &[]);
        }
        let is_conditional = collector.next_index > 0;
        self.unit.annotations = collector.found;
        if is_conditional {
            let mark = self.mark();
            let set = self.temp();
            self.emit(range, Op::BUILD_SET, &[set.0, set.0, 0]);
            if is_module {
                let index = self.unit.names.add(CONDITIONAL.into()) as i32;
                self.emit(range, Op::STORE_NAME, &[set.0, index]);
            } else {
                let cell = self.conditional_annotations_cell();
                self.emit(range, Op::STORE_DEREF, &[cell.0, set.0]);
            }
            self.release(mark);
        }
    }

    /// `x: T` in a module or class.
    pub(super) fn variable_annotation(
        &mut self,
        node: &'a ast::StmtAnnAssign,
        name: &Name,
    ) -> Result {
        if self.is_function() {
            return Ok(());
        }
        let range = node.range;
        if self.future_annotations() {
            let text = self.annotation_text(&node.annotation);
            let value = self.temp();
            self.load_const(range, value, text);
            let dict = self.temp();
            let index = self.unit.names.add("__annotations__".into()) as i32;
            self.emit(range, Op::LOAD_NAME, &[dict.0, index]);
            let key = self.temp();
            let mangled = self.mangle(name);
            self.load_const(range, key, Const::str(&mangled));
            self.emit(range, Op::STORE_SUBSCR, &[dict.0, key.0, value.0]);
            return Ok(());
        }
        let found = self
            .unit
            .annotations
            .iter()
            .find(|annotation| annotation.range == range);
        let Some(index) = found.and_then(|annotation| annotation.conditional_index) else {
            return Ok(());
        };
        let set = self.temp();
        if self.unit.in_class {
            let name = Name::new_static(CONDITIONAL);
            let cell = Reg::cell(self.unit.cellvars.add(name));
            self.emit(range, Op::LOAD_DEREF, &[set.0, cell.0]);
        } else {
            let name = self.unit.names.add(CONDITIONAL.into()) as i32;
            self.emit(range, Op::LOAD_NAME, &[set.0, name]);
        }
        let value = self.temp();
        self.load_const(range, value, Const::Int(index));
        self.emit(range, Op::SET_ADD, &[set.0, value.0]);
        Ok(())
    }

    /// Defines `__annotate__` of the module, before anything of its body runs.
    pub(super) fn annotate_module(&mut self) -> Result {
        self.annotate_body("__annotate__")
    }

    pub(super) fn annotate_class(&mut self) -> Result {
        self.annotate_body("__annotate_func__")
    }

    fn annotate_body(&mut self, store_as: &str) -> Result {
        let Some(scope) = self.scope().annotate else {
            return Ok(());
        };
        let annotations = std::mem::take(&mut self.unit.annotations);
        let range = annotations
            .first()
            .map_or_else(TextRange::default, |first| first.range);
        let firstlineno = self.unit.firstlineno;
        self.enter_annotation(scope, "__annotate__", range);
        self.unit.firstlineno = firstlineno;
        let dict = self.temp();
        self.emit(range, Op::BUILD_DICT, &[dict.0, dict.0, 0]);
        for annotation in &annotations {
            self.deferred_annotation(annotation, dict)?;
        }
        self.emit(range, Op::RETURN, &[dict.0]);
        let code = Const::Code(Box::new(self.leave_unit()?));
        self.unit.annotations = annotations;
        let mark = self.mark();
        let func = self.temp();
        self.make_closure(code, scope, range, func);
        let index = self.unit.names.add(store_as.to_owned()) as i32;
        self.emit(range, Op::STORE_NAME, &[func.0, index]);
        self.release(mark);
        Ok(())
    }

    fn deferred_annotation(&mut self, annotation: &DeferredAnnotation<'a>, dict: Reg) -> Result {
        let mark = self.mark();
        let skip = self.label();
        if let Some(index) = annotation.conditional_index {
            let (set, value) = (self.temp(), self.temp());
            self.load_name_to(&Name::new_static(CONDITIONAL), annotation.range, set);
            self.load_const(annotation.range, value, Const::Int(index));
            let args = [value.0, set.0, skip.0 as i32];
            self.emit(annotation.range, Op::JUMP_IF_NOT_IN, &args);
        }
        let key = self.temp();
        let mangled = self.mangle(annotation.name);
        let value = self.expr(annotation.expr)?;
        self.load_const(annotation.range, key, Const::str(&mangled));
        self.emit(annotation.range, Op::DICT_INSERT, &[dict.0, key.0, value.0]);
        self.place(skip);
        self.release(mark);
        Ok(())
    }

    /// Starts the function of an annotation scope: `def f(format, /)`, refusing unknown formats.
    pub(super) fn enter_annotation(&mut self, scope: ScopeId, name: &str, range: TextRange) {
        let firstlineno = self.source.line(range.start());
        self.enter_unit(scope, name, firstlineno);
        self.unit.argcount = 1;
        self.unit.posonlyargcount = 1;
        let format = Reg::local(self.unit.varnames.add(Name::new_static("format")));
        self.declare_cells();
        let known = self.label();
        let args = [format.0, MAX_FORMAT, known.0 as i32];
        self.emit(range, Op::JUMP_IF_NOT_GT_IMM, &args);
        let mark = self.mark();
        let class = self.temp();
        self.emit(range, Op::LOAD_COMMON, &[class.0, 1]);
        self.emit(range, Op::RAISE, &[class.0, -1]);
        self.release(mark);
        self.place(known);
    }

    /// The annotate function of a signature, or no register if there is nothing to annotate.
    pub(super) fn signature_annotate(&mut self, node: &'a ast::StmtFunctionDef) -> Result<Reg> {
        let range = self.def_range(node.range, &node.decorator_list);
        let parameters = &*node.parameters;
        let Some(scope) = self.table.find(parameters, ScopeKind::Annotation) else {
            return Ok(Reg::NONE);
        };
        let func = self.temp();
        self.enter_annotation(scope, "__annotate__", range);
        let dict = self.temp();
        self.emit(range, Op::BUILD_DICT, &[dict.0, dict.0, 0]);
        for (name, annotation) in signature_annotations(parameters) {
            self.annotation_item(name, annotation, dict)?;
        }
        if let Some(returns) = node.returns.as_deref() {
            self.annotation_item(&Name::new_static("return"), returns, dict)?;
        }
        self.emit(range, Op::RETURN, &[dict.0]);
        let code = Const::Code(Box::new(self.leave_unit()?));
        self.make_closure(code, scope, range, func);
        Ok(func)
    }

    fn annotation_item(&mut self, name: &Name, annotation: &'a Expr, dict: Reg) -> Result {
        let mark = self.mark();
        let range = annotation.range();
        let key = self.temp();
        let mangled = self.mangle(name);
        self.load_const(range, key, Const::str(&mangled));
        let value = match annotation {
            annotation if self.future_annotations() => {
                let value = self.temp();
                let text = self.annotation_text(annotation);
                self.load_const(range, value, text);
                value
            }
            // `*args: *Ts` is the one item of the iterable.
            Expr::Starred(starred) => {
                let iterable = self.expr(&starred.value)?;
                let item = self.temp();
                self.emit(range, Op::UNPACK_SEQUENCE, &[iterable.0, item.0, 1]);
                item
            }
            annotation => self.expr(annotation)?,
        };
        self.emit(range, Op::DICT_INSERT, &[dict.0, key.0, value.0]);
        self.release(mark);
        Ok(())
    }

    /// The text of an annotation, as `from __future__ import annotations` stores it.
    fn annotation_text(&self, annotation: &Expr) -> Const {
        Const::str(&crate::unparse::unparse(annotation, self.source))
    }
}
