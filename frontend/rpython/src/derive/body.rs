//! Writing typed bodies by hand.

use std::rc::Rc;

use crate::consteval::Const;
use crate::program::*;
use crate::tree::*;
use crate::types::{FuncId, Ty};

/// A body in the making. All its nodes have one place: that of what it is derived from.
pub struct BodyBuilder {
    pub file: u32,
    pub at: u32,
    n_params: usize,
    locals: Vec<Local>,
    stmts: Vec<Stmt>,
}

impl BodyBuilder {
    pub fn new(file: usize, at: u32, params: &[Ty]) -> Self {
        let locals = params.iter().map(|&ty| Local {
            name: String::new(),
            ty,
        });
        BodyBuilder {
            file: file as u32,
            at,
            n_params: params.len(),
            locals: locals.collect(),
            stmts: Vec::new(),
        }
    }
    pub fn finish(self) -> Body {
        Body {
            file: self.file,
            n_params: self.n_params,
            locals: self.locals,
            stmts: self.stmts,
        }
    }
    pub fn stmt(&mut self, kind: StmtKind) {
        self.stmts.push(Stmt { kind, at: self.at });
    }
    pub fn as_stmt(&self, kind: StmtKind) -> Stmt {
        Stmt { kind, at: self.at }
    }
    pub fn expr(&self, kind: ExprKind, ty: Ty) -> Expr {
        Expr::new(kind, ty, self.at)
    }
    pub fn local(&mut self, ty: Ty) -> LocalId {
        self.locals.push(Local {
            name: String::new(),
            ty,
        });
        LocalId(self.locals.len() as u32 - 1)
    }
    pub fn param(&self, index: usize) -> Expr {
        let ty = self.locals[index].ty;
        self.expr(ExprKind::Local(LocalId(index as u32)), ty)
    }
    pub fn read(&self, local: LocalId) -> Expr {
        let ty = self.locals[local.0 as usize].ty;
        self.expr(ExprKind::Local(local), ty)
    }
    pub fn int(&self, value: i64) -> Expr {
        Expr::int(value, Ty::Int, self.at)
    }
    pub fn bool(&self, value: bool) -> Expr {
        self.expr(ExprKind::Const(Const::Bool(value)), Ty::Bool)
    }
    pub fn null(&self, ty: Ty) -> Expr {
        self.expr(ExprKind::Const(Const::None), ty.with_null(true))
    }
    pub fn str(&self, text: &str, ty: Ty) -> Expr {
        self.expr(ExprKind::Const(Const::Str(text.into())), ty)
    }
    pub fn narrow(&self, value: Expr, ty: Ty) -> Expr {
        if value.ty == ty {
            return value;
        }
        self.expr(ExprKind::Narrow(value.boxed()), ty)
    }
    pub fn is_null(&self, value: Expr) -> Expr {
        self.expr(ExprKind::IsNull(value.boxed()), Ty::Bool)
    }
}

impl<'a> Program<'a> {
    /// A call of a function with arguments that fit it already.
    pub fn derived_call(&mut self, b: &BodyBuilder, func: FuncId, args: Vec<Expr>) -> Expr {
        let sig: Rc<Sig<'a>> = self.func_sig(func);
        let args = args
            .into_iter()
            .zip(&sig.params)
            .map(|(arg, param)| match arg.kind {
                ExprKind::Const(Const::None) => Expr {
                    ty: param.ty,
                    ..arg
                },
                _ => arg,
            })
            .collect();
        b.expr(ExprKind::Call(func, args), sig.result)
    }
}

impl BodyBuilder {
    /// A builder for statements inside one of this body's statements; it knows the locals made so far.
    pub fn nested(&self) -> BodyBuilder {
        BodyBuilder {
            file: self.file,
            at: self.at,
            n_params: self.n_params,
            locals: self.locals.clone(),
            stmts: Vec::new(),
        }
    }
    /// Takes over the locals of a nested builder; answers its statements.
    pub fn absorb(&mut self, nested: BodyBuilder) -> Vec<Stmt> {
        self.locals = nested.locals;
        nested.stmts
    }
}
