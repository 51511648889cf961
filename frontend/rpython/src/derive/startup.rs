//! Start-up: functions that make type objects before the globals, and members and modules after them.

use ruff_python_ast::{Expr as Ast, Stmt as AstStmt};
use ruff_text_size::Ranged;

use super::body::BodyBuilder;
use super::gateway::{Kit, Shape, visible_name};
use crate::consteval::Const;
use crate::diagnostics::Diagnostic;
use crate::program::*;
use crate::source::Span;
use crate::tree::*;
use crate::types::{ClassId, FuncId, Ty};

/// Functions that start-up calls.
#[derive(Default, Clone)]
pub struct StartUp {
    /// Makes the type objects; before all globals.
    pub types: Option<FuncId>,
    /// Fills types and modules; after all globals.
    pub members: Option<FuncId>,
}

impl<'a> Program<'a> {
    /// Writes start-up; says what is wrong with signatures that gateways cannot serve.
    pub fn derive_startup(&mut self) -> StartUp {
        let Some(kit) = self.gateway_kit() else {
            return StartUp::default();
        };
        if self.lang_func("builtin_create").is_none() || self.lang_func("type_create").is_none() {
            return StartUp::default();
        }
        let classes = self.python_classes();
        let types = self.derive_types(&classes);
        let mut steps = Vec::new();
        for &class in &classes {
            steps.push(self.derive_members(&kit, class));
        }
        let mut modules = Vec::new();
        for &module in &self.sources.order {
            modules.extend(self.derive_module(&kit, module));
        }
        let mut b = BodyBuilder::new(0, 0, &[]);
        for step in steps {
            let call = self.derived_call(&b, step, Vec::new());
            b.stmt(StmtKind::Expr(call));
        }
        for (name, step) in modules {
            let call = match self.lang_func("module_lazy") {
                Some(lazy) => {
                    let step = b.expr(ExprKind::Func(step), self.func_type(step));
                    self.derived_call(&b, lazy, vec![b.str(&name, kit.str), step])
                }
                None => self.derived_call(&b, step, Vec::new()),
            };
            b.stmt(StmtKind::Expr(call));
        }
        b.stmt(StmtKind::Return(None));
        let members = self.add_step("start.members".to_owned(), 0, b);
        StartUp {
            types: Some(types),
            members: Some(members),
        }
    }

    fn add_step(&mut self, full_name: String, module: usize, b: BodyBuilder) -> FuncId {
        let sig = Sig {
            params: Vec::new(),
            result: Ty::None,
        };
        self.add_derived(full_name, "", module, None, sig, b.finish())
    }

    /// All `@pytype` classes, bases first.
    fn python_classes(&mut self) -> Vec<ClassId> {
        let mut found: Vec<ClassId> = Vec::new();
        for module in self.sources.order.clone() {
            for index in 0..self.class_defs.len() {
                let def = &self.class_defs[index];
                if def.module == module && def.has("pytype") && def.type_params.is_empty() {
                    let id = crate::types::ClassDefId(index as u32);
                    let class = self.class_instance(id, Vec::new());
                    self.add_with_bases(class, &mut found, 0);
                }
            }
        }
        found
    }

    fn add_with_bases(&mut self, class: ClassId, found: &mut Vec<ClassId>, depth: usize) {
        if found.contains(&class) || depth > self.class_defs.len() {
            return;
        }
        if let Some(base) = self.python_base(class) {
            self.add_with_bases(base, found, depth + 1);
        }
        found.push(class);
    }

    /// `base=` of `@pytype`, or the nearest `@pytype` class above.
    fn python_base(&mut self, class: ClassId) -> Option<ClassId> {
        let deco = *self.class_def(class).deco("pytype")?;
        if let Some(base) = deco.keyword("base") {
            let module = self.class_def(class).module;
            return match self.resolve_type(module, &Default::default(), base) {
                Ty::Class(base, _) if self.class_def(base).has("pytype") => Some(base),
                Ty::Error => None,
                _ => {
                    let span = Span::new(module, base.range());
                    self.error("R060", span, "`base` must be a `@pytype` class");
                    None
                }
            };
        }
        let mut at = self.class(class).parent;
        while let Some(c) = at {
            if self.class_def(c).has("pytype") {
                return Some(c);
            }
            at = self.class(c).parent;
        }
        None
    }

    fn derive_types(&mut self, classes: &[ClassId]) -> FuncId {
        let create = self
            .lang_func("type_create")
            .expect("the caller has looked");
        let str = self.str_type();
        let mut b = BodyBuilder::new(0, 0, &[]);
        for &class in classes {
            let w_type = self.func_sig(create).result;
            let base = match self.python_base(class) {
                Some(base) => b.expr(ExprKind::TypeObject(base), w_type),
                None => b.null(w_type),
            };
            let flags = self.type_flags(class);
            let args = vec![b.str(&self.python_name(class), str), base, b.int(flags)];
            let made = self.derived_call(&b, create, args);
            b.stmt(StmtKind::SetTypeObject(class, made));
        }
        b.stmt(StmtKind::Return(None));
        self.add_step("start.types".to_owned(), 0, b)
    }

