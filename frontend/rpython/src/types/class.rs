//! Classes: instances of class definitions, their members, overriding.

use std::rc::Rc;

use ruff_python_ast::{Expr, Stmt, StmtAnnAssign};
use ruff_text_size::Ranged;
use rustc_hash::FxHashMap;

use super::{ClassConstId, ClassDefId, ClassId, FieldId, FuncId, Ty, TypeEnv};
use crate::consteval::Const;
use crate::diagnostics::Diagnostic;
use crate::program::*;
use crate::source::Span;
use crate::verdict::Query;

impl<'a> Program<'a> {
    /// The class for these type arguments; its members are read when they are first asked for.
    pub fn class_instance(&mut self, def: ClassDefId, args: Vec<Ty>) -> ClassId {
        if let Some(&id) = self.class_defs[def.index()].instances.get(&args) {
            if !args.is_empty() {
                self.deps.ask(Query::Methods(id));
            }
            return id;
        }
        let shown = self.show_list(&args);
        let definition = &mut self.class_defs[def.index()];
        let name = if args.is_empty() {
            definition.name.to_owned()
        } else {
            format!("{}[{shown}]", definition.name)
        };
        let id = ClassId(self.classes.len() as u32);
        definition.instances.insert(args.clone(), id);
        if !args.is_empty() {
            self.deps.ask(Query::Methods(id));
        }
        let env = definition
            .type_params
            .iter()
            .copied()
            .zip(args.iter().copied());
        let immediate = definition.has("immediate");
        self.classes.push(Class {
            def,
            env: Rc::new(env.collect()),
            args,
            name,
            parent: None,
            fields: Vec::new(),
            methods: Vec::new(),
            mixins: Vec::new(),
            members: FxHashMap::default(),
            const_values: FxHashMap::default(),
            children: Vec::new(),
            state: Progress::New,
            is_final: definition.has("final") || immediate,
            is_abstract: definition.has("abstract"),
            is_immediate: immediate,
        });
        let before = self.deps.enter_query(Query::Class(id));
        self.resolve_parent(id);
        self.deps.enter(before);
        id
    }

    fn resolve_parent(&mut self, id: ClassId) {
        let def = self.class_def(id);
        let (module, ast, env) = (def.module, def.ast, self.class(id).env.clone());
        let Some(bases) = &ast.arguments else { return };
        for base in &bases.args {
            let span = self.span(module, base);
            if matches!(base, Expr::Name(n) if matches!(n.id.as_str(), "Protocol" | "object")) {
                continue;
            }
            if self.mixin_of(module, base).is_some() {
                continue;
            }
            let Ty::Class(parent, _) = self.resolve_type(module, &env, base) else {
                continue;
            };
            if self.class(id).parent.is_some() {
                self.error("R040", span, "a class has one base class, mixins aside");
                continue;
            }
            if self.is_subclass(parent, id) {
                self.error("R040", span, format!("`{}` is below itself", ast.name.id));
                continue;
            }
            if self.class(parent).is_final {
                let message = format!("`{}` is final", self.class(parent).name);
                self.error("R040", span, message);
            }
            self.classes[id.index()].parent = Some(parent);
            self.classes[parent.index()].children.push(id);
        }
    }

    /// The mixin's definition, if the base names one.
    fn mixin_of(&self, module: usize, base: &Expr) -> Option<ClassDefId> {
        let name = match base {
            Expr::Name(name) => name,
            Expr::Subscript(sub) => match &*sub.value {
                Expr::Name(name) => name,
                _ => return None,
            },
            _ => return None,
        };
        match self.lookup(module, name.id.as_str())? {
            Sym::Class(def) if self.class_defs[def.index()].has("mixin") => Some(def),
            _ => None,
        }
    }

    /// Reads the class body and those of its mixins, once; parents first.
    pub fn complete(&mut self, id: ClassId) {
        if self.class(id).state != Progress::New {
            return;
        }
        let before = self.deps.enter_query(Query::Class(id));
        self.read_class(id);
        self.deps.enter(before);
    }

    fn read_class(&mut self, id: ClassId) {
        self.classes[id.index()].state = Progress::Running;
        if let Some(parent) = self.class(id).parent {
            self.complete(parent);
        }
        let def = self.class_def(id);
        let (module, ast, env) = (def.module, def.ast, self.class(id).env.clone());
        if let Some(bases) = &ast.arguments {
            for base in &bases.args {
                if let Some(mixin) = self.mixin_of(module, base) {
                    self.copy_mixin(id, module, &env, base, mixin);
                }
            }
        }
        self.read_body(id, module, &env, &ast.body);
        self.derive_type_of(id);
        self.classes[id.index()].state = Progress::Done;
        self.check_class(id);
    }

