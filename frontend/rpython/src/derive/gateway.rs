//! Gateways: from Python-level arguments to a typed function and back.
//!
//! Of each `@builtin` function: `fn0` to `fn3`, where a call with that many positional arguments is valid, and `fnv`,
//! which takes one slot a parameter. Slots: positional, keyword-only, `*args`, `**kwargs`.

use ruff_python_ast::Expr as Ast;
use ruff_text_size::Ranged;

use super::body::BodyBuilder;
use super::derived_param;
use crate::program::*;
use crate::source::Span;
use crate::tree::*;
use crate::types::{ClassId, FuncId, ListId, Ty};

/// What gateways are made with: the lang items of `python/interpreter/gateway.py`.
pub(super) struct Kit {
    pub object: Ty,
    pub str: Ty,
    pub slots: ListId,
}

/// The shape of a function as Python sees it.
pub(super) struct Shape {
    /// Indexes of the signature's parameters, in slot order.
    pub order: Vec<usize>,
    pub n_posonly: usize,
    pub n_pos: usize,
    pub n_kwonly: usize,
    pub n_required: usize,
    pub varargs: Option<usize>,
    pub varkw: Option<usize>,
    pub kwonly_required: bool,
}

/// Name of a parameter as Python sees it: without `w_` and a trailing underscore.
pub(super) fn visible_name(name: &str) -> &str {
    let name = name.strip_prefix("w_").unwrap_or(name);
    let name = name.strip_suffix("_w").unwrap_or(name);
    name.strip_suffix('_').unwrap_or(name)
}

/// How the argument of one parameter reaches the gateway.
enum Source {
    Given(Expr),
    /// Null: not given.
    Maybe(Expr),
    Absent,
}

impl<'a> Program<'a> {
    pub(super) fn gateway_kit(&mut self) -> Option<Kit> {
        let object = Ty::Class(self.lang_class("object")?, false);
        let str = self.str_type();
        let slots = self.lists.intern(&[object.with_null(true)]);
        Some(Kit { object, str, slots })
    }

    pub(super) fn gateway_shape(&mut self, func: FuncId) -> Shape {
        let sig = self.func_sig(func);
        let of = |kind: ParamKind| -> Vec<usize> {
            (0..sig.params.len())
                .filter(|&i| sig.params[i].kind == kind)
                .collect()
        };
        let (posonly, normal, kwonly) = (
            of(ParamKind::PosOnly),
            of(ParamKind::Normal),
            of(ParamKind::KwOnly),
        );
        // What a method is called on is never given by name.
        let source = self.func(func);
        let takes_self = source.class.is_some()
            && (source.kind == FuncKind::Method
                || source.deco("builtin").is_some_and(|d| {
                    d.string().as_deref() == Some("__new__") || d.flag("classmethod")
                }));
        let varargs = of(ParamKind::VarArgs).first().copied();
        let varkw = of(ParamKind::VarKw).first().copied();
        let mut order = posonly.clone();
        order.extend(&normal);
        let n_pos = order.len();
        let n_required = order
            .iter()
            .filter(|&&i| sig.params[i].default.is_none())
            .count();
        order.extend(&kwonly);
        order.extend(varargs);
        order.extend(varkw);
        Shape {
            order,
            n_posonly: if takes_self && posonly.is_empty() {
                n_pos.min(1)
            } else {
                posonly.len()
            },
            n_pos,
            n_kwonly: kwonly.len(),
            n_required,
            varargs,
            varkw,
            kwonly_required: kwonly.iter().any(|&i| sig.params[i].default.is_none()),
        }
    }

