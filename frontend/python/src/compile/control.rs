//! Loops and branches, and leaving blocks by `return`, `break` and `continue`.

use super::unit::{Block, BlockKind, HandlerId};
use super::{Compiler, Label, Reg};
use crate::code::Const;
use crate::error::{Result, error};
use crate::opcode::Op;
use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

/// What `unwind` took off and `rewind` puts back.
pub(super) struct Unwound<'a> {
    blocks: Vec<Block<'a>>,
    handler: HandlerId,
}

impl<'a> Compiler<'a> {
    pub(super) fn push_block(&mut self, kind: BlockKind<'a>) {
        let outer = self.unit.handler;
        self.unit.blocks.push(Block { kind, outer });
    }

    pub(super) fn pop_block(&mut self) {
        let block = self
            .unit
            .blocks
            .pop()
            .expect("compile: pop_block without push_block");
        self.unit.handler = block.outer;
    }

    pub(super) fn if_stmt(&mut self, node: &'a ast::StmtIf) -> Result {
        let end = self.label();
        let mut next = self.label();
        self.jump_if(&node.test, false, next)?;
        self.body(&node.body)?;
        for clause in &node.elif_else_clauses {
            self.emit_hidden(Op::JUMP, &[end.0 as i32]);
            self.place(next);
            next = self.label();
            if let Some(test) = &clause.test {
                self.jump_if(test, false, next)?;
            }
            self.body(&clause.body)?;
        }
        self.place(next);
        self.place(end);
        Ok(())
    }

    pub(super) fn while_stmt(&mut self, node: &'a ast::StmtWhile) -> Result {
        let (top, exhausted, end) = (self.label(), self.label(), self.label());
        self.place(top);
        self.jump_if(&node.test, false, exhausted)?;
        self.push_block(BlockKind::Loop { top, end });
        self.body(&node.body)?;
        self.pop_block();
        self.emit(node.test.range(), Op::JUMP_BACK, &[top.0 as i32]);
        self.place(exhausted);
        self.body(&node.orelse)?;
        self.place(end);
        Ok(())
    }

    pub(super) fn for_stmt(&mut self, node: &'a ast::StmtFor) -> Result {
        let (top, exhausted, end) = (self.label(), self.label(), self.label());
        let iter_range = node.iter.range();
        let iter = self.temp();
        if node.is_async && !self.is_async_context() {
            return Err(error(node.range, "'async for' outside async function"));
        }
        let source = self.operand(&node.iter, iter)?;
        let get = if node.is_async {
            Op::GET_AITER
        } else {
            Op::GET_ITER
        };
        self.emit(iter_range, get, &[iter.0, source.0]);
        if node.is_async {
            self.async_for_head(&node.target, iter, top, exhausted)?;
        } else {
            self.place(top);
            self.for_iter(&node.target, iter, exhausted, iter_range)?;
        }
        self.push_block(BlockKind::Loop { top, end });
        self.body(&node.body)?;
        self.pop_block();
        self.emit(iter_range, Op::JUMP_BACK, &[top.0 as i32]);
        if node.is_async {
            self.async_for_end(exhausted, iter_range);
        } else {
            self.place(exhausted);
        }
        self.body(&node.orelse)?;
        self.place(end);
        Ok(())
    }

    /// The head of an asynchronous loop; StopAsyncIteration goes to `exhausted`.
    /// The register of that exception stays taken.
    pub(super) fn async_for_head(
        &mut self,
        target: &'a Expr,
        iter: Reg,
        top: Label,
        exhausted: Label,
    ) -> Result {
        let exc = self.temp();
        let mark = self.mark();
        let value = self.temp();
        self.place(top);
        let handler = self.unit.new_handler(exhausted, exc);
        let outer = std::mem::replace(&mut self.unit.handler, handler);
        self.emit(target.range(), Op::GET_ANEXT, &[value.0, iter.0]);
        self.emit(target.range(), Op::YIELD_FROM, &[value.0, value.0]);
        self.unit.handler = outer;
        self.assign_register(target, value)?;
        self.release(mark);
        Ok(())
    }

