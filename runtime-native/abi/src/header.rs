//! The object header: one 64-bit word.
//!
//! ```text
//! bits  0      1: forwarded, the rest of the word is the new address
//! bits  1..23  type id: offset of the descriptor in the type table, in units of 16 bytes
//! bits 24..31  collector byte (see the constants)
//! bits 32..63  instances: identity hash, 0 while not taken; arrays: length
//! ```
//!
//! Descriptors stand in the table in pre-order of the class tree, so that "is an instance of C"
//! is one unsigned range test on the masked header.

/// Bits of the header's low half that hold the type id, already shifted left by one.
pub const TYPE_MASK: u32 = 0x00FF_FFFE;

/// `masked header * TYPE_SCALE` is the descriptor's offset from the table's start.
pub const TYPE_SCALE: usize = 8;

/// Set in a header word whose object has moved.
pub const FORWARDED: u64 = 1;

/// Offset of the collector byte from the object's start.
pub const GC_BYTE: i32 = 3;

/// Offset of the high half (hash or length).
pub const HIGH_HALF: i32 = 4;

/// The object is old and its barrier is armed: a reference store takes the slow path.
pub const CLEAN: u8 = 1 << 0;
/// The object is in the remembered set (or, with `CARDS`, in the list of dirty card arrays).
pub const REMEMBERED: u8 = 1 << 1;
/// A large reference array whose stores mark cards.
pub const CARDS: u8 = 1 << 2;
/// Must not move.
pub const PINNED: u8 = 1 << 3;
/// Has an entry in the identity table.
pub const HAS_ID: u8 = 1 << 4;
/// Registered for finalization.
pub const FINALIZER: u8 = 1 << 5;
/// An image object that was written once and is a root from then on.
pub const LISTED: u8 = 1 << 6;
/// Part of the executable's prebuilt data.
pub const IMAGE: u8 = 1 << 7;

/// A header word by value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Header(pub u64);

impl Header {
    /// A header for type `id` with collector byte `gc` and the given high half.
    pub const fn new(id: u32, gc: u8, high: u32) -> Header {
        Header((id as u64) << 1 | (gc as u64) << 24 | (high as u64) << 32)
    }

    pub const fn type_id(self) -> u32 {
        (self.0 as u32 & TYPE_MASK) >> 1
    }

    /// Offset of the descriptor from the start of the type table.
    pub const fn type_offset(self) -> usize {
        (self.0 as u32 & TYPE_MASK) as usize * TYPE_SCALE
    }

    pub const fn gc(self) -> u8 {
        (self.0 >> 24) as u8
    }

    pub const fn high(self) -> u32 {
        (self.0 >> 32) as u32
    }

    pub const fn with_gc(self, gc: u8) -> Header {
        Header(self.0 & !(0xFF << 24) | (gc as u64) << 24)
    }

    pub const fn with_high(self, high: u32) -> Header {
        Header(self.0 & 0xFFFF_FFFF | (high as u64) << 32)
    }

    /// Address the object moved to, if it did.
    pub const fn forwarded_to(self) -> Option<usize> {
        if self.0 & FORWARDED != 0 {
            Some((self.0 & !FORWARDED) as usize)
        } else {
            None
        }
    }
}

const _: () = assert!(size_of::<Header>() == 8);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_do_not_overlap() {
        let h = Header::new(0x7F_FFFF, 0xFF, 0xDEAD_BEEF);
        assert_eq!(
            (h.type_id(), h.gc(), h.high()),
            (0x7F_FFFF, 0xFF, 0xDEAD_BEEF)
        );
        assert_eq!(h.forwarded_to(), None);
        assert_eq!(Header::new(3, 0, 0).type_offset(), 48);
        assert_eq!(h.with_gc(0).type_id(), h.type_id());
    }
}
