//! Expressions: names, members, elements, literals; conversion to an expected type.

use ruff_python_ast::{self as ast, Expr as Ast, Number};

use super::Checker;
use super::flow::Place;
use crate::consteval::{Const, int_literal};
use crate::diagnostics::Diagnostic;
use crate::program::{FuncKind, Member, Sym};
use crate::tree::*;
use crate::types::{ClassDefId, ClassId, FieldId, FuncId, Ty};
use kaa_ir::Op;

impl<'p, 'a> Checker<'p, 'a> {
    /// An expression with a value. `want` is what the place would like; it decides nothing by itself.
    pub(super) fn expr(&mut self, expr: &'a Ast, want: Option<Ty>) -> Expr {
        let value = self.expr_any(expr, want);
        if value.ty == Ty::None {
            return self.error("R020", expr, "this has no value");
        }
        value
    }

    pub(super) fn expr_or_none(&mut self, expr: &'a Ast) -> Expr {
        self.expr_any(expr, None)
    }

    pub(super) fn expr_as(&mut self, expr: &'a Ast, ty: Ty) -> Expr {
        let value = self.expr(expr, Some(ty));
        self.coerce(value, ty, expr)
    }

    fn expr_any(&mut self, expr: &'a Ast, want: Option<Ty>) -> Expr {
        let at = self.range_of(expr);
        match expr {
            Ast::NoneLiteral(_) => Expr::new(ExprKind::Const(Const::None), Ty::Null, at),
            Ast::BooleanLiteral(b) => {
                Expr::new(ExprKind::Const(Const::Bool(b.value)), Ty::Bool, at)
            }
            Ast::NumberLiteral(n) => self.number(expr, n),
            Ast::StringLiteral(s) => self.str_const(s.value.to_str(), expr),
            Ast::BytesLiteral(b) => {
                let ty = self.p.bytes_ty();
                Expr::new(
                    ExprKind::Const(Const::Bytes(b.value.bytes().collect())),
                    ty,
                    at,
                )
            }
            Ast::FString(f) => self.f_string(expr, f),
            Ast::Name(name) => self.name(expr, name.id.as_str()),
            Ast::Attribute(attr) => self.attribute(expr, attr),
            Ast::Subscript(sub) => {
                if self.names_template(&sub.value) {
                    return self.error("R010", expr, "a generic function is called, not a value");
                }
                let object = self.expr(&sub.value, None);
                let index = self.index_operand(&object, &sub.slice);
                self.load_elem(sub, object, index)
            }
            Ast::Call(call) => self.call(expr, call, want),
            Ast::BinOp(binary) => {
                let hint = want.filter(|t| t.is_number());
                let left = self.expr(&binary.left, hint);
                let right = self.expr(&binary.right, hint);
                self.binary(binary.op, left, right, expr)
            }
            Ast::UnaryOp(unary) => self.unary(expr, unary, want),
            Ast::BoolOp(_) => self.condition(expr).0,
            Ast::Compare(compare) => self.compare(expr, compare),
            Ast::If(choice) => self.choice(choice, want),
            Ast::List(list) => self.array_literal(expr, &list.elts, want),
            Ast::Tuple(tuple) => self.tuple_literal(expr, &tuple.elts, want),
            Ast::Lambda(_) => self.error("R007", expr, "lambdas are not in the dialect"),
            Ast::ListComp(_) | Ast::SetComp(_) | Ast::DictComp(_) | Ast::Generator(_) => self
                .error(
                    "R007",
                    expr,
                    "comprehensions are not in the dialect; write a loop",
                ),
            Ast::Dict(_) | Ast::Set(_) => self.error(
                "R007",
                expr,
                "there are no dict or set literals in the dialect",
            ),
            _ => self.error("R007", expr, "this expression is not in the dialect"),
        }
    }

    fn number(&mut self, expr: &'a Ast, n: &ast::ExprNumberLiteral) -> Expr {
        let at = self.range_of(expr);
        match &n.value {
            Number::Int(i) => match int_literal(i) {
                Some(value) => Expr::int(value, Ty::Int, at),
                None => self.error("R038", expr, "the literal does not fit 64 bits"),
            },
            Number::Float(f) => Expr::new(ExprKind::Const(Const::Float(*f)), Ty::Float, at),
            Number::Complex { .. } => self.error("R007", expr, "there are no complex numbers here"),
        }
    }

