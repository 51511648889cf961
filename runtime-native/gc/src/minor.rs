//! Minor collection: every young object that is reachable moves to the old space.

use std::time::Instant;

use kaa_abi::{Kind, array, header, object_size};

use crate::heap::{Heap, out_of_memory};
use crate::object::{for_each_slot, header_of, set_header};
use crate::space::CARD;

impl Heap {
    pub(crate) fn minor(&mut self) {
        let start = Instant::now();
        self.verify_before();
        let used = self.nursery.used(self.vm.nursery_cur as usize);
        let before = self.old.allocated;

        let mut slots = Vec::new();
        self.roots.collect(&mut self.vm, &mut slots);
        slots.extend(self.finalize_queue.iter_mut().map(|o| o as *mut usize));
        for slot in slots {
            // SAFETY: root slots hold references.
            unsafe { self.evacuate(slot) };
        }
        self.evacuate_remembered();
        self.evacuate_cards();
        self.evacuate_gray();
        self.finalize_minor();
        self.weak_minor();
        self.identities_minor();
        self.sweep_young_large();

        let copied = self.old.allocated - before;
        self.stats.minors += 1;
        self.stats.allocated += used as u64;
        self.stats.promoted += copied as u64;
        self.resize_nursery(copied, used);
        self.nursery
            .reset(&mut self.space, &mut self.pool, self.config.zeal > 0);
        self.vm.nursery_cur = std::ptr::null_mut();
        self.vm.nursery_limit = std::ptr::null_mut();
        self.verify_after();
        let time = start.elapsed();
        self.stats.minor_time += time;
        self.stats.longest_minor = self.stats.longest_minor.max(time);
    }

    /// Moves the object that `slot` refers to, if it is young, and updates the slot.
    ///
    /// # Safety
    /// `slot` holds a reference.
    #[inline]
    pub(crate) unsafe fn evacuate(&mut self, slot: *mut usize) {
        // SAFETY: by the contract.
        let obj = unsafe { *slot };
        if obj & 1 != 0 {
            return;
        }
        if self.space.in_nursery(obj) {
            // SAFETY: a nursery reference points at an object or at its remains.
            unsafe { *slot = self.evacuate_object(obj) };
        } else if self.space.is_large(obj) {
            self.keep_large(obj);
        }
    }

    /// The new address of a nursery object, which is copied at the first call.
    ///
    /// # Safety
    /// `obj` is an object in the nursery or the remains of one.
    pub(crate) unsafe fn evacuate_object(&mut self, obj: usize) -> usize {
        // SAFETY: by the contract.
        let head = unsafe { header_of(obj) };
        if let Some(new) = head.forwarded_to() {
            return new;
        }
        let info = self.types.info(head);
        let (size, leaf) = (info.object_size(head.high()), info.is_leaf());
        let Some(new) = self.old.alloc(&mut self.space, &mut self.pool, size) else {
            out_of_memory(size)
        };
        // SAFETY: both ranges are `size` bytes; the new one was just allocated.
        unsafe {
            (new as *mut u64).copy_from_nonoverlapping(obj as *const u64, size / 8);
            set_header(new, head.with_gc(head.gc() | header::CLEAN));
            *(obj as *mut u64) = new as u64 | header::FORWARDED;
        }
        if !leaf {
            self.gray.push(new);
        }
        new
    }

    /// Makes a young large object old.
    fn keep_large(&mut self, obj: usize) {
        // SAFETY: references into the large half point at objects.
        let head = unsafe { header_of(obj) };
        if head.gc() & (header::CLEAN | header::REMEMBERED) != 0 {
            return;
        }
        let info = self.types.info(head);
        let cards = if info.kind == Kind::RefArray {
            header::CARDS
        } else {
            0
        };
        if !info.is_leaf() {
            self.gray.push(obj);
        }
        // SAFETY: as above.
        unsafe { set_header(obj, head.with_gc(head.gc() | header::CLEAN | cards)) };
    }

    fn evacuate_slots(&mut self, obj: usize) {
        // SAFETY: `obj` is an object, and descriptors live as long as the program.
        let info = unsafe { *self.types.info_of(obj) };
        // SAFETY: as above; its slots hold references.
        unsafe { for_each_slot(&info, obj, |slot| self.evacuate(slot)) };
    }

    pub(crate) fn evacuate_gray(&mut self) {
        while let Some(obj) = self.gray.pop() {
            self.evacuate_slots(obj);
        }
    }

    fn evacuate_remembered(&mut self) {
        let mut list = std::mem::take(&mut self.remembered);
        for obj in list.drain(..) {
            // SAFETY: the list holds objects, which do not move while old.
            unsafe {
                let head = header_of(obj);
                set_header(
                    obj,
                    head.with_gc(head.gc() & !header::REMEMBERED | header::CLEAN),
                );
            }
            self.evacuate_slots(obj);
        }
        self.remembered = list;
    }

    /// Visits the elements under the dirty cards of large arrays.
    fn evacuate_cards(&mut self) {
        let mut list = std::mem::take(&mut self.card_arrays);
        for obj in list.drain(..) {
            // SAFETY: the list holds large arrays; their cards exist.
            unsafe {
                let head = header_of(obj);
                set_header(obj, head.with_gc(head.gc() & !header::REMEMBERED));
                let first = obj + array::ELEMENTS as usize;
                let end = first + 8 * head.high() as usize;
                let mut at = obj & !(CARD - 1);
                while at < end {
                    let card = self.space.card(at);
                    if *card != 0 {
                        *card = 0;
                        for slot in (at.max(first)..end.min(at + CARD)).step_by(8) {
                            self.evacuate(slot as *mut usize);
                        }
                    }
                    at += CARD;
                }
            }
        }
        self.card_arrays = list;
    }

    fn sweep_young_large(&mut self) {
        for obj in std::mem::take(&mut self.large.young) {
            // SAFETY: the list holds large objects.
            let head = unsafe { header_of(obj) };
            if head.gc() & header::CLEAN != 0 {
                self.large.old.push(obj);
            } else {
                let size = self.types.info(head).object_size(head.high());
                self.large.free(&self.space, obj, object_size(size));
            }
        }
    }
}
