//! Statements.

use ruff_python_ast::{self as ast, Expr as Ast, Stmt as AstStmt};
use ruff_text_size::Ranged;

use super::Checker;
use super::flow::Place;
use crate::consteval::Const;
use crate::diagnostics::Diagnostic;
use crate::tree::*;
use crate::types::Ty;

impl<'p, 'a> Checker<'p, 'a> {
    /// Statements up to the first that control does not pass.
    pub(super) fn block(&mut self, body: &'a [AstStmt]) -> Vec<Stmt> {
        let mut out = Vec::with_capacity(body.len());
        for stmt in body {
            if self.flow.dead {
                break;
            }
            self.stmt(stmt, &mut out);
        }
        out
    }

    fn stmt(&mut self, stmt: &'a AstStmt, out: &mut Vec<Stmt>) {
        let at = self.span(stmt).start;
        let kind = match stmt {
            AstStmt::Pass(_) => return,
            AstStmt::Expr(e) => match &*e.value {
                Ast::StringLiteral(_) | Ast::EllipsisLiteral(_) => return,
                value => {
                    let value = self.expr_or_none(value);
                    if value.ty == Ty::Never {
                        self.flow.dead = true;
                    }
                    StmtKind::Expr(value)
                }
            },
            AstStmt::Assign(assign) => return self.assign(assign, out),
            AstStmt::AnnAssign(assign) => return self.ann_assign(assign, out),
            AstStmt::AugAssign(assign) => return self.aug_assign(assign, out),
            AstStmt::Return(ret) => self.return_stmt(stmt, ret.value.as_deref()),
            AstStmt::If(branch) => return self.if_stmt(branch, out),
            AstStmt::While(round) => return self.while_stmt(round, out),
            AstStmt::For(round) => return self.for_stmt(round, out),
            AstStmt::Break(_) => {
                let flow = self.flow.clone();
                match self.loops.last_mut() {
                    Some(round) => round.breaks.push(flow),
                    None => drop(self.error("R033", stmt, "`break` outside a loop")),
                }
                self.flow.dead = true;
                StmtKind::Break
            }
            AstStmt::Continue(_) => {
                if self.loops.is_empty() {
                    self.error("R033", stmt, "`continue` outside a loop");
                }
                self.flow.dead = true;
                StmtKind::Continue
            }
            AstStmt::Raise(raise) => self.raise_stmt(stmt, raise),
            AstStmt::Try(attempt) => return self.try_stmt(attempt, out),
            AstStmt::With(with) => return self.with_stmt(with, out),
            AstStmt::Assert(check) => {
                let (test, facts) = self.condition(&check.test);
                self.apply(&facts.yes);
                if matches!(test.kind, ExprKind::Const(Const::Bool(false))) {
                    self.flow.dead = true;
                }
                StmtKind::Assert(test)
            }
            AstStmt::Match(choice) => return self.match_stmt(choice, out),
            AstStmt::Delete(delete) => return self.delete_stmt(delete, out),
            AstStmt::FunctionDef(def) => {
                let span = self.span(&def.name);
                let message = "nested functions are not in the dialect";
                self.p.diags.push(
                    Diagnostic::new("R007", span, message)
                        .help("move it to the module, or make a class with a method"),
                );
                return;
            }
            _ => {
                self.error("R007", stmt, "this statement is not in the dialect");
                return;
            }
        };
        out.push(Stmt { kind, at });
    }

    fn return_stmt(&mut self, stmt: &'a AstStmt, value: Option<&'a Ast>) -> StmtKind {
        let result = self.result;
        let value = match (value, result) {
            (None | Some(Ast::NoneLiteral(_)), Ty::None) => None,
            (None, Ty::Error) => None,
            (None, _) => {
                let message = format!("a `{}` must be returned", self.show(result));
                Some(self.error("R020", stmt, message))
            }
            (Some(value), Ty::None) => {
                let checked = self.expr_or_none(value);
                if checked.ty != Ty::None && checked.ty != Ty::Error {
                    self.error("R020", value, "this function has no result");
                }
                Some(checked)
            }
            (Some(value), _) => Some(self.expr_as(value, result)),
        };
        self.flow.dead = true;
        StmtKind::Return(value)
    }