    fn copy_mixin(
        &mut self,
        id: ClassId,
        module: usize,
        env: &TypeEnv<'a>,
        base: &'a Expr,
        mixin: ClassDefId,
    ) {
        let args: Vec<Ty> = match base {
            Expr::Subscript(sub) => match &*sub.slice {
                Expr::Tuple(t) => t
                    .elts
                    .iter()
                    .map(|a| self.resolve_type(module, env, a))
                    .collect(),
                one => vec![self.resolve_type(module, env, one)],
            },
            _ => Vec::new(),
        };
        let def = &self.class_defs[mixin.index()];
        let (home, ast) = (def.module, def.ast);
        self.classes[id.index()].mixins.push(home);
        let def = &self.class_defs[mixin.index()];
        if def.type_params.len() != args.len() {
            let message = format!(
                "`{}` takes {} type arguments",
                def.name,
                def.type_params.len()
            );
            let span = self.span(module, base);
            return self.error("R012", span, message);
        }
        let env: Vec<_> = def.type_params.iter().copied().zip(args).collect();
        let env = Rc::new(env);
        if let Some(bases) = &ast.arguments {
            for inner in &bases.args {
                if let Some(other) = self.mixin_of(home, inner) {
                    self.copy_mixin(id, home, &env, inner, other);
                }
            }
        }
        self.read_body(id, home, &env, &ast.body);
    }

    fn read_body(&mut self, id: ClassId, module: usize, env: &TypeEnv<'a>, body: &'a [Stmt]) {
        for stmt in body {
            match stmt {
                Stmt::FunctionDef(def) => {
                    let func = self.add_source_func(module, def, Some(id), env.clone());
                    let span = self.span(module, &def.name);
                    self.add_member(id, self.func(func).name, Member::Method(func), span);
                    self.classes[id.index()].methods.push(func);
                    self.to_check.push(func);
                }
                Stmt::AnnAssign(assign) => self.read_field(id, module, env, assign),
                Stmt::Assign(assign) => {
                    let span = self.span(module, assign);
                    match &assign.targets[..] {
                        [Expr::Name(name)] => {
                            self.override_const(id, module, name.id.as_str(), &assign.value, span);
                        }
                        _ => self.error("R006", span, "not allowed in a class body"),
                    }
                }
                Stmt::Pass(_) => {}
                Stmt::Expr(e)
                    if matches!(&*e.value, Expr::StringLiteral(_) | Expr::EllipsisLiteral(_)) => {}
                Stmt::If(branch) => {
                    if let Some(Const::Bool(taken)) = self.eval_const(module, &branch.test) {
                        if taken {
                            self.read_body(id, module, env, &branch.body);
                        } else if let Some(clause) =
                            branch.elif_else_clauses.iter().find(|c| c.test.is_none())
                        {
                            self.read_body(id, module, env, &clause.body);
                        }
                    } else {
                        let span = self.span(module, &*branch.test);
                        self.error("R050", span, "the condition must be a bool constant");
                    }
                }
                other => {
                    let span = self.span(module, other);
                    self.error("R006", span, "not allowed in a class body");
                }
            }
        }
    }

    fn add_member(&mut self, id: ClassId, name: &'a str, member: Member, span: Span) {
        let old = self.classes[id.index()].members.insert(name, member);
        let Some(old) = old else { return };
        // A class overrides what its mixins bring.
        if self.in_class_body(id, old) {
            let message = format!("`{name}` is declared twice in `{}`", self.class(id).name);
            let mut diagnostic = Diagnostic::new("R047", span, message);
            if let Some(place) = self.member_span(old) {
                diagnostic = diagnostic.label(place, "first here");
            }
            self.diags.push(diagnostic);
        }
        match old {
            Member::Method(old) => {
                self.classes[id.index()].methods.retain(|&m| m != old);
                self.to_check.retain(|&m| m != old);
            }
            Member::Field(old) => self.classes[id.index()].fields.retain(|&f| f != old),
            Member::Const(_) => {}
        }
    }

    fn in_class_body(&self, id: ClassId, member: Member) -> bool {
        let ast = self.class_def(id).ast;
        let range = Span::new(self.class_def(id).module, ast.range());
        self.member_span(member)
            .is_some_and(|s| s.file == range.file && s.start >= range.start && s.end <= range.end)
    }

    pub fn member_span(&self, member: Member) -> Option<Span> {
        match member {
            Member::Field(f) => Some(self.field(f).span),
            Member::Const(c) => Some(self.class_consts[c.index()].span),
            Member::Method(m) => {
                let func = self.func(m);
                func.ast().map(|ast| self.span(func.module, &ast.name))
            }
        }
    }

