//! The old space: blocks divided into lines. Survivors are bump-allocated into runs of free
//! lines ("holes"); a major collection recomputes which lines are in use.

use crate::nursery::Blocks;
use crate::space::{BLOCK, LINE, LINES_PER_BLOCK, POISON, Space, kind};

/// Allocation state of the old space.
#[derive(Default)]
pub struct Old {
    /// Every block of the old space.
    pub blocks: Vec<u32>,
    /// Current hole.
    cur: usize,
    end: usize,
    /// Block of the current hole and the line after it.
    scan: Option<(u32, usize)>,
    /// Blocks with free lines that were not tried since the last sweep.
    recyclable: Vec<u32>,
    /// Bump range for objects larger than a line that do not fit the hole.
    overflow: (usize, usize),
    /// Bytes allocated since the last sweep.
    pub allocated: usize,
}

impl Old {
    /// Room for `size` bytes at an object start, which is marked; `None` when the reserved
    /// range is used up.
    #[inline]
    pub fn alloc(&mut self, space: &mut Space, pool: &mut Blocks, size: usize) -> Option<usize> {
        let addr = if self.end - self.cur >= size {
            self.cur += size;
            self.cur - size
        } else {
            self.alloc_slow(space, pool, size)?
        };
        self.allocated += size;
        space.set_mark(addr);
        Some(addr)
    }

    #[cold]
    fn alloc_slow(&mut self, space: &mut Space, pool: &mut Blocks, size: usize) -> Option<usize> {
        if size > LINE {
            if self.overflow.1 - self.overflow.0 < size {
                let block = self.fresh_block(space, pool)?;
                self.overflow = (space.block_addr(block), space.block_addr(block) + BLOCK);
            }
            let addr = self.overflow.0;
            self.overflow.0 += size;
            return Some(addr);
        }
        self.next_hole(space, pool)?;
        let addr = self.cur;
        self.cur += size;
        Some(addr)
    }

    fn fresh_block(&mut self, space: &mut Space, pool: &mut Blocks) -> Option<u32> {
        let block = pool.take(space, kind::OLD)?;
        space.clear_block(block);
        space.lines(block).fill(1);
        self.blocks.push(block);
        Some(block)
    }

    /// Makes the next run of free lines current and claims its lines.
    fn next_hole(&mut self, space: &mut Space, pool: &mut Blocks) -> Option<()> {
        loop {
            if let Some((block, from)) = self.scan {
                let lines = space.lines(block);
                if let Some(first) = lines[from..].iter().position(|&l| l == 0) {
                    let first = from + first;
                    let len = lines[first..].iter().take_while(|&&l| l == 0).count();
                    lines[first..first + len].fill(1);
                    self.cur = space.block_addr(block) + first * LINE;
                    self.end = self.cur + len * LINE;
                    self.scan = Some((block, first + len));
                    return Some(());
                }
                self.scan = None;
            }
            match self.recyclable.pop() {
                Some(block) => self.scan = Some((block, 0)),
                None => {
                    let block = self.fresh_block(space, pool)?;
                    self.cur = space.block_addr(block);
                    self.end = self.cur + BLOCK;
                    return Some(());
                }
            }
        }
    }

    /// Clears all marks and lines, so that marking can set those of live objects.
    pub fn start_mark(&mut self, space: &mut Space) {
        for &block in &self.blocks {
            space.clear_block(block);
        }
    }

    /// Gives empty blocks back and finds the holes of the others.
    pub fn sweep(&mut self, space: &mut Space, pool: &mut Blocks, poison: bool) {
        (self.cur, self.end, self.scan, self.overflow) = (0, 0, None, (0, 0));
        self.allocated = 0;
        self.recyclable.clear();
        for block in std::mem::take(&mut self.blocks) {
            let start = space.block_addr(block);
            let lines = space.lines(block);
            let free = lines.iter().filter(|&&l| l == 0).count();
            if poison {
                for (i, _) in lines.iter().enumerate().filter(|(_, l)| **l == 0) {
                    // SAFETY: no live object touches a line whose byte is clear.
                    unsafe { ((start + i * LINE) as *mut u8).write_bytes(POISON, LINE) };
                }
            }
            if free == LINES_PER_BLOCK {
                pool.give_back(space, block);
                continue;
            }
            if free > 0 {
                self.recyclable.push(block);
            }
            self.blocks.push(block);
        }
    }

    /// Bytes of address space in use.
    pub fn bytes(&self) -> usize {
        self.blocks.len() * BLOCK
    }
}
