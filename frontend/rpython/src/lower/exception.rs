//! Ways out: `raise`, `try`, `return`, `break` and `continue` through `finally`.

use kaa_ir::{Imm, Op, Value};

use super::func::{FnLower, Join, Scope};
use crate::tree::{Expr, Handler, Stmt};
use crate::types::Ty;

impl<'t> FnLower<'_, '_, '_, '_, 't> {
    /// Throws to the nearest handler, or out of the function.
    pub fn raise(&mut self, error: Value) {
        let handler = self
            .scopes
            .iter()
            .rposition(|s| matches!(s, Scope::Handler(_)));
        match handler {
            None => {
                self.b.inst(Op::Throw, &[], &[error], &[]);
            }
            Some(index) => {
                let mut join = self.take_handler(index);
                self.jump(&mut join, Some(error));
                self.scopes[index] = Scope::Handler(join);
            }
        }
    }

    /// The join of a handler scope; the caller puts it back.
    pub fn take_handler(&mut self, index: usize) -> Join {
        match &mut self.scopes[index] {
            Scope::Handler(join) => std::mem::take(join),
            _ => panic!("lower {}: scope {index} is no handler", self.b.func.name),
        }
    }

    pub fn nearest_handler(&self) -> Option<usize> {
        self.scopes
            .iter()
            .rposition(|s| matches!(s, Scope::Handler(_)))
    }

    pub fn try_block(
        &mut self,
        body: &'t [Stmt],
        handlers: &'t [Handler],
        orelse: &'t [Stmt],
        finally: &'t [Stmt],
    ) {
        if finally.is_empty() {
            return self.try_except(body, handlers, orelse);
        }
        let outer = self.handler_join();
        self.scopes.push(Scope::Handler(outer));
        self.scopes.push(Scope::Finally(finally));
        if handlers.is_empty() {
            self.stmts(body);
            if self.b.current().is_some() {
                self.stmts(orelse);
            }
        } else {
            self.try_except(body, handlers, orelse);
        }
        self.scopes.pop();
        let Some(Scope::Handler(raised)) = self.scopes.pop() else {
            panic!("lower {}: scopes are not balanced", self.b.func.name);
        };
        let mut end = Join::default();
        if self.b.current().is_some() {
            self.stmts(finally);
            if self.b.current().is_some() {
                self.jump(&mut end, None);
            }
        }
        if raised.is_used() {
            let error = self.begin(raised).expect("handlers have a lead");
            self.stmts(finally);
            if self.b.current().is_some() {
                self.raise(error);
            }
        }
        if end.is_used() {
            self.begin(end);
        }
    }

    fn try_except(&mut self, body: &'t [Stmt], handlers: &'t [Handler], orelse: &'t [Stmt]) {
        let join = self.handler_join();
        self.scopes.push(Scope::Handler(join));
        self.stmts(body);
        let Some(Scope::Handler(raised)) = self.scopes.pop() else {
            panic!("lower {}: scopes are not balanced", self.b.func.name);
        };
        let mut end = Join::default();
        if self.b.current().is_some() {
            self.stmts(orelse);
            if self.b.current().is_some() {
                self.jump(&mut end, None);
            }
        }
        if raised.is_used() {
            let error = self.begin(raised).expect("handlers have a lead");
            self.handlers(error, handlers, &mut end);
        }
        if end.is_used() {
            self.begin(end);
        }
    }

    fn handlers(&mut self, error: Value, handlers: &'t [Handler], end: &mut Join) {
        for handler in handlers {
            let mut caught = Join::default();
            let mut next = Join::default();
            if handler.classes.is_empty() {
                self.jump(&mut caught, None);
            }
            for (index, &class) in handler.classes.iter().enumerate() {
                let class = self.cx.class(self.b.module, class);
                let test = self.b.value(Op::IsInstance, &[Imm::Class(class)], &[error]);
                if index + 1 == handler.classes.len() {
                    self.branch(test, &mut caught, &mut next);
                } else {
                    let mut other = Join::default();
                    self.branch(test, &mut caught, &mut other);
                    self.begin(other);
                }
            }
            self.begin(caught);
            let ty = self.body.locals[handler.bind.0 as usize].ty;
            let ty = self.ty(ty);
            let bound = self.ensure(error, ty);
            self.env[handler.bind.0 as usize] = Some(bound);
            self.stmts(&handler.body);
            if self.b.current().is_some() {
                self.jump(end, None);
            }
            if !next.is_used() {
                return;
            }
            self.begin(next);
        }
        self.raise(error);
    }

    pub fn return_value(&mut self, value: Option<&'t Expr>) {
        let value = match value {
            None => None,
            Some(value) if matches!(self.result, Ty::None | Ty::Never) => {
                self.expr_any(value);
                None
            }
            Some(value) => {
                let ty = self.ty(self.result);
                Some(self.expr_of(value, ty))
            }
        };
        if self.b.current().is_none() {
            return;
        }
        self.unwind(0);
        if self.b.current().is_some() {
            self.b.ret(value);
        }
    }

    /// Runs the `finally` parts between here and scope `down_to`, inner ones first, each outside its own `try`.
    fn unwind(&mut self, down_to: usize) {
        let mut index = self.scopes.len();
        while index > down_to && self.b.current().is_some() {
            index -= 1;
            if let Scope::Finally(stmts) = self.scopes[index] {
                // The handler below the `finally` is its own: an error in it passes on.
                let tail = self.scopes.split_off(index - 1);
                self.stmts(stmts);
                self.scopes.extend(tail);
                index -= 1;
            }
        }
    }

    /// `break` (true) or `continue`.
    pub fn leave(&mut self, is_break: bool) {
        let index = self
            .scopes
            .iter()
            .rposition(|s| matches!(s, Scope::Loop { .. }))
            .expect("checked: there is a loop");
        self.unwind(index + 1);
        if self.b.current().is_none() {
            return;
        }
        let pick = |scope: &mut Scope<'t>| match scope {
            Scope::Loop { breaks, .. } if is_break => std::mem::take(breaks),
            Scope::Loop { continues, .. } => std::mem::take(continues),
            _ => unreachable!("found above"),
        };
        let mut join = pick(&mut self.scopes[index]);
        self.jump(&mut join, None);
        match &mut self.scopes[index] {
            Scope::Loop { breaks, .. } if is_break => *breaks = join,
            Scope::Loop { continues, .. } => *continues = join,
            _ => unreachable!("found above"),
        }
    }
}
