//! The reserved address range and its side tables.
//!
//! The lower half holds blocks (nursery and old space), the upper half large objects. Marks,
//! line bytes and cards stand beside the heap, so that collecting never dirties an object that
//! it does not move.

use std::io;

pub const BLOCK_SHIFT: usize = 15;
/// Bytes per block.
pub const BLOCK: usize = 1 << BLOCK_SHIFT;
pub const LINE_SHIFT: usize = 7;
pub const LINE: usize = 1 << LINE_SHIFT;
pub const LINES_PER_BLOCK: usize = BLOCK / LINE;
pub const PAGE: usize = 4 << 10;
pub const CARD_SHIFT: usize = 9;
pub const CARD: usize = 1 << CARD_SHIFT;

/// Byte that fills freed memory under zeal. Even, so that it reads as a wild reference.
pub const POISON: u8 = 0xDA;

/// What a block is used for.
pub mod kind {
    pub const FREE: u8 = 0;
    pub const NURSERY: u8 = 1;
    pub const OLD: u8 = 2;
}

/// Zeroed memory from the system that is returned on drop.
struct Mapping {
    start: *mut u8,
    len: usize,
}

impl Mapping {
    fn new(len: usize) -> io::Result<Mapping> {
        // SAFETY: a fresh anonymous mapping touches no existing memory.
        let start = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                len,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                -1,
                0,
            )
        };
        if start == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        Ok(Mapping {
            start: start.cast(),
            len,
        })
    }
}

impl Drop for Mapping {
    fn drop(&mut self) {
        // SAFETY: the range was mapped by `new` and is unmapped once.
        unsafe { libc::munmap(self.start.cast(), self.len) };
    }
}

/// Heap memory with block kinds, line bytes, mark bits and cards.
pub struct Space {
    /// Address of block 0.
    pub base: usize,
    /// Bytes that belong to the heap, from `base`.
    pub size: usize,
    /// Bytes of the block half.
    pub block_bytes: usize,
    kinds: Mapping,
    lines: Mapping,
    marks: Mapping,
    cards: Mapping,
    _memory: Mapping,
}

impl Space {
    /// Reserves `bytes`, or as much of it as the system grants.
    pub fn reserve(bytes: usize) -> Space {
        const LEAST: usize = 64 << 20;
        let mut size = bytes.max(LEAST).next_power_of_two();
        loop {
            match Space::try_reserve(size) {
                Ok(space) => return space,
                Err(_) if size > LEAST => size /= 2,
                Err(error) => panic!("gc: cannot reserve {size} bytes: {error}"),
            }
        }
    }

    fn try_reserve(size: usize) -> io::Result<Space> {
        let memory = Mapping::new(size + BLOCK)?;
        Ok(Space {
            base: (memory.start as usize).next_multiple_of(BLOCK),
            size,
            block_bytes: size / 2,
            kinds: Mapping::new(size / BLOCK)?,
            lines: Mapping::new(size / LINE)?,
            marks: Mapping::new(size / 64)?,
            cards: Mapping::new(size / CARD)?,
            _memory: memory,
        })
    }

    /// Whether the word is an address inside the heap (null and tagged words are not asked).
    #[inline]
    pub fn contains(&self, addr: usize) -> bool {
        addr.wrapping_sub(self.base) < self.size
    }

    #[inline]
    pub fn is_large(&self, addr: usize) -> bool {
        addr.wrapping_sub(self.base) >= self.block_bytes && self.contains(addr)
    }

    /// Whether the word points into a nursery block.
    #[inline]
    pub fn in_nursery(&self, addr: usize) -> bool {
        let offset = addr.wrapping_sub(self.base);
        // SAFETY: the offset lies in the block half, for which a kind byte exists.
        offset < self.block_bytes
            && unsafe { *self.kinds.start.add(offset >> BLOCK_SHIFT) } == kind::NURSERY
    }

    pub fn block_addr(&self, block: u32) -> usize {
        self.base + ((block as usize) << BLOCK_SHIFT)
    }