    fn if_stmt(&mut self, branch: &'a ast::StmtIf, out: &mut Vec<Stmt>) {
        let mut arms: Vec<(Option<&'a Ast>, &'a [AstStmt])> =
            vec![(Some(&branch.test), &branch.body)];
        for clause in &branch.elif_else_clauses {
            arms.push((clause.test.as_ref(), &clause.body));
        }
        let stmts = self.if_arms(&arms);
        out.extend(stmts);
    }

    fn if_arms(&mut self, arms: &[(Option<&'a Ast>, &'a [AstStmt])]) -> Vec<Stmt> {
        let Some((&(test, body), rest)) = arms.split_first() else {
            return Vec::new();
        };
        let Some(test_ast) = test else {
            return self.block(body);
        };
        let (test, facts) = self.condition(test_ast);
        if let ExprKind::Const(Const::Bool(taken)) = test.kind {
            return if taken {
                self.block(body)
            } else {
                self.if_arms(rest)
            };
        }
        let before = self.flow.clone();
        self.apply(&facts.yes);
        let then = self.block(body);
        let after_then = std::mem::replace(&mut self.flow, before);
        self.apply(&facts.no);
        let orelse = self.if_arms(rest);
        let after_else = std::mem::take(&mut self.flow);
        self.flow = after_then.merge(after_else, self.p);
        vec![Stmt {
            at: self.span(test_ast).start,
            kind: StmtKind::If { test, then, orelse },
        }]
    }

    fn assign(&mut self, assign: &'a ast::StmtAssign, out: &mut Vec<Stmt>) {
        let want = match &assign.targets[..] {
            [target] => self.target_type(target),
            _ => None,
        };
        let value = self.expr(&assign.value, want);
        if let [target] = &assign.targets[..] {
            return self.store(target, value, &assign.value, out);
        }
        let ty = value.ty;
        let local = self.new_local("", ty);
        let (at, stmt) = (value.at, self.let_stmt(local, value));
        out.push(stmt);
        for target in &assign.targets {
            let again = Expr::new(ExprKind::Local(local), ty, at);
            self.store(target, again, &assign.value, out);
        }
    }

    /// What a target takes, as far as it is known before the value is checked.
    fn target_type(&mut self, target: &'a Ast) -> Option<Ty> {
        match target {
            Ast::Name(name) => self.names.get(name.id.as_str()).map(|&l| self.local_ty(l)),
            // The object is checked when the store is; here only its type is wanted, without complaints twice.
            Ast::Attribute(attr) => {
                let (_, base) = self.place_of(&attr.value)?;
                let Ty::Class(class, _) = base else {
                    return None;
                };
                match self.p.find_member(class, attr.attr.id.as_str())? {
                    crate::program::Member::Field(f) => Some(self.p.field(f).ty.value()),
                    _ => None,
                }
            }
            Ast::Subscript(sub) => match self.place_of(&sub.value)? {
                (_, Ty::Arr(list, _)) => Some(self.p.lists.elem(list).value()),
                _ => None,
            },
            _ => None,
        }
    }

    pub(super) fn store(
        &mut self,
        target: &'a Ast,
        value: Expr,
        source: &'a Ast,
        out: &mut Vec<Stmt>,
    ) {
        let at = self.span(target).start;
        match target {
            Ast::Name(name) => self.store_name(name, value, source, out),
            Ast::Tuple(tuple) => self.unpack(target, &tuple.elts, value, source, out),
            Ast::Attribute(attr) => {
                let object = self.expr(&attr.value, None);
                if let Some((field, object)) = self.field_target(attr, object) {
                    let ty = self.p.field(field).ty;
                    let value = self.coerce_store(value, ty, source);
                    out.push(Stmt {
                        at,
                        kind: StmtKind::SetField {
                            object,
                            field,
                            value,
                        },
                    });
                }
            }
            Ast::Subscript(sub) => {
                let object = self.expr(&sub.value, None);
                let index = self.index_operand(&object, &sub.slice);
                let stmt = self.store_elem(sub, object, index, value, source);
                out.extend(stmt);
            }
            _ => drop(self.error("R007", target, "this cannot be assigned to")),
        }
    }

