//! Arguments to parameters.

use ruff_python_ast::{Arguments, Expr as Ast};
use ruff_text_size::Ranged;

use super::Checker;
use crate::consteval::Const;
use crate::diagnostics::Diagnostic;
use crate::program::{Param, ParamKind};
use crate::tree::*;
use crate::types::generic::Bindings;
use crate::types::{FuncId, Ty};

/// What stands for one parameter.
#[derive(Clone)]
enum Slot<'a> {
    Given(&'a Ast),
    /// Positional arguments beyond the others, for `*args`.
    Rest(Vec<&'a Ast>),
    Missing,
}

impl<'p, 'a> Checker<'p, 'a> {
    /// Arguments in the order of the parameters after the first `skip` (a receiver), converted; defaults filled in.
    pub(super) fn arguments(
        &mut self,
        func: FuncId,
        skip: usize,
        arguments: &'a Arguments,
        place: &'a Ast,
    ) -> Vec<Expr> {
        let sig = self.p.func_sig(func);
        let params = &sig.params[skip.min(sig.params.len())..];
        let Some(slots) = self.match_params(func, params, arguments, place) else {
            // Still look into the arguments, for their own errors.
            for arg in &arguments.args {
                self.expr_or_none(arg);
            }
            return Vec::new();
        };
        let mut out = Vec::with_capacity(params.len());
        for (param, slot) in params.iter().zip(slots) {
            out.push(match slot {
                Slot::Given(Ast::Starred(star)) => self.expr_as(&star.value, param.ty),
                Slot::Given(arg) => self.expr_as(arg, param.ty),
                Slot::Rest(rest) => self.rest_array(param, &rest, place),
                Slot::Missing => match param.default {
                    Some(default) => self.p.default_value(func, param.ty, default),
                    None => Expr::new(ExprKind::Const(Const::None), param.ty, self.range_of(place)),
                },
            });
        }
        out
    }

    fn rest_array(&mut self, param: &Param<'a>, rest: &[&'a Ast], place: &'a Ast) -> Expr {
        let Ty::Arr(list, _) = param.ty else {
            return self.error("R063", place, "`*args` is annotated `arr[T]`");
        };
        let elem = self.p.lists.elem(list);
        let items = rest
            .iter()
            .map(|arg| self.expr_as(arg, elem.value()))
            .collect();
        Expr::new(ExprKind::ArrLit(items), param.ty, self.range_of(place))
    }

    fn match_params(
        &mut self,
        func: FuncId,
        params: &[Param<'a>],
        arguments: &'a Arguments,
        place: &'a Ast,
    ) -> Option<Vec<Slot<'a>>> {
        let name = self.p.func(func).name;
        let mut slots = vec![Slot::Missing; params.len()];
        let mut next = 0;
        for arg in &arguments.args {
            let starred = matches!(arg, Ast::Starred(_));
            match params.get(next) {
                Some(p) if p.kind == ParamKind::VarArgs => {
                    if starred {
                        slots[next] = Slot::Given(arg);
                        continue;
                    }
                    match &mut slots[next] {
                        Slot::Rest(rest) => rest.push(arg),
                        slot => *slot = Slot::Rest(vec![arg]),
                    }
                }
                Some(p) if matches!(p.kind, ParamKind::PosOnly | ParamKind::Normal) && !starred => {
                    slots[next] = Slot::Given(arg);
                    next += 1;
                }
                _ => {
                    let most = params
                        .iter()
                        .filter(|p| matches!(p.kind, ParamKind::PosOnly | ParamKind::Normal))
                        .count();
                    let message = format!(
                        "`{name}` takes {most} arguments, {} given",
                        arguments.args.len()
                    );
                    self.wrong_arguments(func, arg, message);
                    return None;
                }
            }
        }
        for keyword in &arguments.keywords {
            let found = params.iter().position(|p| match &keyword.arg {
                Some(word) => {
                    p.name == word.id.as_str()
                        && matches!(p.kind, ParamKind::Normal | ParamKind::KwOnly)
                }
                None => p.kind == ParamKind::VarKw,
            });
            match found {
                Some(index) if matches!(slots[index], Slot::Missing) => {
                    slots[index] = Slot::Given(&keyword.value);
                }
                Some(index) => {
                    let message = format!("`{}` is given twice", params[index].name);
                    self.wrong_arguments(func, keyword, message);
                    return None;
                }
                None => {
                    let word = keyword.arg.as_ref().map_or("**", |a| a.id.as_str());
                    self.wrong_arguments(
                        func,
                        keyword,
                        format!("`{name}` has no parameter `{word}`"),
                    );
                    return None;
                }
            }
        }
        for (param, slot) in params.iter().zip(slots.iter_mut()) {
            if !matches!(slot, Slot::Missing) || param.default.is_some() {
                continue;
            }
            match param.kind {
                ParamKind::VarArgs => *slot = Slot::Rest(Vec::new()),
                ParamKind::VarKw if param.ty.is_nullable() => {}
                _ => {
                    let message = format!("`{name}` needs an argument for `{}`", param.name);
                    self.wrong_arguments(func, place, message);
                    return None;
                }
            }
        }
        Some(slots)
    }

    fn wrong_arguments(&mut self, func: FuncId, place: &impl Ranged, message: String) {
        let span = self.span(place);
        let mut diagnostic = Diagnostic::new("R024", span, message);
        if let Some(declared) = self.p.member_span(crate::program::Member::Method(func)) {
            diagnostic = diagnostic.label(declared, "declared here");
        }
        self.p.diags.push(diagnostic);
    }

    /// The instance of a generic function that fits the call; explicit type arguments or inferred ones.
    pub(super) fn instance_for(
        &mut self,
        template: FuncId,
        skip: usize,
        arguments: &'a Arguments,
        place: &'a Ast,
        want: Option<Ty>,
    ) -> Option<FuncId> {
        let func = self.p.func(template);
        let (module, params) = (func.module, func.type_params.clone());
        let ast = func.ast()?;
        let mut found: Bindings<'a> = Bindings::default();
        let list = &ast.parameters;
        let declared: Vec<_> = list
            .posonlyargs
            .iter()
            .chain(&list.args)
            .skip(skip)
            .collect();
        for (index, arg) in arguments.args.iter().enumerate() {
            if let Some(param) = declared.get(index) {
                self.infer_from(
                    module,
                    &params,
                    param.parameter.annotation.as_deref(),
                    arg,
                    &mut found,
                );
            }
        }
        for keyword in &arguments.keywords {
            let named = declared.iter().copied().chain(&list.kwonlyargs).find(|p| {
                keyword
                    .arg
                    .as_ref()
                    .is_some_and(|a| a.id == p.parameter.name.id)
            });
            if let Some(param) = named {
                let annotation = param.parameter.annotation.as_deref();
                self.infer_from(module, &params, annotation, &keyword.value, &mut found);
            }
        }
        if let (Some(want), Some(returns)) = (want, ast.returns.as_deref()) {
            let mut more = Bindings::default();
            self.p.infer(module, &params, returns, want, &mut more);
            for (name, ty) in more {
                found.entry(name).or_insert(ty);
            }
        }
        let mut args = Vec::new();
        for param in &params {
            match found.get(param) {
                Some(&ty) if ty != Ty::Null => args.push(ty),
                _ => {
                    let message = format!("cannot tell what `{param}` is");
                    let span = self.span(place);
                    self.p.diags.push(
                        Diagnostic::new("R016", span, message)
                            .help("give type arguments: `f[T](...)`"),
                    );
                    return None;
                }
            }
        }
        if args.contains(&Ty::Error) {
            return None;
        }
        if let Some(list) = &ast.type_params {
            let span = self.span(place);
            self.p
                .check_param_bounds(module, &list.type_params, &args, span);
        }
        Some(self.p.func_instance(template, args))
    }

    fn infer_from(
        &mut self,
        module: usize,
        params: &[&'a str],
        annotation: Option<&'a Ast>,
        arg: &'a Ast,
        found: &mut Bindings<'a>,
    ) {
        if let Some(annotation) = annotation {
            let ty = self.type_of(arg);
            self.p.infer(module, params, annotation, ty, found);
        }
    }

    /// Type of an argument, checked for its type alone: what it reports is reported when it is checked for good.
    pub(super) fn type_of(&mut self, arg: &'a Ast) -> Ty {
        let flow = self.flow.clone();
        let bound = self.bound.len();
        let locals = self.locals.len();
        let ty = self.expr_or_none(arg).ty;
        self.flow = flow;
        self.bound.truncate(bound);
        self.locals.truncate(locals);
        ty
    }
}