    fn type_flags(&mut self, class: ClassId) -> i64 {
        let def = self.class_def(class);
        let module = def.module;
        let flags = def.deco("pytype").and_then(|d| d.keyword("flags"));
        match flags.map(|f| (f, self.eval_const(module, f))) {
            None => 0,
            Some((_, Some(Const::Int(flags)))) => flags,
            Some((expr, _)) => {
                let span = Span::new(module, expr.range());
                self.error("R050", span, "`flags` must be an int constant");
                0
            }
        }
    }

    fn type_value(&mut self, b: &BodyBuilder, class: ClassId) -> Expr {
        let ty = self.type_class().expect("there is a type_create");
        b.expr(ExprKind::TypeObject(class), ty)
    }

    /// A function that fills one type object.
    fn derive_members(&mut self, kit: &Kit, class: ClassId) -> FuncId {
        let def = self.class_def(class);
        let (module, ast) = (def.module, def.ast);
        let at = ast.name.range().start().into();
        let mut b = BodyBuilder::new(module, at, &[]);
        if let (Some(doc), Some(set)) = (docstring(&ast.body), self.lang_func("type_doc")) {
            let w_type = self.type_value(&b, class);
            let doc = b.str(&doc, kit.str);
            let call = self.derived_call(&b, set, vec![w_type, doc]);
            b.stmt(StmtKind::Expr(call));
        }
        for func in self.python_methods(class) {
            let source = self.func(func);
            let name = source.name;
            if let Some(deco) = source.deco("builtin").copied() {
                let name = deco.string().unwrap_or_else(|| name.to_owned());
                let kind = match (deco.flag("static"), deco.flag("classmethod")) {
                    (true, _) => 1,
                    (_, true) => 2,
                    _ => 0,
                };
                self.add_method(kit, &mut b, class, func, &name, kind);
            } else if let Some(deco) = source.deco("getset").copied() {
                let name = deco.string().unwrap_or_else(|| name.to_owned());
                self.add_getset(kit, &mut b, class, func, &name);
            }
        }
        if let Some(ready) = self.lang_func("type_ready") {
            let w_type = self.type_value(&b, class);
            let call = self.derived_call(&b, ready, vec![w_type]);
            b.stmt(StmtKind::Expr(call));
        }
        b.stmt(StmtKind::Return(None));
        let name = format!("start.{}", self.class(class).name);
        self.add_step(name, module, b)
    }

    /// Methods of the class and of the classes above it that are no Python types themselves; the class's own come last.
    fn python_methods(&self, class: ClassId) -> Vec<FuncId> {
        let mut line = vec![class];
        let mut at = self.class(class).parent;
        while let Some(parent) = at {
            if self.class_def(parent).has("pytype") {
                break;
            }
            line.push(parent);
            at = self.class(parent).parent;
        }
        line.iter()
            .rev()
            .flat_map(|&c| self.class(c).methods.iter().copied())
            .collect()
    }

    fn add_method(
        &mut self,
        kit: &Kit,
        b: &mut BodyBuilder,
        class: ClassId,
        func: FuncId,
        name: &str,
        kind: i64,
    ) {
        if !self.gateway_possible(func) {
            return;
        }
        let made = self.builtin_object(kit, b, func, name, Some(kind));
        let Some(add) = self.lang_func("type_add") else {
            return;
        };
        let w_type = self.type_value(b, class);
        let args = vec![w_type, b.str(name, kit.str), b.int(kind), made];
        let call = self.derived_call(b, add, args);
        b.stmt(StmtKind::Expr(call));
    }

    fn gateway_possible(&mut self, func: FuncId) -> bool {
        let source = self.func(func);
        if source.type_params.is_empty() && !source.is_abstract {
            return true;
        }
        let span = source
            .ast()
            .map_or(Span::default(), |ast| self.span(source.module, &ast.name));
        self.error(
            "R063",
            span,
            "a generic or abstract function has no gateway",
        );
        false
    }

