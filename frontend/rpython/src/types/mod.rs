//! Types of the dialect: small copyable values, with lists of types interned in [`TypeLists`].

pub mod class;
pub mod func;
pub mod generic;
pub mod relate;
pub mod resolve;

use std::rc::Rc;

use rustc_hash::FxHashMap;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $name(pub u32);
        impl $name {
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A class as written, generic or not.
    ClassDefId
    /// A class with its type arguments.
    ClassId
    /// A function or method with its type arguments, or the generic one that they are made from.
    FuncId
    /// A field, counted over all classes.
    FieldId
    /// A class constant, counted over all classes.
    ClassConstId
    /// A module-level constant or global.
    ValueId
    /// A host primitive.
    ExternId
    /// An interned list of types.
    ListId
}

/// A type. `bool` is "or None" on references.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ty {
    /// Something was wrong and has been reported; fits everywhere.
    Error,
    /// No value: the expression does not return.
    Never,
    /// Result of a function without result.
    None,
    /// The literal `None`.
    Null,
    Bool,
    Int,
    I32,
    Float,
    /// Storage types, of fields and elements only.
    U8,
    I8,
    U16,
    I16,
    F32,
    Class(ClassId, bool),
    /// List of one: the element type.
    Arr(ListId, bool),
    Any(bool),
    /// Parameters, then the result.
    Fn(ListId, bool),
    Tuple(ListId),
    Weak(bool),
    Handle(bool),
}

impl Ty {
    /// What a read of a field or element of this type gives.
    pub fn value(self) -> Ty {
        match self {
            Ty::U8 | Ty::I8 | Ty::U16 | Ty::I16 => Ty::I32,
            Ty::F32 => Ty::Float,
            ty => ty,
        }
    }
    pub fn is_storage_only(self) -> bool {
        self.value() != self
    }
    pub fn is_int(self) -> bool {
        matches!(self, Ty::Int | Ty::I32)
    }
    pub fn is_number(self) -> bool {
        matches!(self, Ty::Int | Ty::I32 | Ty::Float)
    }
    pub fn is_reference(self) -> bool {
        matches!(
            self,
            Ty::Null
                | Ty::Class(..)
                | Ty::Arr(..)
                | Ty::Any(_)
                | Ty::Fn(..)
                | Ty::Tuple(_)
                | Ty::Weak(_)
                | Ty::Handle(_)
        )
    }
    pub fn is_nullable(self) -> bool {
        matches!(
            self,
            Ty::Null
                | Ty::Class(_, true)
                | Ty::Arr(_, true)
                | Ty::Any(true)
                | Ty::Fn(_, true)
                | Ty::Weak(true)
                | Ty::Handle(true)
        )
    }
    /// The same reference, nullable or not; other types are unchanged.
    pub fn with_null(self, nullable: bool) -> Ty {
        match self {
            Ty::Class(c, _) => Ty::Class(c, nullable),
            Ty::Arr(e, _) => Ty::Arr(e, nullable),
            Ty::Any(_) => Ty::Any(nullable),
            Ty::Fn(s, _) => Ty::Fn(s, nullable),
            Ty::Weak(_) => Ty::Weak(nullable),
            Ty::Handle(_) => Ty::Handle(nullable),
            ty => ty,
        }
    }
}

/// Interned lists of types.
#[derive(Default)]
pub struct TypeLists {
    lists: Vec<Rc<[Ty]>>,
    ids: FxHashMap<Rc<[Ty]>, ListId>,
}

impl TypeLists {
    pub fn intern(&mut self, items: &[Ty]) -> ListId {
        if let Some(&id) = self.ids.get(items) {
            return id;
        }
        let id = ListId(self.lists.len() as u32);
        let list: Rc<[Ty]> = items.into();
        self.lists.push(list.clone());
        self.ids.insert(list, id);
        id
    }
    pub fn get(&self, id: ListId) -> Rc<[Ty]> {
        self.lists[id.index()].clone()
    }
    /// Element type of an array's list.
    pub fn elem(&self, id: ListId) -> Ty {
        self.lists[id.index()][0]
    }
}

/// Type parameters in scope and what they stand for.
pub type TypeEnv<'a> = Rc<Vec<(&'a str, Ty)>>;
