//! `try` statements. The shape of the code is shown in `docs/bytecode.md` section 4.

use super::unit::{BlockKind, HandlerId};
use super::{Compiler, Label, Reg};
use crate::error::{Result, error};
use crate::opcode::Op;
use ruff_python_ast::{self as ast, ExceptHandler, ExceptHandlerExceptHandler};

/// The frame of a handler region: the exception's register, the saved handled exception and the
/// cleanup that restores it when the region raises.
pub(super) struct Handled {
    pub exc: Reg,
    pub saved: Reg,
    cleanup: Label,
    pub outer: HandlerId,
}

impl<'a> Compiler<'a> {
    pub(super) fn try_stmt(&mut self, node: &'a ast::StmtTry) -> Result {
        if node.finalbody.is_empty() {
            self.try_except(node)
        } else {
            self.try_finally(node)
        }
    }

    /// Takes the registers of a handler region and makes the handler that leads to `label`.
    pub(super) fn new_handled(&mut self, label: Label) -> (Handled, HandlerId) {
        let base = self.temps(2);
        let handled = Handled {
            exc: base,
            saved: base.plus(1),
            cleanup: self.label(),
            outer: self.unit.handler,
        };
        let handler = self.unit.new_handler(label, handled.exc);
        (handled, handler)
    }

    /// Begins the region at its label: from here to `end_handled` the cleanup protects the code.
    pub(super) fn begin_handled(&mut self, handled: &Handled) {
        let cleanup = self.unit.new_handler(handled.cleanup, handled.exc);
        self.unit.handler = cleanup;
        self.emit_hidden(Op::PUSH_EXC_INFO, &[handled.saved.0, handled.exc.0]);
    }

    /// Ends the region with its cleanup code; control must not fall into it.
    pub(super) fn end_handled(&mut self, handled: &Handled) {
        self.unit.handler = handled.outer;
        self.place(handled.cleanup);
        self.emit_hidden(Op::POP_EXCEPT, &[handled.saved.0]);
        self.emit_hidden(Op::RERAISE, &[handled.exc.0]);
    }

    fn try_finally(&mut self, node: &'a ast::StmtTry) -> Result {
        let (label, end) = (self.label(), self.label());
        let (handled, handler) = self.new_handled(label);
        self.push_block(BlockKind::Finally {
            body: &node.finalbody,
        });
        self.unit.handler = handler;
        if node.handlers.is_empty() {
            self.body(&node.body)?;
        } else {
            self.try_except(node)?;
        }
        self.pop_block();
        self.body(&node.finalbody)?;
        self.emit_hidden(Op::JUMP, &[end.0 as i32]);
        self.place(label);
        self.begin_handled(&handled);
        self.push_block(BlockKind::Handled {
            saved: handled.saved,
        });
        // Leaving this copy by a jump goes to code outside of the cleanup.
        self.set_block_outer(handled.outer);
        self.body(&node.finalbody)?;
        self.unit.blocks.pop();
        self.emit_hidden(Op::RERAISE, &[handled.exc.0]);
        self.end_handled(&handled);
        self.place(end);
        Ok(())
    }

    fn set_block_outer(&mut self, outer: HandlerId) {
        self.unit
            .blocks
            .last_mut()
            .expect("a block was just pushed")
            .outer = outer;
    }

    fn try_except(&mut self, node: &'a ast::StmtTry) -> Result {
        let (label, end) = (self.label(), self.label());
        let (handled, handler) = self.new_handled(label);
        self.push_block(BlockKind::Try);
        self.unit.handler = handler;
        self.body(&node.body)?;
        self.pop_block();
        self.body(&node.orelse)?;
        self.emit_hidden(Op::JUMP, &[end.0 as i32]);
        self.place(label);
        self.begin_handled(&handled);
        if node.is_star {
            self.star_handlers(&node.handlers, &handled, end)?;
        } else {
            self.handlers(&node.handlers, &handled, end)?;
        }
        self.end_handled(&handled);
        self.place(end);
        Ok(())
    }

    fn handlers(&mut self, handlers: &'a [ExceptHandler], handled: &Handled, end: Label) -> Result {
        for (index, handler) in handlers.iter().enumerate() {
            let ExceptHandler::ExceptHandler(handler) = handler;
            let next = self.label();
            if let Some(class) = handler.type_.as_deref() {
                let mark = self.mark();
                let class_reg = self.expr(class)?;
                let args = [handled.exc.0, class_reg.0, next.0 as i32];
                self.emit(handler.range, Op::JUMP_IF_NOT_EXC_MATCH, &args);
                self.release(mark);
            } else if index + 1 < handlers.len() {
                return Err(error(handler.range, "default 'except:' must be last"));
            }
            self.handler_body(handler, handled)?;
            let inner = std::mem::replace(&mut self.unit.handler, handled.outer);
            self.emit_hidden(Op::JUMP, &[end.0 as i32]);
            self.unit.handler = inner;
            self.place(next);
        }
        self.emit_hidden(Op::RERAISE, &[handled.exc.0]);
        Ok(())
    }