    fn store_name(
        &mut self,
        name: &'a ast::ExprName,
        value: Expr,
        source: &'a Ast,
        out: &mut Vec<Stmt>,
    ) {
        let id = name.id.as_str();
        let local = match self.names.get(id) {
            Some(&local) => local,
            None => {
                let ty = self.local_type_for(name, value.ty);
                let local = self.new_local(id, ty);
                self.flow.unbind(local);
                self.names.insert(id, local);
                local
            }
        };
        let value = self.coerce(value, self.local_ty(local), source);
        self.bind_local(local, value.ty);
        out.push(self.let_stmt(local, value));
    }

    /// Records that a local is bound to a value of the type.
    pub(super) fn bind_local(&mut self, local: LocalId, ty: Ty) {
        self.flow.bind(local);
        self.flow.forget(local);
        self.bound.push(local);
        let declared = self.local_ty(local);
        if ty != declared && ty != Ty::Null && ty.is_reference() && self.p.is_subtype(ty, declared)
        {
            self.flow.narrow(Place::Local(local), ty);
        }
    }

    fn local_type_for(&mut self, name: &'a ast::ExprName, ty: Ty) -> Ty {
        match ty {
            Ty::I32 => Ty::Int,
            Ty::Null => {
                let span = self.span(name);
                self.p.diags.push(
                    Diagnostic::new(
                        "R029",
                        span,
                        format!("the type of `{}` is not known", name.id),
                    )
                    .help("annotate it: `x: T | None = None`"),
                );
                Ty::Error
            }
            Ty::None => {
                self.error("R020", name, "the value has no result to assign");
                Ty::Error
            }
            ty => ty,
        }
    }

    fn unpack(
        &mut self,
        target: &'a Ast,
        targets: &'a [Ast],
        value: Expr,
        source: &'a Ast,
        out: &mut Vec<Stmt>,
    ) {
        let at = value.at;
        let Ty::Tuple(list) = value.ty else {
            if value.ty != Ty::Error {
                let message = format!("`{}` cannot be unpacked", self.show(value.ty));
                self.error("R027", source, message);
            }
            for target in targets {
                self.store(target, Expr::error(at), source, out);
            }
            return;
        };
        let items = self.p.lists.get(list);
        if items.len() != targets.len() {
            let message = format!("{} values for {} names", items.len(), targets.len());
            self.error("R027", target, message);
            return;
        }
        let mut locals = Vec::new();
        let mut stores = Vec::new();
        for (target, &ty) in targets.iter().zip(items.iter()) {
            if matches!(target, Ast::Name(n) if n.id.as_str() == "_") {
                locals.push(None);
                continue;
            }
            let local = self.new_local("", ty);
            locals.push(Some(local));
            stores.push((target, Expr::new(ExprKind::Local(local), ty, at)));
        }
        out.push(Stmt {
            at,
            kind: StmtKind::Unpack(locals, value),
        });
        for (target, item) in stores {
            self.store(target, item, source, out);
        }
    }

    fn ann_assign(&mut self, assign: &'a ast::StmtAnnAssign, out: &mut Vec<Stmt>) {
        let Ast::Name(name) = &*assign.target else {
            self.error("R007", assign, "only local names are annotated here");
            return;
        };
        let annotation = crate::types::class::unwrap_annotation(&assign.annotation).1;
        let ty = self.resolve(annotation);
        let id = name.id.as_str();
        if let Some(&local) = self.names.get(id) {
            if self.local_ty(local) != ty && ty != Ty::Error {
                let message = format!("`{id}` is already a `{}`", self.show(self.local_ty(local)));
                self.error("R052", name, message);
            }
        } else {
            let local = self.new_local(id, ty);
            self.flow.unbind(local);
            self.names.insert(id, local);
        }
        if let Some(value) = &assign.value {
            let checked = self.expr(value, Some(ty));
            self.store_name(name, checked, value, out);
        }
    }

