//! Where references live outside the heap: the context, handles, compiled frames.

use kaa_abi::VmContext;
use kaa_abi::stackmap::CodeTable;

/// A reference that Rust code holds across a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handle(u32);

/// The handles that were open when a piece of runtime code started.
#[derive(Debug)]
#[must_use = "a scope is closed with Heap::close_scope"]
pub struct Scope(u32);

const CACHE: usize = 512;

/// Root sets of one heap.
pub struct Roots {
    handles: Vec<usize>,
    tables: Vec<CodeTable>,
    /// Exit frames of activations below the newest one, oldest first: (frame pointer, pc).
    activations: Vec<(usize, usize)>,
    /// Return address -> call site, direct mapped.
    cache: Box<[CachedSite; CACHE]>,
}

#[derive(Clone, Copy, Default)]
struct CachedSite {
    pc: usize,
    table: u32,
    frame: u32,
    first_slot: u32,
    slot_count: u32,
}

impl Roots {
    pub fn new() -> Roots {
        Roots {
            handles: Vec::new(),
            tables: Vec::new(),
            activations: Vec::new(),
            cache: Box::new([CachedSite::default(); CACHE]),
        }
    }

    pub fn add_code(&mut self, table: CodeTable) {
        self.tables.push(table);
    }

    pub fn open(&self) -> Scope {
        Scope(self.handles.len() as u32)
    }

    pub fn close(&mut self, scope: Scope) {
        self.handles.truncate(scope.0 as usize);
    }

    pub fn push(&mut self, obj: usize) -> Handle {
        self.handles.push(obj);
        Handle(self.handles.len() as u32 - 1)
    }

    pub fn get(&self, handle: Handle) -> usize {
        self.handles[handle.0 as usize]
    }

    pub fn set(&mut self, handle: Handle, obj: usize) {
        self.handles[handle.0 as usize] = obj;
    }

    pub fn enter(&mut self, vm: &VmContext) {
        self.activations.push((vm.exit_fp, vm.exit_pc));
    }

    pub fn leave(&mut self, vm: &mut VmContext) {
        let saved = self.activations.pop().expect("gc: leave without enter");
        (vm.exit_fp, vm.exit_pc) = saved;
    }

    /// Appends the address of every root slot.
    pub fn collect(&mut self, vm: &mut VmContext, out: &mut Vec<*mut usize>) {
        out.push(&mut vm.pending);
        out.push(&mut vm.context);
        out.extend(self.handles.iter_mut().map(|h| h as *mut usize));
        self.walk(vm.exit_fp, vm.exit_pc, out);
        for i in (0..self.activations.len()).rev() {
            let (fp, pc) = self.activations[i];
            self.walk(fp, pc, out);
        }
    }

    /// Walks compiled frames from the one at `fp` that will continue at `pc`, until a return
    /// address that no compiled function owns.
    fn walk(&mut self, mut fp: usize, mut pc: usize, out: &mut Vec<*mut usize>) {
        while pc != 0 {
            let Some(site) = self.site(pc) else { return };
            let sp = fp - site.frame as usize;
            let slots = self.tables[site.table as usize].slots;
            for i in site.first_slot..site.first_slot + site.slot_count {
                // SAFETY: the site's slot range lies inside the compiler's table.
                let offset = unsafe { *slots.add(i as usize) };
                out.push((sp + offset as usize) as *mut usize);
            }
            // SAFETY: compiled functions keep frame pointers, so `fp` points at the saved frame
            // pointer of the caller, followed by the return address.
            unsafe {
                pc = *((fp + 8) as *const usize);
                fp = *(fp as *const usize);
            }
        }
    }

    fn site(&mut self, pc: usize) -> Option<CachedSite> {
        let entry = pc.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 55;
        if self.cache[entry].pc == pc {
            return Some(self.cache[entry]);
        }
        for (index, table) in self.tables.iter().enumerate() {
            if table.func_at(pc).is_none() {
                continue;
            }
            // A call without live references has no record: an empty slot list is right for it.
            let site = match table.site_at(pc) {
                Some(s) => CachedSite {
                    pc,
                    table: index as u32,
                    frame: s.frame,
                    first_slot: s.first_slot,
                    slot_count: s.slot_count,
                },
                None => CachedSite {
                    pc,
                    table: index as u32,
                    ..CachedSite::default()
                },
            };
            self.cache[entry] = site;
            return Some(site);
        }
        None
    }
}