    fn read_field(
        &mut self,
        id: ClassId,
        module: usize,
        env: &TypeEnv<'a>,
        assign: &'a StmtAnnAssign,
    ) {
        let span = self.span(module, &*assign.target);
        let Expr::Name(name) = &*assign.target else {
            return self.error("R006", span, "a field name is wanted");
        };
        let name = name.id.as_str();
        let (wrapper, annotation) = unwrap_annotation(&assign.annotation);
        if wrapper == Some("ClassConst") {
            return self.read_const(id, module, env, name, annotation, assign, span);
        }
        let ty = self.resolve_type(module, env, annotation);
        if matches!(ty, Ty::None | Ty::Never) {
            self.bad_type(module, annotation, "a field needs a value type");
            return;
        }
        let default = assign.value.as_deref().and_then(|value| {
            let constant = self.eval_const(module, value);
            match constant {
                Some(c) if self.const_fits(&c, ty) => Some(c),
                Some(c) => {
                    let span = self.span(module, value);
                    let message = format!("`{}` does not fit `{}`", c.type_name(), self.show(ty));
                    self.error("R020", span, message);
                    None
                }
                None => {
                    let span = self.span(module, value);
                    self.error("R050", span, "a field's default must be a constant");
                    None
                }
            }
        });
        let field = FieldId(self.fields.len() as u32);
        self.fields.push(Field {
            class: id,
            name,
            ty,
            is_final: wrapper == Some("Final"),
            default,
            span,
        });
        if let Some(old) = self
            .class(id)
            .parent
            .and_then(|p| self.find_member(p, name))
        {
            let mut diagnostic = Diagnostic::new(
                "R047",
                span,
                format!("`{name}` is declared above this class"),
            );
            if let Some(place) = self.member_span(old) {
                diagnostic = diagnostic.label(place, "here");
            }
            self.diags.push(diagnostic);
        }
        self.add_member(id, name, Member::Field(field), span);
        self.classes[id.index()].fields.push(field);
    }

    pub fn const_fits(&mut self, value: &Const, ty: Ty) -> bool {
        match (value, ty.value()) {
            (_, Ty::Error) => true,
            (Const::Int(i), Ty::I32) => i32::try_from(*i).is_ok() || ty != Ty::I32,
            (value, ty) => {
                let natural = self.const_type(value);
                self.is_subtype(natural, ty)
            }
        }
    }

    fn read_const(
        &mut self,
        id: ClassId,
        module: usize,
        env: &TypeEnv<'a>,
        name: &'a str,
        annotation: &'a Expr,
        assign: &'a StmtAnnAssign,
        span: Span,
    ) {
        let inherited = self
            .class(id)
            .parent
            .and_then(|p| self.find_member(p, name));
        if let (Some(Member::Const(_)), Some(value)) = (inherited, &assign.value) {
            return self.override_const(id, module, name, value, span);
        }
        let ty = self.resolve_value_type(module, env, annotation);
        let constant = ClassConstId(self.class_consts.len() as u32);
        self.class_consts.push(ClassConst {
            class: id,
            name,
            ty,
            span,
        });
        self.add_member(id, name, Member::Const(constant), span);
        if let Some(value) = &assign.value {
            self.set_const(id, module, constant, value);
        }
    }

    fn override_const(
        &mut self,
        id: ClassId,
        module: usize,
        name: &'a str,
        value: &'a Expr,
        span: Span,
    ) {
        match self.class(id).members.get(name).copied().or_else(|| {
            let parent = self.class(id).parent?;
            self.find_member(parent, name)
        }) {
            Some(Member::Const(constant)) => self.set_const(id, module, constant, value),
            _ => self.diags.push(
                Diagnostic::new(
                    "R006",
                    span,
                    format!("`{name}` is no class constant declared above"),
                )
                .help("declare fields as `name: T`, constants as `name: ClassConst[T] = ...`"),
            ),
        }
    }

    fn set_const(&mut self, id: ClassId, module: usize, constant: ClassConstId, value: &'a Expr) {
        let ty = self.class_consts[constant.index()].ty;
        match self.eval_const(module, value) {
            Some(c) if self.const_fits(&c, ty) => {
                self.classes[id.index()].const_values.insert(constant, c);
            }
            Some(c) => {
                let span = self.span(module, value);
                let message = format!("`{}` does not fit `{}`", c.type_name(), self.show(ty));
                self.error("R020", span, message);
            }
            None => {
                let span = self.span(module, value);
                self.error("R050", span, "a class constant needs a compile-time value");
            }
        }
    }

    /// A member of the class or of one above it.
    pub fn find_member(&mut self, id: ClassId, name: &str) -> Option<Member> {
        let mut at = Some(id);
        while let Some(class) = at {
            self.complete(class);
            if let Some(&member) = self.class(class).members.get(name) {
                return Some(member);
            }
            at = self.class(class).parent;
        }
        None
    }

