//! Annotations to types.

use ruff_python_ast::{Expr, Operator};

use super::{ListId, Ty, TypeEnv};
use crate::diagnostics::Diagnostic;
use crate::program::{Program, Sym};

impl<'a> Program<'a> {
    /// The type that an annotation names; an error is reported and gives [`Ty::Error`].
    pub fn resolve_type(&mut self, module: usize, env: &TypeEnv<'a>, expr: &'a Expr) -> Ty {
        match expr {
            Expr::NoneLiteral(_) => Ty::None,
            Expr::Name(name) => self.resolve_named(module, env, expr, name.id.as_str()),
            Expr::BinOp(union) if union.op == Operator::BitOr => {
                self.resolve_union(module, env, &union.left, &union.right)
            }
            Expr::Subscript(sub) => self.resolve_subscript(module, env, &sub.value, &sub.slice),
            _ => self.bad_type(module, expr, "this is not a type"),
        }
    }

    /// A type that values of a field, parameter or local may have (not `None`, not a storage type).
    pub fn resolve_value_type(&mut self, module: usize, env: &TypeEnv<'a>, expr: &'a Expr) -> Ty {
        let ty = self.resolve_type(module, env, expr);
        match ty {
            Ty::None | Ty::Never => {
                self.bad_type(module, expr, "this type is allowed for results only")
            }
            ty if ty.is_storage_only() => {
                let span = self.span(module, expr);
                let name = self.show(ty);
                self.diags.push(
                    Diagnostic::new("R014", span, format!("`{name}` is a storage type"))
                        .help("use it for fields and elements; values of it are `i32` or `float`"),
                );
                ty.value()
            }
            ty => ty,
        }
    }

    pub fn bad_type(&mut self, module: usize, expr: &'a Expr, message: &str) -> Ty {
        let span = self.span(module, expr);
        self.error("R011", span, message);
        Ty::Error
    }

    fn resolve_named(
        &mut self,
        module: usize,
        env: &TypeEnv<'a>,
        expr: &'a Expr,
        name: &'a str,
    ) -> Ty {
        if let Some(&(_, ty)) = env.iter().find(|(n, _)| *n == name) {
            return ty;
        }
        match self.lookup(module, name) {
            Some(Sym::Builtin(builtin)) => match self.builtin_type(builtin) {
                Some(ty) => ty,
                None => self.bad_type(module, expr, &format!("`{name}` is not a type")),
            },
            Some(Sym::Class(def)) => {
                if !self.class_defs[def.index()].type_params.is_empty() {
                    let message = format!("`{name}` needs type arguments");
                    let span = self.span(module, expr);
                    self.error("R012", span, message);
                    return Ty::Error;
                }
                Ty::Class(self.class_instance(def, Vec::new()), false)
            }
            Some(_) => self.bad_type(module, expr, &format!("`{name}` is not a type")),
            None => self.bad_type(module, expr, &format!("unknown type `{name}`")),
        }
    }

    fn builtin_type(&mut self, name: &str) -> Option<Ty> {
        Some(match name {
            "int" => Ty::Int,
            "i32" => Ty::I32,
            "float" => Ty::Float,
            "bool" => Ty::Bool,
            "u8" => Ty::U8,
            "i8" => Ty::I8,
            "u16" => Ty::U16,
            "i16" => Ty::I16,
            "f32" => Ty::F32,
            "Any" => Ty::Any(false),
            "Weak" => Ty::Weak(false),
            "Handle" => Ty::Handle(false),
            "Never" | "NoReturn" => Ty::Never,
            "str" => self.str_type(),
            _ => return None,
        })
    }

    fn resolve_union(
        &mut self,
        module: usize,
        env: &TypeEnv<'a>,
        left: &'a Expr,
        right: &'a Expr,
    ) -> Ty {
        let (inner, expr) = match (left, right) {
            (inner, Expr::NoneLiteral(_)) | (Expr::NoneLiteral(_), inner) => {
                (self.resolve_type(module, env, inner), inner)
            }
            _ => return self.bad_type(module, right, "the only union is `T | None`"),
        };
        match inner {
            Ty::Error => Ty::Error,
            ty if ty.with_null(true).is_nullable() => ty.with_null(true),
            ty => {
                let name = self.show(ty);
                self.bad_type(module, expr, &format!("`{name}` cannot be `None`"))
            }
        }
    }

