//! Read-only data: names, reference lists, and the stack-map table of `kaa_abi::stackmap`.

use core::mem::offset_of;

use kaa_abi::stackmap::{FuncRecord, SiteRecord};
use kaa_ir::FuncId;
use rustc_hash::FxHashMap;

use crate::image::Target;

/// Constant bytes without addresses; equal pieces are stored once.
#[derive(Default)]
pub struct ReadOnly {
    pub data: Vec<u8>,
    known: FxHashMap<Vec<u8>, usize>,
}

impl ReadOnly {
    /// Offset of the bytes.
    pub fn bytes(&mut self, bytes: &[u8]) -> usize {
        if let Some(&at) = self.known.get(bytes) {
            return at;
        }
        let at = self.append(bytes);
        self.known.insert(bytes.to_vec(), at);
        at
    }

    /// Offset of 4-byte words.
    pub fn words(&mut self, words: &[u32]) -> usize {
        let bytes: Vec<u8> = words.iter().flat_map(|w| w.to_le_bytes()).collect();
        self.bytes(&bytes)
    }

    /// As `bytes`, for tables that cannot be equal to another.
    pub fn append(&mut self, bytes: &[u8]) -> usize {
        let at = self.data.len().next_multiple_of(8);
        self.data.resize(at, 0);
        self.data.extend_from_slice(bytes);
        at
    }
}

/// A call with live references in a compiled function.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Site {
    /// Offset of the return address from the function's start.
    pub offset: u32,
    /// Distance from the stack pointer to the frame pointer.
    pub frame: u32,
    /// Offsets of the live references from the stack pointer.
    pub slots: Vec<u32>,
}

/// Stack maps of a module, functions in the order of their addresses.
#[derive(Default)]
pub struct CodeTables {
    /// `FuncRecord`s, with the places to fill in by the linker.
    pub funcs: Vec<u8>,
    pub relocs: Vec<(usize, Target)>,
    pub func_count: u32,
    sites: Vec<u8>,
    pub site_count: u32,
    slots: Vec<u32>,
    lists: FxHashMap<Vec<u32>, u32>,
}

impl CodeTables {
    pub fn add(
        &mut self,
        id: FuncId,
        name: &str,
        size: usize,
        sites: &[Site],
        data: &mut ReadOnly,
    ) {
        let at = self.funcs.len();
        let mut record = [0; size_of::<FuncRecord>()];
        let mut put = |offset: usize, value: u32| {
            record[offset..offset + 4].copy_from_slice(&value.to_le_bytes());
        };
        put(offset_of!(FuncRecord, size), size as u32);
        put(offset_of!(FuncRecord, first_site), self.site_count);
        put(offset_of!(FuncRecord, site_count), sites.len() as u32);
        put(offset_of!(FuncRecord, name_len), name.len() as u32);
        self.funcs.extend_from_slice(&record);
        self.relocs
            .push((at + offset_of!(FuncRecord, start), Target::Func(id)));
        let name = data.bytes(name.as_bytes());
        self.relocs
            .push((at + offset_of!(FuncRecord, name), Target::ReadOnly(name)));
        self.func_count += 1;
        for site in sites {
            self.site(site);
        }
    }

    fn site(&mut self, site: &Site) {
        let first = match self.lists.get(&site.slots) {
            Some(&first) => first,
            None => {
                let first = self.slots.len() as u32;
                self.slots.extend_from_slice(&site.slots);
                self.lists.insert(site.slots.clone(), first);
                first
            }
        };
        let record = SiteRecord {
            offset: site.offset,
            frame: site.frame,
            first_slot: first,
            slot_count: site.slots.len() as u32,
        };
        for word in [
            record.offset,
            record.frame,
            record.first_slot,
            record.slot_count,
        ] {
            self.sites.extend_from_slice(&word.to_le_bytes());
        }
        self.site_count += 1;
    }

    /// Appends sites and slot lists; answers their offsets.
    pub fn finish(&self, data: &mut ReadOnly) -> (usize, usize) {
        let slots: Vec<u8> = self.slots.iter().flat_map(|w| w.to_le_bytes()).collect();
        (data.append(&self.sites), data.append(&slots))
    }

    pub fn slot_count(&self) -> u32 {
        self.slots.len() as u32
    }
}