    fn name(&mut self, expr: &'a Ast, name: &'a str) -> Expr {
        let at = self.range_of(expr);
        if let Some(&local) = self.names.get(name) {
            if !self.flow.is_bound(local) {
                return self.error("R030", expr, format!("`{name}` may be unbound here"));
            }
            let declared = self.local_ty(local);
            let value = Expr::new(ExprKind::Local(local), declared, at);
            return self.narrowed(value, Place::Local(local));
        }
        match self.p.lookup(self.module, name) {
            Some(Sym::Value(id)) => {
                if let Some((constant, ty)) = self.p.const_value(id) {
                    return Expr::new(ExprKind::Const(constant), ty, at);
                }
                let ty = self.p.value_type(id);
                Expr::new(ExprKind::Global(id), ty, at)
            }
            Some(Sym::Func(id)) => self.func_value(expr, id),
            Some(Sym::Class(_)) => {
                self.error("R010", expr, format!("`{name}` is a class, not a value"))
            }
            Some(_) => self.error("R010", expr, format!("`{name}` is not a value")),
            None if self.env.iter().any(|(n, _)| *n == name) => {
                self.error("R010", expr, format!("`{name}` is a type, not a value"))
            }
            None => self.error("R010", expr, format!("unknown name `{name}`")),
        }
    }

    pub(super) fn func_value(&mut self, expr: &'a Ast, id: FuncId) -> Expr {
        if !self.p.func(id).type_params.is_empty() {
            return self.error("R010", expr, "a generic function is called, not a value");
        }
        let ty = self.p.func_type(id);
        Expr::new(ExprKind::Func(id), ty, self.range_of(expr))
    }

    /// The value with the type that the flow state knows for its place.
    pub(super) fn narrowed(&self, value: Expr, place: Place) -> Expr {
        match self.flow.narrowed(place) {
            Some(ty) if ty != value.ty => {
                let at = value.at;
                Expr::new(ExprKind::Narrow(value.boxed()), ty, at)
            }
            _ => value,
        }
    }

    fn names_template(&self, callee: &Ast) -> bool {
        let Ast::Name(name) = callee else {
            return false;
        };
        !self.names.contains_key(name.id.as_str())
            && matches!(self.p.lookup(self.module, name.id.as_str()),
                Some(Sym::Func(id)) if !self.p.func(id).type_params.is_empty())
    }

    /// The class that an expression names: `C`, or a type parameter that stands for one.
    pub(super) fn class_named(&mut self, expr: &'a Ast) -> Option<ClassId> {
        let Ast::Name(name) = expr else {
            if let Ast::Subscript(sub) = expr {
                let Ast::Name(base) = &*sub.value else {
                    return None;
                };
                if self.names.contains_key(base.id.as_str()) {
                    return None;
                }
                self.class_def_named(base.id.as_str())?;
                let env = self.env.clone();
                return match self.p.resolve_type(self.module, &env, expr) {
                    Ty::Class(class, false) => Some(class),
                    _ => None,
                };
            }
            return None;
        };
        let name = name.id.as_str();
        if self.names.contains_key(name) {
            return None;
        }
        if let Some(&(_, ty)) = self.env.iter().find(|(n, _)| *n == name) {
            return match ty {
                Ty::Class(class, _) => Some(class),
                _ => None,
            };
        }
        let def = self.class_def_named(name)?;
        if self.p.class_defs[def.index()].type_params.is_empty() {
            return Some(self.p.class_instance(def, Vec::new()));
        }
        None
    }

    pub(super) fn class_def_named(&mut self, name: &str) -> Option<ClassDefId> {
        match self.p.lookup(self.module, name)? {
            Sym::Class(def) => Some(def),
            Sym::Builtin("str") => match self.p.lang.get("str")? {
                Sym::Class(def) => Some(*def),
                _ => None,
            },
            _ => None,
        }
    }

