//! Weak references. A referent that was queued for finalization still counts as alive: the
//! queue keeps it, and only a later collection that finds it dead again clears the reference.

use kaa_abi::types::WEAK_REFERENT;

use crate::heap::Heap;
use crate::object::header_of;

fn referent(weak: usize) -> *mut usize {
    (weak + WEAK_REFERENT as usize) as *mut usize
}

impl Heap {
    /// The referent, or 0 once it is dead.
    ///
    /// # Safety
    /// `weak` is a weak object.
    pub unsafe fn weak_get(&self, weak: usize) -> usize {
        // SAFETY: by the contract.
        unsafe { *referent(weak) }
    }

    /// Where a word's object is after the copying phase; `None` if it is dead.
    pub(crate) fn survivor(&self, obj: usize) -> Option<usize> {
        if obj & 1 != 0 || obj == 0 || !self.is_young(obj) {
            return Some(obj);
        }
        if self.space.is_large(obj) {
            return None;
        }
        // SAFETY: nursery references point at objects or their remains.
        unsafe { header_of(obj) }.forwarded_to()
    }

    pub(crate) fn weak_minor(&mut self) {
        for weak in std::mem::take(&mut self.weak_young) {
            let Some(weak) = self.survivor(weak) else {
                continue;
            };
            // SAFETY: the list holds weak objects; this is the survivor's copy.
            unsafe {
                let slot = referent(weak);
                *slot = self.survivor(*slot).unwrap_or(0);
            }
            self.weak_old.push(weak);
        }
    }

    pub(crate) fn weak_major(&mut self) {
        let space = &self.space;
        self.weak_old.retain(|&weak| {
            if !space.is_marked(weak) {
                return false;
            }
            // SAFETY: the list holds weak objects.
            unsafe {
                let slot = referent(weak);
                let obj = *slot;
                if obj & 1 == 0 && space.contains(obj) && !space.is_marked(obj) {
                    *slot = 0;
                }
            }
            true
        });
    }
}
