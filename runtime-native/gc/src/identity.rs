//! Identity hashes and unique numbers. Instances keep the hash in the header; arrays, whose
//! header holds the length, derive it from their number.

use kaa_abi::header;
use rustc_hash::FxHashMap;

use crate::heap::Heap;
use crate::object::{header_of, set_header};

/// Numbers given out, by current address.
#[derive(Default)]
pub struct Identities {
    young: FxHashMap<usize, i64>,
    old: FxHashMap<usize, i64>,
    last_id: i64,
    last_hash: u32,
}

/// Spreads a counter over 31 bits, never 0.
fn scatter(count: u32) -> u32 {
    (count.wrapping_mul(0x9E37_79B1) & 0x7FFF_FFFF).max(1)
}

impl Heap {
    /// A hash that follows the object, in 1..=i32::MAX.
    ///
    /// # Safety
    /// `obj` is a reference; not null.
    pub unsafe fn identity_hash(&mut self, obj: usize) -> i32 {
        if obj & 1 != 0 {
            return scatter((obj >> 1) as u32 ^ (obj >> 33) as u32) as i32;
        }
        // SAFETY: by the contract.
        let head = unsafe { header_of(obj) };
        if self.types.info(head).is_array() {
            // SAFETY: by the contract.
            let id = unsafe { self.unique_id(obj) };
            return scatter((id >> 4) as u32) as i32;
        }
        if head.high() != 0 {
            return head.high() as i32;
        }
        self.identities.last_hash = self.identities.last_hash.wrapping_add(1);
        let hash = scatter(self.identities.last_hash);
        // SAFETY: by the contract.
        unsafe { set_header(obj, head.with_high(hash)) };
        hash as i32
    }

    /// A number that no other live object has, a multiple of 16.
    ///
    /// # Safety
    /// `obj` is a reference; not null.
    pub unsafe fn unique_id(&mut self, obj: usize) -> i64 {
        if obj & 1 != 0 {
            // Negative numbers are left to tagged words, so that they never meet a counter.
            return i64::MIN | ((obj as i64 >> 1) << 4);
        }
        // SAFETY: by the contract.
        let head = unsafe { header_of(obj) };
        let young = self.is_young(obj);
        let table = if young {
            &self.identities.young
        } else {
            &self.identities.old
        };
        if let Some(&id) = table.get(&obj) {
            return id;
        }
        self.identities.last_id += 16;
        let id = self.identities.last_id;
        // SAFETY: by the contract.
        unsafe { set_header(obj, head.with_gc(head.gc() | header::HAS_ID)) };
        let ids = &mut self.identities;
        if young { &mut ids.young } else { &mut ids.old }.insert(obj, id);
        id
    }

    pub(crate) fn identities_minor(&mut self) {
        for (obj, id) in std::mem::take(&mut self.identities.young) {
            if let Some(new) = self.survivor(obj) {
                self.identities.old.insert(new, id);
            }
        }
    }

    pub(crate) fn identities_major(&mut self) {
        let space = &self.space;
        self.identities
            .old
            .retain(|&obj, _| !space.contains(obj) || space.is_marked(obj));
    }
}

impl Identities {
    /// Addresses that have a number, for the verifier.
    pub(crate) fn old_objects(&self) -> impl Iterator<Item = usize> + '_ {
        self.old.keys().copied()
    }
}