    fn attribute(&mut self, expr: &'a Ast, attr: &'a ast::ExprAttribute) -> Expr {
        let name = attr.attr.id.as_str();
        let at = self.range_of(expr);
        if let Some(class) = self.class_named(&attr.value) {
            return self.class_attribute(expr, class, name);
        }
        let object = self.expr(&attr.value, None);
        let Some(class) = self.receiver(&object, &attr.value, name) else {
            return Expr::error(at);
        };
        match self.p.find_member(class, name) {
            Some(Member::Field(field)) => {
                let ty = self.p.field(field).ty.value();
                let value = Expr::new(ExprKind::GetField(object.boxed(), field), ty, at);
                match self.place_of(expr) {
                    Some((place, _)) => self.narrowed(value, place),
                    None => value,
                }
            }
            Some(Member::Const(constant)) => {
                let ty = self.p.class_consts[constant.index()].ty;
                Expr::new(ExprKind::GetConst(object.boxed(), constant), ty, at)
            }
            Some(Member::Method(_)) => {
                let message = format!("`{name}` is a method: bound methods are not values");
                self.error("R010", &attr.attr, message)
            }
            None => self.no_member(class, &attr.attr),
        }
    }

    /// `C.f` as a value: a static method, a method as a function of `self`, a constant.
    fn class_attribute(&mut self, expr: &'a Ast, class: ClassId, name: &'a str) -> Expr {
        let at = self.range_of(expr);
        match self.p.find_member(class, name) {
            Some(Member::Method(func)) => self.func_value(expr, func),
            Some(Member::Const(constant)) => {
                let ty = self.p.class_consts[constant.index()].ty;
                let mut up = Some(class);
                while let Some(c) = up {
                    if let Some(value) = self.p.class(c).const_values.get(&constant) {
                        return Expr::new(ExprKind::Const(value.clone()), ty, at);
                    }
                    up = self.p.class(c).parent;
                }
                self.error("R046", expr, format!("`{name}` has no value in this class"))
            }
            Some(Member::Field(_)) => {
                self.error("R010", expr, format!("`{name}` is a field of instances"))
            }
            None => {
                let message = format!("`{}` has no member `{name}`", self.p.class(class).name);
                self.error("R021", expr, message)
            }
        }
    }

    /// The class of a value whose member is wanted; `None` after a report.
    pub(super) fn receiver(
        &mut self,
        object: &Expr,
        place: &'a Ast,
        member: &str,
    ) -> Option<ClassId> {
        match object.ty {
            Ty::Class(class, false) => Some(class),
            Ty::Error | Ty::Never => None,
            ty if ty.is_nullable() => {
                self.may_be_none(ty, place);
                None
            }
            ty => {
                let message = format!("`{}` has no member `{member}`", self.show(ty));
                self.error("R021", place, message);
                None
            }
        }
    }

    pub(super) fn may_be_none(&mut self, ty: Ty, place: &'a Ast) {
        let span = self.span(place);
        let message = format!("this is `{}` and may be `None`", self.show(ty));
        self.p.diags.push(
            Diagnostic::new("R028", span, message)
                .help("test it with `is not None`, or use `nonnull(x)` where it cannot be"),
        );
    }

    pub(super) fn no_member(&mut self, class: ClassId, name: &'a ast::Identifier) -> Expr {
        let message = format!("`{}` has no member `{}`", self.p.class(class).name, name.id);
        self.error("R021", name, message)
    }

    /// The field that an assignment writes, with `Final` checked.
    pub(super) fn field_target(
        &mut self,
        attr: &'a ast::ExprAttribute,
        object: Expr,
    ) -> Option<(FieldId, Expr)> {
        let name = attr.attr.id.as_str();
        let class = self.receiver(&object, &attr.value, name)?;
        match self.p.find_member(class, name) {
            Some(Member::Field(field)) => {
                let info = self.p.field(field);
                if info.is_final && !self.in_init_of(info.class, &object) {
                    let span = self.span(&attr.attr);
                    let declared = self.p.field(field).span;
                    self.p.diags.push(
                        Diagnostic::new("R031", span, format!("`{name}` is final"))
                            .label(declared, "declared here")
                            .help("a `Final` field is assigned only in `__init__`, through `self`"),
                    );
                }
                Some((field, object))
            }
            Some(_) => {
                self.error("R031", &attr.attr, format!("`{name}` is not a field"));
                None
            }
            None => {
                self.no_member(class, &attr.attr);
                None
            }
        }
    }