    fn add_getset(
        &mut self,
        kit: &Kit,
        b: &mut BodyBuilder,
        class: ClassId,
        func: FuncId,
        name: &str,
    ) {
        let sig = self.func_sig(func);
        if sig.params.len() != 1 {
            let span = sig.params.last().map_or(Span::default(), |p| p.span);
            return self.error("R063", span, "`@getset` takes `self` alone");
        }
        let setter = self.python_methods(class).into_iter().find(|&m| {
            self.func(m)
                .deco("setter")
                .and_then(|d| d.string())
                .as_deref()
                == Some(name)
        });
        let get = self.gateway_get(kit, func, name);
        let get_ty = self.func_type(get);
        let get = b.expr(ExprKind::Func(get), get_ty);
        let Some(add) = self.lang_func("type_add_getset") else {
            return;
        };
        let set = match setter {
            Some(setter) if self.func_sig(setter).params.len() == 2 => {
                let set = self.gateway_set(kit, setter, name);
                let ty = self.func_type(set);
                b.expr(ExprKind::Func(set), ty)
            }
            Some(setter) => {
                let span = self.func_sig(setter).params[0].span;
                return self.error("R063", span, "`@setter` takes `self` and a value");
            }
            None => b.null(get_ty),
        };
        let doc = self.doc_of(kit, b, func);
        let w_type = self.type_value(b, class);
        let args = vec![w_type, b.str(name, kit.str), doc, get, set];
        let call = self.derived_call(b, add, args);
        b.stmt(StmtKind::Expr(call));
    }

    fn doc_of(&self, kit: &Kit, b: &BodyBuilder, func: FuncId) -> Expr {
        match self.func(func).ast().and_then(|ast| docstring(&ast.body)) {
            Some(doc) => b.str(&doc, kit.str),
            None => b.null(kit.str),
        }
    }

    /// `builtin_create(...)` for a function. `kind`: method 0, static 1, classmethod 2; `None` for modules.
    fn builtin_object(
        &mut self,
        kit: &Kit,
        b: &mut BodyBuilder,
        func: FuncId,
        name: &str,
        kind: Option<i64>,
    ) -> Expr {
        let create = self
            .lang_func("builtin_create")
            .expect("the caller has looked");
        let shape = self.gateway_shape(func);
        let signature = self.signature_object(kit, b, func, &shape);
        let doc = self.doc_of(kit, b, func);
        let text = self.text_signature(func, &shape, kind);
        let mut args = vec![b.str(name, kit.str), doc, b.str(&text, kit.str), signature];
        for n in 0..4 {
            args.push(match self.gateway_n(kit, func, &shape, name, n) {
                Some(gateway) => {
                    let ty = self.func_type(gateway);
                    b.expr(ExprKind::Func(gateway), ty)
                }
                None => b.null(Ty::Any(true)),
            });
        }
        let gateway = self.gateway_v(kit, func, &shape, name);
        let ty = self.func_type(gateway);
        args.push(b.expr(ExprKind::Func(gateway), ty));
        self.derived_call(b, create, args)
    }

    fn signature_object(
        &mut self,
        kit: &Kit,
        b: &BodyBuilder,
        func: FuncId,
        shape: &Shape,
    ) -> Expr {
        let Some(create) = self.lang_func("sig_create") else {
            return Expr::error(b.at);
        };
        let sig = self.func_sig(func);
        let names = shape
            .order
            .iter()
            .map(|&i| b.str(visible_name(sig.params[i].name), kit.str))
            .collect();
        let optional = shape.order.iter().map(|&i| {
            let param = &sig.params[i];
            let star = matches!(param.kind, ParamKind::VarArgs | ParamKind::VarKw);
            b.bool(param.default.is_some() || star)
        });
        let optional = optional.collect();
        let (names_ty, bools_ty) = (self.arr(kit.str), self.arr(Ty::Bool));
        let args = vec![
            b.expr(ExprKind::ArrLit(names), names_ty),
            b.int(shape.n_posonly as i64),
            b.int(shape.n_pos as i64),
            b.int(shape.n_kwonly as i64),
            b.bool(shape.varargs.is_some()),
            b.bool(shape.varkw.is_some()),
            b.int(shape.n_required as i64),
            b.expr(ExprKind::ArrLit(optional), bools_ty),
        ];
        self.derived_call(b, create, args)
    }

    /// `($self, x, y=0, /)`, as CPython writes it.
    fn text_signature(&mut self, func: FuncId, shape: &Shape, kind: Option<i64>) -> String {
        let sig = self.func_sig(func);
        let mut parts: Vec<String> = Vec::new();
        for (slot, &index) in shape.order[..shape.n_pos].iter().enumerate() {
            let param = &sig.params[index];
            let name = match (slot, kind) {
                (0, Some(0)) => "$self".to_owned(),
                (0, Some(_)) if param.name.starts_with("w_") => "$type".to_owned(),
                _ => visible_name(param.name).to_owned(),
            };
            parts.push(self.with_default(name, param));
            if slot + 1 == shape.n_posonly || (slot == 0 && shape.n_posonly == 0 && kind == Some(0))
            {
                parts.push("/".to_owned());
            }
        }
        match shape.varargs {
            Some(index) => parts.push(format!("*{}", visible_name(sig.params[index].name))),
            None if shape.n_kwonly > 0 => parts.push("*".to_owned()),
            None => {}
        }
        for &index in &shape.order[shape.n_pos..shape.n_pos + shape.n_kwonly] {
            let param = &sig.params[index];
            parts.push(self.with_default(visible_name(param.name).to_owned(), param));
        }
        if let Some(index) = shape.varkw {
            parts.push(format!("**{}", visible_name(sig.params[index].name)));
        }
        format!("({})", parts.join(", "))
    }

