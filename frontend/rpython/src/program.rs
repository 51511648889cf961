//! The whole program while it is checked: modules, classes, functions, values, with what is known of them so far.

use std::rc::Rc;

use ruff_python_ast::{Arguments, Decorator, Expr, StmtClassDef, StmtFunctionDef};
use ruff_text_size::Ranged;
use rustc_hash::FxHashMap;

use crate::consteval::Const;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::{Sources, Span};
use crate::tree;
use crate::types::{
    ClassConstId, ClassDefId, ClassId, ExternId, FieldId, FuncId, Ty, TypeEnv, TypeLists, ValueId,
};
use crate::verdict::{Deps, Query};

/// What a name of a module scope means.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Sym<'a> {
    Func(FuncId),
    Class(ClassDefId),
    Value(ValueId),
    /// A name of `python.rpython` or a builtin of Python; the checker knows it by name.
    Builtin(&'a str),
    Extern(ExternId),
    /// Name of another module, looked up when used (imports may be cyclic).
    Import(usize, &'a str),
}

#[derive(Default)]
pub struct ModuleScope<'a> {
    pub names: FxHashMap<&'a str, (Sym<'a>, Span)>,
    /// `MODULE: Final = "math"`: the Python module that `@builtin_function`s of this file belong to.
    pub python_module: Option<ValueId>,
}

/// A decorator, read by its last name.
#[derive(Clone, Copy)]
pub struct Deco<'a> {
    pub name: &'a str,
    pub args: Option<&'a Arguments>,
    pub span: Span,
}

impl<'a> Deco<'a> {
    pub fn read(file: usize, list: &'a [Decorator]) -> Vec<Deco<'a>> {
        let read = |d: &'a Decorator| {
            let (callee, args) = match &d.expression {
                Expr::Call(call) => (&*call.func, Some(&call.arguments)),
                other => (other, None),
            };
            let name = match callee {
                Expr::Name(name) => name.id.as_str(),
                Expr::Attribute(attr) => attr.attr.id.as_str(),
                _ => "",
            };
            Deco {
                name,
                args,
                span: Span::new(file, d.expression.range()),
            }
        };
        list.iter().map(read).collect()
    }
    /// First positional argument, when it is a string literal.
    pub fn string(&self) -> Option<String> {
        match self.args?.args.first()? {
            Expr::StringLiteral(text) => Some(text.value.to_str().to_owned()),
            _ => None,
        }
    }
    pub fn keyword(&self, name: &str) -> Option<&'a Expr> {
        let args = self.args?;
        let found = args
            .keywords
            .iter()
            .find(|k| k.arg.as_ref().is_some_and(|a| a.id.as_str() == name))?;
        Some(&found.value)
    }
    /// Keyword argument that is the literal `True`.
    pub fn flag(&self, name: &str) -> bool {
        matches!(self.keyword(name), Some(Expr::BooleanLiteral(b)) if b.value)
    }
}

pub struct ClassDef<'a> {
    pub name: &'a str,
    pub module: usize,
    pub ast: &'a StmtClassDef,
    pub decorators: Vec<Deco<'a>>,
    pub type_params: Vec<&'a str>,
    pub instances: FxHashMap<Vec<Ty>, ClassId>,
}

impl<'a> ClassDef<'a> {
    pub fn deco(&self, name: &str) -> Option<&Deco<'a>> {
        self.decorators.iter().find(|d| d.name == name)
    }
    pub fn has(&self, name: &str) -> bool {
        self.deco(name).is_some()
    }
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Member {
    Field(FieldId),
    Method(FuncId),
    Const(ClassConstId),
}

pub struct Class<'a> {
    pub def: ClassDefId,
    pub args: Vec<Ty>,
    pub env: TypeEnv<'a>,
    /// With its type arguments.
    pub name: String,
    pub parent: Option<ClassId>,
    /// Those declared here (mixins' included), in source order.
    pub fields: Vec<FieldId>,
    pub methods: Vec<FuncId>,
    /// Modules of the mixins that are copied into it.
    pub mixins: Vec<usize>,
    pub members: FxHashMap<&'a str, Member>,
    pub const_values: FxHashMap<ClassConstId, Const>,
    pub children: Vec<ClassId>,
    pub state: Progress,
    pub is_final: bool,
    pub is_abstract: bool,
    pub is_immediate: bool,
}

/// How far lazily made knowledge is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    New,
    Running,
    Done,
}

pub struct Field<'a> {
    pub class: ClassId,
    pub name: &'a str,
    pub ty: Ty,
    pub is_final: bool,
    pub default: Option<Const>,
    pub span: Span,
}

pub struct ClassConst<'a> {
    pub class: ClassId,
    pub name: &'a str,
    pub ty: Ty,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FuncKind {
    Free,
    Method,
    Static,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParamKind {
    PosOnly,
    Normal,
    KwOnly,
    VarArgs,
    VarKw,
}

#[derive(Clone)]
pub struct Param<'a> {
    pub name: &'a str,
    pub ty: Ty,
    pub kind: ParamKind,
    pub default: Option<&'a Expr>,
    pub span: Span,
}

pub struct Sig<'a> {
    /// `self` included.
    pub params: Vec<Param<'a>>,
    pub result: Ty,
}

/// Where a function's body comes from.
#[derive(Clone)]
pub enum Origin<'a> {
    Source(&'a StmtFunctionDef),
    /// Made by the compiler; the typed body is there from the start.
    Derived,
}

