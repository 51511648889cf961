//! Calls: functions, methods, function references, host primitives.

use ruff_python_ast::{self as ast, Expr as Ast};

use super::Checker;
use crate::diagnostics::Diagnostic;
use crate::program::{FuncKind, Member, Sym};
use crate::tree::*;
use crate::types::{ExternId, FuncId, Ty};

impl<'p, 'a> Checker<'p, 'a> {
    pub(super) fn call(
        &mut self,
        expr: &'a Ast,
        call: &'a ast::ExprCall,
        want: Option<Ty>,
    ) -> Expr {
        match &*call.func {
            Ast::Name(name) => {
                let id = name.id.as_str();
                if self.names.contains_key(id) {
                    return self.call_value(expr, call);
                }
                if self.env.iter().any(|(n, _)| *n == id) {
                    return self.call_type_param(expr, call, id);
                }
                match self.p.lookup(self.module, id) {
                    Some(Sym::Func(func)) => self.call_func(expr, func, call, want),
                    Some(Sym::Class(def)) => self.construct(expr, def, call, want),
                    Some(Sym::Builtin(builtin)) => self.intrinsic(expr, builtin, call, want),
                    Some(Sym::Extern(id)) => self.call_extern(expr, id, call),
                    Some(_) => self.call_value(expr, call),
                    None => self.error("R010", name, format!("unknown name `{id}`")),
                }
            }
            Ast::Attribute(attr) => self.call_attribute(expr, attr, call, want),
            Ast::Subscript(sub) => self.call_subscript(expr, sub, call),
            _ => self.call_value(expr, call),
        }
    }

    /// `T(...)` where `T` is a type parameter.
    fn call_type_param(&mut self, expr: &'a Ast, call: &'a ast::ExprCall, name: &str) -> Expr {
        let ty = self.env.iter().find(|(n, _)| *n == name).map(|e| e.1);
        match (ty, &call.arguments.args[..]) {
            (Some(Ty::Class(class, _)), _) => self.new_object(expr, class, &call.arguments),
            (Some(ty @ (Ty::Int | Ty::I32 | Ty::Float)), [arg]) => {
                let value = self.expr(arg, Some(ty));
                self.convert(value, ty, arg)
            }
            _ => self.error("R025", &*call.func, "this type cannot be called"),
        }
    }

    pub(super) fn call_func(
        &mut self,
        expr: &'a Ast,
        func: FuncId,
        call: &'a ast::ExprCall,
        want: Option<Ty>,
    ) -> Expr {
        let mut func = func;
        if !self.p.func(func).type_params.is_empty() {
            match self.instance_for(func, 0, &call.arguments, expr, want) {
                Some(instance) => func = instance,
                None => return Expr::error(self.range_of(expr)),
            }
        }
        let args = self.arguments(func, 0, &call.arguments, expr);
        self.finish_call(expr, func, args, false)
    }

    /// The call node; short argument lists are those of calls that have been reported.
    fn finish_call(
        &mut self,
        expr: &'a Ast,
        func: FuncId,
        args: Vec<Expr>,
        is_method: bool,
    ) -> Expr {
        let sig = self.p.func_sig(func);
        let at = self.range_of(expr);
        if args.len() != sig.params.len() {
            return Expr::new(ExprKind::Trap, sig.result, at);
        }
        let kind = if is_method {
            ExprKind::CallMethod(func, args)
        } else {
            ExprKind::Call(func, args)
        };
        Expr::new(kind, sig.result, at)
    }

    fn call_extern(&mut self, expr: &'a Ast, id: ExternId, call: &'a ast::ExprCall) -> Expr {
        let host = &self.p.externs[id.index()];
        let (params, result, name) = (host.params.clone(), host.result, host.name.clone());
        let args = &call.arguments.args;
        if args.len() != params.len() || !call.arguments.keywords.is_empty() {
            let message = format!(
                "`{name}` takes {} arguments, {} given",
                params.len(),
                args.len()
            );
            return self.error("R024", expr, message);
        }
        let args = args
            .iter()
            .zip(params)
            .map(|(arg, ty)| self.expr_as(arg, ty))
            .collect();
        Expr::new(ExprKind::CallExtern(id, args), result, self.range_of(expr))
    }

    /// Through a function reference.
    fn call_value(&mut self, expr: &'a Ast, call: &'a ast::ExprCall) -> Expr {
        let callee = self.expr(&call.func, None);
        self.call_ref(expr, callee, call)
    }

