//! Statements.

use kaa_ir::function::TrapCode;
use kaa_ir::{Op, Type};

use super::func::{FnLower, Join, Scope};
use crate::tree::{Expr, LocalId, Stmt, StmtKind};
use crate::types::Ty;

impl<'t> FnLower<'_, '_, '_, '_, 't> {
    pub fn stmts(&mut self, stmts: &'t [Stmt]) {
        for stmt in stmts {
            if self.b.current().is_none() {
                return;
            }
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &'t Stmt) {
        self.at(stmt.at);
        match &stmt.kind {
            StmtKind::Expr(value) => {
                self.expr_any(value);
                if value.ty == Ty::Never && self.b.current().is_some() {
                    self.b.inst(Op::Unreachable, &[], &[], &[]);
                }
            }
            StmtKind::Assign(local, value) => {
                let ty = self.body.locals[local.0 as usize].ty;
                let ty = self.ty(ty);
                let value = self.expr_of(value, ty);
                self.env[local.0 as usize] = Some(value);
            }
            StmtKind::Unpack(locals, value) => self.unpack(locals, value),
            StmtKind::SetField {
                object,
                field,
                value,
            } => {
                let object = self.expr(object);
                let field = self.cx.field(self.b.module, *field);
                let ty = self.b.module.fields[field].storage.value_type();
                let value = self.expr_of(value, ty);
                self.at(stmt.at);
                self.b.field_set(field, object, value);
            }
            StmtKind::SetElem {
                array,
                index,
                value,
                checked,
            } => {
                let array = self.expr(array);
                let index = self.expr(index);
                let value = self.expr(value);
                self.at(stmt.at);
                let op = if *checked {
                    Op::ArrSet
                } else {
                    Op::ArrSetUnchecked
                };
                self.b.inst(op, &[], &[array, index, value], &[]);
            }
            StmtKind::If { test, then, orelse } => {
                let (mut yes, mut no) = (Join::default(), Join::default());
                self.cond(test, &mut yes, &mut no);
                self.arms([(yes, &then[..]), (no, &orelse[..])]);
            }
            StmtKind::While {
                test,
                body,
                step,
                orelse,
                assigned,
            } => self.while_loop(test, body, step, orelse, assigned),
            StmtKind::Block(stmts) => self.stmts(stmts),
            StmtKind::Break => self.leave(true),
            StmtKind::Continue => self.leave(false),
            StmtKind::Return(value) => self.return_value(value.as_ref()),
            StmtKind::Raise(value) => {
                let value = self.expr(value);
                self.raise(value);
            }
            StmtKind::Reraise(local) => {
                let value = self.local(*local);
                self.raise(value);
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finally,
            } => self.try_block(body, handlers, orelse, finally),
            StmtKind::Switch {
                subject,
                cases,
                default,
            } => self.switch_stmt(subject, cases, default),
            StmtKind::Assert(test) => {
                let (mut yes, mut no) = (Join::default(), Join::default());
                self.cond(test, &mut yes, &mut no);
                if no.is_used() {
                    self.begin(no);
                    let block = self.b.current().expect("a join's block is open");
                    self.b.func.blocks[block].cold = true;
                    self.b.trap(TrapCode::Assert);
                }
                self.begin(yes);
            }
            StmtKind::SetTypeObject(class, value) => {
                let field = self.cx.type_object(self.b.module, *class);
                let value = self.expr(value);
                let ctx = self.b.value(Op::Ctx, &[], &[]);
                self.b.field_set(field, ctx, value);
            }
            StmtKind::Trap => self.b.trap(TrapCode::Unreachable),
        }
    }

    fn unpack(&mut self, locals: &[Option<LocalId>], value: &'t Expr) {
        let parts = self.parts(value);
        for (local, part) in locals.iter().zip(parts) {
            if let Some(local) = local {
                self.env[local.0 as usize] = Some(part);
            }
        }
    }

    /// Ways of a branch, joined at the end.
    pub fn arms<const N: usize>(&mut self, arms: [(Join, &'t [Stmt]); N]) {
        let mut end = Join::default();
        for (join, stmts) in arms {
            if !join.is_used() {
                continue;
            }
            self.begin(join);
            self.stmts(stmts);
            if self.b.current().is_some() {
                self.jump(&mut end, None);
            }
        }
        if end.is_used() {
            self.begin(end);
        }
    }

    fn while_loop(
        &mut self,
        test: &'t Expr,
        body: &'t [Stmt],
        step: &'t [Stmt],
        orelse: &'t [Stmt],
        assigned: &[LocalId],
    ) {
        // Parameters of the header: what the loop binds and was bound before.
        let bound: Vec<usize> = assigned
            .iter()
            .map(|l| l.0 as usize)
            .filter(|&l| self.env[l].is_some())
            .collect();
        let header = self.b.block();
        let args: Vec<_> = bound
            .iter()
            .map(|&l| self.env[l].expect("filtered"))
            .collect();
        self.b.jump(header, &args);
        for &local in &bound {
            let ty = self.body.locals[local].ty;
            let ty = self.ty(ty);
            self.env[local] = Some(self.b.block_param(header, ty));
        }
        for local in assigned {
            if !bound.contains(&(local.0 as usize)) {
                self.env[local.0 as usize] = None;
            }
        }
        self.b.switch_to(header);
        let (mut yes, mut no) = (Join::default(), Join::default());
        self.cond(test, &mut yes, &mut no);
        self.begin(yes);
        self.scopes.push(Scope::Loop {
            breaks: Join::default(),
            continues: Join::default(),
        });
        self.stmts(body);
        let Some(Scope::Loop {
            mut breaks,
            mut continues,
        }) = self.scopes.pop()
        else {
            panic!("lower {}: scopes are not balanced", self.b.func.name);
        };
        if continues.is_used() {
            if self.b.current().is_some() {
                self.jump(&mut continues, None);
            }
            self.begin(continues);
        }
        if self.b.current().is_some() {
            self.stmts(step);
            let args: Vec<_> = bound
                .iter()
                .map(|&l| self.env[l].expect("bound locals stay bound"))
                .collect();
            self.b.jump(header, &args);
        }
        if no.is_used() {
            self.begin(no);
            self.stmts(orelse);
            if self.b.current().is_some() && breaks.is_used() {
                self.jump(&mut breaks, None);
            }
        }
        if breaks.is_used() {
            self.begin(breaks);
        }
    }

    fn switch_stmt(
        &mut self,
        subject: &'t Expr,
        cases: &'t [(Vec<i64>, Vec<Stmt>)],
        default: &'t [Stmt],
    ) {
        let wide = self.expr(subject);
        let mut rest = Join::default();
        let mut value = wide;
        if self.b.func.ty(wide) == Type::I64 {
            // Numbers beyond i32 are none of the cases, or are compared one by one.
            value = self.b.value(Op::Trunc, &[], &[wide]);
            let back = self.b.value(Op::Sext, &[], &[value]);
            let fits = self.b.value(Op::Eq, &[], &[back, wide]);
            let mut narrow = Join::default();
            self.branch(fits, &mut narrow, &mut rest);
            self.begin(narrow);
        }
        let mut numbers = Vec::new();
        let mut joins = Vec::new();
        for (values, _) in cases {
            let small: Vec<i32> = values
                .iter()
                .filter_map(|&v| i32::try_from(v).ok())
                .collect();
            joins.push((small.len(), Join::default()));
            numbers.extend(small);
        }
        self.switch(value, &mut rest, numbers, &mut joins);
        let mut end = Join::default();
        for ((_, join), (_, stmts)) in joins.into_iter().zip(cases) {
            if join.is_used() {
                self.begin(join);
                self.stmts(stmts);
                if self.b.current().is_some() {
                    self.jump(&mut end, None);
                }
            }
        }
        self.begin(rest);
        self.stmts(default);
        if self.b.current().is_some() {
            self.jump(&mut end, None);
        }
        if end.is_used() {
            self.begin(end);
        }
    }
}
