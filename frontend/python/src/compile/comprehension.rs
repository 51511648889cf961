//! Comprehensions: list, set and dict comprehensions inline (PEP 709), generator expressions as
//! functions.

use super::unit::ActiveScope;
use super::{Compiler, Label, Reg};
use crate::code::{Const, flags};
use crate::error::{Result, error};
use crate::opcode::Op;
use crate::symtable::{Place, ScopeId, ScopeKind, flag};
use ruff_python_ast::name::Name;
use ruff_python_ast::{Comprehension, Expr};
use ruff_text_size::{Ranged, TextRange, TextSize};
use rustc_hash::FxHashMap;

/// What a comprehension does with each element.
#[derive(Clone, Copy)]
enum Element<'a> {
    Append(&'a Expr),
    Add(&'a Expr),
    Insert(&'a Expr, &'a Expr),
    Yield(&'a Expr),
}

struct Parts<'a> {
    scope: ScopeId,
    element: Element<'a>,
    generators: &'a [Comprehension],
    range: TextRange,
}

impl<'a> Compiler<'a> {
    pub(super) fn comprehension(&mut self, expr: &'a Expr, dst: Reg) -> Result {
        let parts = self.comprehension_parts(expr)?;
        let scope = &self.table.scopes[parts.scope];
        let is_generator = scope.kind == ScopeKind::GeneratorExpr;
        if scope.is_coroutine && !is_generator && !self.allows_async_comprehension() {
            let message = "asynchronous comprehension outside of an asynchronous function";
            return Err(error(parts.range, message));
        }
        let first = &parts.generators[0];
        let mark = self.mark();
        let result = if dst.is_temp() { dst } else { self.temp() };
        if scope.is_inlined() {
            self.inline_comprehension(&parts, result)?;
        } else {
            let (func, iter) = (self.temp(), self.temp());
            let code = self.comprehension_code(&parts)?;
            self.make_closure(code, parts.scope, parts.range, func);
            self.expr_to(&first.iter, iter)?;
            let get = if first.is_async {
                Op::GET_AITER
            } else {
                Op::GET_ITER
            };
            self.emit(first.iter.range(), get, &[iter.0, iter.0]);
            self.emit(parts.range, Op::CALL, &[result.0, func.0, iter.0, 1]);
            if scope.is_coroutine && !is_generator {
                self.await_value(parts.range, result, result, 0);
            }
        }
        self.move_to(parts.range, dst, result);
        self.release(mark);
        Ok(())
    }

    fn comprehension_parts(&self, expr: &'a Expr) -> Result<Parts<'a>> {
        let kind = ScopeKind::Comprehension;
        let (scope, element, generators) = match expr {
            Expr::ListComp(n) => (
                self.table.scope_of(n, kind),
                Element::Append(&n.elt),
                &n.generators,
            ),
            Expr::SetComp(n) => (
                self.table.scope_of(n, kind),
                Element::Add(&n.elt),
                &n.generators,
            ),
            Expr::DictComp(n) => {
                let Some(key) = n.key.as_deref() else {
                    return Err(error(
                        n.range,
                        "dict unpacking cannot be used in dict comprehension",
                    ));
                };
                (
                    self.table.scope_of(n, kind),
                    Element::Insert(key, &n.value),
                    &n.generators,
                )
            }
            Expr::Generator(n) => {
                let scope = self.table.scope_of(n, ScopeKind::GeneratorExpr);
                (scope, Element::Yield(&n.elt), &n.generators)
            }
            _ => panic!("compile: comprehension() on another expression"),
        };
        let mut range = expr.range();
        if let Expr::Generator(node) = expr
            && !node.parenthesized
        {
            range = self.with_call_parentheses(range);
        }
        Ok(Parts {
            scope,
            element,
            generators,
            range,
        })
    }

    /// The only argument of a call is a generator with the parentheses of the call.
    fn with_call_parentheses(&self, range: TextRange) -> TextRange {
        let text = &self.source.text;
        let before = text[..range.start().to_usize()].trim_end();
        let after = &text[range.end().to_usize()..];
        let blanks = after.len() - after.trim_start().len();
        if !before.ends_with('(') || !after[blanks..].starts_with(')') {
            return range;
        }
        let end = range.end() + TextSize::of(&after[..blanks + 1]);
        TextRange::new(TextSize::of(before) - TextSize::of('('), end)
    }

    fn allows_async_comprehension(&self) -> bool {
        self.is_async_context()
    }

    fn inline_comprehension(&mut self, parts: &Parts<'a>, result: Reg) -> Result {
        let first = &parts.generators[0];
        let iter = self.temp();
        self.expr_to(&first.iter, iter)?;
        let get = if first.is_async {
            Op::GET_AITER
        } else {
            Op::GET_ITER
        };
        self.emit(first.iter.range(), get, &[iter.0, iter.0]);
        let locals = self.push_comprehension_scope(parts.scope);
        let build = match parts.element {
            Element::Append(_) => Op::BUILD_LIST,
            Element::Add(_) => Op::BUILD_SET,
            _ => Op::BUILD_DICT,
        };
        self.emit(parts.range, build, &[result.0, result.0, 0]);
        self.generator_loop(parts, 0, iter, result)?;
        self.unit.active.pop();
        for reg in locals {
            self.emit_hidden(Op::CLEAR, &[reg.0]);
        }
        Ok(())
    }

    /// Gives the comprehension's own variables registers. The answer: those visible as locals.
    fn push_comprehension_scope(&mut self, scope: ScopeId) -> Vec<Reg> {
        let mut registers = FxHashMap::default();
        let mut visible = Vec::new();
        let table = self.table;
        for name in &table.scopes[scope].names {
            let symbol = &table.scopes[scope].symbols[name];
            if symbol.flags & flag::BOUND == 0 {
                continue;
            }
            let reg = match symbol.place {
                Place::Cell => {
                    let cell = Reg::cell(self.unit.cellvars.push(name.clone()));
                    self.emit_hidden(Op::MAKE_CELL, &[cell.0, Reg::NONE.0]);
                    cell
                }
                Place::Local if self.is_function() && !self.is_active_name(name) => {
                    let reg = self.local(name);
                    visible.push(reg);
                    reg
                }
                Place::Local => self.temp(),
                _ => continue,
            };
            if symbol.place == Place::Local {
                self.emit_hidden(Op::CLEAR, &[reg.0]);
                // Only needed if something checks the variable: the flag lets the pass in flow.rs
                // drop it.
                self.unit.instrs.last_mut().expect("just emitted").args[1] = 1;
            }
            registers.insert(name.clone(), reg);
        }
        self.unit.active.push(ActiveScope {
            id: scope,
            registers,
        });
        visible
    }

    /// Whether the name already has a register here, that a comprehension must not disturb.
    fn is_active_name(&self, name: &Name) -> bool {
        self.unit.active.iter().any(|active| {
            let symbol = self.table.scopes[active.id].symbol(name);
            symbol.is_some_and(|symbol| matches!(symbol.place, Place::Local | Place::Cell))
        })
    }

    /// The code object of a comprehension that is not inlined.
    fn comprehension_code(&mut self, parts: &Parts<'a>) -> Result<Const> {
        let scope = &self.table.scopes[parts.scope];
        let is_generator = scope.kind == ScopeKind::GeneratorExpr;
        let firstlineno = self.source.line(parts.range.start());
        self.enter_unit(parts.scope, &scope.name, firstlineno);
        self.unit.argcount = 1;
        self.unit.flags |= match (is_generator, scope.is_coroutine) {
            (true, true) => flags::ASYNC_GENERATOR,
            (true, false) => flags::GENERATOR,
            (false, true) => flags::COROUTINE,
            (false, false) => 0,
        };
        let iter = self.local(&Name::new_static(".0"));
        self.declare_cells();
        let result = self.temp();
        match parts.element {
            Element::Yield(_) => {}
            Element::Append(_) => self.emit(parts.range, Op::BUILD_LIST, &[result.0, result.0, 0]),
            Element::Add(_) => self.emit(parts.range, Op::BUILD_SET, &[result.0, result.0, 0]),
            Element::Insert(..) => self.emit(parts.range, Op::BUILD_DICT, &[result.0, result.0, 0]),
        }
        self.generator_loop(parts, 0, iter, result)?;
        if is_generator {
            let none = self.constant(Const::None);
            self.emit(parts.range, Op::RETURN_CONST, &[none]);
        } else {
            self.emit(parts.range, Op::RETURN, &[result.0]);
        }
        Ok(Const::Code(Box::new(self.leave_unit()?)))
    }

    fn generator_loop(
        &mut self,
        parts: &Parts<'a>,
        index: usize,
        iter: Reg,
        result: Reg,
    ) -> Result {
        let mark = self.mark();
        let generator = &parts.generators[index];
        let (top, next, end) = (self.label(), self.label(), self.label());
        if generator.is_async {
            self.async_for_head(&generator.target, iter, top, end)?;
        } else {
            self.place(top);
            self.for_iter(&generator.target, iter, end, generator.iter.range())?;
        }
        for condition in &generator.ifs {
            self.jump_if(condition, false, next)?;
        }
        if index + 1 < parts.generators.len() {
            let inner = &parts.generators[index + 1];
            let inner_iter = self.temp();
            self.expr_to(&inner.iter, inner_iter)?;
            let get = if inner.is_async {
                Op::GET_AITER
            } else {
                Op::GET_ITER
            };
            self.emit(inner.iter.range(), get, &[inner_iter.0, inner_iter.0]);
            self.generator_loop(parts, index + 1, inner_iter, result)?;
        } else {
            self.comprehension_element(parts, result)?;
        }
        self.place(next);
        self.emit(parts.range, Op::JUMP_BACK, &[top.0 as i32]);
        if generator.is_async {
            self.async_for_end(end, generator.iter.range());
        } else {
            self.place(end);
        }
        self.release(mark);
        Ok(())
    }

    fn comprehension_element(&mut self, parts: &Parts<'a>, result: Reg) -> Result {
        let mark = self.mark();
        match parts.element {
            Element::Append(element) => {
                let value = self.expr(element)?;
                self.emit(element.range(), Op::LIST_APPEND, &[result.0, value.0]);
            }
            Element::Add(element) => {
                let value = self.expr(element)?;
                self.emit(element.range(), Op::SET_ADD, &[result.0, value.0]);
            }
            Element::Insert(key, value) => {
                let range = TextRange::new(key.start(), value.end());
                let key = self.expr(key)?;
                let value = self.expr(value)?;
                self.emit(range, Op::DICT_INSERT, &[result.0, key.0, value.0]);
            }
            Element::Yield(element) => {
                let mut value = self.expr(element)?;
                if self.unit.flags & flags::ASYNC_GENERATOR != 0 {
                    let wrapped = self.temp();
                    self.emit(element.range(), Op::ASYNC_GEN_WRAP, &[wrapped.0, value.0]);
                    value = wrapped;
                }
                let sent = self.temp();
                self.emit(element.range(), Op::YIELD_VALUE, &[sent.0, value.0]);
            }
        }
        self.release(mark);
        Ok(())
    }

    /// FOR_ITER into a target.
    pub(super) fn for_iter(
        &mut self,
        target: &'a Expr,
        iter: Reg,
        end: Label,
        range: TextRange,
    ) -> Result {
        if let Expr::Name(name) = target
            && let Some(reg) = self.store_register(&name.id)
        {
            self.emit(range, Op::FOR_ITER, &[reg.0, iter.0, end.0 as i32]);
            return Ok(());
        }
        let mark = self.mark();
        let value = self.temp();
        self.emit(range, Op::FOR_ITER, &[value.0, iter.0, end.0 as i32]);
        self.assign_register(target, value)?;
        self.release(mark);
        Ok(())
    }
}