    fn call_ref(&mut self, expr: &'a Ast, callee: Expr, call: &'a ast::ExprCall) -> Expr {
        let at = self.range_of(expr);
        let list = match callee.ty {
            Ty::Fn(list, false) => list,
            Ty::Error => return callee,
            Ty::Class(_, false) => {
                let args = &call.arguments;
                return self.method_with(expr, callee, "__call__", args, &call.func);
            }
            ty if ty.is_nullable() => {
                self.may_be_none(ty, &call.func);
                return Expr::error(at);
            }
            ty => {
                let message = format!("`{}` cannot be called", self.show(ty));
                return self.error("R025", &*call.func, message);
            }
        };
        let items = self.p.lists.get(list);
        let (&result, params) = items.split_last().expect("a function type has a result");
        let args = &call.arguments.args;
        if args.len() != params.len() || !call.arguments.keywords.is_empty() {
            let message = format!(
                "the function takes {} arguments, {} given",
                params.len(),
                args.len()
            );
            return self.error("R024", expr, message);
        }
        let args = args
            .iter()
            .zip(params)
            .map(|(arg, &ty)| self.expr_as(arg, ty))
            .collect();
        Expr::new(ExprKind::CallRef(callee.boxed(), args), result, at)
    }

    fn call_attribute(
        &mut self,
        expr: &'a Ast,
        attr: &'a ast::ExprAttribute,
        call: &'a ast::ExprCall,
        want: Option<Ty>,
    ) -> Expr {
        let name = attr.attr.id.as_str();
        if let Ast::Call(inner) = &*attr.value
            && matches!(&*inner.func, Ast::Name(n) if n.id.as_str() == "super")
            && inner.arguments.args.is_empty()
        {
            return self.call_super(expr, attr, call);
        }
        if name == "try_new"
            && let Ast::Subscript(sub) = &*attr.value
            && self.names_builtin(&sub.value, "arr")
        {
            return self.new_array(expr, call, true);
        }
        if let Some(class) = self.class_named(&attr.value) {
            return match self.p.find_member(class, name) {
                Some(Member::Method(func)) if self.p.func(func).is_abstract => {
                    self.error("R042", &attr.attr, format!("`{name}` is abstract here"))
                }
                Some(Member::Method(func)) => self.call_func(expr, func, call, want),
                Some(_) => self.call_value(expr, call),
                None => self.no_member(class, &attr.attr),
            };
        }
        let object = self.expr(&attr.value, None);
        let Some(class) = self.receiver(&object, &attr.value, name) else {
            for arg in &call.arguments.args {
                self.expr_or_none(arg);
            }
            return Expr::error(object.at);
        };
        match self.p.find_member(class, name) {
            Some(Member::Method(_)) => {
                self.method_with(expr, object, name, &call.arguments, &attr.value)
            }
            Some(Member::Field(_) | Member::Const(_)) => {
                let callee = self.expr(&call.func, None);
                self.call_ref(expr, callee, call)
            }
            None => self.no_member(class, &attr.attr),
        }
    }

    /// Call of a method with arguments as written.
    fn method_with(
        &mut self,
        expr: &'a Ast,
        object: Expr,
        name: &str,
        arguments: &'a ast::Arguments,
        place: &'a Ast,
    ) -> Expr {
        let Some(class) = self.receiver(&object, place, name) else {
            return Expr::error(object.at);
        };
        let Some(Member::Method(mut func)) = self.p.find_member(class, name) else {
            let message = format!("`{}` has no method `{name}`", self.p.class(class).name);
            return self.error("R021", place, message);
        };
        let is_static = self.p.func(func).kind == FuncKind::Static;
        let skip = usize::from(!is_static);
        if !self.p.func(func).type_params.is_empty() {
            match self.instance_for(func, skip, arguments, expr, None) {
                Some(instance) => func = instance,
                None => return Expr::error(object.at),
            }
            let mut args = vec![object];
            args.extend(self.arguments(func, 1, arguments, expr));
            return self.finish_call(expr, func, args, false);
        }
        let mut args = Vec::new();
        if !is_static {
            args.push(object);
        }
        args.extend(self.arguments(func, skip, arguments, expr));
        self.finish_call(expr, func, args, !is_static)
    }

