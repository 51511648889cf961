//! `while`, `for`, `try`, `with`: statements that control goes around or out of.

use ruff_python_ast::{self as ast, ExceptHandler, Expr as Ast, Stmt as AstStmt};

use super::{Checker, LoopFlow};
use crate::consteval::Const;
use crate::program::Sym;
use crate::tree::*;
use crate::types::{ClassId, Ty};
use kaa_ir::Op;

impl<'p, 'a> Checker<'p, 'a> {
    pub(super) fn while_stmt(&mut self, round: &'a ast::StmtWhile, out: &mut Vec<Stmt>) {
        let at = self.span(round).start;
        let mark = self.enter_loop(&[&round.body]);
        let (test, facts) = self.condition(&round.test);
        let before = self.flow.clone();
        self.apply(&facts.yes);
        let body = match test.kind {
            ExprKind::Const(Const::Bool(false)) => Vec::new(),
            _ => self.block(&round.body),
        };
        let endless = matches!(test.kind, ExprKind::Const(Const::Bool(true)));
        self.flow = before;
        self.apply(&facts.no);
        self.flow.dead |= endless;
        let (orelse, assigned) = self.leave_loop(mark, &round.orelse);
        out.push(Stmt {
            at,
            kind: StmtKind::While {
                test,
                body,
                step: Vec::new(),
                orelse,
                assigned,
            },
        });
    }