    /// The gateway for exactly `n` positional arguments, if such a call is valid.
    pub(super) fn gateway_n(
        &mut self,
        kit: &Kit,
        func: FuncId,
        shape: &Shape,
        name: &str,
        n: usize,
    ) -> Option<FuncId> {
        let fits = n >= shape.n_required && (n <= shape.n_pos || shape.varargs.is_some());
        if !fits || shape.kwonly_required {
            return None;
        }
        let mut b = self.gateway_body(func, &vec![kit.object; n]);
        let mut sources: Vec<Source> = Vec::new();
        let sig = self.func_sig(func);
        for (slot, &index) in shape.order.iter().enumerate() {
            sources.push(if slot < shape.n_pos && slot < n {
                Source::Given(b.param(slot))
            } else if Some(index) == shape.varargs {
                let rest = (shape.n_pos.min(n)..n).map(|i| b.param(i)).collect();
                Source::Given(b.expr(ExprKind::ArrLit(rest), sig.params[index].ty))
            } else {
                Source::Absent
            });
        }
        self.gateway_call(kit, &mut b, func, shape, name, sources, true);
        let full_name = format!("{}.fn{n}", self.func(func).full_name);
        Some(self.add_gateway(
            func,
            full_name,
            &vec![kit.object; n],
            kit.object,
            b.finish(),
        ))
    }

    /// The gateway that takes matched slots.
    pub(super) fn gateway_v(
        &mut self,
        kit: &Kit,
        func: FuncId,
        shape: &Shape,
        name: &str,
    ) -> FuncId {
        let params = [Ty::Arr(kit.slots, false)];
        let mut b = self.gateway_body(func, &params);
        let mut sources = Vec::new();
        for slot in 0..shape.order.len() {
            let kind = ExprKind::GetElem {
                array: b.param(0).boxed(),
                index: Expr::int(slot as i64, Ty::I32, b.at).boxed(),
                checked: false,
            };
            let value = b.expr(kind, kit.object.with_null(true));
            let local = b.local(kit.object.with_null(true));
            b.stmt(StmtKind::Assign(local, value));
            sources.push(Source::Maybe(b.read(local)));
        }
        self.gateway_call(kit, &mut b, func, shape, name, sources, false);
        let full_name = format!("{}.fnv", self.func(func).full_name);
        self.add_gateway(func, full_name, &params, kit.object, b.finish())
    }

    pub(super) fn gateway_body(&self, func: FuncId, params: &[Ty]) -> BodyBuilder {
        let source = self.func(func);
        let at = source
            .ast()
            .map_or(0, |ast| ast.name.range().start().into());
        BodyBuilder::new(source.module, at, params)
    }

    pub(super) fn add_gateway(
        &mut self,
        func: FuncId,
        full_name: String,
        params: &[Ty],
        result: Ty,
        body: Body,
    ) -> FuncId {
        let (name, module) = (self.func(func).name, self.func(func).module);
        let sig = Sig {
            params: params.iter().map(|&ty| derived_param("", ty)).collect(),
            result,
        };
        self.add_derived(full_name, name, module, None, sig, body)
    }

    /// Converts the arguments, calls, returns the wrapped result. `direct`: varargs come as an array.
    fn gateway_call(
        &mut self,
        kit: &Kit,
        b: &mut BodyBuilder,
        func: FuncId,
        shape: &Shape,
        name: &str,
        sources: Vec<Source>,
        direct: bool,
    ) {
        let sig = self.func_sig(func);
        let mut args: Vec<Option<Expr>> = vec![None; sig.params.len()];
        let shown = self.name_in_errors(func, name);
        for (&index, source) in shape.order.iter().zip(sources) {
            let param = sig.params[index].clone();
            let is_self = index == 0 && self.func(func).kind == FuncKind::Method;
            let name = if is_self { name } else { &shown };
            let value = if Some(index) == shape.varargs {
                self.varargs(kit, b, &param, source, direct)
            } else {
                match source {
                    Source::Given(value) => self.convert_in(kit, b, name, &param, value, is_self),
                    Source::Maybe(value) => {
                        self.convert_maybe(kit, b, func, name, &param, value, is_self)
                    }
                    Source::Absent => self.absent(b, func, &param),
                }
            };
            args[index] = Some(value);
        }
        let args: Vec<Expr> = args.into_iter().flatten().collect();
        self.gateway_result(kit, b, func, args);
    }

