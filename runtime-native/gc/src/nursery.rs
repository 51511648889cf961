//! The nursery: blocks that are bump-allocated one after the other, and the pool of free blocks.

use crate::space::{BLOCK, POISON, Space, kind};

/// Free blocks of the heap.
#[derive(Default)]
pub struct Blocks {
    free: Vec<u32>,
    /// Blocks from this one on were never used.
    fresh: u32,
}

impl Blocks {
    /// Takes a block for `kind`; `None` when the reserved range is used up.
    pub fn take(&mut self, space: &mut Space, kind: u8) -> Option<u32> {
        let block = match self.free.pop() {
            Some(block) => block,
            None if self.fresh < space.block_count() => {
                self.fresh += 1;
                self.fresh - 1
            }
            None => return None,
        };
        space.set_kind(block, kind);
        Some(block)
    }

    pub fn give_back(&mut self, space: &mut Space, block: u32) {
        space.set_kind(block, kind::FREE);
        self.free.push(block);
    }

    /// Returns the memory of free blocks beyond `keep` to the system.
    pub fn trim(&mut self, space: &Space, keep: usize) {
        let excess = self.free.len().saturating_sub(keep);
        for &block in &self.free[..excess] {
            space.release_pages(space.block_addr(block), BLOCK);
        }
    }
}

/// Blocks the program allocates from.
#[derive(Default)]
pub struct Nursery {
    /// In allocation order; those before `next` are full or current.
    blocks: Vec<u32>,
    next: usize,
    /// How far each full block was filled, parallel to `blocks[..next - 1]`.
    fills: Vec<usize>,
    /// Number of blocks after which a collection is due.
    pub target: usize,
    /// Bump range of the current block. The context's copy of the limit may be lower.
    pub limit: usize,
}

impl Nursery {
    /// A nursery of `target` blocks, none of them taken yet.
    pub fn new(target: usize) -> Nursery {
        Nursery {
            target,
            ..Nursery::default()
        }
    }

    /// Starts the next block; `None` when the nursery is full. Returns the block's address.
    pub fn next_block(
        &mut self,
        space: &mut Space,
        pool: &mut Blocks,
        cur: usize,
    ) -> Option<usize> {
        if self.next >= self.target {
            return None;
        }
        if self.next == self.blocks.len() {
            self.blocks.push(pool.take(space, kind::NURSERY)?);
        }
        if self.next > 0 {
            self.fills.push(cur);
        }
        let start = space.block_addr(self.blocks[self.next]);
        self.next += 1;
        self.limit = start + BLOCK;
        Some(start)
    }

    /// Address ranges that hold objects, given the current allocation pointer.
    pub fn ranges(&self, space: &Space, cur: usize) -> Vec<(usize, usize)> {
        let ends = self.fills.iter().copied().chain([cur]);
        self.blocks[..self.next]
            .iter()
            .map(|&b| space.block_addr(b))
            .zip(ends)
            .collect()
    }

    /// Bytes handed out since the last reset.
    pub fn used(&self, cur: usize) -> usize {
        match self.next {
            0 => 0,
            n => (n - 1) * BLOCK + (cur - (self.limit - BLOCK)),
        }
    }

    /// Forgets all objects. Under `rotate` the blocks are poisoned and exchanged for others, so
    /// that a stale reference neither reads plausible data nor hits a new object.
    pub fn reset(&mut self, space: &mut Space, pool: &mut Blocks, rotate: bool) {
        if rotate {
            for &block in &self.blocks {
                // SAFETY: the block is ours and no live object is left in it.
                unsafe { (space.block_addr(block) as *mut u8).write_bytes(POISON, BLOCK) };
            }
            let old = std::mem::take(&mut self.blocks);
            // Taken before the old ones are given back: the addresses differ.
            for _ in 0..old.len() {
                self.blocks.extend(pool.take(space, kind::NURSERY));
            }
            for block in old {
                pool.give_back(space, block);
            }
        }
        while self.blocks.len() > self.target {
            let block = self.blocks.pop().expect("gc: nursery has blocks");
            pool.give_back(space, block);
        }
        self.next = 0;
        self.limit = 0;
        self.fills.clear();
    }
}
