//! Type parameters and type aliases (PEP 695, PEP 696).

use super::function::FunctionParts;
use super::{Compiler, Reg};
use crate::code::Const;
use crate::error::{Result, error};
use crate::opcode::Op;
use crate::symtable::ScopeKind;
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, Expr, TypeParam, TypeParams};
use ruff_text_size::{Ranged, TextRange};

/// The kinds of MAKE_TYPE_PARAM.
const TYPE_VAR: i32 = 0;
const TYPE_VAR_BOUND: i32 = 1;
const TYPE_VAR_CONSTRAINTS: i32 = 2;
const PARAM_SPEC: i32 = 3;
const TYPE_VAR_TUPLE: i32 = 4;

impl<'a> Compiler<'a> {
    pub(super) fn generic_function(
        &mut self,
        node: &'a ast::StmtFunctionDef,
        params: &'a TypeParams,
        parts: FunctionParts,
        firstlineno: u32,
        dst: Reg,
    ) -> Result {
        let range = self.def_range(node.range, &node.decorator_list);
        let args = self.temps(2);
        for (index, part) in [parts.defaults, parts.kwdefaults].into_iter().enumerate() {
            if part == Reg::NONE {
                self.load_const(range, args.plus(index), Const::None);
            } else {
                self.move_to(range, args.plus(index), part);
            }
        }
        let scope = self.enter_type_params(params, firstlineno);
        self.unit.argcount = 2;
        let hidden = [
            Name::new_static(".defaults"),
            Name::new_static(".kwdefaults"),
        ];
        let [defaults, kwdefaults] = hidden.map(|name| self.local(&name));
        self.declare_cells();
        let tuple = self.type_params_tuple(params)?;
        let inner = FunctionParts {
            defaults: if parts.defaults == Reg::NONE {
                Reg::NONE
            } else {
                defaults
            },
            kwdefaults: if parts.kwdefaults == Reg::NONE {
                Reg::NONE
            } else {
                kwdefaults
            },
            annotate: Reg::NONE,
        };
        let func = self.temp();
        self.plain_function(node, inner, firstlineno, func)?;
        self.emit(range, Op::SET_FUNCTION_TYPE_PARAMS, &[func.0, tuple.0]);
        self.emit(range, Op::RETURN, &[func.0]);
        let code = Const::Code(Box::new(self.leave_unit()?));
        let maker = self.temp();
        self.make_closure(code, scope, range, maker);
        self.emit(range, Op::CALL, &[dst.0, maker.0, args.0, 2]);
        Ok(())
    }

    pub(super) fn generic_class(
        &mut self,
        node: &'a ast::StmtClassDef,
        params: &'a TypeParams,
        firstlineno: u32,
        dst: Reg,
    ) -> Result {
        let range = self.def_range(node.range, &node.decorator_list);
        let scope = self.enter_type_params(params, firstlineno);
        self.unit.private = Some(node.name.id.clone());
        self.declare_cells();
        let tuple = self.type_params_tuple(params)?;
        self.store_name(&Name::new_static(".type_params"), range, tuple);
        let base = self.temp();
        self.emit(range, Op::SUBSCRIPT_GENERIC, &[base.0, tuple.0]);
        self.store_name(&Name::new_static(".generic_base"), range, base);
        let class = self.temp();
        self.build_class(node, firstlineno, Some(base), class)?;
        self.emit(range, Op::RETURN, &[class.0]);
        self.call_type_params(scope, range, dst)
    }

    pub(super) fn type_alias(&mut self, node: &'a ast::StmtTypeAlias) -> Result {
        let Expr::Name(target) = &*node.name else {
            return Err(error(node.name.range(), "invalid syntax"));
        };
        let alias = self.temp();
        match node.type_params.as_deref() {
            None => self.make_alias(node, &target.id, Reg::NONE, alias)?,
            Some(params) => {
                let firstlineno = self.source.line(node.range.start());
                let scope = self.enter_type_params(params, firstlineno);
                self.declare_cells();
                let tuple = self.type_params_tuple(params)?;
                let inner = self.temp();
                self.make_alias(node, &target.id, tuple, inner)?;
                self.emit(node.range, Op::RETURN, &[inner.0]);
                self.call_type_params(scope, node.range, alias)?;
            }
        }
        self.store_name(&target.id, target.range, alias);
        Ok(())
    }

    fn make_alias(
        &mut self,
        node: &'a ast::StmtTypeAlias,
        name: &Name,
        params: Reg,
        dst: Reg,
    ) -> Result {
        let scope = self.table.scope_of(node, ScopeKind::TypeAlias);
        self.enter_annotation(scope, name, node.range);
        let value = self.expr(&node.value)?;
        self.emit(node.value.range(), Op::RETURN, &[value.0]);
        let evaluate = self.leave_evaluator(scope, node.range)?;
        let name = self.str_constant(name);
        self.emit(
            node.range,
            Op::MAKE_TYPE_ALIAS,
            &[dst.0, name, params.0, evaluate.0],
        );
        Ok(())
    }