    fn in_init_of(&self, class: ClassId, object: &Expr) -> bool {
        let in_init = self.func.is_some_and(|f| {
            let func = self.p.func(f);
            func.name == "__init__" && func.kind == FuncKind::Method
        });
        let own = self.class.is_some_and(|c| self.p.is_subclass(c, class));
        in_init && own && matches!(object.kind, ExprKind::Local(LocalId(0)))
    }

    /// The index of `a[i]`: an integer for arrays and where `__getitem__` says nothing else.
    pub(super) fn index_operand(&mut self, object: &Expr, slice: &'a Ast) -> Expr {
        let want = match object.ty {
            Ty::Class(class, _) => self.first_param(class, "__getitem__"),
            _ => None,
        };
        if let Ast::Slice(_) = slice {
            return self.error("R007", slice, "slices are method calls in the dialect");
        }
        self.expr(slice, want)
    }

    fn first_param(&mut self, class: ClassId, method: &str) -> Option<Ty> {
        match self.p.find_member(class, method)? {
            Member::Method(func) => self.p.func_sig(func).params.get(1).map(|p| p.ty),
            _ => None,
        }
    }

    pub(super) fn load_elem(
        &mut self,
        sub: &'a ast::ExprSubscript,
        object: Expr,
        index: Expr,
    ) -> Expr {
        let at = object.at;
        match object.ty {
            Ty::Arr(list, false) => {
                let ty = self.p.lists.elem(list).value();
                let index = self.array_index(index, &sub.slice);
                let kind = ExprKind::GetElem {
                    array: object.boxed(),
                    index: index.boxed(),
                    checked: true,
                };
                Expr::new(kind, ty, at)
            }
            Ty::Tuple(list) => {
                let items = self.p.lists.get(list);
                match index.as_int().map(|i| (i, items.get(i as usize))) {
                    Some((i, Some(&ty))) => {
                        Expr::new(ExprKind::GetItem(object.boxed(), i as usize), ty, at)
                    }
                    _ => self.error(
                        "R026",
                        &*sub.slice,
                        "a tuple is indexed by a constant in range",
                    ),
                }
            }
            Ty::Class(..) => self.method_call(
                object,
                "__getitem__",
                vec![(index, &*sub.slice)],
                &sub.value,
            ),
            ty => self.not_indexable(ty, &sub.value),
        }
    }

    fn not_indexable(&mut self, ty: Ty, place: &'a Ast) -> Expr {
        if ty.is_nullable() {
            self.may_be_none(ty, place);
            return Expr::error(self.range_of(place));
        }
        match ty {
            Ty::Error => Expr::error(self.range_of(place)),
            ty => {
                let message = format!("`{}` cannot be indexed", self.show(ty));
                self.error("R026", place, message)
            }
        }
    }

    pub(super) fn store_elem(
        &mut self,
        sub: &'a ast::ExprSubscript,
        object: Expr,
        index: Expr,
        value: Expr,
        source: &'a Ast,
    ) -> Option<Stmt> {
        let at = object.at;
        let kind = match object.ty {
            Ty::Arr(list, false) => {
                let elem = self.p.lists.elem(list);
                let index = self.array_index(index, &sub.slice);
                let value = self.coerce_store(value, elem, source);
                StmtKind::SetElem {
                    array: object,
                    index,
                    value,
                    checked: true,
                }
            }
            Ty::Class(..) => {
                let args = vec![(index, &*sub.slice), (value, source)];
                StmtKind::Expr(self.method_call(object, "__setitem__", args, &sub.value))
            }
            ty => {
                self.not_indexable(ty, &sub.value);
                return None;
            }
        };
        Some(Stmt { kind, at })
    }

