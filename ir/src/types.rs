//! Types of values and of storage.

use crate::entity::{ArrayId, ClassId, SigId};

/// Type of an SSA value. `bool` is "nullable" on the reference types.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Type {
    I1,
    I32,
    I64,
    F64,
    /// `ref @C` / `ref? @C`: instance of the class or of one below it.
    Ref(ClassId, bool),
    /// `arr<E>` / `arr?<E>`; invariant in the element.
    Arr(ArrayId, bool),
    /// `any` / `any?`: every class instance and array (not `fn`, `cls`, `weak`, `handle`).
    Any(bool),
    /// `fn(..) -> R` / `fn?(..) -> R`: function reference without environment.
    Fn(SigId, bool),
    /// `cls`: class descriptor.
    Cls,
    /// `weak` / `weak?`: weak reference to an object.
    Weak(bool),
    /// `handle` / `handle?`: host object owned by an extern.
    Handle(bool),
}

/// How a field or an array element is stored.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Storage {
    I8,
    I16,
    F32,
    /// As the value type, `i1` as one byte.
    Value(Type),
}

impl Storage {
    /// Type of the value that a load gives and a store takes.
    pub fn value_type(self) -> Type {
        match self {
            Storage::I8 | Storage::I16 => Type::I32,
            Storage::F32 => Type::F64,
            Storage::Value(ty) => ty,
        }
    }
    pub fn is_reference(self) -> bool {
        matches!(self, Storage::Value(ty) if ty.is_reference())
    }
}

impl Type {
    /// True for the types whose values may be null or are pointers into the collected heap or to code.
    pub fn is_reference(self) -> bool {
        !matches!(
            self,
            Type::I1 | Type::I32 | Type::I64 | Type::F64 | Type::Cls
        )
    }
    /// True for references that the collector traces (`fn` points to code; `cls` to a descriptor).
    pub fn is_traced(self) -> bool {
        matches!(
            self,
            Type::Ref(..) | Type::Arr(..) | Type::Any(_) | Type::Weak(_) | Type::Handle(_)
        )
    }
    pub fn is_nullable(self) -> bool {
        self.is_reference() && self.with_null(true) == self
    }
    /// The same type, nullable or not; scalars and `cls` are unchanged.
    pub fn with_null(self, nullable: bool) -> Type {
        match self {
            Type::Ref(class, _) => Type::Ref(class, nullable),
            Type::Arr(array, _) => Type::Arr(array, nullable),
            Type::Any(_) => Type::Any(nullable),
            Type::Fn(sig, _) => Type::Fn(sig, nullable),
            Type::Weak(_) => Type::Weak(nullable),
            Type::Handle(_) => Type::Handle(nullable),
            scalar => scalar,
        }
    }
}