    fn resolve_subscript(
        &mut self,
        module: usize,
        env: &TypeEnv<'a>,
        base: &'a Expr,
        slice: &'a Expr,
    ) -> Ty {
        let Expr::Name(name) = base else {
            return self.bad_type(module, base, "this is not a type");
        };
        let args: &[Expr] = match slice {
            Expr::Tuple(tuple) => &tuple.elts,
            other => std::slice::from_ref(other),
        };
        match self.lookup(module, name.id.as_str()) {
            Some(Sym::Builtin("arr")) => {
                let elem = self.resolve_type(module, env, slice);
                if matches!(elem, Ty::None | Ty::Never) {
                    return self.bad_type(module, slice, "an array of nothing");
                }
                self.arr(elem)
            }
            Some(Sym::Builtin("tuple")) => {
                let items: Vec<Ty> = args
                    .iter()
                    .map(|a| self.resolve_value_type(module, env, a))
                    .collect();
                Ty::Tuple(self.lists.intern(&items))
            }
            Some(Sym::Builtin("Fn")) => self.resolve_fn(module, env, slice, args),
            Some(Sym::Class(def)) => {
                let wanted = self.class_defs[def.index()].type_params.len();
                if wanted != args.len() {
                    let span = self.span(module, slice);
                    let message = format!(
                        "`{}` takes {wanted} type arguments, not {}",
                        name.id,
                        args.len()
                    );
                    self.error("R012", span, message);
                    return Ty::Error;
                }
                let tys: Vec<Ty> = args
                    .iter()
                    .map(|a| self.resolve_type(module, env, a))
                    .collect();
                if tys.contains(&Ty::Error) {
                    return Ty::Error;
                }
                self.check_bounds(module, slice, def, &tys);
                Ty::Class(self.class_instance(def, tys), false)
            }
            Some(_) => self.bad_type(
                module,
                base,
                &format!("`{}` takes no type arguments", name.id),
            ),
            None => self.bad_type(module, base, &format!("unknown type `{}`", name.id)),
        }
    }

    fn resolve_fn(
        &mut self,
        module: usize,
        env: &TypeEnv<'a>,
        slice: &'a Expr,
        args: &'a [Expr],
    ) -> Ty {
        let [Expr::List(params), result] = args else {
            return self.bad_type(module, slice, "write `Fn[[A, B], R]`");
        };
        let mut items: Vec<Ty> = params
            .elts
            .iter()
            .map(|p| self.resolve_value_type(module, env, p))
            .collect();
        items.push(self.resolve_type(module, env, result));
        Ty::Fn(self.lists.intern(&items), false)
    }

    /// The type as it is written.
    pub fn show(&self, ty: Ty) -> String {
        let plain = match ty {
            Ty::Error => "?".to_owned(),
            Ty::Never => "Never".to_owned(),
            Ty::None | Ty::Null => "None".to_owned(),
            Ty::Bool => "bool".to_owned(),
            Ty::Int => "int".to_owned(),
            Ty::I32 => "i32".to_owned(),
            Ty::Float => "float".to_owned(),
            Ty::U8 => "u8".to_owned(),
            Ty::I8 => "i8".to_owned(),
            Ty::U16 => "u16".to_owned(),
            Ty::I16 => "i16".to_owned(),
            Ty::F32 => "f32".to_owned(),
            Ty::Class(class, _) => self.class(class).name.clone(),
            Ty::Arr(list, _) => format!("arr[{}]", self.show(self.lists.elem(list))),
            Ty::Any(_) => "Any".to_owned(),
            Ty::Fn(list, _) => self.show_fn(list),
            Ty::Tuple(list) => format!("tuple[{}]", self.show_list(&self.lists.get(list))),
            Ty::Weak(_) => "Weak".to_owned(),
            Ty::Handle(_) => "Handle".to_owned(),
        };
        if ty.is_nullable() && ty != Ty::Null {
            plain + " | None"
        } else {
            plain
        }
    }

    pub fn show_list(&self, tys: &[Ty]) -> String {
        tys.iter()
            .map(|&t| self.show(t))
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn show_fn(&self, list: ListId) -> String {
        let items = self.lists.get(list);
        let (result, params) = items.split_last().expect("a function type has a result");
        format!("Fn[[{}], {}]", self.show_list(params), self.show(*result))
    }
}
