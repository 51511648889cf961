//! `with` statements.

use super::unit::BlockKind;
use super::{Compiler, Reg};
use crate::error::{Result, error};
use crate::opcode::Op;
use ruff_python_ast::{self as ast, Stmt, WithItem};
use ruff_text_size::Ranged;

/// The operands of LOAD_SPECIAL.
const ENTER: i32 = 0;
const EXIT: i32 = 1;
const AENTER: i32 = 2;
const AEXIT: i32 = 3;

impl<'a> Compiler<'a> {
    pub(super) fn with_stmt(&mut self, node: &'a ast::StmtWith) -> Result {
        if node.is_async && !self.is_async_context() {
            return Err(error(node.range, "'async with' outside async function"));
        }
        self.with_items(&node.items, &node.body, node.is_async)
    }

    fn with_items(&mut self, items: &'a [WithItem], body: &'a [Stmt], is_async: bool) -> Result {
        let Some((item, rest)) = items.split_first() else {
            return self.body(body);
        };
        let range = item.context_expr.range();
        // The exit method's pair and behind it the places of the three arguments.
        let pair = self.temps(5);
        let value = self.enter_context(item, pair, is_async)?;
        let (label, suppressed, end) = (self.label(), self.label(), self.label());
        let (handled, handler) = self.new_handled(label);
        self.push_block(BlockKind::With {
            pair,
            is_async,
            range,
        });
        self.unit.handler = handler;
        if let Some(target) = item.optional_vars.as_deref() {
            self.assign_register(target, value)?;
        }
        self.with_items(rest, body, is_async)?;
        self.pop_block();
        self.call_exit(pair, is_async, range);
        self.emit_hidden(Op::JUMP, &[end.0 as i32]);
        self.place(label);
        self.begin_handled(&handled);
        let result = self.temp();
        self.emit(
            range,
            Op::WITH_EXCEPT_START,
            &[result.0, pair.0, handled.exc.0],
        );
        if is_async {
            self.await_value(range, result, result, 2);
        }
        self.emit(range, Op::JUMP_IF_TRUE, &[result.0, suppressed.0 as i32]);
        self.emit(range, Op::RERAISE, &[handled.exc.0]);
        self.end_handled(&handled);
        self.place(suppressed);
        self.emit_hidden(Op::POP_EXCEPT, &[handled.saved.0]);
        self.place(end);
        Ok(())
    }

    /// Looks up both methods and enters; the answer is what `as` binds.
    fn enter_context(&mut self, item: &'a WithItem, pair: Reg, is_async: bool) -> Result<Reg> {
        let range = item.context_expr.range();
        let value = self.temp();
        let mark = self.mark();
        let context = self.expr(&item.context_expr)?;
        let enter = self.temps(2);
        let (enter_method, exit_method) = if is_async {
            (AENTER, AEXIT)
        } else {
            (ENTER, EXIT)
        };
        self.emit(range, Op::LOAD_SPECIAL, &[pair.0, context.0, exit_method]);
        self.emit(range, Op::LOAD_SPECIAL, &[enter.0, context.0, enter_method]);
        self.temp();
        self.emit(
            range,
            Op::CALL_LOADED,
            &[value.0, enter.0, enter.plus(2).0, 0],
        );
        if is_async {
            self.await_value(range, value, value, 1);
        }
        self.release(mark);
        Ok(value)
    }
}
