//! Class statements.

use super::{Compiler, Reg};
use crate::code::Const;
use crate::error::Result;
use crate::opcode::Op;
use crate::symtable::ScopeKind;
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, Arguments};
use ruff_text_size::{Ranged, TextRange};

impl<'a> Compiler<'a> {
    pub(super) fn class_def(&mut self, node: &'a ast::StmtClassDef) -> Result {
        let range = self.def_range(node.range, &node.decorator_list);
        let decorators = self.decorators(&node.decorator_list)?;
        let start = node
            .decorator_list
            .first()
            .map_or(node.range.start(), Ranged::start);
        let firstlineno = self.source.line(start);
        let class = self.temp();
        match node.type_params.as_deref() {
            None => self.build_class(node, firstlineno, None, class)?,
            Some(params) => self.generic_class(node, params, firstlineno, class)?,
        }
        self.apply_decorators(&node.decorator_list, decorators, class);
        self.store_name(&node.name.id, range, class);
        Ok(())
    }

    /// Calls `__build_class__`; `generic_base` comes behind the bases.
    pub(super) fn build_class(
        &mut self,
        node: &'a ast::StmtClassDef,
        firstlineno: u32,
        generic_base: Option<Reg>,
        dst: Reg,
    ) -> Result {
        let range = self.def_range(node.range, &node.decorator_list);
        let mark = self.mark();
        let build = self.temp();
        self.emit(range, Op::LOAD_BUILD_CLASS, &[build.0]);
        let first = [self.temp(), self.temp()];
        let code = self.class_code(node, firstlineno)?;
        let scope = self.table.scope_of(node, ScopeKind::Class);
        self.make_closure(code, scope, range, first[0]);
        self.load_const(range, first[1], Const::str(&node.name.id));
        match (node.arguments.as_deref(), generic_base) {
            (None, None) => {
                self.emit(range, Op::CALL, &[dst.0, build.0, first[0].0, 2]);
            }
            (Some(arguments), None) => {
                self.call_register(build, &first, arguments, range, dst)?;
            }
            (arguments, Some(base)) => {
                self.call_with_base(build, &first, arguments, base, node, dst)?;
            }
        }
        self.release(mark);
        Ok(())
    }

    fn call_with_base(
        &mut self,
        build: Reg,
        first: &[Reg; 2],
        arguments: Option<&'a Arguments>,
        generic_base: Reg,
        node: &'a ast::StmtClassDef,
        dst: Reg,
    ) -> Result {
        let range = self.def_range(node.range, &node.decorator_list);
        let (list, bases, kwargs) = (self.temp(), self.temp(), Reg::NONE);
        self.emit(range, Op::BUILD_LIST, &[list.0, first[0].0, 2]);
        let mut kwargs = kwargs;
        if let Some(arguments) = arguments {
            self.list_display(&arguments.args, arguments.range, bases)?;
            self.emit(range, Op::LIST_EXTEND, &[list.0, bases.0]);
            self.emit(range, Op::LIST_APPEND, &[list.0, generic_base.0]);
            if !arguments.keywords.is_empty() {
                kwargs = self.keyword_dict(build, &arguments.keywords, arguments.range)?;
            }
        } else {
            self.emit(range, Op::LIST_APPEND, &[list.0, generic_base.0]);
        }
        self.emit(range, Op::LIST_TO_TUPLE, &[list.0, list.0]);
        self.emit(range, Op::CALL_EX, &[dst.0, build.0, list.0, kwargs.0]);
        Ok(())
    }

    fn class_code(&mut self, node: &'a ast::StmtClassDef, firstlineno: u32) -> Result<Const> {
        let first = node
            .decorator_list
            .first()
            .map_or(node.range.start(), Ranged::start);
        let range = TextRange::empty(first);
        let id = self.table.scope_of(node, ScopeKind::Class);
        self.enter_unit(id, &node.name.id, firstlineno);
        self.unit.in_class = true;
        self.unit.private = Some(node.name.id.clone());
        let scope = &self.table.scopes[id];
        let class_cell = scope.needs_class_cell.then(|| self.class_cell("__class__"));
        let dict_cell = scope
            .needs_classdict
            .then(|| self.class_cell("__classdict__"));
        let value = self.temp();
        let module = self.unit.names.add("__name__".into()) as i32;
        self.emit(range, Op::LOAD_NAME, &[value.0, module]);
        let index = self.unit.names.add("__module__".into()) as i32;
        self.emit(range, Op::STORE_NAME, &[value.0, index]);
        let qualname = Const::str(&self.unit.qualname);
        self.store_constant("__qualname__", qualname, range);
        self.store_constant("__firstlineno__", Const::Int(i64::from(firstlineno)), range);
        if node.type_params.is_some() {
            self.load_name_to(&Name::new_static(".type_params"), range, value);
            self.store_name(&Name::new_static("__type_params__"), range, value);
        }
        if let Some(cell) = dict_cell {
            self.emit(range, Op::LOAD_LOCALS, &[value.0]);
            self.emit(range, Op::STORE_DEREF, &[cell.0, value.0]);
        }
        self.start_annotations(&node.body);
        let mut body = &node.body[..];
        if let Some((doc, doc_range)) = self.doc_string(body) {
            body = &body[1..];
            self.store_constant("__doc__", doc, doc_range);
        }
        self.body(body)?;
        self.annotate_class()?;
        self.finish_class(dict_cell, class_cell);
        Ok(Const::Code(Box::new(self.leave_unit()?)))
    }

    fn class_cell(&mut self, name: &'static str) -> Reg {
        let cell = Reg::cell(self.unit.cellvars.add(Name::new_static(name)));
        self.emit_hidden(Op::MAKE_CELL, &[cell.0, Reg::NONE.0]);
        cell
    }

    /// The cell in which a class collects the indexes of its conditional annotations.
    pub(super) fn conditional_annotations_cell(&mut self) -> Reg {
        self.class_cell("__conditional_annotations__")
    }

    fn finish_class(&mut self, dict_cell: Option<Reg>, class_cell: Option<Reg>) {
        let mut names = std::mem::take(&mut self.unit.static_attributes);
        names.sort();
        names.dedup();
        let names: Vec<Const> = names.iter().map(|name| Const::str(name)).collect();
        let value = self.temp();
        let index = self.constant(Const::Tuple(names.into()));
        self.emit_hidden(Op::LOAD_CONST, &[value.0, index]);
        let mut store = |name: &str, reg: Reg| {
            let index = self.unit.names.add(name.to_owned()) as i32;
            self.unit.emit(None, Op::STORE_NAME, &[reg.0, index]);
        };
        store("__static_attributes__", value);
        if let Some(cell) = dict_cell {
            store("__classdictcell__", cell);
        }
        if let Some(cell) = class_cell {
            store("__classcell__", cell);
            self.emit_hidden(Op::RETURN, &[cell.0]);
        } else {
            let none = self.constant(Const::None);
            self.emit_hidden(Op::RETURN_CONST, &[none]);
        }
    }

    /// Records `self.name = ...` with the innermost class around the current function.
    pub(super) fn add_static_attribute(&mut self, name: Name) {
        if self.unit.in_class {
            return self.unit.static_attributes.push(name);
        }
        if let Some(class) = self.outer_class_unit() {
            class.static_attributes.push(name);
        }
    }
}
