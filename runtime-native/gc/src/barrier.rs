//! The write barrier's slow paths. Compiled code tests the `CLEAN` bit and calls these.

use kaa_abi::{Kind, array, header};

use crate::heap::Heap;
use crate::object::{header_of, set_header};

impl Heap {
    /// Records that the reference slot at address `slot` of `obj` was, or is about to be,
    /// written. Harmless for an object whose `CLEAN` bit is not set.
    ///
    /// # Safety
    /// `obj` is an object of this heap or an image object, `slot` one of its slots.
    pub unsafe fn barrier(&mut self, obj: usize, slot: usize) {
        // SAFETY: by the contract.
        let head = unsafe { header_of(obj) };
        let gc = head.gc();
        if gc & header::CLEAN == 0 {
            return;
        }
        if gc & header::CARDS != 0 {
            // SAFETY: card arrays are large objects, which lie inside the heap.
            unsafe { *self.space.card(slot) = 1 };
            self.remember_cards(obj);
            return;
        }
        let mut now = gc & !header::CLEAN | header::REMEMBERED;
        if gc & (header::IMAGE | header::LISTED) == header::IMAGE {
            now |= header::LISTED;
            self.image_roots.push(obj);
        }
        // SAFETY: by the contract.
        unsafe { set_header(obj, head.with_gc(now)) };
        self.remembered.push(obj);
    }

    /// The barrier for a write to elements `from..to` of a reference array.
    ///
    /// # Safety
    /// `obj` is a reference array with at least `to` elements.
    pub unsafe fn barrier_range(&mut self, obj: usize, from: usize, to: usize) {
        // SAFETY: by the contract.
        let head = unsafe { header_of(obj) };
        if from >= to || head.gc() & header::CLEAN == 0 {
            return;
        }
        debug_assert_eq!(self.types.info(head).kind, Kind::RefArray);
        if head.gc() & header::CARDS == 0 {
            // SAFETY: by the contract.
            unsafe { self.barrier(obj, obj) };
            return;
        }
        let first = self.space.card(obj + array::ELEMENTS as usize + 8 * from);
        let last = self.space.card(obj + array::ELEMENTS as usize + 8 * to - 1);
        // SAFETY: both cards belong to the array.
        unsafe { first.write_bytes(1, last.offset_from(first) as usize + 1) };
        self.remember_cards(obj);
    }

    fn remember_cards(&mut self, obj: usize) {
        // SAFETY: called with an array whose header was just read.
        unsafe {
            let head = header_of(obj);
            if head.gc() & header::REMEMBERED == 0 {
                set_header(obj, head.with_gc(head.gc() | header::REMEMBERED));
                self.card_arrays.push(obj);
            }
        }
    }
}
