//! What is known at a point of a body: which locals are bound, which are narrower than declared.

use rustc_hash::FxHashMap;

use crate::program::Program;
use crate::tree::LocalId;
use crate::types::{FieldId, Ty};

/// Something that narrowing keeps track of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    Local(LocalId),
    /// A `Final` field of an object that a local names.
    Field(LocalId, FieldId),
}

impl Place {
    fn local(self) -> LocalId {
        match self {
            Place::Local(local) | Place::Field(local, _) => local,
        }
    }
}

#[derive(Clone, Default)]
pub struct Flow {
    /// Control does not come here.
    pub dead: bool,
    bound: Vec<bool>,
    narrowed: FxHashMap<Place, Ty>,
}

impl Flow {
    pub fn bind(&mut self, local: LocalId) {
        let index = local.0 as usize;
        if self.bound.len() <= index {
            self.bound.resize(index + 1, false);
        }
        self.bound[index] = true;
    }
    pub fn unbind(&mut self, local: LocalId) {
        if let Some(bound) = self.bound.get_mut(local.0 as usize) {
            *bound = false;
        }
    }
    pub fn is_bound(&self, local: LocalId) -> bool {
        self.bound.get(local.0 as usize).is_some_and(|&b| b)
    }
    pub fn narrow(&mut self, place: Place, ty: Ty) {
        self.narrowed.insert(place, ty);
    }
    pub fn narrowed(&self, place: Place) -> Option<Ty> {
        self.narrowed.get(&place).copied()
    }
    /// Drops what was known of a local that is bound anew.
    pub fn forget(&mut self, local: LocalId) {
        self.narrowed.retain(|place, _| place.local() != local);
    }

    /// Both ways meet here.
    pub fn merge(self, other: Flow, program: &Program) -> Flow {
        if self.dead {
            return other;
        }
        if other.dead {
            return self;
        }
        let bound = self
            .bound
            .iter()
            .zip(&other.bound)
            .map(|(a, b)| *a && *b)
            .collect();
        let mut narrowed = FxHashMap::default();
        for (place, ty) in self.narrowed {
            if let Some(&theirs) = other.narrowed.get(&place)
                && let Some(joined) = program.join(ty, theirs)
            {
                narrowed.insert(place, joined);
            }
        }
        Flow {
            dead: false,
            bound,
            narrowed,
        }
    }
}

/// What a condition's outcome tells.
#[derive(Default)]
pub struct Facts {
    pub yes: Vec<(Place, Ty)>,
    pub no: Vec<(Place, Ty)>,
}

impl Facts {
    pub fn swapped(self) -> Facts {
        Facts {
            yes: self.no,
            no: self.yes,
        }
    }
}