    /// The body of one handler, up to and with its POP_EXCEPT.
    fn handler_body(
        &mut self,
        handler: &'a ExceptHandlerExceptHandler,
        handled: &Handled,
    ) -> Result {
        let inner = self.unit.handler;
        let Some(name) = &handler.name else {
            self.push_block(BlockKind::Handled {
                saved: handled.saved,
            });
            self.set_block_outer(handled.outer);
            self.body(&handler.body)?;
            self.unit.blocks.pop();
            self.unit.handler = inner;
            self.emit_hidden(Op::POP_EXCEPT, &[handled.saved.0]);
            return Ok(());
        };
        self.store_name(&name.id, name.range, handled.exc);
        let unbind = self.label();
        let exc = self.temp();
        let unbinder = self.unit.new_handler(unbind, exc);
        self.push_block(BlockKind::Named {
            saved: handled.saved,
            name: &name.id,
        });
        self.set_block_outer(handled.outer);
        self.unit.handler = unbinder;
        self.body(&handler.body)?;
        self.unit.blocks.pop();
        self.unit.handler = inner;
        let done = self.label();
        self.emit_hidden(Op::POP_EXCEPT, &[handled.saved.0]);
        self.unit.handler = handled.outer;
        self.unbind_name(&name.id)?;
        self.emit_hidden(Op::JUMP, &[done.0 as i32]);
        self.unit.handler = inner;
        self.place(unbind);
        self.unbind_name(&name.id)?;
        self.emit_hidden(Op::RERAISE, &[exc.0]);
        self.place(done);
        Ok(())
    }

    fn star_handlers(
        &mut self,
        handlers: &'a [ExceptHandler],
        handled: &Handled,
        end: Label,
    ) -> Result {
        // The group still to be handled, its pieces after a match, and the exceptions to raise.
        let (rest, list) = (self.temp(), self.temp());
        self.emit_hidden(Op::MOVE, &[rest.0, handled.exc.0]);
        self.emit_hidden(Op::BUILD_LIST, &[list.0, list.0, 0]);
        for handler in handlers {
            let ExceptHandler::ExceptHandler(handler) = handler;
            let Some(class) = handler.type_.as_deref() else {
                return Err(error(handler.range, "expected one or more exception types"));
            };
            let mark = self.mark();
            let next = self.label();
            self.emit_hidden(Op::JUMP_IF_NONE, &[rest.0, next.0 as i32]);
            let pair = self.temps(2);
            let class_reg = self.expr(class)?;
            self.emit(
                handler.range,
                Op::CHECK_EG_MATCH,
                &[pair.0, rest.0, class_reg.0],
            );
            self.emit_hidden(Op::MOVE, &[rest.0, pair.0]);
            self.emit_hidden(Op::JUMP_IF_NONE, &[pair.plus(1).0, next.0 as i32]);
            self.star_body(handler, pair.plus(1), list, next)?;
            self.place(next);
            self.release(mark);
        }
        let (none_left, quiet) = (self.label(), self.label());
        self.emit_hidden(Op::JUMP_IF_NONE, &[rest.0, none_left.0 as i32]);
        self.emit_hidden(Op::LIST_APPEND, &[list.0, rest.0]);
        self.place(none_left);
        let exc = self.temp();
        self.emit_hidden(Op::PREP_RERAISE_STAR, &[exc.0, handled.exc.0, list.0]);
        self.unit.handler = handled.outer;
        self.emit_hidden(Op::POP_EXCEPT, &[handled.saved.0]);
        self.emit_hidden(Op::JUMP_IF_NONE, &[exc.0, quiet.0 as i32]);
        self.emit_hidden(Op::RERAISE, &[exc.0]);
        self.place(quiet);
        self.emit_hidden(Op::JUMP, &[end.0 as i32]);
        Ok(())
    }

    fn star_body(
        &mut self,
        handler: &'a ExceptHandlerExceptHandler,
        matched: Reg,
        list: Reg,
        next: Label,
    ) -> Result {
        if let Some(name) = &handler.name {
            self.store_name(&name.id, name.range, matched);
        }
        let (raised, exc) = (self.label(), self.temp());
        let collector = self.unit.new_handler(raised, exc);
        self.push_block(BlockKind::ExceptStar);
        self.unit.handler = collector;
        self.body(&handler.body)?;
        self.pop_block();
        if let Some(name) = &handler.name {
            self.unbind_name(&name.id)?;
        }
        self.emit_hidden(Op::JUMP, &[next.0 as i32]);
        self.place(raised);
        if let Some(name) = &handler.name {
            self.unbind_name(&name.id)?;
        }
        self.emit_hidden(Op::LIST_APPEND, &[list.0, exc.0]);
        Ok(())
    }
}
