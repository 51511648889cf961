//! Type arguments: bounds, and inference from the types of call arguments.

use ruff_python_ast::{Expr, Operator, TypeParam};
use ruff_text_size::Ranged;
use rustc_hash::FxHashMap;

use super::{ClassDefId, FuncId, Ty, TypeEnv};
use crate::program::{Program, Sym};
use crate::source::Span;
use crate::verdict::Query;

/// Type parameters and what inference has found for them.
pub type Bindings<'a> = FxHashMap<&'a str, Ty>;

impl<'a> Program<'a> {
    /// Reports type arguments outside the bounds of a class's parameters.
    pub fn check_bounds(&mut self, module: usize, at: &'a Expr, def: ClassDefId, args: &[Ty]) {
        let (home, ast) = {
            let def = &self.class_defs[def.index()];
            (def.module, def.ast)
        };
        let span = Span::new(module, at.range());
        if let Some(list) = &ast.type_params {
            self.check_param_bounds(home, &list.type_params, args, span);
        }
    }

    pub fn check_param_bounds(
        &mut self,
        home: usize,
        params: &'a [TypeParam],
        args: &[Ty],
        span: Span,
    ) {
        let names: Vec<(&'a str, Ty)> = params
            .iter()
            .map(|p| p.name().id.as_str())
            .zip(args.iter().copied())
            .collect();
        let env: TypeEnv<'a> = std::rc::Rc::new(names);
        for (param, &arg) in params.iter().zip(args) {
            let TypeParam::TypeVar(var) = param else {
                continue;
            };
            let Some(bound) = &var.bound else { continue };
            if self.is_protocol(home, bound) {
                continue;
            }
            let wanted = self.resolve_type(home, &env, bound);
            if !self.is_subtype(arg, wanted) {
                let message = format!(
                    "`{}` is not below `{}`, the bound of `{}`",
                    self.show(arg),
                    self.show(wanted),
                    var.name.id
                );
                self.error("R015", span, message);
            }
        }
    }

    /// Protocols are checked by use: the instance's body is compiled with the real type.
    fn is_protocol(&self, module: usize, bound: &'a Expr) -> bool {
        let name = match bound {
            Expr::Name(name) => name,
            Expr::Subscript(sub) => match &*sub.value {
                Expr::Name(name) => name,
                _ => return false,
            },
            _ => return false,
        };
        let Some(Sym::Class(def)) = self.lookup(module, name.id.as_str()) else {
            return false;
        };
        let def = &self.class_defs[def.index()];
        def.ast.arguments.as_ref().is_some_and(|bases| {
            bases
                .args
                .iter()
                .any(|b| matches!(b, Expr::Name(n) if n.id.as_str() == "Protocol"))
        })
    }

    /// Matches an annotation against the type of an argument and binds the type parameters in it.
    pub fn infer(
        &mut self,
        module: usize,
        params: &[&'a str],
        annotation: &'a Expr,
        ty: Ty,
        found: &mut Bindings<'a>,
    ) {
        match annotation {
            Expr::Name(name) => {
                if let Some(param) = params.iter().find(|p| **p == name.id.as_str()) {
                    let known = found.get(param).copied();
                    let ty = match known {
                        Some(known) => self.join(known, ty).unwrap_or(known),
                        None => ty,
                    };
                    found.insert(param, ty);
                }
            }
            Expr::BinOp(union) if union.op == Operator::BitOr => {
                let inner = match (&*union.left, &*union.right) {
                    (inner, Expr::NoneLiteral(_)) | (Expr::NoneLiteral(_), inner) => inner,
                    _ => return,
                };
                if ty != Ty::Null {
                    self.infer(module, params, inner, ty.with_null(false), found);
                }
            }
            Expr::Subscript(sub) => {
                let Expr::Name(base) = &*sub.value else {
                    return;
                };
                let args: &[Expr] = match &*sub.slice {
                    Expr::Tuple(tuple) => &tuple.elts,
                    other => std::slice::from_ref(other),
                };
                let Some(sym) = self.lookup(module, base.id.as_str()) else {
                    return;
                };
                self.infer_subscript(module, params, sym, args, ty, found);
            }
            _ => {}
        }
    }

    fn infer_subscript(
        &mut self,
        module: usize,
        params: &[&'a str],
        base: Sym<'a>,
        args: &'a [Expr],
        ty: Ty,
        found: &mut Bindings<'a>,
    ) {
        match (base, ty) {
            (Sym::Builtin("arr"), Ty::Arr(list, _)) => {
                let elem = self.lists.elem(list);
                self.infer(module, params, &args[0], elem, found);
            }
            (Sym::Builtin("tuple"), Ty::Tuple(list)) => {
                for (arg, &item) in args.iter().zip(self.lists.get(list).iter()) {
                    self.infer(module, params, arg, item, found);
                }
            }
            (Sym::Builtin("Fn"), Ty::Fn(list, _)) => {
                let items = self.lists.get(list);
                if let [Expr::List(inputs), result] = args {
                    for (arg, &item) in inputs.elts.iter().zip(items.iter()) {
                        self.infer(module, params, arg, item, found);
                    }
                    self.infer(module, params, result, items[items.len() - 1], found);
                }
            }
            (Sym::Class(def), Ty::Class(class, _)) => {
                let mut at = Some(class);
                while let Some(c) = at {
                    if self.class(c).def == def {
                        for (arg, item) in args.iter().zip(self.class(c).args.clone()) {
                            self.infer(module, params, arg, item, found);
                        }
                        return;
                    }
                    at = self.class(c).parent;
                }
            }
            _ => {}
        }
    }

    /// The instance of a generic function for these type arguments.
    pub fn func_instance(&mut self, template: FuncId, args: Vec<Ty>) -> FuncId {
        if let Some(&id) = self.func(template).instances.get(&args) {
            self.deps.ask(Query::Instance(id));
            return id;
        }
        let source = self.func(template);
        let (module, class, ast) = (source.module, source.class, source.ast());
        let mut env: Vec<(&'a str, Ty)> = source.env.to_vec();
        env.extend(source.type_params.iter().copied().zip(args.iter().copied()));
        let ast = ast.expect("templates come from source");
        let name = format!(
            "{}[{}]",
            self.func(template).full_name,
            self.show_list(&args)
        );
        let id = self.add_source_func(module, ast, class, std::rc::Rc::new(env));
        let kind = self.func(template).kind;
        let func = &mut self.funcs[id.index()];
        func.full_name = name;
        func.type_params.clear();
        func.kind = kind;
        self.funcs[template.index()].instances.insert(args, id);
        self.deps.ask(Query::Instance(id));
        self.to_check.push(id);
        id
    }
}
