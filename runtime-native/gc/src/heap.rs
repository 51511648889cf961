//! The heap: allocation, when to collect, and the services the runtime calls.

use std::collections::VecDeque;

use kaa_abi::stackmap::CodeTable;
use kaa_abi::{Header, Kind, LARGE, VmContext, array, header, types};

use crate::config::Config;
use crate::identity::Identities;
use crate::large::Large;
use crate::nursery::{Blocks, Nursery};
use crate::object::{Types, set_header};
use crate::old::Old;
use crate::roots::{Handle, Roots, Scope};
use crate::space::{BLOCK, Space};
use crate::stats::Stats;

/// Collections between two major ones under zeal.
const ZEAL_MAJOR: u64 = 16;

/// One garbage-collected heap with its roots. References are machine words (see the crate doc).
///
/// Every `alloc_*`, `collect_*`, `weak_new` and `register_finalizer` may collect: a reference
/// held in a Rust variable across one of them must be a [`Handle`].
pub struct Heap {
    /// Boxed: compiled code holds its address.
    pub(crate) vm: Box<VmContext>,
    pub(crate) config: Config,
    pub(crate) types: Types,
    pub(crate) space: Space,
    pub(crate) pool: Blocks,
    pub(crate) nursery: Nursery,
    pub(crate) old: Old,
    pub(crate) large: Large,
    pub(crate) roots: Roots,
    /// Old objects that were written since the last minor collection.
    pub(crate) remembered: Vec<usize>,
    /// Large reference arrays with dirty cards.
    pub(crate) card_arrays: Vec<usize>,
    /// Image objects that were ever written.
    pub(crate) image_roots: Vec<usize>,
    /// Objects whose slots are still to be visited.
    pub(crate) gray: Vec<usize>,
    pub(crate) weak_young: Vec<usize>,
    pub(crate) weak_old: Vec<usize>,
    pub(crate) finalize_young: Vec<usize>,
    pub(crate) finalize_old: Vec<usize>,
    /// Dead registered objects in the order in which the program receives them.
    pub(crate) finalize_queue: VecDeque<usize>,
    pub(crate) identities: Identities,
    pub(crate) stats: Stats,
    /// Bytes of the old and large space at which the next major collection starts.
    major_limit: usize,
    /// Bytes outside the heap that its objects keep.
    pressure: i64,
    zeal_tick: u32,
    /// Average survival of minor collections in 1/1024.
    survival: usize,
}

impl Heap {
    /// A heap for objects described by `types`.
    ///
    /// # Safety
    /// `types` is a table of descriptors (16-byte units) that outlives the heap.
    pub unsafe fn new(config: Config, types: *const u8) -> Heap {
        let space = Space::reserve(config.reserve);
        let large = Large::new(&space);
        let nursery = Nursery::new((config.nursery / BLOCK).max(1));
        Heap {
            vm: Box::default(),
            // SAFETY: by the contract.
            types: unsafe { Types::new(types) },
            pool: Blocks::default(),
            old: Old::default(),
            roots: Roots::new(),
            remembered: Vec::new(),
            card_arrays: Vec::new(),
            image_roots: Vec::new(),
            gray: Vec::new(),
            weak_young: Vec::new(),
            weak_old: Vec::new(),
            finalize_young: Vec::new(),
            finalize_old: Vec::new(),
            finalize_queue: VecDeque::new(),
            identities: Identities::default(),
            stats: Stats::default(),
            major_limit: config.major_floor,
            pressure: 0,
            zeal_tick: 0,
            survival: 0,
            space,
            large,
            nursery,
            config,
        }
    }

    /// The context block for compiled code; its address is stable.
    pub fn vm(&mut self) -> &mut VmContext {
        &mut self.vm
    }

    pub fn config(&self) -> &Config {
        &self.config
    }

    /// Makes the frames of compiled functions known.
    pub fn add_code(&mut self, table: CodeTable) {
        self.roots.add_code(table);
    }

    /// Marks that compiled code is entered from Rust below existing compiled frames.
    pub fn enter(&mut self) {
        self.roots.enter(&self.vm);
    }

    /// Undoes the newest `enter`.
    pub fn leave(&mut self) {
        self.roots.leave(&mut self.vm);
    }

    pub fn open_scope(&mut self) -> Scope {
        self.roots.open()
    }

    pub fn close_scope(&mut self, scope: Scope) {
        self.roots.close(scope);
    }