    /// Call of a method that an operator or statement stands for.
    pub(super) fn method_call(
        &mut self,
        object: Expr,
        name: &str,
        args: Vec<(Expr, &'a Ast)>,
        place: &'a Ast,
    ) -> Expr {
        let at = object.at;
        let Some(class) = self.receiver(&object, place, name) else {
            return Expr::error(at);
        };
        let Some(Member::Method(func)) = self.p.find_member(class, name) else {
            let message = format!("`{}` has no `{name}`", self.p.class(class).name);
            return self.error("R021", place, message);
        };
        let sig = self.p.func_sig(func);
        if sig.params.len() != args.len() + 1 {
            let message = format!("`{name}` must take {} arguments besides `self`", args.len());
            return self.error("R024", place, message);
        }
        let mut all = vec![object];
        for ((arg, source), param) in args.into_iter().zip(&sig.params[1..]) {
            all.push(self.coerce(arg, param.ty, source));
        }
        Expr::new(ExprKind::CallMethod(func, all), sig.result, at)
    }

    fn call_super(
        &mut self,
        expr: &'a Ast,
        attr: &'a ast::ExprAttribute,
        call: &'a ast::ExprCall,
    ) -> Expr {
        let name = attr.attr.id.as_str();
        let Some(class) = self.class else {
            return self.error("R010", &*attr.value, "`super()` outside a class");
        };
        let parent = self.p.class(class).parent;
        let found = parent.and_then(|p| self.p.find_member(p, name));
        let Some(Member::Method(func)) = found else {
            // Nothing to do above the class.
            if name == "__init__" && call.arguments.args.is_empty() {
                return Expr::new(ExprKind::Unit, Ty::None, self.range_of(expr));
            }
            let message = format!("no class above has a method `{name}`");
            return self.error("R021", &attr.attr, message);
        };
        if self.p.func(func).is_abstract {
            return self.error("R042", &attr.attr, format!("`{name}` is abstract above"));
        }
        let mut args = Vec::new();
        let skip = usize::from(self.p.func(func).kind == FuncKind::Method);
        if skip == 1 {
            let ty = Ty::Class(class, false);
            args.push(Expr::new(
                ExprKind::Local(LocalId(0)),
                ty,
                self.range_of(expr),
            ));
        }
        args.extend(self.arguments(func, skip, &call.arguments, expr));
        self.finish_call(expr, func, args, false)
    }

    fn call_subscript(
        &mut self,
        expr: &'a Ast,
        sub: &'a ast::ExprSubscript,
        call: &'a ast::ExprCall,
    ) -> Expr {
        if self.names_builtin(&sub.value, "arr") {
            return self.new_array(expr, call, false);
        }
        if let Ast::Name(name) = &*sub.value
            && !self.names.contains_key(name.id.as_str())
        {
            match self.p.lookup(self.module, name.id.as_str()) {
                Some(Sym::Func(func)) => {
                    return self.call_explicit(expr, func, sub, call);
                }
                Some(Sym::Class(_)) => {
                    let env = self.env.clone();
                    let ty = self.p.resolve_type(self.module, &env, &call.func);
                    return match ty {
                        Ty::Class(class, _) => self.new_object(expr, class, &call.arguments),
                        _ => Expr::error(self.range_of(expr)),
                    };
                }
                _ => {}
            }
        }
        self.call_value(expr, call)
    }

    fn call_explicit(
        &mut self,
        expr: &'a Ast,
        template: FuncId,
        sub: &'a ast::ExprSubscript,
        call: &'a ast::ExprCall,
    ) -> Expr {
        let args: &[Ast] = match &*sub.slice {
            Ast::Tuple(tuple) => &tuple.elts,
            one => std::slice::from_ref(one),
        };
        let wanted = self.p.func(template).type_params.len();
        if wanted != args.len() {
            let message = format!("{wanted} type arguments are wanted, {} given", args.len());
            return self.error("R012", &*sub.slice, message);
        }
        let env = self.env.clone();
        let tys: Vec<Ty> = args
            .iter()
            .map(|a| self.p.resolve_type(self.module, &env, a))
            .collect();
        if tys.contains(&Ty::Error) {
            return Expr::error(self.range_of(expr));
        }
        if let Some(list) = self
            .p
            .func(template)
            .ast()
            .and_then(|a| a.type_params.as_ref())
        {
            let (home, span) = (self.p.func(template).module, self.span(&*sub.slice));
            self.p
                .check_param_bounds(home, &list.type_params, &tys, span);
        }
        let func = self.p.func_instance(template, tys);
        let args = self.arguments(func, 0, &call.arguments, expr);
        self.finish_call(expr, func, args, false)
    }

    pub(super) fn names_builtin(&self, expr: &Ast, builtin: &str) -> bool {
        matches!(expr, Ast::Name(n) if !self.names.contains_key(n.id.as_str())
        && self.p.lookup(self.module, n.id.as_str()) == Some(Sym::Builtin(match builtin {
            "arr" => "arr",
            other => crate::names::dialect(other).unwrap_or(""),
        })))
    }

    pub(super) fn arity(
        &mut self,
        expr: &'a Ast,
        call: &ast::ExprCall,
        name: &str,
        n: usize,
    ) -> bool {
        let given = call.arguments.args.len() + call.arguments.keywords.len();
        if given == n && call.arguments.keywords.is_empty() {
            return true;
        }
        let span = self.span(expr);
        let message = format!("`{name}` takes {n} arguments, {given} given");
        self.p.diags.push(Diagnostic::new("R024", span, message));
        false
    }
}