    fn aug_assign(&mut self, assign: &'a ast::StmtAugAssign, out: &mut Vec<Stmt>) {
        let at = self.span(assign).start;
        match &*assign.target {
            Ast::Name(name) => {
                let old = self.expr(&assign.target, None);
                let want = Some(old.ty);
                let right = self.expr(&assign.value, want);
                let value = self.binary(assign.op, old, right, assign);
                self.store_name(name, value, &assign.value, out);
            }
            Ast::Attribute(attr) => {
                let object = self.expr(&attr.value, None);
                let (made, object) = self.reuse(object);
                if let Some((local, value)) = made {
                    let stmt = self.let_stmt(local, value);
                    out.push(stmt);
                }
                let Some((field, object)) = self.field_target(attr, object) else {
                    return;
                };
                let ty = self.p.field(field).ty;
                let read = ExprKind::GetField(object.clone().boxed(), field);
                let old = Expr::new(read, ty.value(), at);
                let right = self.expr(&assign.value, Some(ty.value()));
                let value = self.binary(assign.op, old, right, assign);
                let value = self.coerce_store(value, ty, &assign.value);
                out.push(Stmt {
                    at,
                    kind: StmtKind::SetField {
                        object,
                        field,
                        value,
                    },
                });
            }
            Ast::Subscript(sub) => {
                let object = self.expr(&sub.value, None);
                let index = self.index_operand(&object, &sub.slice);
                let (made_object, object) = self.reuse(object);
                let (made_index, index) = self.reuse(index);
                for (local, value) in made_object.into_iter().chain(made_index) {
                    let stmt = self.let_stmt(local, value);
                    out.push(stmt);
                }
                let old = self.load_elem(sub, object.clone(), index.clone());
                let right = self.expr(&assign.value, Some(old.ty));
                let value = self.binary(assign.op, old, right, assign);
                let stmt = self.store_elem(sub, object, index, value, &assign.value);
                out.extend(stmt);
            }
            target => drop(self.error("R007", target, "this cannot be assigned to")),
        }
    }

    fn delete_stmt(&mut self, delete: &'a ast::StmtDelete, out: &mut Vec<Stmt>) {
        for target in &delete.targets {
            let at = self.span(target).start;
            let Ast::Subscript(sub) = target else {
                self.error("R007", target, "only `del a[k]` is in the dialect");
                continue;
            };
            let object = self.expr(&sub.value, None);
            let index = self.index_operand(&object, &sub.slice);
            let call = self.method_call(object, "__delitem__", vec![(index, &*sub.slice)], target);
            out.push(Stmt {
                at,
                kind: StmtKind::Expr(call),
            });
        }
    }

    fn raise_stmt(&mut self, stmt: &'a AstStmt, raise: &'a ast::StmtRaise) -> StmtKind {
        self.flow.dead = true;
        if let Some(cause) = &raise.cause {
            self.error("R007", &**cause, "`raise ... from` is not in the dialect");
        }
        let Some(value) = &raise.exc else {
            return match self.caught.last() {
                Some(&local) => StmtKind::Reraise(local),
                None => {
                    self.error("R036", stmt, "`raise` alone belongs into an `except` body");
                    StmtKind::Trap
                }
            };
        };
        // A method that is to be overridden; reaching it is a bug of the program.
        if matches!(&**value, Ast::Name(n) if n.id.as_str() == "NotImplementedError")
            && self.p.lookup(self.module, "NotImplementedError").is_none()
        {
            return StmtKind::Trap;
        }
        let checked = self.expr(value, None);
        let Some(root) = self.p.lang_class("error") else {
            self.error(
                "R061",
                &**value,
                "the program has no class `@lang(\"error\")`",
            );
            return StmtKind::Trap;
        };
        if !self.p.is_subtype(checked.ty, Ty::Class(root, false)) {
            let message = format!(
                "`{}` is not below `{}`",
                self.show(checked.ty),
                self.p.class(root).name
            );
            self.error("R036", &**value, message);
        }
        StmtKind::Raise(checked)
    }

    pub(super) fn names_bound_in(&self, nodes: &[&'a [AstStmt]]) -> Vec<LocalId> {
        let mut names = Vec::new();
        for body in nodes {
            super::loops::assigned_names(body, &mut names);
        }
        names
            .into_iter()
            .filter_map(|n| self.names.get(n).copied())
            .collect()
    }

    pub(super) fn range_of(&self, node: &impl Ranged) -> u32 {
        node.range().start().into()
    }
}
