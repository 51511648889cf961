//! Large objects: runs of pages in the upper half of the heap, never moved.

use std::collections::{BTreeMap, BTreeSet};

use crate::space::{PAGE, Space};

/// Free runs of at least this many bytes are returned to the system.
const RELEASE: usize = 256 << 10;

/// Page-run allocator and the lists of large objects.
pub struct Large {
    /// Objects that survived a collection.
    pub old: Vec<usize>,
    /// Objects allocated since the last minor collection.
    pub young: Vec<usize>,
    /// Bytes in use, whole pages.
    pub bytes: usize,
    /// Bytes allocated since the last major collection.
    pub allocated: usize,
    /// Pages from here on were never used and read as zero.
    fresh: usize,
    end: usize,
    free_at: BTreeMap<usize, usize>,
    free_by_size: BTreeSet<(usize, usize)>,
}

impl Large {
    pub fn new(space: &Space) -> Large {
        Large {
            old: Vec::new(),
            young: Vec::new(),
            bytes: 0,
            allocated: 0,
            fresh: space.base + space.block_bytes,
            end: space.base + space.size,
            free_at: BTreeMap::new(),
            free_by_size: BTreeSet::new(),
        }
    }

    /// Zeroed memory for an object of `size` bytes; `None` when the range is used up.
    pub fn alloc(&mut self, size: usize) -> Option<usize> {
        let len = size.checked_next_multiple_of(PAGE)?;
        let addr = match self.free_by_size.range((len, 0)..).next().copied() {
            Some((run, addr)) => {
                self.remove_free(addr, run);
                if run > len {
                    self.insert_free(addr + len, run - len);
                }
                // SAFETY: the run is free and inside the mapping.
                unsafe { (addr as *mut u8).write_bytes(0, size) };
                addr
            }
            None => {
                if self.end - self.fresh < len {
                    return None;
                }
                self.fresh += len;
                self.fresh - len
            }
        };
        self.bytes += len;
        self.allocated += len;
        self.young.push(addr);
        Some(addr)
    }

    /// Frees the pages of a dead object of `size` bytes. The caller drops it from the lists.
    pub fn free(&mut self, space: &Space, addr: usize, size: usize) {
        let len = size.next_multiple_of(PAGE);
        self.bytes -= len;
        if len >= RELEASE {
            space.release_pages(addr, len);
        }
        let (mut start, mut run) = (addr, len);
        if let Some((&before, &size)) = self.free_at.range(..addr).next_back()
            && before + size == addr
        {
            self.remove_free(before, size);
            (start, run) = (before, run + size);
        }
        if let Some(&after) = self.free_at.get(&(addr + len)) {
            self.remove_free(addr + len, after);
            run += after;
        }
        if start + run == self.fresh && run >= RELEASE {
            space.release_pages(start, run);
            self.fresh = start;
            return;
        }
        self.insert_free(start, run);
    }

    fn insert_free(&mut self, addr: usize, len: usize) {
        self.free_at.insert(addr, len);
        self.free_by_size.insert((len, addr));
    }

    fn remove_free(&mut self, addr: usize, len: usize) {
        self.free_at.remove(&addr);
        self.free_by_size.remove(&(len, addr));
    }
}