    /// The call and the return of what it gives.
    pub(super) fn gateway_result(
        &mut self,
        kit: &Kit,
        b: &mut BodyBuilder,
        func: FuncId,
        args: Vec<Expr>,
    ) {
        let result = self.func_sig(func).result;
        let call = self.gateway_target(b, func, args);
        if matches!(result, Ty::None | Ty::Never) {
            b.stmt(StmtKind::Expr(call));
            let none = self.none_object(b, kit);
            return b.stmt(StmtKind::Return(Some(none)));
        }
        let value = self.convert_out(kit, b, func, call);
        b.stmt(StmtKind::Return(Some(value)));
    }

    /// Virtual only when a class below overrides the method without a gateway of its own.
    fn gateway_target(&mut self, b: &BodyBuilder, func: FuncId, args: Vec<Expr>) -> Expr {
        let result = self.func_sig(func).result;
        let plain = |m: FuncId| !self.func(m).has("builtin") && !self.func(m).has("getset");
        let class = self.func(func).class;
        let is_method = self.func(func).kind == FuncKind::Method;
        let kind = match class {
            Some(class) if is_method && self.overrides_below(class, func, &plain) => {
                ExprKind::CallMethod(func, args)
            }
            _ => ExprKind::Call(func, args),
        };
        b.expr(kind, result)
    }

    fn none_object(&mut self, b: &BodyBuilder, kit: &Kit) -> Expr {
        let home = self
            .lang_func("builtin_create")
            .map(|f| self.func(f).module);
        match home.and_then(|m| self.lookup_module(m, "w_None")) {
            Some(Sym::Value(id)) => {
                let ty = self.value_type(id);
                b.expr(ExprKind::Global(id), ty)
            }
            _ => {
                let message = "the module of `builtin_create` has no `w_None`";
                self.error("R061", self.gateway_span(b), message);
                b.null(kit.object)
            }
        }
    }

    fn gateway_span(&self, b: &BodyBuilder) -> Span {
        Span {
            file: b.file,
            start: b.at,
            end: b.at + 1,
        }
    }

    fn varargs(
        &mut self,
        kit: &Kit,
        b: &BodyBuilder,
        param: &Param<'a>,
        source: Source,
        direct: bool,
    ) -> Expr {
        match source {
            Source::Given(value) if direct => value,
            Source::Given(value) | Source::Maybe(value) => {
                let value = b.narrow(value, kit.object);
                self.lang_value(b, "unwrap_varargs", vec![value])
            }
            Source::Absent => b.expr(ExprKind::ArrLit(Vec::new()), param.ty),
        }
    }

    fn lang_value(&mut self, b: &BodyBuilder, name: &str, args: Vec<Expr>) -> Expr {
        match self.lang_func(name) {
            Some(func) => self.derived_call(b, func, args),
            None => {
                let message = format!("the program has no function `@lang(\"{name}\")`");
                self.error("R061", self.gateway_span(b), message);
                Expr::error(b.at)
            }
        }
    }

    /// What a parameter that is not given gets.
    fn absent(&mut self, b: &BodyBuilder, func: FuncId, param: &Param<'a>) -> Expr {
        if let Some(default) = param.default {
            return self.default_value(func, param.ty, default);
        }
        if param.ty.is_nullable() {
            return b.null(param.ty);
        }
        // `**kwargs` without keywords: an empty dict.
        let Ty::Class(class, _) = param.ty else {
            self.error("R063", param.span, "this parameter cannot be left out");
            return Expr::error(b.at);
        };
        self.complete(class);
        let init = match self.find_member(class, "__init__") {
            Some(Member::Method(init)) => Some(init),
            _ => None,
        };
        if init.is_some_and(|init| self.func_sig(init).params.len() != 1) {
            self.error(
                "R063",
                param.span,
                "the class of `**kwargs` must be made without arguments",
            );
        }
        b.expr(ExprKind::New(class, init, Vec::new()), param.ty)
    }

