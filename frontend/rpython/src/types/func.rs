//! Functions and their signatures.

use std::rc::Rc;

use ruff_python_ast::{Expr, Parameter, Stmt, StmtFunctionDef};
use ruff_text_size::Ranged;
use rustc_hash::FxHashMap;

use super::{ClassId, FuncId, Ty, TypeEnv};
use crate::program::*;
use crate::source::Span;
use crate::verdict::Query;

/// Decorators that functions and methods may carry.
const FUNC_DECORATORS: &[&str] = &[
    "inline",
    "noinline",
    "cold",
    "nothrow",
    "fetch",
    "pure",
    "unroll",
    "staticmethod",
    "builtin",
    "getset",
    "setter",
    "builtin_function",
    "opcode",
    "lang",
    "override",
    "abstract",
    "final",
];

impl<'a> Program<'a> {
    pub fn add_source_func(
        &mut self,
        module: usize,
        ast: &'a StmtFunctionDef,
        class: Option<ClassId>,
        env: TypeEnv<'a>,
    ) -> FuncId {
        let name = ast.name.id.as_str();
        let decorators = Deco::read(module, &ast.decorator_list);
        for deco in &decorators {
            if !FUNC_DECORATORS.contains(&deco.name) {
                let message = format!("`@{}` is no decorator for a function", deco.name);
                self.error("R060", deco.span, message);
            }
        }
        if ast.is_async {
            let span = self.span(module, &ast.name);
            self.error("R007", span, "async functions are not in the dialect");
        }
        let is_static = decorators.iter().any(|d| {
            d.name == "staticmethod"
                || (d.name == "builtin" && (d.flag("static") || d.flag("classmethod")))
        });
        let kind = match class {
            None => FuncKind::Free,
            Some(_) if is_static => FuncKind::Static,
            Some(_) => FuncKind::Method,
        };
        let full_name = match class {
            Some(class) => format!("{}.{name}", self.class(class).name),
            None => name.to_owned(),
        };
        let type_params = ast
            .type_params
            .as_ref()
            .map(|list| {
                list.type_params
                    .iter()
                    .map(|p| p.name().id.as_str())
                    .collect()
            })
            .unwrap_or_default();
        let id = FuncId(self.funcs.len() as u32);
        self.funcs.push(Func {
            name,
            full_name,
            module,
            origin: Origin::Source(ast),
            class,
            kind,
            env,
            decorators: Rc::new(decorators),
            type_params,
            instances: FxHashMap::default(),
            sig: None,
            body: None,
            is_abstract: kind == FuncKind::Method && is_ellipsis(&ast.body),
            root: id,
        });
        id
    }

    /// Parameters and result; errors are reported the first time.
    pub fn func_sig(&mut self, id: FuncId) -> Rc<Sig<'a>> {
        self.deps.ask(Query::Signature(id));
        if let Some(sig) = &self.func(id).sig {
            return sig.clone();
        }
        let before = self.deps.enter_query(Query::Signature(id));
        let sig = Rc::new(self.read_signature(id));
        self.deps.enter(before);
        self.funcs[id.index()].sig = Some(sig.clone());
        sig
    }

    fn read_signature(&mut self, id: FuncId) -> Sig<'a> {
        let func = self.func(id);
        let (module, env) = (func.module, func.env.clone());
        let ast = func.ast().expect("derived functions have signatures");
        let mut params = Vec::new();
        let list = &ast.parameters;
        let groups = [
            (&list.posonlyargs, ParamKind::PosOnly),
            (&list.args, ParamKind::Normal),
            (&list.kwonlyargs, ParamKind::KwOnly),
        ];
        for (index, (group, kind)) in groups.into_iter().enumerate() {
            if index == 2
                && let Some(star) = &list.vararg
            {
                params.push(self.param(id, module, &env, star, ParamKind::VarArgs, None, false));
            }
            for p in group {
                let is_self = params.is_empty() && self.func(id).kind == FuncKind::Method;
                let default = p.default.as_deref();
                params.push(self.param(id, module, &env, &p.parameter, kind, default, is_self));
            }
        }
        if let Some(star) = &list.kwarg {
            params.push(self.param(id, module, &env, star, ParamKind::VarKw, None, false));
        }
        if self.func(id).kind == FuncKind::Method && params.is_empty() {
            let span = self.span(module, &ast.name);
            self.error("R013", span, "a method takes `self`");
        }
        let result = match &ast.returns {
            Some(annotation) => self.result_type(module, &env, annotation),
            None if ast.name.id.as_str() == "__init__" => Ty::None,
            None => {
                let span = self.span(module, &ast.name);
                self.error(
                    "R013",
                    span,
                    format!("`{}` has no result annotation", ast.name.id),
                );
                Ty::Error
            }
        };
        Sig { params, result }
    }

    fn result_type(&mut self, module: usize, env: &TypeEnv<'a>, annotation: &'a Expr) -> Ty {
        match annotation {
            Expr::NoneLiteral(_) => Ty::None,
            Expr::Name(n) if matches!(n.id.as_str(), "Never" | "NoReturn") => Ty::Never,
            _ => self.resolve_value_type(module, env, annotation),
        }
    }

    fn param(
        &mut self,
        id: FuncId,
        module: usize,
        env: &TypeEnv<'a>,
        param: &'a Parameter,
        kind: ParamKind,
        default: Option<&'a Expr>,
        is_self: bool,
    ) -> Param<'a> {
        let name = param.name.id.as_str();
        let span = Span::new(module, param.name.range());
        let ty = match &param.annotation {
            Some(annotation) => self.resolve_value_type(module, env, annotation),
            None if is_self => Ty::Class(self.func(id).class.expect("methods have classes"), false),
            None => {
                self.error(
                    "R013",
                    span,
                    format!("parameter `{name}` has no annotation"),
                );
                Ty::Error
            }
        };
        Param {
            name,
            ty,
            kind,
            default,
            span,
        }
    }

    /// The function's type as a value.
    pub fn func_type(&mut self, id: FuncId) -> Ty {
        let sig = self.func_sig(id);
        let mut items: Vec<Ty> = sig.params.iter().map(|p| p.ty).collect();
        items.push(sig.result);
        Ty::Fn(self.lists.intern(&items), false)
    }
}

/// A body that is `...`, with or without a docstring.
pub fn is_ellipsis(body: &[Stmt]) -> bool {
    let rest = match body.first() {
        Some(Stmt::Expr(e)) if matches!(&*e.value, Expr::StringLiteral(_)) => &body[1..],
        _ => body,
    };
    matches!(rest, [Stmt::Expr(e)] if matches!(&*e.value, Expr::EllipsisLiteral(_)))
}