    /// As i32: an `int` traps when it does not fit.
    pub(super) fn array_index(&mut self, index: Expr, place: &'a Ast) -> Expr {
        let at = index.at;
        match (index.ty, index.as_int()) {
            (Ty::I32 | Ty::Error, _) => index,
            (Ty::Int, Some(i)) if i32::try_from(i).is_ok() => Expr::int(i, Ty::I32, at),
            (Ty::Int, _) => Expr::new(ExprKind::Op(Op::Index, vec![index]), Ty::I32, at),
            (ty, _) => {
                let message = format!("an index is `int` or `i32`, not `{}`", self.show(ty));
                self.error("R026", place, message)
            }
        }
    }

    /// `len(x)`: i32 of arrays, what `__len__` gives of objects.
    pub(super) fn length_of(&mut self, object: Expr, place: &'a Ast) -> Expr {
        let at = object.at;
        match object.ty {
            Ty::Arr(_, false) => Expr::new(ExprKind::Op(Op::ArrLen, vec![object]), Ty::I32, at),
            Ty::Class(_, false) => self.method_call(object, "__len__", Vec::new(), place),
            Ty::Error => object,
            ty if ty.is_nullable() => {
                self.may_be_none(ty, place);
                Expr::error(at)
            }
            ty => {
                let message = format!("`{}` has no length", self.show(ty));
                self.error("R021", place, message)
            }
        }
    }

    fn choice(&mut self, choice: &'a ast::ExprIf, want: Option<Ty>) -> Expr {
        let (test, facts) = self.condition(&choice.test);
        if let ExprKind::Const(Const::Bool(taken)) = test.kind {
            return self.expr(if taken { &choice.body } else { &choice.orelse }, want);
        }
        let saved = self.flow.clone();
        self.apply(&facts.yes);
        let then = self.expr(&choice.body, want);
        self.flow = saved.clone();
        self.apply(&facts.no);
        let orelse = self.expr(&choice.orelse, want);
        self.flow = saved;
        let ty = match (then.ty, orelse.ty) {
            (Ty::I32, Ty::Int) if fits_i32(&orelse) => Ty::I32,
            (Ty::Int, Ty::I32) if fits_i32(&then) => Ty::I32,
            (a, b) => match self.p.join(a, b) {
                // A wider reference only where one is wanted.
                Some(joined) if joined == a || joined == b || joined.is_int() => joined,
                Some(joined) if want.is_some_and(|w| self.p.is_subtype(joined, w)) => joined,
                Some(joined)
                    if a.with_null(true) == b.with_null(true) || joined != Ty::Any(false) =>
                {
                    joined
                }
                _ => {
                    let message = format!(
                        "`{}` and `{}` have no common type",
                        self.show(a),
                        self.show(b)
                    );
                    return self.error("R020", choice, message);
                }
            },
        };
        let at = test.at;
        let then = self.coerce(then, ty, &choice.body);
        let orelse = self.coerce(orelse, ty, &choice.orelse);
        Expr::new(
            ExprKind::Cond(test.boxed(), then.boxed(), orelse.boxed()),
            ty,
            at,
        )
    }

    fn tuple_literal(&mut self, expr: &'a Ast, elts: &'a [Ast], want: Option<Ty>) -> Expr {
        let wanted = match want {
            Some(Ty::Tuple(list)) => Some(self.p.lists.get(list)).filter(|l| l.len() == elts.len()),
            _ => None,
        };
        let mut items = Vec::new();
        for (index, elt) in elts.iter().enumerate() {
            items.push(match &wanted {
                Some(tys) => self.expr_as(elt, tys[index]),
                None => self.expr(elt, None),
            });
        }
        let tys: Vec<Ty> = match &wanted {
            Some(tys) => tys.to_vec(),
            None => items.iter().map(|i| i.ty).collect(),
        };
        let ty = Ty::Tuple(self.p.lists.intern(&tys));
        Expr::new(ExprKind::Tuple(items), ty, self.range_of(expr))
    }

