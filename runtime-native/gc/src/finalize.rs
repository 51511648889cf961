//! Finalizers: objects registered by the program are queued once when they are found dead, an
//! object before those it reaches, and handed out one by one. Handing out is the program's
//! business at its safepoints; nothing of the program runs inside the collector.

use std::sync::atomic::Ordering;

use kaa_abi::header;
use rustc_hash::FxHashSet;

use crate::heap::Heap;
use crate::object::{for_each_slot, header_of, set_header};

impl Heap {
    /// Has the object queued when it dies. A second registration before that changes nothing.
    ///
    /// # Safety
    /// `obj` is an object.
    pub unsafe fn register_finalizer(&mut self, obj: usize) {
        // SAFETY: by the contract.
        let head = unsafe { header_of(obj) };
        // Image objects never die.
        if head.gc() & (header::FINALIZER | header::IMAGE) != 0 {
            return;
        }
        // SAFETY: by the contract.
        unsafe { set_header(obj, head.with_gc(head.gc() | header::FINALIZER)) };
        if self.is_young(obj) {
            self.finalize_young.push(obj);
        } else {
            self.finalize_old.push(obj);
        }
    }

    /// The next dead object, or 0.
    pub fn next_finalizer(&mut self) -> usize {
        self.finalize_queue.pop_front().unwrap_or(0)
    }

    /// Whether `next_finalizer` would answer an object.
    pub fn has_finalizers(&self) -> bool {
        !self.finalize_queue.is_empty()
    }

    pub(crate) fn finalize_minor(&mut self) {
        let list = std::mem::take(&mut self.finalize_young);
        let mut dead = Vec::new();
        for obj in list {
            match self.survivor(obj) {
                Some(new) => self.finalize_old.push(new),
                None => dead.push(obj),
            }
        }
        if dead.is_empty() {
            return;
        }
        for obj in self.in_order(&dead, |heap, obj| heap.survivor(obj).is_none()) {
            let mut slot = obj;
            // SAFETY: the slot holds a reference to a young object.
            unsafe { self.evacuate(&mut slot) };
            self.evacuate_gray();
            self.enqueue(slot);
        }
    }

    pub(crate) fn finalize_major(&mut self) {
        let list = std::mem::take(&mut self.finalize_old);
        let (live, dead): (Vec<_>, Vec<_>) =
            list.into_iter().partition(|&obj| self.space.is_marked(obj));
        self.finalize_old = live;
        if dead.is_empty() {
            return;
        }
        let is_dead = |heap: &Heap, obj| heap.space.contains(obj) && !heap.space.is_marked(obj);
        for obj in self.in_order(&dead, is_dead) {
            self.mark(obj);
            self.enqueue(obj);
        }
        self.mark_gray();
    }

    fn enqueue(&mut self, obj: usize) {
        // SAFETY: the object was kept alive by the caller.
        unsafe {
            let head = header_of(obj);
            set_header(obj, head.with_gc(head.gc() & !header::FINALIZER));
        }
        self.finalize_queue.push_back(obj);
        self.vm.safepoint.store(1, Ordering::Relaxed);
    }

    /// The dead registered objects, each before those it reaches through dead objects (within
    /// a cycle in registration order): reverse post-order of a depth-first walk.
    fn in_order(&self, dead: &[usize], is_dead: impl Fn(&Heap, usize) -> bool) -> Vec<usize> {
        let wanted: FxHashSet<usize> = dead.iter().copied().collect();
        let mut seen = FxHashSet::default();
        let mut order = Vec::new();
        // Roots last to first: the reversal at the end restores registration order.
        for &root in dead.iter().rev() {
            let mut stack = vec![(root, false)];
            while let Some((obj, done)) = stack.pop() {
                if done {
                    if wanted.contains(&obj) {
                        order.push(obj);
                    }
                    continue;
                }
                if !seen.insert(obj) {
                    continue;
                }
                stack.push((obj, true));
                // SAFETY: dead objects were not moved and still hold references.
                unsafe {
                    let info = *self.types.info_of(obj);
                    for_each_slot(&info, obj, |slot| {
                        let next = *slot;
                        let object = next & 1 == 0 && next != 0;
                        if object && !seen.contains(&next) && is_dead(self, next) {
                            stack.push((next, false));
                        }
                    });
                }
            }
        }
        order.reverse();
        order
    }
}
