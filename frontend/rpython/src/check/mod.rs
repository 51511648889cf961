//! Checking of bodies: AST to typed tree.
//!
//! Reading order: this file (the state), [`flow`] (assignment and narrowing), `stmt`, `expr`, `ops`, `call`, `args`,
//! `construct`, `intrinsic`, `narrow`, `pattern`, `class` (whole-class rules).

mod args;
mod call;
mod class;
mod construct;
mod expr;
mod flow;
mod intrinsic;
mod loops;
mod narrow;
mod ops;
mod pattern;
mod stmt;
mod strings;

use std::rc::Rc;

use ruff_python_ast::Expr as Ast;
use ruff_text_size::Ranged;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostics::Diagnostic;
use crate::program::*;
use crate::source::Span;
use crate::tree::*;
use crate::types::{ClassId, FuncId, Ty, TypeEnv, ValueId};
use crate::verdict::{Query, Unit};
use flow::Flow;

/// Checks one body. The locals found so far, the flow state, and where control can go.
pub struct Checker<'p, 'a> {
    pub p: &'p mut Program<'a>,
    module: usize,
    class: Option<ClassId>,
    func: Option<FuncId>,
    env: TypeEnv<'a>,
    result: Ty,
    locals: Vec<Local>,
    names: FxHashMap<&'a str, LocalId>,
    flow: Flow,
    loops: Vec<LoopFlow>,
    /// Locals in the order in which they were bound, with repetitions; loops cut their own from it.
    bound: Vec<LocalId>,
    /// Caught exceptions of the handlers around, for a bare `raise`.
    caught: Vec<LocalId>,
}

/// Flow states that leave a loop by `break`.
struct LoopFlow {
    breaks: Vec<Flow>,
}

impl<'a> Program<'a> {
    /// Checks all functions found so far and those that checking finds (instances of generics).
    pub fn check_all(&mut self) {
        self.check_all_but(&FxHashSet::default());
    }

    /// As [`Self::check_all`], without the bodies of some modules (by number).
    pub fn check_all_but(&mut self, skipped: &FxHashSet<usize>) {
        let mut next = 0;
        self.complete_all();
        while next < self.to_check.len() {
            let id = self.to_check[next];
            next += 1;
            if !self.deps.is_active() {
                self.check_func(id);
                continue;
            }
            let unit = self.unit_of(id);
            if skipped.contains(&unit) {
                continue;
            }
            let n_errors = self.diags.len();
            self.deps.enter(unit);
            self.check_func(id);
            if self.diags.len() > n_errors {
                self.deps.set_errors();
            }
            self.deps.enter_declarations();
        }
    }

    /// What a body is checked with: its module (for a copy of a mixin's, that of the class), or its instance of a generic.
    fn unit_of(&self, id: FuncId) -> Unit {
        let func = &self.funcs[id.index()];
        if let Some(unit) = self.deps.known(Query::Instance(id)) {
            return unit;
        }
        let Some(class) = func.class else {
            return func.module;
        };
        self.deps.known(Query::Methods(class)).unwrap_or_else(|| {
            let def = self.classes[class.index()].def;
            self.class_defs[def.index()].module
        })
    }

    /// Every class that is not generic is read, used or not.
    fn complete_all(&mut self) {
        for index in 0..self.class_defs.len() {
            let def = &self.class_defs[index];
            if def.type_params.is_empty() && !def.has("mixin") {
                let id = self.class_instance(crate::types::ClassDefId(index as u32), Vec::new());
                self.complete(id);
            }
        }
        for index in 0..self.values.len() {
            self.value_type(ValueId(index as u32));
        }
    }

    fn check_func(&mut self, id: FuncId) {
        let func = self.func(id);
        if !func.type_params.is_empty() || func.body.is_some() || func.is_abstract {
            return;
        }
        let Some(ast) = func.ast() else { return };
        let (module, class, env) = (func.module, func.class, func.env.clone());
        let sig = self.func_sig(id);
        self.check_params(id, &sig);
        let mut checker = Checker::new(self, module, env);
        checker.class = class;
        checker.func = Some(id);
        checker.result = sig.result;
        for param in &sig.params {
            let local = checker.new_local(param.name, param.ty);
            checker.names.insert(param.name, local);
        }
        let stmts = checker.block(&ast.body);
        if !checker.flow.dead && !matches!(sig.result, Ty::None | Ty::Error) {
            let span = checker.span(&ast.name);
            let message = match sig.result {
                Ty::Never => format!("`{}` must not return", ast.name.id),
                _ => format!("`{}` can end without a result", ast.name.id),
            };
            checker.p.error("R032", span, message);
        }
        let body = Body {
            file: module as u32,
            n_params: sig.params.len(),
            locals: checker.locals,
            stmts,
        };
        self.funcs[id.index()].body = Some(Rc::new(body));
        if self.func(id).name == "__init__" {
            self.check_init(id);
        }
    }

    /// Star parameters are for builtins; a default is a constant or a global.
    fn check_params(&mut self, id: FuncId, sig: &Sig<'a>) {
        let func = self.func(id);
        let module = func.module;
        let is_builtin = func.has("builtin") || func.has("builtin_function");
        for param in &sig.params {
            let is_star = matches!(param.kind, ParamKind::VarArgs | ParamKind::VarKw);
            if is_star && !is_builtin {
                let message = "`*args` and `**kwargs` are for builtins only";
                self.error("R007", param.span, message);
            }
            let Some(default) = param.default else {
                continue;
            };
            let is_global = match default {
                Ast::Name(name) => {
                    matches!(self.lookup(module, name.id.as_str()), Some(Sym::Value(_)))
                }
                _ => false,
            };
            if !is_global && self.eval_const(module, default).is_none() {
                let span = self.span(module, default);
                self.error("R050", span, "a default must be a constant or a global");
            }
        }
    }