    pub(super) fn array_literal(
        &mut self,
        expr: &'a Ast,
        elts: &'a [Ast],
        want: Option<Ty>,
    ) -> Expr {
        let at = self.range_of(expr);
        let wanted = match want.map(|w| w.with_null(false)) {
            Some(Ty::Arr(list, _)) => Some(self.p.lists.elem(list)),
            _ => None,
        };
        let mut items = Vec::new();
        for elt in elts {
            let item = self.expr(elt, wanted.map(Ty::value));
            items.push(match wanted {
                Some(elem) => self.coerce_store(item, elem, elt),
                None => item,
            });
        }
        let elem = match wanted {
            Some(elem) => elem,
            None => {
                let joined = items
                    .iter()
                    .map(|i| i.ty)
                    .reduce(|a, b| match self.p.join(a, b) {
                        Some(joined) => joined,
                        None => Ty::Error,
                    });
                match joined {
                    Some(Ty::Error) | None => {
                        let message = "the element type is not known";
                        let span = self.span(expr);
                        self.p.diags.push(
                            Diagnostic::new("R029", span, message)
                                .help("annotate: `x: arr[T] = [...]`"),
                        );
                        return Expr::error(at);
                    }
                    Some(elem) => elem,
                }
            }
        };
        if wanted.is_none() {
            items = items
                .into_iter()
                .zip(elts)
                .map(|(item, elt)| self.coerce(item, elem, elt))
                .collect();
        }
        let ty = self.p.arr(elem);
        Expr::new(ExprKind::ArrLit(items), ty, at)
    }

    /// The value as a `ty`: widening and literals only; anything else is reported.
    pub(super) fn coerce(&mut self, value: Expr, ty: Ty, place: &'a Ast) -> Expr {
        let at = value.at;
        match (value.ty, ty) {
            (from, to) if from == to => value,
            (_, Ty::Error) | (Ty::Error | Ty::Never, _) => value,
            (Ty::I32, Ty::Int) => match value.as_int() {
                Some(i) => Expr::int(i, Ty::Int, at),
                None => Expr::new(ExprKind::Op(Op::Sext, vec![value]), Ty::Int, at),
            },
            (Ty::Int, Ty::I32) if value.as_int().is_some() => {
                match i32::try_from(value.as_int().unwrap_or(0)) {
                    Ok(i) => Expr::int(i64::from(i), Ty::I32, at),
                    Err(_) => self.error("R038", place, "the number does not fit `i32`"),
                }
            }
            (from, to) if self.p.is_subtype(from, to) => match value.kind {
                ExprKind::Const(Const::None) => Expr { ty: to, ..value },
                _ => value,
            },
            (from, to) => {
                let message = format!("`{}` where `{}` is wanted", self.show(from), self.show(to));
                let help = match (from, to) {
                    (Ty::Int, Ty::I32) => Some("`i32(x)` narrows, wrapping"),
                    (Ty::Int | Ty::I32, Ty::Float) => Some("convert with `float(x)`"),
                    (Ty::Float, Ty::Int | Ty::I32) => Some("convert with `int(x)`"),
                    (Ty::Bool, Ty::Int | Ty::I32) => Some("convert with `int(x)`"),
                    (from, to) if from.with_null(false) == to => {
                        Some("test it with `is not None` first, or use `nonnull(x)`")
                    }
                    (Ty::Class(a, _), Ty::Class(b, _)) if self.p.is_subclass(b, a) => {
                        Some("narrow it with `isinstance`, or use `cast(T, x)`")
                    }
                    _ => None,
                };
                let span = self.span(place);
                let mut diagnostic = Diagnostic::new("R020", span, message);
                if let Some(help) = help {
                    diagnostic = diagnostic.help(help);
                }
                self.p.diags.push(diagnostic);
                Expr::error(at)
            }
        }
    }

    /// As [`Self::coerce`], for a field or element: a store into `u8` and its like truncates.
    pub(super) fn coerce_store(&mut self, value: Expr, ty: Ty, place: &'a Ast) -> Expr {
        if ty.is_storage_only() && value.ty == Ty::Int {
            return self.as_i32(value);
        }
        self.coerce(value, ty.value(), place)
    }

    pub(super) fn as_i32(&mut self, value: Expr) -> Expr {
        let at = value.at;
        match value.as_int() {
            Some(i) => Expr::int(i64::from(i as i32), Ty::I32, at),
            None if value.ty == Ty::I32 => value,
            None => Expr::new(ExprKind::Op(Op::Trunc, vec![value]), Ty::I32, at),
        }
    }
}

pub(super) fn fits_i32(value: &Expr) -> bool {
    value.as_int().is_some_and(|i| i32::try_from(i).is_ok())
}
