//! The symbol table: which names each scope binds and where every name lives.
//!
//! `build.rs` walks the tree once and records bindings and uses; `resolve.rs` then decides for each
//! name whether it is local, a cell, free or global. Scopes of list, set and dict comprehensions
//! stay
//! separate here although their code is inlined (PEP 709): `Scope::unit` names the scope whose code
//! object the comprehension belongs to.

mod annotation;
mod build;
mod resolve;
mod statement;

pub(crate) use annotation::signature_annotations;

use crate::error::Result;
use ruff_python_ast::Mod;
use ruff_python_ast::name::Name;
use ruff_text_size::TextRange;
use rustc_hash::FxHashMap;

pub(crate) type ScopeId = usize;

/// The kinds of scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum ScopeKind {
    Module,
    Class,
    Function,
    Lambda,
    /// List, set or dict comprehension; inlined unless it must see a class scope.
    Comprehension,
    GeneratorExpr,
    /// The `__annotate__` function of a function, class or module.
    Annotation,
    /// `<generic parameters of f>`.
    TypeParams,
    TypeAlias,
    /// A bound, constraint tuple or default of a type parameter.
    TypeVariable,
}

impl ScopeKind {
    /// Whether names bound in the scope live in registers.
    pub(crate) fn is_function_like(self) -> bool {
        !matches!(self, ScopeKind::Module | ScopeKind::Class)
    }

    /// The functions that evaluate annotations, type parameters and aliases.
    pub(crate) fn is_annotation_like(self) -> bool {
        matches!(
            self,
            ScopeKind::Annotation
                | ScopeKind::TypeParams
                | ScopeKind::TypeAlias
                | ScopeKind::TypeVariable
        )
    }
}

/// Facts recorded about a name in a scope.
pub(crate) mod flag {
    pub const GLOBAL: u16 = 1;
    pub const NONLOCAL: u16 = 2;
    pub const LOCAL: u16 = 4;
    pub const PARAM: u16 = 8;
    pub const USE: u16 = 16;
    pub const ANNOTATED: u16 = 32;
    pub const IMPORT: u16 = 64;
    pub const COMP_ITER: u16 = 128;
    pub const TYPE_PARAM: u16 = 256;
    /// A comprehension's target of an assignment expression, bound further out.
    pub const WALRUS: u16 = 512;
    pub const BOUND: u16 = LOCAL | PARAM | IMPORT | TYPE_PARAM;
}

/// Where a name lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Unresolved,
    /// Bound here, seen by no other code object.
    Local,
    /// Bound here and captured.
    Cell,
    /// Bound in `owner`, another code object.
    Free,
    /// Bound in the enclosing scope `owner` of the same code object (inlined comprehensions).
    Outer(ScopeId),
    GlobalExplicit,
    GlobalImplicit,
}

#[derive(Clone, Debug)]
pub(crate) struct Symbol {
    pub flags: u16,
    pub place: Place,
    /// Place of the global or nonlocal statement.
    pub directive: TextRange,
}

/// One scope. Names keep their order of appearance.
#[derive(Debug)]
pub(crate) struct Scope {
    pub kind: ScopeKind,
    pub name: Name,
    pub parent: Option<ScopeId>,
    pub unit: ScopeId,
    pub range: TextRange,
    pub names: Vec<Name>,
    pub symbols: FxHashMap<Name, Symbol>,
    pub children: Vec<ScopeId>,
    /// Name of the class for mangling.
    pub private: Option<Name>,
    pub is_nested: bool,
    pub is_generator: bool,
    pub is_coroutine: bool,
    /// Annotation scopes directly in a class.
    pub sees_class: bool,
    /// Class: a method uses `__class__`. Its cell then belongs to the class.
    pub needs_class_cell: bool,
    /// Class: an annotation scope needs `__classdict__`.
    pub needs_classdict: bool,
    /// The `__annotate__` scope of a module's or class's variables.
    pub annotate: Option<ScopeId>,
    pub has_conditional_annotations: bool,
    /// Names that are targets of assignment expressions somewhere in the code object.
    pub walrus_targets: Vec<Name>,
    /// Free variables of the code object, sorted.
    pub free: Vec<Name>,
}

impl Scope {
    pub(crate) fn symbol(&self, name: &str) -> Option<&Symbol> {
        self.symbols.get(name)
    }

    /// Whether the comprehension's code is part of its parent's.
    pub(crate) fn is_inlined(&self) -> bool {
        self.kind == ScopeKind::Comprehension && !self.sees_class
    }
}

/// What a scope belongs to: the address of a syntax node and the kind of scope.
pub(crate) type ScopeKey = (usize, ScopeKind);

/// The key for a node's scope.
pub(crate) fn key<T>(node: &T, kind: ScopeKind) -> ScopeKey {
    (std::ptr::from_ref(node) as usize, kind)
}

pub(crate) struct SymbolTable {
    pub scopes: Vec<Scope>,
    keys: FxHashMap<ScopeKey, ScopeId>,
}

impl SymbolTable {
    /// Builds and resolves the table of a module or expression.
    pub(crate) fn build(module: &Mod, future_annotations: bool) -> Result<SymbolTable> {
        let mut table = build::Builder::new(future_annotations).run(module)?;
        resolve::resolve(&mut table)?;
        Ok(table)
    }

    /// The scope of a node.
    pub(crate) fn scope_of<T>(&self, node: &T, kind: ScopeKind) -> ScopeId {
        self.find(node, kind)
            .unwrap_or_else(|| panic!("symtable: no {kind:?} scope was recorded for the node"))
    }

    /// The scope of a node if it has one.
    pub(crate) fn find<T>(&self, node: &T, kind: ScopeKind) -> Option<ScopeId> {
        self.keys.get(&key(node, kind)).copied()
    }
}

/// Private name mangling (`__x` in class `C` is `_C__x`).
pub(crate) fn mangle(private: Option<&Name>, name: &Name) -> Name {
    let Some(class) = private else {
        return name.clone();
    };
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name.clone();
    }
    let stripped = class.trim_start_matches('_');
    if stripped.is_empty() {
        return name.clone();
    }
    Name::new(format!("_{stripped}{name}"))
}