    fn enter_type_params(&mut self, params: &'a TypeParams, firstlineno: u32) -> usize {
        let scope = self.table.scope_of(params, ScopeKind::TypeParams);
        let table = self.table;
        self.enter_unit(scope, &table.scopes[scope].name, firstlineno);
        scope
    }

    /// Finishes a type parameter scope and calls it, without arguments.
    fn call_type_params(&mut self, scope: usize, range: TextRange, dst: Reg) -> Result {
        let code = Const::Code(Box::new(self.leave_unit()?));
        let maker = self.temp();
        self.make_closure(code, scope, range, maker);
        self.emit(range, Op::CALL, &[dst.0, maker.0, maker.0, 0]);
        Ok(())
    }

    /// Makes and binds the type parameters; the answer is the register of their tuple.
    fn type_params_tuple(&mut self, params: &'a TypeParams) -> Result<Reg> {
        let tuple = self.temp();
        let mark = self.mark();
        let base = self.temps(params.type_params.len());
        let mut seen_default = false;
        for (index, param) in params.type_params.iter().enumerate() {
            let reg = base.plus(index);
            let has_default = self.type_param(param, reg)?;
            if seen_default && !has_default {
                let message = format!(
                    "non-default type parameter '{}' follows default type parameter",
                    type_param_name(param)
                );
                return Err(error(param.range(), message));
            }
            seen_default |= has_default;
            self.store_name(type_param_name(param), param.range(), reg);
        }
        let count = params.type_params.len() as i32;
        self.emit(params.range, Op::BUILD_TUPLE, &[tuple.0, base.0, count]);
        self.release(mark);
        Ok(tuple)
    }

    /// Makes one type parameter; answers whether it has a default.
    fn type_param(&mut self, param: &'a TypeParam, dst: Reg) -> Result<bool> {
        let mark = self.mark();
        let (kind, evaluate, default) = match param {
            TypeParam::TypeVar(node) => match node.bound.as_deref() {
                None => (TYPE_VAR, Reg::NONE, &node.default),
                Some(bound) => {
                    let is_tuple = bound.is_tuple_expr();
                    let kind = if is_tuple {
                        TYPE_VAR_CONSTRAINTS
                    } else {
                        TYPE_VAR_BOUND
                    };
                    (kind, self.evaluator(bound, &node.name.id)?, &node.default)
                }
            },
            TypeParam::ParamSpec(node) => (PARAM_SPEC, Reg::NONE, &node.default),
            TypeParam::TypeVarTuple(node) => (TYPE_VAR_TUPLE, Reg::NONE, &node.default),
        };
        let mangled = self.mangle(type_param_name(param));
        let name = self.str_constant(&mangled);
        self.emit(
            param.range(),
            Op::MAKE_TYPE_PARAM,
            &[dst.0, kind, name, evaluate.0],
        );
        if let Some(default) = default.as_deref() {
            let evaluate = self.evaluator(default, type_param_name(param))?;
            self.emit(
                default.range(),
                Op::SET_TYPE_PARAM_DEFAULT,
                &[dst.0, evaluate.0],
            );
        }
        self.release(mark);
        Ok(default.is_some())
    }

    /// A function that evaluates the expression.
    fn evaluator(&mut self, expr: &'a Expr, name: &Name) -> Result<Reg> {
        let scope = self.table.scope_of(expr, ScopeKind::TypeVariable);
        let mangled = self.mangle(name);
        self.enter_annotation(scope, &mangled, expr.range());
        if let Expr::Starred(starred) = expr {
            // The default of a TypeVarTuple: the one item of the iterable.
            let iterable = self.expr(&starred.value)?;
            let value = self.temp();
            self.emit(expr.range(), Op::UNPACK_SEQUENCE, &[iterable.0, value.0, 1]);
            self.emit(expr.range(), Op::RETURN, &[value.0]);
        } else {
            let value = self.expr(expr)?;
            self.emit(expr.range(), Op::RETURN, &[value.0]);
        }
        self.leave_evaluator(scope, expr.range())
    }

    /// Makes the function of an evaluator; its format defaults to VALUE.
    fn leave_evaluator(&mut self, scope: usize, range: TextRange) -> Result<Reg> {
        let code = Const::Code(Box::new(self.leave_unit()?));
        let func = self.temp();
        let defaults = self.temp();
        self.load_const(range, defaults, Const::Tuple([Const::Int(1)].into()));
        let parts = FunctionParts {
            defaults,
            ..FunctionParts::NONE
        };
        self.make_function(code, scope, parts, range, func);
        Ok(func)
    }
}

fn type_param_name(param: &TypeParam) -> &Name {
    match param {
        TypeParam::TypeVar(node) => &node.name.id,
        TypeParam::ParamSpec(node) => &node.name.id,
        TypeParam::TypeVarTuple(node) => &node.name.id,
    }
}
