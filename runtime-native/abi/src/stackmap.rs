//! Stack maps: which words of a compiled frame hold references while a call is in progress.
//!
//! The compiler emits one `CodeTable`: functions sorted by address, each with its call sites
//! sorted by the offset of the return address; a call site lists slot offsets from the stack
//! pointer. Constant data, so loading it costs nothing.

/// One compiled function.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct FuncRecord {
    /// Address of the first instruction.
    pub start: usize,
    /// Bytes of code.
    pub size: u32,
    /// Index of the first call site.
    pub first_site: u32,
    pub site_count: u32,
    pub name_len: u32,
    pub name: *const u8,
}

/// One return address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(C)]
pub struct SiteRecord {
    /// Offset of the return address from the function's start.
    pub offset: u32,
    /// Distance from the stack pointer at the call up to the frame pointer.
    pub frame: u32,
    /// Index of the first slot in the slot list.
    pub first_slot: u32,
    pub slot_count: u32,
}

/// The whole table of one object file.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct CodeTable {
    pub funcs: *const FuncRecord,
    pub sites: *const SiteRecord,
    /// Offsets from the stack pointer, in bytes.
    pub slots: *const u32,
    pub func_count: u32,
    pub site_count: u32,
    pub slot_count: u32,
    pub reserved: u32,
}

const _: () = assert!(size_of::<FuncRecord>() == 32);
const _: () = assert!(size_of::<SiteRecord>() == 16);
const _: () = assert!(size_of::<CodeTable>() == 40);

// SAFETY: the pointers refer to constant data that lives as long as the program.
unsafe impl Sync for CodeTable {}
// SAFETY: as above.
unsafe impl Send for CodeTable {}

impl CodeTable {
    pub const EMPTY: CodeTable = CodeTable {
        funcs: core::ptr::null(),
        sites: core::ptr::null(),
        slots: core::ptr::null(),
        func_count: 0,
        site_count: 0,
        slot_count: 0,
        reserved: 0,
    };

    /// The functions, sorted by address.
    pub fn funcs(&self) -> &[FuncRecord] {
        // SAFETY: the compiler wrote `func_count` records; an empty table has a null pointer.
        unsafe { slice(self.funcs, self.func_count) }
    }

    /// The function whose code holds `pc`, taken as a return address.
    pub fn func_at(&self, pc: usize) -> Option<&FuncRecord> {
        let funcs = self.funcs();
        let index = funcs.partition_point(|f| f.start < pc).checked_sub(1)?;
        let func = &funcs[index];
        (pc - func.start <= func.size as usize).then_some(func)
    }

    /// The call site that returns to `pc`.
    pub fn site_at(&self, pc: usize) -> Option<&SiteRecord> {
        let func = self.func_at(pc)?;
        let offset = (pc - func.start) as u32;
        // SAFETY: a function's range of sites lies inside the table.
        let sites = unsafe { slice(self.sites, self.site_count) };
        let sites = &sites[func.first_site as usize..][..func.site_count as usize];
        let index = sites.binary_search_by_key(&offset, |s| s.offset).ok()?;
        Some(&sites[index])
    }

    /// Slot offsets of a call site.
    pub fn slots_of(&self, site: &SiteRecord) -> &[u32] {
        // SAFETY: as for `funcs`.
        let slots = unsafe { slice(self.slots, self.slot_count) };
        &slots[site.first_slot as usize..][..site.slot_count as usize]
    }
}

impl FuncRecord {
    /// The function's name for messages.
    pub fn name(&self) -> &str {
        // SAFETY: `name` points at `name_len` bytes of constant data, or is null.
        let bytes = unsafe { slice(self.name, self.name_len) };
        core::str::from_utf8(bytes).unwrap_or("?")
    }
}

/// # Safety
/// `data` is null with `len` 0, or points at `len` initialised values that live for `'a`.
unsafe fn slice<'a, T>(data: *const T, len: u32) -> &'a [T] {
    if data.is_null() {
        return &[];
    }
    // SAFETY: by the contract.
    unsafe { core::slice::from_raw_parts(data, len as usize) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_site_by_return_address() {
        let funcs = [
            FuncRecord {
                start: 100,
                size: 50,
                first_site: 0,
                site_count: 1,
                ..ZERO
            },
            FuncRecord {
                start: 160,
                size: 40,
                first_site: 1,
                site_count: 2,
                ..ZERO
            },
        ];
        let site = |offset, first_slot, slot_count| SiteRecord {
            offset,
            frame: 32,
            first_slot,
            slot_count,
        };
        let sites = [site(50, 0, 1), site(10, 1, 0), site(20, 1, 2)];
        let slots = [8, 16, 24];
        let table = CodeTable {
            funcs: funcs.as_ptr(),
            sites: sites.as_ptr(),
            slots: slots.as_ptr(),
            func_count: 2,
            site_count: 3,
            slot_count: 3,
            reserved: 0,
        };
        assert_eq!(table.site_at(150), Some(&sites[0]));
        assert_eq!(table.slots_of(table.site_at(180).unwrap()), &[16, 24]);
        assert_eq!(table.site_at(155), None);
        assert_eq!(table.site_at(99), None);
        assert!(CodeTable::EMPTY.site_at(1).is_none());
    }

    const ZERO: FuncRecord = FuncRecord {
        start: 0,
        size: 0,
        first_site: 0,
        site_count: 0,
        name_len: 0,
        name: core::ptr::null(),
    };
}
