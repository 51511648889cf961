//! Functions and lambdas.

use super::{Compiler, Reg};
use crate::code::{Const, flags};
use crate::error::Result;
use crate::opcode::Op;
use crate::symtable::{Place, ScopeId, ScopeKind};
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, Expr, Parameters};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// Registers of what a function is made with; `Reg::NONE` where there is nothing.
#[derive(Clone, Copy)]
pub(super) struct FunctionParts {
    pub defaults: Reg,
    pub kwdefaults: Reg,
    pub annotate: Reg,
}

impl FunctionParts {
    pub(super) const NONE: FunctionParts = FunctionParts {
        defaults: Reg::NONE,
        kwdefaults: Reg::NONE,
        annotate: Reg::NONE,
    };
}

impl<'a> Compiler<'a> {
    pub(super) fn function_def(&mut self, node: &'a ast::StmtFunctionDef) -> Result {
        let range = self.def_range(node.range, &node.decorator_list);
        let decorators = self.decorators(&node.decorator_list)?;
        let func = self.temp();
        let start = node
            .decorator_list
            .first()
            .map_or(node.range.start(), Ranged::start);
        let firstlineno = self.source.line(start);
        let (defaults, kwdefaults) = self.defaults(&node.parameters, range)?;
        let parts = FunctionParts {
            defaults,
            kwdefaults,
            annotate: Reg::NONE,
        };
        match node.type_params.as_deref() {
            None => self.plain_function(node, parts, firstlineno, func)?,
            Some(params) => self.generic_function(node, params, parts, firstlineno, func)?,
        }
        self.apply_decorators(&node.decorator_list, decorators, func);
        self.store_name(&node.name.id, range, func);
        Ok(())
    }

    /// Makes the function, with its annotations, in `dst`.
    pub(super) fn plain_function(
        &mut self,
        node: &'a ast::StmtFunctionDef,
        mut parts: FunctionParts,
        firstlineno: u32,
        dst: Reg,
    ) -> Result {
        let range = self.def_range(node.range, &node.decorator_list);
        parts.annotate = self.signature_annotate(node)?;
        let scope = self.table.scope_of(node, ScopeKind::Function);
        let code = self.function_code(node, scope, firstlineno)?;
        self.make_function(code, scope, parts, range, dst);
        Ok(())
    }

    fn function_code(
        &mut self,
        node: &'a ast::StmtFunctionDef,
        scope: ScopeId,
        firstlineno: u32,
    ) -> Result<Const> {
        let is_method = self.scope().kind == ScopeKind::Class;
        self.enter_unit(scope, &node.name.id, firstlineno);
        let is_generator = self.table.scopes[scope].is_generator;
        self.unit.flags |= match (node.is_async, is_generator) {
            (true, true) => flags::ASYNC_GENERATOR,
            (true, false) => flags::COROUTINE,
            (false, true) => flags::GENERATOR,
            (false, false) => 0,
        };
        if is_method {
            self.unit.flags |= flags::METHOD;
        }
        self.declare_parameters(&node.parameters);
        let mut body = &node.body[..];
        if let Some((doc, _)) = self.doc_string(body) {
            self.unit.consts.push(doc);
            self.unit.flags |= flags::HAS_DOCSTRING;
            body = &body[1..];
        }
        self.declare_cells();
        self.body(body)?;
        let none = self.constant(Const::None);
        self.emit_hidden(Op::RETURN_CONST, &[none]);
        Ok(Const::Code(Box::new(self.leave_unit()?)))
    }

    pub(super) fn lambda(&mut self, node: &'a ast::ExprLambda, dst: Reg) -> Result {
        self.check_units(node.range)?;
        let empty = FunctionParts::NONE;
        let parts = match node.parameters.as_deref() {
            None => empty,
            Some(parameters) => {
                let (defaults, kwdefaults) = self.defaults(parameters, node.range)?;
                FunctionParts {
                    defaults,
                    kwdefaults,
                    ..empty
                }
            }
        };
        let scope = self.table.scope_of(node, ScopeKind::Lambda);
        let firstlineno = self.source.line(node.range.start());
        self.enter_unit(scope, "<lambda>", firstlineno);
        if self.table.scopes[scope].is_generator {
            self.unit.flags |= flags::GENERATOR;
        }
        if let Some(parameters) = node.parameters.as_deref() {
            self.declare_parameters(parameters);
        }
        self.declare_cells();
        let value = self.expr(&node.body)?;
        self.emit(node.body.range(), Op::RETURN, &[value.0]);
        let code = Const::Code(Box::new(self.leave_unit()?));
        self.make_function(code, scope, parts, node.range, dst);
        Ok(())
    }

    /// Gives the parameters the first local registers and sets the counts.
    pub(super) fn declare_parameters(&mut self, parameters: &Parameters) {
        let positional = parameters.posonlyargs.iter().chain(parameters.args.iter());
        for parameter in positional.chain(parameters.kwonlyargs.iter()) {
            self.declare_parameter(&parameter.parameter.name.id);
        }
        for parameter in parameters.vararg.iter().chain(parameters.kwarg.iter()) {
            self.declare_parameter(&parameter.name.id);
        }
        self.unit.posonlyargcount = parameters.posonlyargs.len() as u32;
        self.unit.argcount = (parameters.posonlyargs.len() + parameters.args.len()) as u32;
        self.unit.kwonlyargcount = parameters.kwonlyargs.len() as u32;
        if parameters.vararg.is_some() {
            self.unit.flags |= flags::VARARGS;
        }
        if parameters.kwarg.is_some() {
            self.unit.flags |= flags::VARKEYWORDS;
        }
    }