    /// Handlers are called through one switch, so they have one signature.
    pub fn check_handlers(&mut self) {
        let handlers: Vec<FuncId> = self.handlers.iter().flatten().copied().collect();
        let Some((&first, rest)) = handlers.split_first() else {
            return;
        };
        let wanted = self.func_type(first);
        for &handler in rest {
            let own = self.func_type(handler);
            if own != wanted {
                let func = self.func(handler);
                let Some(ast) = func.ast() else { continue };
                let span = self.span(func.module, &ast.name);
                let message = format!(
                    "`{}` is `{}`, but the handlers are `{}`",
                    func.name,
                    self.show(own),
                    self.show(wanted)
                );
                self.error("R064", span, message);
            }
        }
    }

    /// Type of a module-level name; its initialiser is checked when it is first asked for.
    pub fn value_type(&mut self, id: ValueId) -> Ty {
        self.deps.ask(Query::Value(id));
        let before = self.deps.enter_query(Query::Value(id));
        let ty = self.find_value_type(id);
        self.deps.enter(before);
        ty
    }

    fn find_value_type(&mut self, id: ValueId) -> Ty {
        if let Some((_, ty)) = self.const_value(id) {
            return ty;
        }
        let value = self.value(id);
        let (module, init, annotation) = (value.module, value.init, value.annotation);
        match &value.state {
            ValueState::Const(_, ty) | ValueState::Global(ty, _) => return *ty,
            ValueState::Failed => return Ty::Error,
            ValueState::Running => {
                let (span, name) = (value.span, value.name);
                if let Some(annotation) = annotation {
                    return self.resolve_value_type(module, &Default::default(), annotation);
                }
                self.diags.push(
                    Diagnostic::new(
                        "R051",
                        span,
                        format!("the type of `{name}` depends on itself"),
                    )
                    .help("give it: `Final[T]`"),
                );
                self.values[id.index()].state = ValueState::Failed;
                return Ty::Error;
            }
            ValueState::New => {}
        }
        self.values[id.index()].state = ValueState::Running;
        let mut checker = Checker::new(self, module, Default::default());
        let value = match annotation {
            Some(annotation) => {
                let env = Default::default();
                let ty = checker.p.resolve_value_type(module, &env, annotation);
                let mut value = checker.expr_as(init, ty);
                value.ty = ty;
                value
            }
            None => checker.expr(init, None),
        };
        let ty = value.ty;
        if matches!(ty, Ty::Null | Ty::None) {
            let span = checker.span(init);
            checker
                .p
                .error("R029", span, "annotate it: `Final[T | None]`");
        }
        let body = Body {
            file: module as u32,
            n_params: 0,
            locals: checker.locals,
            stmts: vec![Stmt {
                at: value.at,
                kind: StmtKind::Return(Some(value)),
            }],
        };
        let state = match ty {
            Ty::Error => ValueState::Failed,
            ty => ValueState::Global(ty, Rc::new(body)),
        };
        self.values[id.index()].state = state;
        ty
    }

    /// A default argument, checked where it was written.
    pub fn default_value(&mut self, id: FuncId, ty: Ty, default: &'a Ast) -> Expr {
        let (module, env) = (self.func(id).module, self.func(id).env.clone());
        let mut checker = Checker::new(self, module, env);
        checker.expr_as(default, ty)
    }
}

impl<'p, 'a> Checker<'p, 'a> {
    fn new(p: &'p mut Program<'a>, module: usize, env: TypeEnv<'a>) -> Self {
        Checker {
            p,
            module,
            class: None,
            func: None,
            env,
            result: Ty::None,
            locals: Vec::new(),
            names: FxHashMap::default(),
            flow: Flow::default(),
            loops: Vec::new(),
            bound: Vec::new(),
            caught: Vec::new(),
        }
    }

    fn span(&self, node: &impl Ranged) -> Span {
        Span::new(self.module, node.range())
    }

    fn error(
        &mut self,
        code: &'static str,
        node: &impl Ranged,
        message: impl Into<String>,
    ) -> Expr {
        let span = self.span(node);
        self.p.error(code, span, message);
        Expr::error(span.start)
    }

    fn show(&self, ty: Ty) -> String {
        self.p.show(ty)
    }

    /// A local that is bound from here on.
    fn new_local(&mut self, name: &str, ty: Ty) -> LocalId {
        let id = LocalId(self.locals.len() as u32);
        self.locals.push(Local {
            name: name.to_owned(),
            ty,
        });
        self.flow.bind(id);
        self.bound.push(id);
        id
    }

    fn local_ty(&self, id: LocalId) -> Ty {
        self.locals[id.0 as usize].ty
    }

    fn resolve(&mut self, annotation: &'a Ast) -> Ty {
        let env = self.env.clone();
        self.p.resolve_value_type(self.module, &env, annotation)
    }

    /// A statement `local = value`.
    fn let_stmt(&mut self, local: LocalId, value: Expr) -> Stmt {
        Stmt {
            at: value.at,
            kind: StmtKind::Assign(local, value),
        }
    }

    /// The value in a fresh local, so that it can be used twice; cheap expressions stand for themselves.
    fn reuse(&mut self, value: Expr) -> (Option<(LocalId, Expr)>, Expr) {
        if matches!(value.kind, ExprKind::Const(_)) {
            return (None, value);
        }
        let (ty, at) = (value.ty, value.at);
        let local = self.new_local("", ty);
        (
            Some((local, value)),
            Expr::new(ExprKind::Local(local), ty, at),
        )
    }
}