pub struct Func<'a> {
    pub name: &'a str,
    /// For the IR and messages: `Class.method` or `function`, with type arguments.
    pub full_name: String,
    pub module: usize,
    pub origin: Origin<'a>,
    pub class: Option<ClassId>,
    pub kind: FuncKind,
    pub env: TypeEnv<'a>,
    pub decorators: Rc<Vec<Deco<'a>>>,
    /// Not empty: a template, never compiled itself.
    pub type_params: Vec<&'a str>,
    pub instances: FxHashMap<Vec<Ty>, FuncId>,
    pub sig: Option<Rc<Sig<'a>>>,
    pub body: Option<Rc<tree::Body>>,
    /// `...` as body: an abstract method.
    pub is_abstract: bool,
    /// The topmost method that this one overrides; itself if it overrides none.
    pub root: FuncId,
}

impl<'a> Func<'a> {
    pub fn deco(&self, name: &str) -> Option<&Deco<'a>> {
        self.decorators.iter().find(|d| d.name == name)
    }
    pub fn has(&self, name: &str) -> bool {
        self.deco(name).is_some()
    }
    pub fn ast(&self) -> Option<&'a StmtFunctionDef> {
        match self.origin {
            Origin::Source(ast) => Some(ast),
            Origin::Derived => None,
        }
    }
}

#[derive(Clone)]
pub enum ValueState {
    New,
    Running,
    Const(Const, Ty),
    /// A field of the context; the initialiser is checked once.
    Global(Ty, Rc<tree::Body>),
    Failed,
}

/// `NAME: Final = init` of a module.
pub struct ModuleValue<'a> {
    pub name: &'a str,
    pub module: usize,
    pub annotation: Option<&'a Expr>,
    pub init: &'a Expr,
    pub span: Span,
    pub state: ValueState,
}

pub struct Extern {
    pub name: String,
    pub params: Vec<Ty>,
    pub result: Ty,
    pub pure: bool,
}

pub struct Program<'a> {
    pub sources: &'a Sources,
    pub scopes: Vec<ModuleScope<'a>>,
    pub lists: TypeLists,
    pub class_defs: Vec<ClassDef<'a>>,
    pub classes: Vec<Class<'a>>,
    pub funcs: Vec<Func<'a>>,
    pub fields: Vec<Field<'a>>,
    pub class_consts: Vec<ClassConst<'a>>,
    pub values: Vec<ModuleValue<'a>>,
    pub externs: Vec<Extern>,
    pub extern_names: FxHashMap<String, ExternId>,
    pub lang: FxHashMap<String, Sym<'a>>,
    /// Opcode name to number.
    pub opcodes: FxHashMap<String, i32>,
    /// Handlers by number.
    pub handlers: Vec<Option<FuncId>>,
    /// Functions and methods in the order in which they were found, to be checked.
    pub to_check: Vec<FuncId>,
    pub diags: Diagnostics,
    pub deps: Deps,
}

impl<'a> Program<'a> {
    pub fn error(&mut self, code: &'static str, span: Span, message: impl Into<String>) {
        self.diags.push(Diagnostic::new(code, span, message));
    }
    pub fn class(&self, id: ClassId) -> &Class<'a> {
        let class = &self.classes[id.index()];
        if self.deps.is_active() {
            self.deps.ask(Query::Class(id));
            self.deps.touch(self.class_defs[class.def.index()].module);
            for &mixin in &class.mixins {
                self.deps.touch(mixin);
            }
        }
        class
    }
    pub fn class_def(&self, id: ClassId) -> &ClassDef<'a> {
        &self.class_defs[self.class(id).def.index()]
    }
    pub fn func(&self, id: FuncId) -> &Func<'a> {
        let func = &self.funcs[id.index()];
        self.deps.touch(func.module);
        func
    }
    pub fn field(&self, id: FieldId) -> &Field<'a> {
        let field = &self.fields[id.index()];
        self.deps.touch(field.span.file as usize);
        field
    }
    pub fn value(&self, id: ValueId) -> &ModuleValue<'a> {
        let value = &self.values[id.index()];
        self.deps.touch(value.module);
        value
    }
    pub fn span(&self, module: usize, node: &impl Ranged) -> Span {
        Span::new(module, node.range())
    }
    pub fn module_name(&self, module: usize) -> &'a str {
        &self.sources.files[module].module
    }

    /// What a name means in a module: its own scope, then Python's builtins.
    pub fn lookup(&self, module: usize, name: &str) -> Option<Sym<'a>> {
        self.lookup_module(module, name)
            .or_else(|| crate::names::builtin(name).map(Sym::Builtin))
    }
    /// A name that the module itself defines or imports.
    pub fn lookup_module(&self, module: usize, name: &str) -> Option<Sym<'a>> {
        let mut at = module;
        let mut sym = self.scopes[module].names.get(name)?.0;
        // A chain of re-exports longer than the number of modules is a cycle.
        for _ in 0..=self.scopes.len() {
            match sym {
                Sym::Import(module, name) => {
                    self.deps.touch_imports(at);
                    self.deps.touch(module);
                    at = module;
                    sym = self.scopes[module].names.get(name)?.0;
                }
                found => return Some(found),
            }
        }
        None
    }
    pub fn lang_class(&mut self, name: &str) -> Option<ClassId> {
        match self.lang.get(name)? {
            Sym::Class(def) => {
                let def = *def;
                Some(self.class_instance(def, Vec::new()))
            }
            _ => None,
        }
    }
    pub fn lang_func(&self, name: &str) -> Option<FuncId> {
        match self.lang.get(name)? {
            Sym::Func(id) => Some(*id),
            _ => None,
        }
    }
    pub fn arr(&mut self, elem: Ty) -> Ty {
        Ty::Arr(self.lists.intern(&[elem]), false)
    }
    pub fn bytes_ty(&mut self) -> Ty {
        self.arr(Ty::U8)
    }
}