    /// The same without reading class bodies: for the time when all have been read.
    pub fn find_method(&self, id: ClassId, name: &str) -> Option<FuncId> {
        let mut at = Some(id);
        while let Some(class) = at {
            match self.class(class).members.get(name) {
                Some(Member::Method(func)) => return Some(*func),
                Some(_) => return None,
                None => at = self.class(class).parent,
            }
        }
        None
    }

    /// The implementation of the method that `root` declares, for instances of exactly this class.
    pub fn find_override(&self, id: ClassId, root: FuncId) -> Option<FuncId> {
        let name = self.func(root).name;
        let mut at = Some(id);
        while let Some(class) = at {
            if let Some(&Member::Method(func)) = self.class(class).members.get(name)
                && self.func(func).root == root
            {
                return Some(func);
            }
            at = self.class(class).parent;
        }
        None
    }

    /// A class below overrides the method.
    pub fn is_overridden(&self, id: ClassId, func: FuncId) -> bool {
        self.overrides_below(id, func, &|_| true)
    }

    /// A class below has an override that the predicate holds for.
    pub fn overrides_below(
        &self,
        id: ClassId,
        func: FuncId,
        pick: &dyn Fn(FuncId) -> bool,
    ) -> bool {
        let (name, root) = (self.func(func).name, self.func(func).root);
        self.class(id).children.iter().any(|&child| {
            matches!(self.class(child).members.get(name),
                Some(&Member::Method(m)) if self.func(m).root == root && pick(m))
                || self.overrides_below(child, func, pick)
        })
    }

    fn check_class(&mut self, id: ClassId) {
        if self.class(id).is_immediate {
            let fields = &self.class(id).fields;
            let one_int = matches!(fields[..], [f] if self.field(f).ty == Ty::Int);
            let inherits = self.class(id).parent.is_some_and(|p| self.has_fields(p));
            if !one_int || inherits {
                let def = self.class_def(id);
                let span = self.span(def.module, &def.ast.name);
                self.error(
                    "R044",
                    span,
                    "an immediate class has exactly one field, of type `int`",
                );
            }
        }
        let Some(parent) = self.class(id).parent else {
            return;
        };
        for func in self.class(id).methods.clone() {
            let name = self.func(func).name;
            if name == "__init__" || self.func(func).kind == FuncKind::Static {
                continue;
            }
            if let Some(Member::Method(above)) = self.find_member(parent, name) {
                self.check_override(func, above);
            }
        }
    }

    fn has_fields(&self, id: ClassId) -> bool {
        let mut at = Some(id);
        while let Some(class) = at {
            if !self.class(class).fields.is_empty() {
                return true;
            }
            at = self.class(class).parent;
        }
        false
    }

    fn is_gateway_target(&self, func: FuncId) -> bool {
        ["builtin", "getset", "setter"]
            .iter()
            .any(|name| self.func(func).has(name))
    }

    fn check_override(&mut self, func: FuncId, above: FuncId) {
        if self.func(above).kind == FuncKind::Static {
            return;
        }
        let own = self.func_sig(func);
        let base = self.func_sig(above);
        let params_fit = own.params.len() == base.params.len()
            && own
                .params
                .iter()
                .zip(&base.params)
                .skip(1)
                .all(|(a, b)| a.ty == b.ty || a.ty == Ty::Error || b.ty == Ty::Error);
        if params_fit && self.is_subtype(own.result, base.result) {
            self.funcs[func.index()].root = self.func(above).root;
            return;
        }
        if self.is_gateway_target(func) && self.is_gateway_target(above) {
            // Each type's gateway calls its own method: one that differs from the base's hides it.
            return;
        }
        let Some(span) = self.member_span(Member::Method(func)) else {
            return;
        };
        let shape = |p: &Program<'a>, sig: &Sig<'a>| {
            let params: Vec<Ty> = sig.params.iter().skip(1).map(|p| p.ty).collect();
            format!("({}) -> {}", p.show_list(&params), p.show(sig.result))
        };
        let message = format!(
            "`{}` is {}, but overrides {}",
            self.func(func).full_name,
            shape(self, &own),
            shape(self, &base)
        );
        let mut diagnostic = Diagnostic::new("R041", span, message)
            .help("an override has the same parameter types; its result may be narrower");
        if let Some(place) = self.member_span(Member::Method(above)) {
            diagnostic = diagnostic.label(place, "overridden method");
        }
        self.diags.push(diagnostic);
    }
}

/// `Final[T]`, `Stable[T]`, `ClassConst[T]`: the wrapper's name and `T`.
pub fn unwrap_annotation(annotation: &Expr) -> (Option<&str>, &Expr) {
    if let Expr::Subscript(sub) = annotation
        && let Expr::Name(name) = &*sub.value
        && matches!(name.id.as_str(), "Final" | "Stable" | "ClassConst")
    {
        return (Some(name.id.as_str()), &sub.slice);
    }
    (None, annotation)
}
