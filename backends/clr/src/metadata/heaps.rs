//! The four metadata heaps (ECMA-335 II.24.2.3-5), each entry interned.

use super::signature::push_compressed;
use rustc_hash::FxHashMap;

/// `#Strings`, `#US`, `#Blob` and `#GUID` under construction.
pub struct Heaps {
    pub strings: Vec<u8>,
    pub user_strings: Vec<u8>,
    pub blobs: Vec<u8>,
    pub guids: Vec<u8>,
    string_offsets: FxHashMap<String, u32>,
    user_offsets: FxHashMap<String, u32>,
    blob_offsets: FxHashMap<Vec<u8>, u32>,
}

impl Default for Heaps {
    fn default() -> Heaps {
        // Offset 0 of each heap is the empty entry.
        Heaps {
            strings: vec![0],
            user_strings: vec![0],
            blobs: vec![0],
            guids: Vec::new(),
            string_offsets: FxHashMap::default(),
            user_offsets: FxHashMap::default(),
            blob_offsets: FxHashMap::default(),
        }
    }
}

impl Heaps {
    pub fn string(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(&offset) = self.string_offsets.get(text) {
            return offset;
        }
        let offset = self.strings.len() as u32;
        self.strings.extend_from_slice(text.as_bytes());
        self.strings.push(0);
        self.string_offsets.insert(text.to_owned(), offset);
        offset
    }

    pub fn blob(&mut self, bytes: &[u8]) -> u32 {
        if bytes.is_empty() {
            return 0;
        }
        if let Some(&offset) = self.blob_offsets.get(bytes) {
            return offset;
        }
        let offset = self.blobs.len() as u32;
        push_compressed(&mut self.blobs, bytes.len() as u32);
        self.blobs.extend_from_slice(bytes);
        self.blob_offsets.insert(bytes.to_owned(), offset);
        offset
    }

    /// Returns the offset that an `ldstr` token carries. Panics when the 24-bit range is used up.
    pub fn user_string(&mut self, text: &str) -> u32 {
        if let Some(&offset) = self.user_offsets.get(text) {
            return offset;
        }
        let offset = self.user_strings.len() as u32;
        assert!(
            offset < 1 << 24,
            "metadata: the user string heap exceeds 16 MB"
        );
        let units: Vec<u16> = text.encode_utf16().collect();
        push_compressed(&mut self.user_strings, units.len() as u32 * 2 + 1);
        units
            .iter()
            .for_each(|unit| self.user_strings.extend_from_slice(&unit.to_le_bytes()));
        self.user_strings
            .push(u8::from(units.iter().any(|&unit| needs_flag(unit))));
        self.user_offsets.insert(text.to_owned(), offset);
        offset
    }

    /// Appends a GUID; returns its 1-based index.
    pub fn guid(&mut self, bytes: [u8; 16]) -> u32 {
        self.guids.extend_from_slice(&bytes);
        (self.guids.len() / 16) as u32
    }
}

/// The trailing byte of a user string is 1 when a character needs more than 8-bit handling.
fn needs_flag(unit: u16) -> bool {
    unit > 0xFF || matches!(unit, 0x01..=0x08 | 0x0E..=0x1F | 0x27 | 0x2D | 0x7F)
}
