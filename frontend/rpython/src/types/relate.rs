//! Subtyping and joins.

use super::{ClassId, Ty};
use crate::program::Program;

impl<'a> Program<'a> {
    /// `class` itself or one above it.
    pub fn is_subclass(&self, class: ClassId, base: ClassId) -> bool {
        let mut at = Some(class);
        while let Some(c) = at {
            if c == base {
                return true;
            }
            at = self.class(c).parent;
        }
        false
    }

    /// A value of `sub` may stand where `sup` is wanted, without any instruction.
    pub fn is_subtype(&self, sub: Ty, sup: Ty) -> bool {
        if sub == sup || sub == Ty::Error || sup == Ty::Error || sub == Ty::Never {
            return true;
        }
        if sub.is_nullable() && !sup.is_nullable() {
            return false;
        }
        match (sub, sup) {
            (Ty::Null, sup) => sup.is_nullable(),
            (Ty::Class(a, _), Ty::Class(b, _)) => self.is_subclass(a, b),
            (Ty::Class(..) | Ty::Arr(..) | Ty::Any(_) | Ty::Tuple(_), Ty::Any(_)) => true,
            _ => sub.with_null(true) == sup.with_null(true) && sub.is_reference(),
        }
    }

    /// The narrowest class above both.
    pub fn common_class(&self, a: ClassId, b: ClassId) -> Option<ClassId> {
        let mut at = Some(a);
        while let Some(c) = at {
            if self.is_subclass(b, c) {
                return Some(c);
            }
            at = self.class(c).parent;
        }
        None
    }

    /// The narrowest type that both fit into, if there is one.
    pub fn join(&self, a: Ty, b: Ty) -> Option<Ty> {
        if self.is_subtype(a, b) {
            return Some(if a == Ty::Error { a } else { b });
        }
        if self.is_subtype(b, a) {
            return Some(a);
        }
        let nullable = a.is_nullable() || b.is_nullable();
        let joined = match (a, b) {
            (Ty::Int, Ty::I32) | (Ty::I32, Ty::Int) => return Some(Ty::Int),
            (Ty::Null, other) | (other, Ty::Null) if other.with_null(true).is_nullable() => other,
            (Ty::Class(x, _), Ty::Class(y, _)) => match self.common_class(x, y) {
                Some(class) => Ty::Class(class, false),
                None => Ty::Any(false),
            },
            _ if a.with_null(true) == b.with_null(true) => a,
            (
                Ty::Class(..) | Ty::Arr(..) | Ty::Any(_) | Ty::Tuple(_),
                Ty::Class(..) | Ty::Arr(..) | Ty::Any(_) | Ty::Tuple(_),
            ) => Ty::Any(false),
            _ => return None,
        };
        Some(joined.with_null(nullable))
    }
}
