//! Expressions.

use super::name::Access;
use super::{Compiler, Reg};
use crate::code::Const;
use crate::error::{Result, error};
use crate::opcode::Op;
use crate::symtable::{Place, ScopeKind};
use ruff_python_ast::name::Name;
use ruff_python_ast::{self as ast, BoolOp, Expr, UnaryOp};
use ruff_text_size::{Ranged, TextRange};

/// Whether compiling the expression to a destination writes it once, as the very last step, so that
/// a
/// variable may be the destination: it keeps its old value while the expression is evaluated, and
/// if that raises.
fn writes_last(expr: &Expr) -> bool {
    match expr {
        Expr::If(node) => writes_last(&node.body) && writes_last(&node.orelse),
        Expr::Compare(node) => node.ops.len() == 1,
        Expr::BinOp(_)
        | Expr::List(_)
        | Expr::Tuple(_)
        | Expr::Set(_)
        | Expr::Dict(_)
        | Expr::FString(_)
        | Expr::Lambda(_)
        | Expr::UnaryOp(_)
        | Expr::Attribute(_)
        | Expr::Subscript(_)
        | Expr::Call(_)
        | Expr::Name(_)
        | Expr::NumberLiteral(_)
        | Expr::StringLiteral(_)
        | Expr::BytesLiteral(_)
        | Expr::BooleanLiteral(_)
        | Expr::NoneLiteral(_)
        | Expr::EllipsisLiteral(_) => true,
        _ => false,
    }
}

impl<'a> Compiler<'a> {
    /// Evaluates to the cheapest register: a local itself, or a new temporary.
    pub(super) fn expr(&mut self, expr: &'a Expr) -> Result<Reg> {
        if let Expr::Name(name) = expr
            && let Some(reg) = self.direct_local(&name.id, name.range)
        {
            return Ok(reg);
        }
        let dst = self.temp();
        self.expr_to(expr, dst)?;
        Ok(dst)
    }

    /// As `expr`, but a temporary `dst` may be used instead of a new one.
    pub(super) fn operand(&mut self, expr: &'a Expr, dst: Reg) -> Result<Reg> {
        if let Expr::Name(name) = expr
            && let Some(reg) = self.direct_local(&name.id, name.range)
        {
            return Ok(reg);
        }
        let dst = if dst.is_temp() { dst } else { self.temp() };
        self.expr_to(expr, dst)?;
        Ok(dst)
    }

    /// Evaluates into a variable's register.
    pub(super) fn expr_to_variable(&mut self, expr: &'a Expr, variable: Reg) -> Result {
        if writes_last(expr) {
            return self.expr_to(expr, variable);
        }
        let mark = self.mark();
        let value = self.expr(expr)?;
        self.move_to(expr.range(), variable, value);
        self.release(mark);
        Ok(())
    }

    /// Evaluates into `dst`: a temporary, or a variable if `writes_last`.
    pub(super) fn expr_to(&mut self, expr: &'a Expr, dst: Reg) -> Result {
        let mark = self.mark();
        stacker::maybe_grow(128 * 1024, 4 * 1024 * 1024, || self.expr_kind(expr, dst))?;
        self.release(mark);
        Ok(())
    }