    /// Makes `obj` a root until the enclosing scope is closed.
    pub fn root(&mut self, obj: usize) -> Handle {
        self.roots.push(obj)
    }

    /// Where the handle's object is now.
    pub fn get(&self, handle: Handle) -> usize {
        self.roots.get(handle)
    }

    pub fn set(&mut self, handle: Handle, obj: usize) {
        self.roots.set(handle, obj);
    }

    /// A zeroed instance. Stops the process when memory is used up.
    pub fn alloc_fixed(&mut self, type_id: u32) -> usize {
        let info = self.types.info(Header::new(type_id, 0, 0));
        let size = info.size as usize;
        debug_assert!(!info.is_array());
        let addr = if size > LARGE {
            self.alloc_large(size)
        } else {
            self.bump(size, true)
        };
        let Some(addr) = addr else {
            out_of_memory(size)
        };
        // SAFETY: `addr` is room for `size` bytes that nothing else refers to.
        unsafe {
            (addr as *mut u8).write_bytes(0, size);
            set_header(addr, Header::new(type_id, 0, 0));
        }
        addr
    }

    /// A zeroed array, or `None` when `length` is negative or memory cannot hold it.
    pub fn alloc_array(&mut self, type_id: u32, length: i32) -> Option<usize> {
        let length = u32::try_from(length).ok()?;
        let size = self
            .types
            .info(Header::new(type_id, 0, 0))
            .object_size(length);
        let addr = if size > LARGE {
            self.alloc_large(size)?
        } else {
            let addr = self.bump(size, false)?;
            // SAFETY: `addr` is room for `size` bytes that nothing else refers to.
            unsafe { (addr as *mut u8).write_bytes(0, size) };
            addr
        };
        // SAFETY: as above.
        unsafe { set_header(addr, Header::new(type_id, 0, length)) };
        Some(addr)
    }

