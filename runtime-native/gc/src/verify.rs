//! Heap verifier. Each fault has an id that tests and messages share:
//! G01 an old object refers to a young one and is not remembered; G03 a reference does not point
//! at the start of an object; G04 a live object lies on a line that counts as free;
//! G05 a side table (weak, finalizer, identity, remembered) names something that is not an
//! object; G06 a header's collector bits do not fit where the object is.

use std::fmt;

use kaa_abi::header;
use rustc_hash::FxHashSet;

use crate::heap::Heap;
use crate::object::{for_each_slot, header_of};
use crate::space::{LINE, kind};

/// A broken invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub id: &'static str,
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.id, self.message)
    }
}

/// Under zeal, heaps with more collections than this are verified every 64th time only.
const ALWAYS: u64 = 4096;

impl Heap {
    /// Checks the whole heap; only between allocations.
    pub fn verify(&mut self) -> Vec<Fault> {
        let mut check = Check {
            starts: FxHashSet::default(),
            faults: Vec::new(),
        };
        self.young_objects(&mut check.starts);
        let young = check.starts.len();
        let mut objects: Vec<usize> = check.starts.iter().copied().collect();
        for &block in &self.old.blocks.clone() {
            objects.extend(self.space.marked_in(block));
        }
        objects.extend_from_slice(&self.large.old);
        objects.extend_from_slice(&self.large.young);
        check.starts.extend(objects[young..].iter().copied());
        for obj in objects {
            self.verify_object(&mut check, obj);
        }
        for obj in self.image_roots.clone() {
            self.verify_slots(&mut check, obj);
        }
        self.verify_tables(&mut check);
        check.faults
    }

    fn young_objects(&self, out: &mut FxHashSet<usize>) {
        for (start, end) in self
            .nursery
            .ranges(&self.space, self.vm.nursery_cur as usize)
        {
            let mut obj = start;
            while obj < end {
                out.insert(obj);
                // SAFETY: the nursery is filled with objects without gaps up to `end`.
                obj += unsafe { self.types.size_of(obj) };
            }
        }
    }

    fn verify_object(&mut self, check: &mut Check, obj: usize) {
        // SAFETY: the caller found an object here.
        let (head, size) = unsafe { (header_of(obj), self.types.size_of(obj)) };
        let gc = head.gc();
        let old_block = !self.space.is_large(obj) && !self.space.in_nursery(obj);
        if gc & header::IMAGE != 0 || self.space.in_nursery(obj) && gc & header::CLEAN != 0 {
            check.fault("G06", obj, format!("collector byte {gc:#x}"));
        }
        if old_block && gc & (header::CLEAN | header::REMEMBERED) == 0 {
            check.fault(
                "G06",
                obj,
                format!("old object with collector byte {gc:#x}"),
            );
        }
        if old_block {
            let block = self.space.block_of(obj);
            let first = (obj - self.space.block_addr(block)) / LINE;
            let last = (obj + size - 1 - self.space.block_addr(block)) / LINE;
            if self.space.lines(block)[first..=last].contains(&0) {
                check.fault(
                    "G04",
                    obj,
                    format!("lines {first}..={last} of block {block}"),
                );
            }
        }
        self.verify_slots(check, obj);
    }

    fn verify_slots(&self, check: &mut Check, obj: usize) {
        // SAFETY: the caller found an object here.
        let (head, info) = unsafe { (header_of(obj), self.types.info_of(obj)) };
        let armed = head.gc() & header::CLEAN != 0;
        // SAFETY: as above.
        unsafe {
            for_each_slot(info, obj, |slot| {
                let to = *slot;
                if to & 1 != 0 || !self.space.contains(to) {
                    return;
                }
                if !check.starts.contains(&to) {
                    let offset = slot as usize - obj;
                    let name = info.name();
                    check.fault(
                        "G03",
                        obj,
                        format!("{name} at offset {offset} holds {to:#x}"),
                    );
                    return;
                }
                let dirty = head.gc() & header::CARDS != 0 && *self.space.card(slot as usize) != 0;
                if armed && !dirty && self.is_young(to) {
                    let offset = slot as usize - obj;
                    check.fault("G01", obj, format!("{} at offset {offset}", info.name()));
                }
            });
        }
    }

    fn verify_tables(&self, check: &mut Check) {
        let lists: [(&str, &[usize]); 6] = [
            ("weak", &self.weak_young),
            ("weak", &self.weak_old),
            ("finalizer", &self.finalize_young),
            ("finalizer", &self.finalize_old),
            ("remembered", &self.remembered),
            ("cards", &self.card_arrays),
        ];
        for (name, list) in lists {
            for &obj in list {
                if self.space.contains(obj) && !check.starts.contains(&obj) {
                    check.fault("G05", obj, format!("in the {name} list"));
                }
            }
        }
        let queued = self.finalize_queue.iter().copied();
        for obj in self.identities.old_objects().chain(queued) {
            if self.space.contains(obj) && !check.starts.contains(&obj) {
                check.fault("G05", obj, "in the identity table or queue".into());
            }
        }
        for &block in &self.old.blocks {
            if self.space.kind(block) != kind::OLD {
                let addr = self.space.block_addr(block);
                check.fault(
                    "G06",
                    addr,
                    format!("block {block} is not of the old space"),
                );
            }
        }
    }

    fn due(&self) -> bool {
        let n = self.stats.minors;
        self.config.verify || self.config.zeal > 0 && (n < ALWAYS || n.is_multiple_of(64))
    }

    pub(crate) fn verify_before(&mut self) {
        if self.due() {
            self.assert_sound("before");
        }
    }

    pub(crate) fn verify_after(&mut self) {
        if self.due() {
            self.assert_sound("after");
        }
    }

    fn assert_sound(&mut self, when: &str) {
        let faults = self.verify();
        if let Some(first) = faults.first() {
            let n = faults.len();
            panic!(
                "gc: {n} faults {when} collection {}: {first}",
                self.stats.minors
            );
        }
    }
}

struct Check {
    starts: FxHashSet<usize>,
    faults: Vec<Fault>,
}

impl Check {
    fn fault(&mut self, id: &'static str, obj: usize, message: String) {
        self.faults.push(Fault {
            id,
            message: format!("object {obj:#x}: {message}"),
        });
    }
}