    fn with_default(&self, name: String, param: &Param<'a>) -> String {
        let Some(default) = param.default else {
            return name;
        };
        let shown = match default {
            Ast::Name(global) => visible_name(global.id.as_str()).to_owned(),
            literal => {
                let range = literal.range();
                let text = &self.sources.files[param.span.file as usize].text;
                text[usize::from(range.start())..usize::from(range.end())].replace('"', "'")
            }
        };
        format!("{name}={shown}")
    }

    /// A function that adds what one source file has of a Python module, and the module's name.
    fn derive_module(&mut self, kit: &Kit, module: usize) -> Option<(String, FuncId)> {
        let functions: Vec<FuncId> = (0..self.funcs.len())
            .map(|i| FuncId(i as u32))
            .filter(|&f| {
                let func = self.func(f);
                func.module == module
                    && func.class.is_none()
                    && func.ast().is_some()
                    && (func.has("builtin_function") || func.name == "init_module")
            })
            .collect();
        if functions.is_empty() {
            return None;
        }
        let value = self.scopes[module].python_module;
        let name = match value.and_then(|v| self.const_value(v)) {
            Some((Const::Str(name), _)) => name,
            _ => {
                let source = self.func(functions[0]);
                let span = source
                    .ast()
                    .map_or(Span::default(), |ast| self.span(module, &ast.name));
                self.diags.push(
                    Diagnostic::new(
                        "R063",
                        span,
                        "the file does not say which Python module it is of",
                    )
                    .help("write `MODULE: Final = \"name\"`"),
                );
                return None;
            }
        };
        let mut b = BodyBuilder::new(module, 0, &[]);
        for func in functions {
            if self.func(func).name == "init_module" {
                self.call_init(kit, &mut b, func, &name);
                continue;
            }
            let deco = *self.func(func).deco("builtin_function").expect("filtered");
            let shown = deco
                .string()
                .unwrap_or_else(|| self.func(func).name.to_owned());
            if !self.gateway_possible(func) {
                continue;
            }
            let made = self.builtin_object(kit, &mut b, func, &shown, None);
            let Some(add) = self.lang_func("module_add") else {
                continue;
            };
            let args = vec![b.str(&name, kit.str), made];
            let call = self.derived_call(&b, add, args);
            b.stmt(StmtKind::Expr(call));
        }
        b.stmt(StmtKind::Return(None));
        let full_name = format!("start.module.{}", self.module_name(module));
        let step = self.add_step(full_name, module, b);
        Some((name.to_string(), step))
    }

    fn call_init(&mut self, kit: &Kit, b: &mut BodyBuilder, func: FuncId, module: &str) {
        let Some(init) = self.lang_func("module_init") else {
            return;
        };
        let ty = self.func_type(func);
        let wanted = self.func_sig(init).params.get(1).map(|p| p.ty);
        if wanted != Some(ty) {
            let source = self.func(func);
            let span = source
                .ast()
                .map_or(Span::default(), |ast| self.span(source.module, &ast.name));
            return self.error(
                "R063",
                span,
                "`init_module` takes the module and has no result",
            );
        }
        let args = vec![b.str(module, kit.str), b.expr(ExprKind::Func(func), ty)];
        let call = self.derived_call(b, init, args);
        b.stmt(StmtKind::Expr(call));
    }
}

/// The string at the start of a body, with the indentation of its lines taken off.
fn docstring(body: &[AstStmt]) -> Option<String> {
    let Some(AstStmt::Expr(e)) = body.first() else {
        return None;
    };
    let Ast::StringLiteral(text) = &*e.value else {
        return None;
    };
    let text = text.value.to_str();
    let indent = text
        .lines()
        .skip(1)
        .filter(|l| !l.trim().is_empty())
        .map(|l| l.len() - l.trim_start().len())
        .min()
        .unwrap_or(0);
    let mut lines = text.lines();
    let mut out = lines.next().unwrap_or("").trim_start().to_owned();
    for line in lines {
        out.push('\n');
        out.push_str(line.get(indent..).unwrap_or("").trim_end());
    }
    Some(out.trim_end().to_owned())
}