    /// Forgets what the loop's own assignments make untrue; answers where its bindings start.
    fn enter_loop(&mut self, bodies: &[&'a [AstStmt]]) -> usize {
        for local in self.names_bound_in(bodies) {
            self.flow.forget(local);
        }
        self.loops.push(LoopFlow { breaks: Vec::new() });
        self.bound.len()
    }

    /// Checks the `else` part and joins the flow of all `break`s.
    fn leave_loop(&mut self, mark: usize, orelse: &'a [AstStmt]) -> (Vec<Stmt>, Vec<LocalId>) {
        let mut assigned = self.bound[mark..].to_vec();
        assigned.sort_unstable();
        assigned.dedup();
        let round = self.loops.pop().expect("a loop was entered");
        let orelse = self.block(orelse);
        for flow in round.breaks {
            let own = std::mem::take(&mut self.flow);
            self.flow = own.merge(flow, self.p);
        }
        (orelse, assigned)
    }

    pub(super) fn for_stmt(&mut self, round: &'a ast::StmtFor, out: &mut Vec<Stmt>) {
        if let Ast::Call(call) = &*round.iter
            && let Ast::Name(name) = &*call.func
            && self.p.lookup(self.module, name.id.as_str()) == Some(Sym::Builtin("range"))
        {
            return self.for_range(round, &call.arguments, out);
        }
        self.for_items(round, out);
    }

    fn for_range(
        &mut self,
        round: &'a ast::StmtFor,
        arguments: &'a ast::Arguments,
        out: &mut Vec<Stmt>,
    ) {
        let at = self.span(round).start;
        let args = &arguments.args;
        if args.is_empty() || args.len() > 3 || !arguments.keywords.is_empty() {
            self.error("R024", arguments, "`range` takes one to three arguments");
            return;
        }
        let (first, stop) = match &args[..] {
            [stop] => (Expr::int(0, Ty::Int, at), self.expr_as(stop, Ty::Int)),
            _ => (
                self.expr_as(&args[0], Ty::Int),
                self.expr_as(&args[1], Ty::Int),
            ),
        };
        let step = match args.get(2) {
            None => 1,
            Some(step) => match self.p.eval_const(self.module, step) {
                Some(Const::Int(i)) if i != 0 => i,
                _ => {
                    self.error(
                        "R050",
                        step,
                        "the step of `range` must be a constant, not 0",
                    );
                    1
                }
            },
        };
        // The counter is a local of its own, so that the body may rebind its name.
        let counter = self.new_local("", Ty::Int);
        let limit = self.new_local("", Ty::Int);
        out.push(self.let_stmt(counter, first));
        out.push(self.let_stmt(limit, stop));
        let counter_value = Expr::new(ExprKind::Local(counter), Ty::Int, at);
        let limit_value = Expr::new(ExprKind::Local(limit), Ty::Int, at);
        let order = if step > 0 {
            vec![counter_value.clone(), limit_value]
        } else {
            vec![limit_value, counter_value.clone()]
        };
        let test = Expr::new(ExprKind::Op(Op::LtS, order), Ty::Bool, at);
        // Wraps only past a bound that the test has already excluded, unless the step jumps over it.
        let sum = vec![counter_value.clone(), Expr::int(step, Ty::Int, at)];
        let next = Expr::new(ExprKind::Op(Op::Add, sum), Ty::Int, at);
        self.counted(round, test, counter, next, counter_value, out);
    }

    /// The loop that runs while `test`, binding the target to `item` at the start of each round.
    fn counted(
        &mut self,
        round: &'a ast::StmtFor,
        test: Expr,
        counter: LocalId,
        next: Expr,
        item: Expr,
        out: &mut Vec<Stmt>,
    ) {
        let at = test.at;
        let mut bound = Vec::new();
        target_names(&round.target, &mut bound);
        for name in bound {
            if let Some(&local) = self.names.get(name) {
                self.flow.forget(local);
            }
        }
        let mark = self.enter_loop(&[&round.body]);
        let before = self.flow.clone();
        let mut body = Vec::new();
        if !matches!(&*round.target, Ast::Name(n) if n.id.as_str() == "_") {
            self.store(&round.target, item, &round.iter, &mut body);
        }
        body.extend(self.block(&round.body));
        self.bound.push(counter);
        let step = vec![self.let_stmt(counter, next)];
        // What only the body binds is not bound after a loop without rounds.
        self.flow = before;
        let (orelse, assigned) = self.leave_loop(mark, &round.orelse);
        out.push(Stmt {
            at,
            kind: StmtKind::While {
                test,
                body,
                step,
                orelse,
                assigned,
            },
        });
    }

    /// Over an array, or an object with `__len__` and `__getitem__`; the length is read in every round.
    fn for_items(&mut self, round: &'a ast::StmtFor, out: &mut Vec<Stmt>) {
        let at = self.span(round).start;
        let items = self.expr(&round.iter, None);
        if items.ty == Ty::Error {
            return;
        }
        let local = self.new_local("", items.ty);
        let ty = items.ty;
        out.push(self.let_stmt(local, items));
        let items = Expr::new(ExprKind::Local(local), ty, at);
        let is_array = matches!(ty, Ty::Arr(_, false));
        if !is_array && !matches!(ty, Ty::Class(_, false)) {
            let message = format!("`{}` cannot be iterated", self.show(ty));
            self.error("R034", &*round.iter, message);
            return;
        }
        let length = self.length_of(items.clone(), &round.iter);
        let index_ty = length.ty;
        let counter = self.new_local("", index_ty);
        out.push(self.let_stmt(counter, Expr::int(0, index_ty, at)));
        let index = Expr::new(ExprKind::Local(counter), index_ty, at);
        let test = ExprKind::Op(Op::LtS, vec![index.clone(), length]);
        let test = Expr::new(test, Ty::Bool, at);
        let sum = vec![index.clone(), Expr::int(1, index_ty, at)];
        let next = Expr::new(ExprKind::Op(Op::Add, sum), index_ty, at);
        let item = if let Ty::Arr(list, _) = ty {
            let elem = self.p.lists.elem(list).value();
            let kind = ExprKind::GetElem {
                array: items.boxed(),
                index: index.boxed(),
                checked: true,
            };
            Expr::new(kind, elem, at)
        } else {
            self.method_call(
                items,
                "__getitem__",
                vec![(index, &*round.iter)],
                &round.iter,
            )
        };
        self.counted(round, test, counter, next, item, out);
    }

    pub(super) fn try_stmt(&mut self, attempt: &'a ast::StmtTry, out: &mut Vec<Stmt>) {
        let at = self.span(attempt).start;
        if attempt.is_star {
            self.error("R007", attempt, "`except*` is not in the dialect");
        }
        let mut at_handler = self.flow.clone();
        for local in self.names_bound_in(&[&attempt.body]) {
            at_handler.forget(local);
        }
        let body = self.block(&attempt.body);
        let orelse = self.block(&attempt.orelse);
        let mut after = std::mem::take(&mut self.flow);
        let mut handlers = Vec::new();
        for handler in &attempt.handlers {
            let ExceptHandler::ExceptHandler(handler) = handler;
            self.flow = at_handler.clone();
            if let Some(handler) = self.handler(handler) {
                handlers.push(handler);
            }
            let own = std::mem::take(&mut self.flow);
            after = after.merge(own, self.p);
        }
        // `finally` runs on every way out, so it may rely only on what held before the statement.
        let mut all: Vec<&'a [AstStmt]> = vec![&attempt.body, &attempt.orelse];
        for handler in &attempt.handlers {
            let ExceptHandler::ExceptHandler(handler) = handler;
            all.push(&handler.body);
        }
        let mut at_finally = at_handler;
        for local in self.names_bound_in(&all) {
            at_finally.forget(local);
        }
        self.flow = at_finally;
        self.flow.dead = false;
        let finally = self.block(&attempt.finalbody);
        let finally_ends = self.flow.dead;
        self.flow = after;
        for local in self.names_bound_in(&[&attempt.finalbody]) {
            self.flow.forget(local);
            self.flow.bind(local);
        }
        self.flow.dead |= finally_ends;
        out.push(Stmt {
            at,
            kind: StmtKind::Try {
                body,
                handlers,
                orelse,
                finally,
            },
        });
    }

    fn handler(&mut self, handler: &'a ast::ExceptHandlerExceptHandler) -> Option<Handler> {
        let Some(root) = self.p.lang_class("error") else {
            self.error(
                "R061",
                handler,
                "the program has no class `@lang(\"error\")`",
            );
            return None;
        };
        let mut classes = Vec::new();
        match handler.type_.as_deref() {
            None => {}
            Some(Ast::Tuple(tuple)) => {
                for item in &tuple.elts {
                    classes.extend(self.handler_class(item, root));
                }
            }
            Some(one) => classes.extend(self.handler_class(one, root)),
        }
        let class = classes
            .iter()
            .copied()
            .reduce(|a, b| self.p.common_class(a, b).unwrap_or(root))
            .unwrap_or(root);
        let ty = Ty::Class(class, false);
        let name = handler.name.as_ref().map_or("", |n| n.id.as_str());
        let bind = self.new_local(name, ty);
        let shadowed = match &handler.name {
            Some(name) => self.names.insert(name.id.as_str(), bind),
            None => None,
        };
        self.caught.push(bind);
        let body = self.block(&handler.body);
        self.caught.pop();
        if let Some(name) = &handler.name {
            self.names.remove(name.id.as_str());
            if let Some(old) = shadowed {
                self.names.insert(name.id.as_str(), old);
            }
        }
        Some(Handler {
            classes,
            bind,
            body,
        })
    }

    fn handler_class(&mut self, expr: &'a Ast, root: ClassId) -> Option<ClassId> {
        let env = self.env.clone();
        match self.p.resolve_type(self.module, &env, expr) {
            Ty::Class(class, false) if self.p.is_subclass(class, root) => Some(class),
            Ty::Error => None,
            ty => {
                let message = format!(
                    "`{}` is not below `{}`",
                    self.show(ty),
                    self.p.class(root).name
                );
                self.error("R036", expr, message);
                None
            }
        }
    }

    /// `with x as y: body` is `y = x.__enter__()`, then `body`, then always `x.__exit__()`.
    pub(super) fn with_stmt(&mut self, with: &'a ast::StmtWith, out: &mut Vec<Stmt>) {
        self.with_items(&with.items, &with.body, out);
    }

    fn with_items(&mut self, items: &'a [ast::WithItem], body: &'a [AstStmt], out: &mut Vec<Stmt>) {
        let Some((item, rest)) = items.split_first() else {
            out.extend(self.block(body));
            return;
        };
        let at = self.span(item).start;
        let manager = self.expr(&item.context_expr, None);
        let ty = manager.ty;
        let local = self.new_local("", ty);
        out.push(self.let_stmt(local, manager));
        let manager = Expr::new(ExprKind::Local(local), ty, at);
        let place = &item.context_expr;
        let entered = self.method_call(manager.clone(), "__enter__", Vec::new(), place);
        match &item.optional_vars {
            Some(target) => self.store(target, entered, place, out),
            None => out.push(Stmt {
                at,
                kind: StmtKind::Expr(entered),
            }),
        }
        let mut inner = Vec::new();
        self.with_items(rest, body, &mut inner);
        let exit = self.method_call(manager, "__exit__", Vec::new(), place);
        out.push(Stmt {
            at,
            kind: StmtKind::Try {
                body: inner,
                handlers: Vec::new(),
                orelse: Vec::new(),
                finally: vec![Stmt {
                    at,
                    kind: StmtKind::Expr(exit),
                }],
            },
        });
    }
}

/// Names that the statements bind, in nested blocks too.
pub(super) fn assigned_names<'a>(body: &'a [AstStmt], out: &mut Vec<&'a str>) {
    for stmt in body {
        match stmt {
            AstStmt::Assign(s) => s.targets.iter().for_each(|t| target_names(t, out)),
            AstStmt::AnnAssign(s) => target_names(&s.target, out),
            AstStmt::AugAssign(s) => target_names(&s.target, out),
            AstStmt::If(s) => {
                assigned_names(&s.body, out);
                for clause in &s.elif_else_clauses {
                    assigned_names(&clause.body, out);
                }
            }
            AstStmt::While(s) => {
                assigned_names(&s.body, out);
                assigned_names(&s.orelse, out);
            }
            AstStmt::For(s) => {
                target_names(&s.target, out);
                assigned_names(&s.body, out);
                assigned_names(&s.orelse, out);
            }
            AstStmt::With(s) => {
                for item in &s.items {
                    if let Some(target) = &item.optional_vars {
                        target_names(target, out);
                    }
                }
                assigned_names(&s.body, out);
            }
            AstStmt::Try(s) => {
                assigned_names(&s.body, out);
                assigned_names(&s.orelse, out);
                assigned_names(&s.finalbody, out);
                for ExceptHandler::ExceptHandler(handler) in &s.handlers {
                    assigned_names(&handler.body, out);
                }
            }
            AstStmt::Match(s) => {
                for case in &s.cases {
                    super::pattern::pattern_names(&case.pattern, out);
                    assigned_names(&case.body, out);
                }
            }
            _ => {}
        }
    }
}

pub(super) fn target_names<'a>(target: &'a Ast, out: &mut Vec<&'a str>) {
    match target {
        Ast::Name(name) => out.push(name.id.as_str()),
        Ast::Tuple(tuple) => tuple.elts.iter().for_each(|t| target_names(t, out)),
        _ => {}
    }
}