    fn convert_maybe(
        &mut self,
        kit: &Kit,
        b: &mut BodyBuilder,
        func: FuncId,
        name: &str,
        param: &Param<'a>,
        value: Expr,
        is_self: bool,
    ) -> Expr {
        let can_miss = param.default.is_some() || param.kind == ParamKind::VarKw;
        if !can_miss {
            let given = b.narrow(value, kit.object);
            return self.convert_in(kit, b, name, param, given, is_self);
        }
        if param.ty == value.ty && matches!(param.default, None | Some(Ast::NoneLiteral(_))) {
            return value;
        }
        let local = b.local(param.ty);
        let default = self.absent(b, func, param);
        let missing = b.as_stmt(StmtKind::Assign(local, default));
        let mut inner = b.nested();
        let given = inner.narrow(value.clone(), kit.object);
        let converted = self.convert_in(kit, &mut inner, name, param, given, is_self);
        inner.stmt(StmtKind::Assign(local, converted));
        let orelse = b.absorb(inner);
        let test = b.is_null(value);
        b.stmt(StmtKind::If {
            test,
            then: vec![missing],
            orelse,
        });
        b.read(local)
    }

    /// A Python-level value as one of the parameter's type.
    pub(super) fn convert_in(
        &mut self,
        kit: &Kit,
        b: &mut BodyBuilder,
        name: &str,
        param: &Param<'a>,
        value: Expr,
        is_self: bool,
    ) -> Expr {
        let word = visible_name(param.name);
        let texts = [b.str(name, kit.str), b.str(word, kit.str)];
        let unwrap = match param.ty {
            Ty::Error => return value,
            ty if ty.with_null(false) == kit.object => return value,
            ty if ty.with_null(false) == kit.str => "unwrap_str",
            Ty::Class(class, _) => {
                return self.check_class_of(kit, b, name, param, value, class, is_self);
            }
            Ty::Int => "unwrap_int",
            Ty::I32 => "unwrap_i32",
            Ty::Float => "unwrap_float",
            Ty::Bool => "unwrap_bool",
            Ty::Arr(list, _) if self.lists.elem(list) == Ty::U8 => "unwrap_bytes",
            ty => {
                let message = format!("no gateway converts to `{}`", self.show(ty));
                self.error("R063", param.span, message);
                return Expr::error(b.at);
            }
        };
        // `self` of a method of the str class is a type check, with that error.
        if is_self && let Ty::Class(class, _) = param.ty {
            return self.check_class_of(kit, b, name, param, value, class, true);
        }
        let [fname, pname] = texts;
        self.lang_value(b, unwrap, vec![value, fname, pname])
    }

    fn check_class_of(
        &mut self,
        kit: &Kit,
        b: &mut BodyBuilder,
        name: &str,
        param: &Param<'a>,
        value: Expr,
        class: ClassId,
        is_self: bool,
    ) -> Expr {
        let wanted = Ty::Class(class, false);
        if self.is_subtype(value.ty, wanted) {
            return value;
        }
        let expected = self.python_name(class);
        let local = b.local(value.ty);
        b.stmt(StmtKind::Assign(local, value));
        let test = ExprKind::IsInstance(b.read(local).boxed(), vec![wanted]);
        let test = b.expr(test, Ty::Bool);
        let error = if is_self {
            let args = vec![
                b.str(name, kit.str),
                b.str(&expected, kit.str),
                b.read(local),
            ];
            self.lang_value(b, "unwrap_self_error", args)
        } else {
            let word = visible_name(param.name);
            let texts = [name, word, &expected].map(|t| b.str(t, kit.str));
            let mut args = texts.to_vec();
            args.push(b.read(local));
            self.lang_value(b, "unwrap_type_error", args)
        };
        let raise = b.as_stmt(StmtKind::Raise(error));
        let not = b.expr(ExprKind::Not(test.boxed()), Ty::Bool);
        b.stmt(StmtKind::If {
            test: not,
            then: vec![raise],
            orelse: Vec::new(),
        });
        b.narrow(b.read(local), wanted)
    }