    /// A byte array with the given contents (type id of an array of bytes).
    pub fn alloc_bytes(&mut self, type_id: u32, bytes: &[u8]) -> Option<usize> {
        let addr = self.alloc_array(type_id, i32::try_from(bytes.len()).ok()?)?;
        let first = (addr + array::ELEMENTS as usize) as *mut u8;
        // SAFETY: the array was just made with `bytes.len()` elements of one byte.
        unsafe { first.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        Some(addr)
    }

    /// Nursery memory for an object of `size` bytes; collects as needed. `must` lets it pass
    /// the configured limit a little, for objects whose allocation cannot fail cleanly.
    fn bump(&mut self, size: usize, must: bool) -> Option<usize> {
        self.zeal();
        let mut collections = 0;
        loop {
            let cur = self.vm.nursery_cur as usize;
            if self.nursery.limit - self.nursery.limit.min(cur) >= size && cur != 0 {
                self.set_bump(cur + size);
                return Some(cur);
            }
            match self
                .nursery
                .next_block(&mut self.space, &mut self.pool, cur)
            {
                Some(start) => self.set_bump(start),
                // An empty nursery that still has no block: the reserved range is used up.
                None if collections == 2 => return None,
                None => {
                    collections += 1;
                    self.collect_minor();
                    let slack = if must {
                        self.config.limit / 8 + (16 << 20)
                    } else {
                        0
                    };
                    if !self.fits(size, slack) {
                        return None;
                    }
                }
            }
        }
    }

    fn set_bump(&mut self, cur: usize) {
        self.vm.nursery_cur = cur as *mut u8;
        // Under zeal compiled code finds every block full and thus calls for each allocation.
        let limit = if self.config.zeal > 0 {
            0
        } else {
            self.nursery.limit
        };
        self.vm.nursery_limit = limit as *mut u8;
    }

    fn alloc_large(&mut self, size: usize) -> Option<usize> {
        self.zeal();
        if self.used() + size > self.major_limit {
            self.collect_minor();
        }
        if !self.fits(size, 0) {
            return None;
        }
        if let Some(addr) = self.large.alloc(size) {
            return Some(addr);
        }
        self.collect();
        self.large.alloc(size)
    }

    /// Whether `size` more bytes keep the limit, after a full collection if need be.
    fn fits(&mut self, size: usize, slack: usize) -> bool {
        let limit = match self.config.limit {
            0 => self.space.size,
            n => n.saturating_add(slack),
        };
        if self.used().saturating_add(size) <= limit {
            return true;
        }
        // A request that no collection can make fit is refused at once.
        if size > limit {
            return false;
        }
        self.collect();
        self.used() + size <= limit
    }

    /// Counts an allocation under zeal and collects when it is time.
    fn zeal(&mut self) {
        if self.config.zeal == 0 {
            return;
        }
        self.zeal_tick += 1;
        if self.zeal_tick >= self.config.zeal {
            self.zeal_tick = 0;
            self.collect_minor();
            if self.stats.minors.is_multiple_of(ZEAL_MAJOR) {
                self.collect();
            }
        }
    }

    /// Bytes of old and large space in use.
    pub(crate) fn used(&self) -> usize {
        self.old.bytes() + self.large.bytes
    }

    /// Collects the young objects, and all when enough was promoted since the last time.
    pub fn collect_minor(&mut self) {
        self.minor();
        let debt = usize::try_from(self.pressure).unwrap_or(0);
        if self.used() + debt > self.major_limit {
            self.major();
            self.set_major_limit();
        }
    }

    /// Full collection. Dead registered objects are queued.
    pub fn collect(&mut self) {
        self.minor();
        self.major();
        self.set_major_limit();
    }

    fn set_major_limit(&mut self) {
        let live = self.used() + usize::try_from(self.pressure).unwrap_or(0);
        self.major_limit = live + (live * 3 / 4).max(self.config.major_floor);
    }

    /// Adapts the nursery to what survives: many survivors make pauses, so fewer blocks; few
    /// make collections almost free, so more of them wait. `copied` of `used` bytes survived.
    pub(crate) fn resize_nursery(&mut self, copied: usize, used: usize) {
        const PAUSE_BYTES: usize = 640 << 10;
        if self.config.fixed_nursery || self.config.zeal > 0 || used < 256 << 10 {
            return;
        }
        let survived = (copied * 1024 / used).min(1024);
        self.survival = (3 * self.survival + survived) / 4;
        let cap = (self.used() / 2).clamp(4 << 20, 32 << 20);
        let bytes = PAUSE_BYTES * 1024 / self.survival.max(1);
        self.nursery.target = bytes.clamp(1 << 20, cap) / BLOCK;
    }

    /// Tells of bytes outside the heap that its objects keep (negative: no longer keep).
    pub fn add_pressure(&mut self, bytes: i64) {
        self.pressure = self.pressure.saturating_add(bytes);
    }

    /// A zeroed `Weak` object is made for `referent`, which may be any reference.
    pub fn weak_new(&mut self, type_id: u32, referent: usize) -> usize {
        debug_assert_eq!(self.types.info(Header::new(type_id, 0, 0)).kind, Kind::Weak);
        let scope = self.open_scope();
        let referent = self.root(referent);
        let weak = self.alloc_fixed(type_id);
        let referent = self.get(referent);
        self.close_scope(scope);
        // SAFETY: a weak object has its referent at this offset.
        unsafe { *((weak + types::WEAK_REFERENT as usize) as *mut usize) = referent };
        self.weak_young.push(weak);
        weak
    }

    /// Counters so far.
    pub fn stats(&self) -> &Stats {
        &self.stats
    }

    /// Counter `which` of the op `gc_stat`; 0 for a number that is not known.
    pub fn stat(&self, which: i32) -> i64 {
        let young = self.nursery.used(self.vm.nursery_cur as usize);
        match which {
            0 => self.stats.minors as i64,
            1 => self.stats.majors as i64,
            2 => (self.used() + young) as i64,
            3 => (self.stats.allocated + young as u64) as i64,
            4 => self.major_limit as i64,
            _ => 0,
        }
    }

    /// Whether the reference is a heap or image object (not null, not a tagged word).
    pub fn is_object(word: usize) -> bool {
        word != 0 && word & 1 == 0
    }

    /// Whether the object is young: its barrier is not armed and never was.
    pub(crate) fn is_young(&self, obj: usize) -> bool {
        if self.space.is_large(obj) {
            // SAFETY: `obj` is an object.
            let gc = unsafe { crate::object::header_of(obj) }.gc();
            return gc & (header::CLEAN | header::REMEMBERED) == 0;
        }
        self.space.in_nursery(obj)
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        if self.config.print_stats {
            eprintln!("{}", self.stats);
        }
    }
}

/// Fixed-size objects have no way to fail, so the process ends with the memory trap's status.
#[cold]
pub(crate) fn out_of_memory(size: usize) -> ! {
    eprintln!("trap: memory (no room for an object of {size} bytes)");
    std::process::exit(70)
}