    pub(super) fn async_for_end(&mut self, exhausted: Label, range: TextRange) {
        let handler = self
            .unit
            .handlers
            .iter()
            .find(|handler| handler.label == exhausted);
        let exc = handler
            .expect("compile: async_for_end without async_for_head")
            .reg;
        self.place(exhausted);
        self.emit(range, Op::END_ASYNC_FOR, &[exc.0]);
    }

    pub(super) fn break_stmt(&mut self, range: TextRange) -> Result {
        self.leave_loop(range, "'break' outside loop", true)
    }

    pub(super) fn continue_stmt(&mut self, range: TextRange) -> Result {
        self.leave_loop(range, "'continue' not properly in loop", false)
    }

    fn leave_loop(&mut self, range: TextRange, message: &str, is_break: bool) -> Result {
        self.check_except_star(range, true)?;
        let is_loop = |block: &Block<'_>| matches!(block.kind, BlockKind::Loop { .. });
        let Some(index) = self.unit.blocks.iter().rposition(is_loop) else {
            return Err(error(range, message));
        };
        let BlockKind::Loop { top, end } = self.unit.blocks[index].kind else {
            panic!("compile: the block found is a loop")
        };
        let state = self.unwind(index + 1, range)?;
        if is_break {
            self.jump(range, end);
        } else {
            self.emit(range, Op::JUMP_BACK, &[top.0 as i32]);
        }
        self.rewind(state);
        Ok(())
    }

    /// `break`, `continue` and `return` may not leave an `except*` block.
    pub(super) fn check_except_star(&self, range: TextRange, in_loop: bool) -> Result {
        for block in self.unit.blocks.iter().rev() {
            match block.kind {
                BlockKind::ExceptStar => {
                    let message =
                        "'break', 'continue' and 'return' cannot appear in an except* block";
                    return Err(error(range, message));
                }
                BlockKind::Loop { .. } if in_loop => return Ok(()),
                _ => {}
            }
        }
        Ok(())
    }

    /// Emits the code that leaves all blocks above the first `keep`, inside the handlers in force
    /// there. What follows, up to `rewind`, is outside of them too.
    pub(super) fn unwind(&mut self, keep: usize, range: TextRange) -> Result<Unwound<'a>> {
        let state = Unwound {
            blocks: self.unit.blocks.clone(),
            handler: self.unit.handler,
        };
        while self.unit.blocks.len() > keep {
            let block = self.unit.blocks.pop().expect("the length was tested");
            self.unit.handler = block.outer;
            match block.kind {
                BlockKind::Loop { .. } | BlockKind::Try | BlockKind::ExceptStar => {}
                BlockKind::Finally { body } => {
                    let mark = self.mark();
                    self.body(body)?;
                    self.release(mark);
                }
                BlockKind::Handled { saved } => self.emit(range, Op::POP_EXCEPT, &[saved.0]),
                BlockKind::Named { saved, name } => {
                    self.emit(range, Op::POP_EXCEPT, &[saved.0]);
                    self.unbind_name(name)?;
                }
                BlockKind::With {
                    pair,
                    is_async,
                    range,
                } => self.call_exit(pair, is_async, range),
            }
        }
        Ok(state)
    }

    pub(super) fn rewind(&mut self, state: Unwound<'a>) {
        self.unit.blocks = state.blocks;
        self.unit.handler = state.handler;
    }

    /// `exit(None, None, None)` on the normal way out of a `with` block.
    pub(super) fn call_exit(&mut self, pair: Reg, is_async: bool, range: TextRange) {
        let mark = self.mark();
        for index in 2..5 {
            self.load_const(range, pair.plus(index), Const::None);
        }
        let result = self.temp();
        self.emit(
            range,
            Op::CALL_LOADED,
            &[result.0, pair.0, pair.plus(2).0, 3],
        );
        if is_async {
            self.await_value(range, result, result, 2);
        }
        self.release(mark);
    }
}