    /// What errors about arguments call the function: a constructor by its class.
    fn name_in_errors(&self, func: FuncId, name: &str) -> String {
        match self.func(func).class {
            Some(class) if name == "__new__" || name == "__init__" => {
                let full = self.python_name(class);
                full.rsplit('.').next().unwrap_or(&full).to_owned()
            }
            _ => name.to_owned(),
        }
    }

    /// Name of the class as Python sees it: that of the nearest `@pytype`.
    pub(super) fn python_name(&self, class: ClassId) -> String {
        let mut at = Some(class);
        while let Some(c) = at {
            if let Some(name) = self.class_def(c).deco("pytype").and_then(|d| d.string()) {
                return name;
            }
            at = self.class(c).parent;
        }
        self.class(class).name.clone()
    }

    fn convert_out(&mut self, kit: &Kit, b: &BodyBuilder, func: FuncId, value: Expr) -> Expr {
        let (ty, at) = (value.ty, value.at);
        let wrap = match ty {
            Ty::Error => return value,
            Ty::Class(..) if !ty.is_nullable() => {
                if ty == kit.str {
                    return self.lang_value(b, "wrap_str", vec![value]);
                }
                if self.is_subtype(ty, kit.object) {
                    return value;
                }
                "wrap_object"
            }
            Ty::Bool => "wrap_bool",
            Ty::Int => "wrap_int",
            Ty::I32 => {
                let wide = Expr::new(ExprKind::Op(kaa_ir::Op::Sext, vec![value]), Ty::Int, at);
                return self.lang_value(b, "wrap_int", vec![wide]);
            }
            Ty::Float => "wrap_float",
            Ty::Arr(list, false) if self.lists.elem(list) == Ty::U8 => "wrap_bytes",
            _ => "wrap_object",
        };
        if wrap == "wrap_object" {
            let message = format!("no gateway wraps a `{}`", self.show(ty));
            let source = self.func(func);
            let span = source
                .ast()
                .map_or(Span::default(), |ast| self.span(source.module, &ast.name));
            self.error("R063", span, message);
            return Expr::error(at);
        }
        self.lang_value(b, wrap, vec![value])
    }

    /// `get` and `set` of an attribute.
    pub(super) fn gateway_get(&mut self, kit: &Kit, func: FuncId, name: &str) -> FuncId {
        let mut b = self.gateway_body(func, &[kit.object]);
        let sig = self.func_sig(func);
        let this = b.param(0);
        let this = self.convert_in(kit, &mut b, name, &sig.params[0], this, true);
        self.gateway_result(kit, &mut b, func, vec![this]);
        let full_name = format!("{}.get", self.func(func).full_name);
        self.add_gateway(func, full_name, &[kit.object], kit.object, b.finish())
    }

    pub(super) fn gateway_set(&mut self, kit: &Kit, func: FuncId, name: &str) -> FuncId {
        let params = [kit.object, kit.object];
        let mut b = self.gateway_body(func, &params);
        let sig = self.func_sig(func);
        let (this, value) = (b.param(0), b.param(1));
        let this = self.convert_in(kit, &mut b, name, &sig.params[0], this, true);
        let value = self.convert_in(kit, &mut b, name, &sig.params[1], value, false);
        let call = self.gateway_target(&b, func, vec![this, value]);
        b.stmt(StmtKind::Expr(call));
        b.stmt(StmtKind::Return(None));
        let full_name = format!("{}.set", self.func(func).full_name);
        self.add_gateway(func, full_name, &params, Ty::None, b.finish())
    }
}
