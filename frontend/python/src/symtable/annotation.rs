//! First pass, annotation scopes: lazily evaluated annotations, type parameters, type aliases.

use super::build::Builder;
use super::{ScopeId, ScopeKind, flag, mangle};
use ruff_python_ast::name::Name;
use ruff_python_ast::visitor::Visitor;
use ruff_python_ast::{
    Expr, Parameters, StmtAnnAssign, StmtFunctionDef, StmtTypeAlias, TypeParam, TypeParams,
};
use ruff_text_size::{Ranged, TextRange};

/// The annotations of a signature in the order CPython evaluates them.
pub(crate) fn signature_annotations(
    parameters: &Parameters,
) -> impl Iterator<Item = (&Name, &Expr)> {
    let plain = parameters.posonlyargs.iter().chain(parameters.args.iter());
    let first = plain.map(|parameter| &parameter.parameter);
    let rest = parameters
        .kwonlyargs
        .iter()
        .map(|parameter| &parameter.parameter);
    first
        .chain(parameters.vararg.as_deref())
        .chain(rest)
        .chain(parameters.kwarg.as_deref())
        .filter_map(|parameter| Some((&parameter.name.id, parameter.annotation.as_deref()?)))
}

impl Builder {
    /// Opens an annotation-like scope; in a class it also sees the class namespace.
    fn enter_annotation<T>(
        &mut self,
        node: &T,
        kind: ScopeKind,
        name: &str,
        range: TextRange,
    ) -> ScopeId {
        let outer_scope = self.scope();
        let sees_class = outer_scope.kind == ScopeKind::Class || outer_scope.sees_class;
        let outer = self.enter(node, kind, name, range);
        if sees_class {
            self.scope().sees_class = true;
            self.use_name("__classdict__");
        }
        outer
    }

    pub(super) fn enter_type_params(
        &mut self,
        params: &TypeParams,
        owner: &Name,
        range: TextRange,
    ) -> ScopeId {
        let name = format!("<generic parameters of {owner}>");
        self.enter_annotation(params, ScopeKind::TypeParams, &name, range)
    }

    pub(super) fn visit_signature_annotations(&mut self, node: &StmtFunctionDef) {
        let parameters = &*node.parameters;
        let any = signature_annotations(parameters).next().is_some() || node.returns.is_some();
        if !any {
            return;
        }
        let kind = ScopeKind::Annotation;
        let outer = self.enter_annotation(parameters, kind, "__annotate__", node.range);
        self.define(&Name::new(".format"), flag::PARAM, node.range);
        self.use_name(".format");
        if !self.future_annotations {
            for (_, annotation) in signature_annotations(parameters) {
                self.visit_expr(annotation);
            }
            self.visit_optional(node.returns.as_deref());
        }
        self.leave(outer);
    }

    /// `x: T`: the annotation belongs to the `__annotate__` function of the module or class.
    /// Annotations of a function's locals are never evaluated.
    pub(super) fn visit_variable_annotation(&mut self, node: &StmtAnnAssign) {
        let scope_kind = self.scope().kind;
        if scope_kind.is_function_like() || self.future_annotations {
            return;
        }
        if !node.simple {
            return self.visit_expr(&node.annotation);
        }
        let conditional = self.in_conditional || scope_kind == ScopeKind::Module;
        self.scope().has_conditional_annotations |= conditional;
        let outer = match self.scope().annotate {
            Some(scope) => std::mem::replace(&mut self.current, scope),
            None => {
                let range = self.scope().range;
                let outer =
                    self.enter_annotation(node, ScopeKind::Annotation, "__annotate__", range);
                self.define(&Name::new(".format"), flag::PARAM, range);
                self.use_name(".format");
                self.table.scopes[outer].annotate = Some(self.current);
                outer
            }
        };
        if conditional {
            self.use_name("__conditional_annotations__");
        }
        self.visit_expr(&node.annotation);
        self.leave(outer);
    }

    pub(super) fn visit_type_alias(&mut self, node: &StmtTypeAlias) {
        let Expr::Name(target) = &*node.name else {
            panic!("symtable: type alias without a name")
        };
        self.visit_expr(&node.name);
        let outer = node.type_params.as_deref().map(|params| {
            let outer = self.enter_type_params(params, &target.id, node.range);
            self.visit_type_params(params);
            outer
        });
        let inner = self.enter_annotation(node, ScopeKind::TypeAlias, &target.id, node.range);
        self.define(&Name::new(".format"), flag::PARAM, node.range);
        self.use_name(".format");
        self.visit_expr(&node.value);
        self.leave(inner);
        if let Some(outer) = outer {
            self.leave(outer);
        }
    }

    pub(super) fn visit_type_parameter(&mut self, param: &TypeParam) {
        let (name, bound, default) = match param {
            TypeParam::TypeVar(p) => (&p.name, p.bound.as_deref(), p.default.as_deref()),
            TypeParam::TypeVarTuple(p) => (&p.name, None, p.default.as_deref()),
            TypeParam::ParamSpec(p) => (&p.name, None, p.default.as_deref()),
        };
        if matches!(&*name.id, "__classdict__" | "__classcell__" | "__class__") {
            let message = format!(
                "reserved name '{}' cannot be used for type parameter",
                name.id
            );
            return self.fail(param.range(), message);
        }
        self.define(&name.id, flag::TYPE_PARAM | flag::LOCAL, param.range());
        if let Some(bound) = bound {
            let what = if bound.is_tuple_expr() {
                "a TypeVar constraint"
            } else {
                "a TypeVar bound"
            };
            self.visit_lazily(bound, &name.id, what);
        }
        if let Some(default) = default {
            let what = match param {
                TypeParam::TypeVar(_) => "a TypeVar default",
                TypeParam::TypeVarTuple(_) => "a TypeVarTuple default",
                TypeParam::ParamSpec(_) => "a ParamSpec default",
            };
            self.visit_lazily(default, &name.id, what);
        }
    }

    fn visit_lazily(&mut self, expr: &Expr, name: &Name, what: &'static str) {
        let name = mangle(self.private.as_ref(), name);
        let outer = self.enter_annotation(expr, ScopeKind::TypeVariable, &name, expr.range());
        self.define(&Name::new(".format"), flag::PARAM, expr.range());
        self.use_name(".format");
        let saved = std::mem::replace(&mut self.type_variable, what);
        self.visit_expr(expr);
        self.type_variable = saved;
        self.leave(outer);
    }
}
