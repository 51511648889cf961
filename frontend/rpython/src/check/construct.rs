//! Making objects and arrays.

use ruff_python_ast::{self as ast, Expr as Ast};

use super::Checker;
use crate::diagnostics::Diagnostic;
use crate::program::Member;
use crate::tree::*;
use crate::types::generic::Bindings;
use crate::types::{ClassDefId, ClassId, Ty};

impl<'p, 'a> Checker<'p, 'a> {
    /// `C(...)`; type arguments come from the arguments or from what is wanted.
    pub(super) fn construct(
        &mut self,
        expr: &'a Ast,
        def: ClassDefId,
        call: &'a ast::ExprCall,
        want: Option<Ty>,
    ) -> Expr {
        let params = self.p.class_defs[def.index()].type_params.clone();
        if params.is_empty() {
            let class = self.p.class_instance(def, Vec::new());
            return self.new_object(expr, class, &call.arguments);
        }
        if let Some(Ty::Class(wanted, _)) = want
            && self.p.class(wanted).def == def
        {
            return self.new_object(expr, wanted, &call.arguments);
        }
        let (module, body) = {
            let def = &self.p.class_defs[def.index()];
            (def.module, &def.ast.body)
        };
        let init = body.iter().find_map(|stmt| match stmt {
            ast::Stmt::FunctionDef(f) if f.name.id.as_str() == "__init__" => Some(f),
            _ => None,
        });
        let mut found = Bindings::default();
        if let Some(init) = init {
            let declared = init
                .parameters
                .posonlyargs
                .iter()
                .chain(&init.parameters.args)
                .skip(1);
            for (param, arg) in declared.zip(&call.arguments.args) {
                if let Some(annotation) = param.parameter.annotation.as_deref() {
                    let ty = self.type_of(arg);
                    self.p.infer(module, &params, annotation, ty, &mut found);
                }
            }
        }
        let args: Vec<Ty> = params
            .iter()
            .filter_map(|p| found.get(p).copied())
            .collect();
        if args.len() != params.len() || args.contains(&Ty::Error) || args.contains(&Ty::Null) {
            let span = self.span(&*call.func);
            let name = self.p.class_defs[def.index()].name;
            let message = format!("the type arguments of `{name}` cannot be told");
            self.p.diags.push(
                Diagnostic::new("R016", span, message).help(format!("write `{name}[T](...)`")),
            );
            return Expr::error(span.start);
        }
        self.p.check_bounds(self.module, expr, def, &args);
        let class = self.p.class_instance(def, args);
        self.new_object(expr, class, &call.arguments)
    }

    pub(super) fn new_object(
        &mut self,
        expr: &'a Ast,
        class: ClassId,
        arguments: &'a ast::Arguments,
    ) -> Expr {
        let at = self.range_of(expr);
        self.p.complete(class);
        let ty = Ty::Class(class, false);
        if self.p.class(class).is_abstract {
            let message = format!("`{}` is abstract", self.p.class(class).name);
            return self.error("R042", expr, message);
        }
        if self.p.class_def(class).has("mixin") {
            return self.error("R045", expr, "a mixin is not a class of its own");
        }
        if let Some(missing) = self.p.first_abstract(class) {
            let span = self.span(expr);
            let name = self.p.func(missing).name;
            let message = format!("`{}` does not implement `{name}`", self.p.class(class).name);
            let mut diagnostic = Diagnostic::new("R042", span, message);
            if let Some(place) = self.p.member_span(Member::Method(missing)) {
                diagnostic = diagnostic.label(place, "abstract method");
            }
            self.p.diags.push(diagnostic);
        }
        if let Some(name) = self.p.first_unset_const(class) {
            let message = format!("`{}` gives `{name}` no value", self.p.class(class).name);
            self.error("R046", expr, message);
        }
        match self.p.find_member(class, "__init__") {
            Some(Member::Method(init)) => {
                let n_params = self.p.func_sig(init).params.len();
                let args = self.arguments(init, 1, arguments, expr);
                if args.len() + 1 != n_params {
                    return Expr::new(ExprKind::Trap, ty, at);
                }
                Expr::new(ExprKind::New(class, Some(init), args), ty, at)
            }
            _ => {
                if !arguments.args.is_empty() || !arguments.keywords.is_empty() {
                    let message = format!("`{}` has no `__init__`", self.p.class(class).name);
                    return self.error("R024", expr, message);
                }
                Expr::new(ExprKind::New(class, None, Vec::new()), ty, at)
            }
        }
    }

    /// `arr[T](n)`, `arr[T].try_new(n)`.
    pub(super) fn new_array(
        &mut self,
        expr: &'a Ast,
        call: &'a ast::ExprCall,
        is_try: bool,
    ) -> Expr {
        let at = self.range_of(expr);
        let env = self.env.clone();
        let annotation: &'a Ast = match (&*call.func, is_try) {
            (Ast::Attribute(attr), true) => &attr.value,
            (callee, _) => callee,
        };
        let ty = self.p.resolve_type(self.module, &env, annotation);
        if !self.arity(expr, call, "arr", 1) {
            return Expr::error(at);
        }
        let length = self.expr(&call.arguments.args[0], Some(Ty::I32));
        let length = self.array_index(length, &call.arguments.args[0]);
        if is_try {
            return Expr::new(ExprKind::TryNewArr(length.boxed()), ty.with_null(true), at);
        }
        Expr::new(ExprKind::NewArr(length.boxed()), ty, at)
    }
}