    fn declare_parameter(&mut self, name: &Name) {
        let name = self.mangle(name);
        self.unit.varnames.add(name);
    }

    /// Makes the cells of the code object; those of parameters take the arguments over.
    pub(super) fn declare_cells(&mut self) {
        let scope = self.scope();
        let mut names: Vec<&Name> = scope
            .names
            .iter()
            .filter(|name| scope.symbols[*name].place == Place::Cell)
            .collect();
        names.sort();
        for name in names {
            let cell = Reg::cell(self.unit.cellvars.add(name.clone()));
            let param = self.unit.varnames.find(name).map_or(Reg::NONE, Reg::local);
            self.emit_hidden(Op::MAKE_CELL, &[cell.0, param.0]);
        }
    }

    /// Evaluates the defaults: a tuple and a dict.
    fn defaults(&mut self, parameters: &'a Parameters, range: TextRange) -> Result<(Reg, Reg)> {
        let positional = parameters.posonlyargs.iter().chain(parameters.args.iter());
        let values: Vec<&'a Expr> = positional.filter_map(|p| p.default.as_deref()).collect();
        let mut defaults = Reg::NONE;
        if !values.is_empty() {
            defaults = self.temp();
            let mark = self.mark();
            let folded: Option<Vec<Const>> = values
                .iter()
                .map(|value| self.fold(value))
                .collect::<Result<_>>()?;
            if let Some(constants) = folded {
                self.load_const(range, defaults, Const::Tuple(constants.into()));
            } else {
                let base = self.temps(values.len());
                for (index, value) in values.iter().enumerate() {
                    self.expr_to(value, base.plus(index))?;
                }
                self.emit(
                    range,
                    Op::BUILD_TUPLE,
                    &[defaults.0, base.0, values.len() as i32],
                );
            }
            self.release(mark);
        }
        let keyword: Vec<_> = parameters
            .kwonlyargs
            .iter()
            .filter(|p| p.default.is_some())
            .collect();
        if keyword.is_empty() {
            return Ok((defaults, Reg::NONE));
        }
        let kwdefaults = self.temp();
        let mark = self.mark();
        let base = self.temps(2 * keyword.len());
        for (index, parameter) in keyword.iter().enumerate() {
            let Some(value) = parameter.default.as_deref() else {
                continue;
            };
            let key = Const::str(&self.mangle(&parameter.parameter.name.id));
            self.load_const(range, base.plus(2 * index), key);
            self.expr_to(value, base.plus(2 * index + 1))?;
        }
        let count = keyword.len() as i32;
        self.emit(range, Op::BUILD_DICT, &[kwdefaults.0, base.0, count]);
        self.release(mark);
        Ok((defaults, kwdefaults))
    }

    pub(super) fn make_function(
        &mut self,
        code: Const,
        scope: ScopeId,
        parts: FunctionParts,
        range: TextRange,
        dst: Reg,
    ) {
        let mark = self.mark();
        let closure = self.closure(scope, range);
        let code = self.unit.consts.push(code) as i32;
        let FunctionParts {
            defaults,
            kwdefaults,
            annotate,
        } = parts;
        let args = [dst.0, code, defaults.0, kwdefaults.0, closure.0, annotate.0];
        self.emit(range, Op::MAKE_FUNCTION, &args);
        self.release(mark);
    }

    /// A function without defaults and annotations.
    pub(super) fn make_closure(&mut self, code: Const, scope: ScopeId, range: TextRange, dst: Reg) {
        self.make_function(code, scope, FunctionParts::NONE, range, dst);
    }

    /// The tuple of the cells that the scope's code captures.
    fn closure(&mut self, scope: ScopeId, range: TextRange) -> Reg {
        let table = self.table;
        let free = &table.scopes[scope].free;
        if free.is_empty() {
            return Reg::NONE;
        }
        let tuple = self.temp();
        let mark = self.mark();
        let base = self.temps(free.len());
        for (index, name) in free.iter().enumerate() {
            let cell = self.captured_cell(name);
            self.move_to(range, base.plus(index), cell);
        }
        self.emit(
            range,
            Op::BUILD_TUPLE,
            &[tuple.0, base.0, free.len() as i32],
        );
        self.release(mark);
        tuple
    }

    /// The range of a definition without its decorators.
    pub(super) fn def_range(&self, range: TextRange, decorators: &[ast::Decorator]) -> TextRange {
        let Some(last) = decorators.last() else {
            return range;
        };
        let mut start = last.end();
        let mut rest = &self.source.text[TextRange::new(start, range.end())];
        // What stands between a decorator and the definition: blanks, newlines and comments.
        loop {
            let trimmed = rest.trim_start();
            let comment = trimmed.strip_prefix('#').and_then(|text| text.find('\n'));
            start += TextSize::of(&rest[..rest.len() - trimmed.len()]);
            let Some(newline) = comment else { break };
            start += TextSize::of(&trimmed[..newline + 1]);
            rest = &trimmed[newline + 1..];
        }
        TextRange::new(start, range.end())
    }

    pub(super) fn decorators(&mut self, decorators: &'a [ast::Decorator]) -> Result<Reg> {
        let base = self.temps(decorators.len());
        for (index, decorator) in decorators.iter().enumerate() {
            self.expr_to(&decorator.expression, base.plus(index))?;
        }
        Ok(base)
    }

    pub(super) fn apply_decorators(
        &mut self,
        decorators: &'a [ast::Decorator],
        base: Reg,
        value: Reg,
    ) {
        for (index, decorator) in decorators.iter().enumerate().rev() {
            let args = [value.0, base.plus(index).0, value.0, 1];
            self.emit(decorator.expression.range(), Op::CALL, &args);
        }
    }
}