    fn expr_kind(&mut self, expr: &'a Expr, dst: Reg) -> Result {
        let range = expr.range();
        if let Some(value) = self.fold(expr)? {
            self.load_const(range, dst, value);
            return Ok(());
        }
        match expr {
            Expr::Name(node) => self.load_name_to(&node.id, range, dst),
            Expr::BinOp(node) => return self.binary(node, dst),
            Expr::UnaryOp(node) => return self.unary(node, dst),
            Expr::BoolOp(node) => return self.bool_op(node, dst),
            Expr::Compare(node) => return self.compare(node, dst),
            Expr::If(node) => return self.if_expr(node, dst),
            Expr::Named(node) => return self.named(node, dst),
            Expr::Attribute(node) => return self.attribute(node, dst),
            Expr::Subscript(node) => return self.subscript(node, dst),
            Expr::Slice(node) => return self.slice(node, dst),
            Expr::Call(node) => return self.call(node, dst),
            Expr::Lambda(node) => return self.lambda(node, dst),
            Expr::List(node) => return self.list_display(&node.elts, range, dst),
            Expr::Tuple(node) => return self.tuple_display(&node.elts, range, dst),
            Expr::Set(node) => return self.set_display(&node.elts, range, dst),
            Expr::Dict(node) => return self.dict_display(&node.items, range, dst),
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                return self.comprehension(expr, dst);
            }
            Expr::FString(node) => return self.f_string(node, dst),
            Expr::TString(node) => return self.t_string(node, dst),
            Expr::Await(node) => return self.await_expr(node, dst),
            Expr::Yield(node) => return self.yield_expr(node, dst),
            Expr::YieldFrom(node) => return self.yield_from(node, dst),
            Expr::Starred(_) => return Err(error(range, "can't use starred expression here")),
            Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
            | Expr::EllipsisLiteral(_) => panic!("compile: literal was not folded"),
            Expr::IpyEscapeCommand(_) => return Err(error(range, "invalid syntax")),
        }
        Ok(())
    }

    fn unary(&mut self, node: &'a ast::ExprUnaryOp, dst: Reg) -> Result {
        let op = match node.op {
            UnaryOp::Invert => Op::UNARY_INVERT,
            UnaryOp::Not => Op::UNARY_NOT,
            UnaryOp::UAdd => Op::UNARY_POSITIVE,
            UnaryOp::USub => Op::UNARY_NEGATIVE,
        };
        let value = self.operand(&node.operand, dst)?;
        self.emit(node.range, op, &[dst.0, value.0]);
        Ok(())
    }

    fn bool_op(&mut self, node: &'a ast::ExprBoolOp, dst: Reg) -> Result {
        let result = if dst.is_temp() { dst } else { self.temp() };
        let end = self.label();
        let op = match node.op {
            BoolOp::And => Op::JUMP_IF_FALSE,
            BoolOp::Or => Op::JUMP_IF_TRUE,
        };
        let (last, front) = node
            .values
            .split_last()
            .expect("a boolean operation has operands");
        for value in front {
            self.expr_to(value, result)?;
            self.emit(value.range(), op, &[result.0, end.0 as i32]);
        }
        self.expr_to(last, result)?;
        self.place(end);
        self.move_to(node.range, dst, result);
        Ok(())
    }

    fn if_expr(&mut self, node: &'a ast::ExprIf, dst: Reg) -> Result {
        let (orelse, end) = (self.label(), self.label());
        self.jump_if(&node.test, false, orelse)?;
        self.expr_to(&node.body, dst)?;
        self.unit.emit(None, Op::JUMP, &[end.0 as i32]);
        self.place(orelse);
        self.expr_to(&node.orelse, dst)?;
        self.place(end);
        Ok(())
    }

    fn named(&mut self, node: &'a ast::ExprNamed, dst: Reg) -> Result {
        let Expr::Name(target) = &*node.target else {
            panic!("compile: assignment expression without a name")
        };
        let result = if dst.is_temp() { dst } else { self.temp() };
        self.expr_to(&node.value, result)?;
        self.store_name(&target.id, target.range, result);
        self.move_to(node.range, dst, result);
        Ok(())
    }

    fn attribute(&mut self, node: &'a ast::ExprAttribute, dst: Reg) -> Result {
        if let Some([callee, class, this]) = self.super_operands(&node.value)? {
            let name = self.name_index(&node.attr.id);
            let args = [dst.0, callee.0, class.0, this.0, name];
            self.emit(node.range, Op::LOAD_SUPER_ATTR, &args);
            return Ok(());
        }
        let obj = self.operand(&node.value, dst)?;
        let name = self.name_index(&node.attr.id);
        self.emit(
            attribute_range(self, node),
            Op::LOAD_ATTR,
            &[dst.0, obj.0, name],
        );
        Ok(())
    }

    /// `super()` in a method, as the object of an attribute: registers of super, class and self.
    pub(super) fn super_operands(&mut self, expr: &'a Expr) -> Result<Option<[Reg; 3]>> {
        let Expr::Call(call) = expr else {
            return Ok(None);
        };
        let Expr::Name(callee) = &*call.func else {
            return Ok(None);
        };
        let arguments = &call.arguments;
        if callee.id != "super" || !arguments.args.is_empty() || !arguments.keywords.is_empty() {
            return Ok(None);
        }
        let class_name = Name::new_static("__class__");
        let (true, Some(class)) = (
            self.has_first_argument(),
            self.unit.freevars.find(&class_name),
        ) else {
            return Ok(None);
        };
        if !matches!(self.access(&callee.id), Access::Global) || self.module_binds_super() {
            return Ok(None);
        }
        let base = self.temps(3);
        self.load_name_to(&callee.id, callee.range, base);
        let class_reg = Reg::free(class);
        self.emit(call.range(), Op::LOAD_DEREF, &[base.plus(1).0, class_reg.0]);
        self.load_first_argument(call.range(), base.plus(2));
        Ok(Some([base, base.plus(1), base.plus(2)]))
    }

    fn has_first_argument(&self) -> bool {
        self.scope().kind == ScopeKind::Function && self.unit.argcount > 0
    }

    fn module_binds_super(&self) -> bool {
        let module = &self.table.scopes[0];
        module
            .symbol("super")
            .is_some_and(|symbol| symbol.place == Place::Local)
    }

    fn load_first_argument(&mut self, range: TextRange, dst: Reg) {
        let name = self.unit.varnames.items[0].clone();
        match self.unit.cellvars.find(&name) {
            Some(cell) => self.emit(range, Op::LOAD_DEREF, &[dst.0, Reg::cell(cell).0]),
            None => {
                let index = self.str_constant(&name);
                self.emit(range, Op::CHECK_LOCAL, &[0, index]);
                self.emit(range, Op::MOVE, &[dst.0, 0]);
            }
        }
    }

    fn subscript(&mut self, node: &'a ast::ExprSubscript, dst: Reg) -> Result {
        self.check_subscript(node);
        let obj = self.operand(&node.value, dst)?;
        if let Expr::Slice(slice) = &*node.slice
            && slice.step.is_none()
        {
            let start = self.optional_expr(slice.lower.as_deref())?;
            let stop = self.optional_expr(slice.upper.as_deref())?;
            self.emit(
                node.range,
                Op::BINARY_SLICE,
                &[dst.0, obj.0, start.0, stop.0],
            );
            return Ok(());
        }
        if let Some(Const::Int(index)) = self.fold(&node.slice)?
            && (-(1 << 30)..1 << 30).contains(&index)
        {
            self.emit(
                node.range,
                Op::BINARY_SUBSCR_IMM,
                &[dst.0, obj.0, index as i32],
            );
            return Ok(());
        }
        let index = self.expr(&node.slice)?;
        self.emit(node.range, Op::BINARY_SUBSCR, &[dst.0, obj.0, index.0]);
        Ok(())
    }

    pub(super) fn optional_expr(&mut self, expr: Option<&'a Expr>) -> Result<Reg> {
        match expr {
            Some(expr) => self.expr(expr),
            None => Ok(Reg::NONE),
        }
    }

    fn slice(&mut self, node: &'a ast::ExprSlice, dst: Reg) -> Result {
        let start = self.optional_expr(node.lower.as_deref())?;
        let stop = self.optional_expr(node.upper.as_deref())?;
        let step = self.optional_expr(node.step.as_deref())?;
        self.emit(
            node.range,
            Op::BUILD_SLICE,
            &[dst.0, start.0, stop.0, step.0],
        );
        Ok(())
    }

    fn await_expr(&mut self, node: &'a ast::ExprAwait, dst: Reg) -> Result {
        if !self.is_async_context() {
            let in_function = matches!(
                self.scope().kind,
                ScopeKind::Function | ScopeKind::Lambda | ScopeKind::GeneratorExpr
            );
            let place = if in_function {
                "async function"
            } else {
                "function"
            };
            return Err(error(node.range, format!("'await' outside {place}")));
        }
        let value = self.operand(&node.value, dst)?;
        self.await_value(node.range, dst, value, 0);
        Ok(())
    }

    /// `dst = await value`; `which` selects the message as GET_AWAITABLE has it.
    pub(super) fn await_value(&mut self, range: TextRange, dst: Reg, value: Reg, which: i32) {
        let mark = self.mark();
        let awaitable = self.temp();
        self.emit(range, Op::GET_AWAITABLE, &[awaitable.0, value.0, which]);
        self.emit(range, Op::YIELD_FROM, &[dst.0, awaitable.0]);
        self.release(mark);
    }

    fn yield_expr(&mut self, node: &'a ast::ExprYield, dst: Reg) -> Result {
        self.check_yield("'yield' outside function", node.range)?;
        let mut value = match &node.value {
            Some(value) => self.operand(value, dst)?,
            None => {
                let none = self.temp();
                self.load_const(node.range, none, Const::None);
                none
            }
        };
        if self.unit.flags & crate::code::flags::ASYNC_GENERATOR != 0 {
            let wrapped = self.temp();
            self.emit(node.range, Op::ASYNC_GEN_WRAP, &[wrapped.0, value.0]);
            value = wrapped;
        }
        self.emit(node.range, Op::YIELD_VALUE, &[dst.0, value.0]);
        Ok(())
    }

    fn yield_from(&mut self, node: &'a ast::ExprYieldFrom, dst: Reg) -> Result {
        self.check_yield("'yield from' outside function", node.range)?;
        if self.unit.flags & (crate::code::flags::COROUTINE | crate::code::flags::ASYNC_GENERATOR)
            != 0
        {
            return Err(error(node.range, "'yield from' inside async function"));
        }
        let value = self.operand(&node.value, dst)?;
        let iter = self.temp();
        self.emit(node.range, Op::GET_YIELD_FROM_ITER, &[iter.0, value.0]);
        self.emit(node.range, Op::YIELD_FROM, &[dst.0, iter.0]);
        Ok(())
    }

    fn check_yield(&self, message: &str, range: TextRange) -> Result {
        match self.scope().kind {
            ScopeKind::Function | ScopeKind::Lambda => Ok(()),
            _ => Err(error(range, message)),
        }
    }
}

/// CPython places an attribute access that spans lines on the line of the attribute's name.
pub(super) fn attribute_range(compiler: &Compiler<'_>, node: &ast::ExprAttribute) -> TextRange {
    let source = compiler.source;
    let first = source.line(node.range.start());
    let last = source.line(node.range.end());
    if first == last {
        return node.range;
    }
    let start = node.range.end() - ruff_text_size::TextSize::of(node.attr.as_str());
    TextRange::new(start, node.range.end())
}