    pub fn block_of(&self, addr: usize) -> u32 {
        ((addr - self.base) >> BLOCK_SHIFT) as u32
    }

    pub fn block_count(&self) -> u32 {
        (self.block_bytes / BLOCK) as u32
    }

    pub fn kind(&self, block: u32) -> u8 {
        assert!(block < self.block_count());
        // SAFETY: in range by the assertion.
        unsafe { *self.kinds.start.add(block as usize) }
    }

    pub fn set_kind(&mut self, block: u32, kind: u8) {
        assert!(block < self.block_count());
        // SAFETY: in range by the assertion.
        unsafe { *self.kinds.start.add(block as usize) = kind };
    }

    /// The line bytes of a block: 1 for a line that holds part of a live object.
    pub fn lines(&mut self, block: u32) -> &mut [u8] {
        assert!(block < self.block_count());
        let first = block as usize * LINES_PER_BLOCK;
        // SAFETY: every block has its bytes in the table; `&mut self` makes the slice unique.
        unsafe { std::slice::from_raw_parts_mut(self.lines.start.add(first), LINES_PER_BLOCK) }
    }

    /// Sets the line bytes under `[addr, addr + size)`.
    #[inline]
    pub fn set_lines(&mut self, addr: usize, size: usize) {
        let first = (addr - self.base) >> LINE_SHIFT;
        let last = (addr + size - 1 - self.base) >> LINE_SHIFT;
        for line in first..=last {
            // SAFETY: the object lies inside the heap, so its lines have bytes.
            unsafe { *self.lines.start.add(line) = 1 };
        }
    }

    #[inline]
    fn mark_at(&self, addr: usize) -> (*mut u8, u8) {
        debug_assert!(self.contains(addr));
        let granule = (addr - self.base) >> 3;
        // SAFETY: one bit per 8-byte granule of the heap exists.
        (
            unsafe { self.marks.start.add(granule >> 3) },
            1 << (granule & 7),
        )
    }

    /// Whether a live object starts at `addr`.
    #[inline]
    pub fn is_marked(&self, addr: usize) -> bool {
        let (byte, bit) = self.mark_at(addr);
        // SAFETY: `mark_at` returns an address inside the table.
        unsafe { *byte & bit != 0 }
    }

    /// Sets the mark; says whether it was clear.
    #[inline]
    pub fn set_mark(&mut self, addr: usize) -> bool {
        let (byte, bit) = self.mark_at(addr);
        // SAFETY: as above.
        unsafe {
            let was = *byte;
            *byte = was | bit;
            was & bit == 0
        }
    }

    pub fn clear_mark(&mut self, addr: usize) {
        let (byte, bit) = self.mark_at(addr);
        // SAFETY: as above.
        unsafe { *byte &= !bit };
    }

    /// Clears marks and lines of a block.
    pub fn clear_block(&mut self, block: u32) {
        self.lines(block).fill(0);
        const BYTES: usize = BLOCK / 64;
        // SAFETY: a block's mark bits fill exactly `BYTES` bytes of the table.
        unsafe {
            self.marks
                .start
                .add(block as usize * BYTES)
                .write_bytes(0, BYTES)
        };
    }

    /// Addresses of the marked objects of a block, ascending.
    pub fn marked_in(&self, block: u32) -> impl Iterator<Item = usize> + '_ {
        let start = self.block_addr(block);
        (0..BLOCK / 8)
            .map(move |g| start + g * 8)
            .filter(|&a| self.is_marked(a))
    }

    #[inline]
    pub fn card(&self, addr: usize) -> *mut u8 {
        debug_assert!(self.contains(addr));
        // SAFETY: one byte per 512 bytes of heap exists.
        unsafe { self.cards.start.add((addr - self.base) >> CARD_SHIFT) }
    }

    /// Gives the pages of `[addr, addr + len)` back; they read as zero afterwards.
    pub fn release_pages(&self, addr: usize, len: usize) {
        // SAFETY: the caller owns the range, which holds no live object.
        unsafe { libc::madvise(addr as *mut libc::c_void, len, libc::MADV_DONTNEED) };
    }
}
