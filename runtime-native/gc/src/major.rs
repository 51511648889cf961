//! Major collection: marks everything reachable and sweeps old and large space. Runs directly
//! after a minor collection, so that no young object exists.

use std::time::Instant;

use crate::heap::Heap;
use crate::object::for_each_slot;
use crate::space::{BLOCK, POISON};

/// Free blocks kept mapped beyond what the nursery needs, in bytes.
const KEEP_FREE: usize = 16 << 20;

impl Heap {
    pub(crate) fn major(&mut self) {
        let start = Instant::now();
        self.old.start_mark(&mut self.space);
        for &obj in &self.large.old {
            self.space.clear_mark(obj);
        }
        let mut slots = Vec::new();
        self.roots.collect(&mut self.vm, &mut slots);
        slots.extend(self.finalize_queue.iter_mut().map(|o| o as *mut usize));
        for slot in slots {
            // SAFETY: root slots hold references.
            self.mark(unsafe { *slot });
        }
        self.gray.extend_from_slice(&self.image_roots);
        self.mark_gray();
        self.finalize_major();
        self.weak_major();
        self.identities_major();
        self.sweep_large();
        self.old
            .sweep(&mut self.space, &mut self.pool, self.config.zeal > 0);
        self.pool.trim(&self.space, KEEP_FREE / BLOCK);
        self.stats.live = self.used();
        self.stats.majors += 1;
        self.verify_after();
        let time = start.elapsed();
        self.stats.major_time += time;
        self.stats.longest_major = self.stats.longest_major.max(time);
    }

    /// Marks the object a word refers to and queues it for tracing.
    #[inline]
    pub(crate) fn mark(&mut self, obj: usize) {
        if obj & 1 != 0 || !self.space.contains(obj) || !self.space.set_mark(obj) {
            return;
        }
        // SAFETY: references into the heap point at objects.
        let info = unsafe { self.types.info_of(obj) };
        let leaf = info.is_leaf();
        if !self.space.is_large(obj) {
            // SAFETY: as above.
            let size = unsafe { self.types.size_of(obj) };
            self.space.set_lines(obj, size);
        }
        if !leaf {
            self.gray.push(obj);
        }
    }

    pub(crate) fn mark_gray(&mut self) {
        while let Some(obj) = self.gray.pop() {
            // SAFETY: gray objects are objects; their slots hold references.
            unsafe {
                let info = *self.types.info_of(obj);
                for_each_slot(&info, obj, |slot| self.mark(*slot));
            }
        }
    }

    fn sweep_large(&mut self) {
        let list = std::mem::take(&mut self.large.old);
        for obj in list {
            if self.space.is_marked(obj) {
                self.large.old.push(obj);
                continue;
            }
            // SAFETY: the list holds large objects.
            let size = unsafe { self.types.size_of(obj) };
            if self.config.zeal > 0 {
                // SAFETY: the object is dead and `size` bytes long.
                unsafe { (obj as *mut u8).write_bytes(POISON, size) };
            }
            self.large.free(&self.space, obj, size);
        }
        self.large.allocated = 0;
    }
}
