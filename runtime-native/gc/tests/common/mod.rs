//! A heap beside a model of what it should contain.

use std::collections::{BTreeMap, BTreeSet};

use kaa_abi::{Header, Kind, TypeInfo, header};
use kaa_gc::{Config, Handle, Heap, header_of, set_header};

pub const ROOTS: usize = 12;
pub const IMAGE_FIELDS: usize = 4;

// Descriptors are 48 bytes, three units of a type id, and have no slots.
pub const LEAF: u32 = 0;
pub const NODE: u32 = 3;
pub const BIG: u32 = 6;
pub const ARRAY: u32 = 9;
pub const WEAK: u32 = 12;
const IMAGE: u32 = 15;

/// References of a `BIG`: more than the bitmap of 64 holds.
const BIG_REFS: usize = 70;

fn descriptors() -> Vec<TypeInfo> {
    let offsets: Vec<u32> = (0..BIG_REFS as u32).map(|i| 16 + 8 * i).collect();
    let base = TypeInfo {
        name: b"T".as_ptr(),
        name_len: 1,
        ..TypeInfo::EMPTY
    };
    vec![
        TypeInfo { size: 16, ..base },
        TypeInfo {
            size: 32,
            kind: Kind::Fixed,
            ref_bitmap: 0b110,
            ..base
        },
        TypeInfo {
            size: 16 + 8 * BIG_REFS as u32,
            kind: Kind::Fixed,
            ref_offsets: offsets.leak().as_ptr(),
            ref_offset_count: BIG_REFS as u32,
            ..base
        },
        TypeInfo {
            size: 8,
            kind: Kind::RefArray,
            elem_shift: 3,
            ..base
        },
        TypeInfo {
            size: 16,
            kind: Kind::Weak,
            ..base
        },
        TypeInfo {
            size: 48,
            kind: Kind::Fixed,
            ref_bitmap: 0b11110,
            ..base
        },
    ]
}

/// A model object: its payload is its index; arrays have none and are told by their shape.
struct Node {
    kind: u32,
    edges: Vec<Option<usize>>,
    registered: bool,
    id: Option<(i64, i32)>,
}

pub struct World {
    heap: Heap,
    roots: Vec<Handle>,
    model_roots: Vec<Option<usize>>,
    nodes: Vec<Node>,
    weak: Vec<(Handle, usize)>,
    image: Box<[u64; 6]>,
    model_image: [Option<usize>; IMAGE_FIELDS],
    ids: BTreeMap<i64, usize>,
}

fn slot_addr(obj: usize, kind: u32, i: usize) -> usize {
    let first = if kind == ARRAY { 8 } else { 16 };
    obj + first + 8 * i
}

fn read(addr: usize) -> usize {
    // SAFETY: the test passes addresses of slots of live objects.
    unsafe { *(addr as *const usize) }
}

fn write(addr: usize, value: usize) {
    // SAFETY: as above.
    unsafe { *(addr as *mut usize) = value };
}

impl World {
    pub fn new(zeal: u32) -> World {
        let types = descriptors().leak().as_ptr().cast();
        let config = Config {
            reserve: 1 << 30,
            nursery: 128 << 10,
            fixed_nursery: true,
            major_floor: 256 << 10,
            zeal,
            verify: true,
            ..Config::default()
        };
        // SAFETY: the table is leaked.
        let mut heap = unsafe { Heap::new(config, types) };
        let roots = (0..ROOTS).map(|_| heap.root(0)).collect();
        let mut image = Box::new([0; 6]);
        image[0] = Header::new(IMAGE, header::IMAGE | header::CLEAN, 0).0;
        World {
            heap,
            roots,
            model_roots: vec![None; ROOTS],
            nodes: Vec::new(),
            weak: Vec::new(),
            image,
            model_image: [None; IMAGE_FIELDS],
            ids: BTreeMap::new(),
        }
    }

    fn edges_of(kind: u32, length: i32) -> usize {
        match kind {
            LEAF => 0,
            NODE => 2,
            BIG => BIG_REFS,
            _ => length as usize,
        }
    }

    pub fn alloc(&mut self, kind: u32, length: i32, r: usize) {
        let index = self.nodes.len();
        let obj = if kind == ARRAY {
            self.heap.alloc_array(kind, length).expect("no limit")
        } else {
            let obj = self.heap.alloc_fixed(kind);
            write(obj + 8, index);
            obj
        };
        self.heap.set(self.roots[r], obj);
        self.model_roots[r] = Some(index);
        let edges = vec![None; Self::edges_of(kind, length)];
        self.nodes.push(Node {
            kind,
            edges,
            registered: false,
            id: None,
        });
    }

    pub fn link(&mut self, a: usize, i: usize, b: Option<usize>) {
        let Some(from) = self.model_roots[a] else {
            return;
        };
        let count = self.nodes[from].edges.len();
        if count == 0 {
            return;
        }
        let i = i % count;
        let obj = self.heap.get(self.roots[a]);
        let value = b.map_or(0, |b| self.heap.get(self.roots[b]));
        let slot = slot_addr(obj, self.nodes[from].kind, i);
        // SAFETY: `slot` is a slot of the live object `obj`.
        unsafe { self.heap.barrier(obj, slot) };
        write(slot, value);
        self.nodes[from].edges[i] = b.and_then(|b| self.model_roots[b]);
    }

    pub fn load(&mut self, a: usize, i: usize, b: usize) {
        let Some(from) = self.model_roots[a] else {
            return;
        };
        let count = self.nodes[from].edges.len();
        if count == 0 {
            return;
        }
        let slot = slot_addr(
            self.heap.get(self.roots[a]),
            self.nodes[from].kind,
            i % count,
        );
        self.heap.set(self.roots[b], read(slot));
        self.model_roots[b] = self.nodes[from].edges[i % count];
    }

    pub fn clear(&mut self, r: usize) {
        self.heap.set(self.roots[r], 0);
        self.model_roots[r] = None;
    }

    pub fn copy_elements(&mut self, a: usize, b: usize) {
        let (Some(from), Some(to)) = (self.model_roots[a], self.model_roots[b]) else {
            return;
        };
        if self.nodes[from].kind != ARRAY || self.nodes[to].kind != ARRAY {
            return;
        }
        let n = self.nodes[from].edges.len().min(self.nodes[to].edges.len());
        let (from_obj, to_obj) = (self.heap.get(self.roots[a]), self.heap.get(self.roots[b]));
        let start = self.nodes[to].edges.len() - n;
        for i in 0..n {
            write(
                slot_addr(to_obj, ARRAY, start + i),
                read(slot_addr(from_obj, ARRAY, i)),
            );
            self.nodes[to].edges[start + i] = self.nodes[from].edges[i];
        }
        // SAFETY: the range lies inside the array.
        unsafe { self.heap.barrier_range(to_obj, start, start + n) };
    }

    pub fn image_store(&mut self, i: usize, r: usize) {
        let obj = self.image.as_ptr() as usize;
        // SAFETY: the image object is live as long as the world.
        unsafe { self.heap.barrier(obj, slot_addr(obj, IMAGE, i)) };
        write(slot_addr(obj, IMAGE, i), self.heap.get(self.roots[r]));
        self.model_image[i] = self.model_roots[r];
    }

    pub fn weak(&mut self, kind: u32, r: usize) {
        let Some(index) = self.model_roots[r] else {
            return;
        };
        let obj = self.heap.get(self.roots[r]);
        let weak = self.heap.weak_new(kind, obj);
        self.weak.push((self.heap.root(weak), index));
    }

    pub fn register(&mut self, r: usize) {
        let Some(index) = self.model_roots[r] else {
            return;
        };
        if self.nodes[index].kind == ARRAY {
            return;
        }
        // SAFETY: roots hold live objects.
        unsafe { self.heap.register_finalizer(self.heap.get(self.roots[r])) };
        self.nodes[index].registered = true;
    }

    pub fn identity(&mut self, r: usize) {
        let Some(index) = self.model_roots[r] else {
            return;
        };
        let obj = self.heap.get(self.roots[r]);
        // SAFETY: roots hold live objects.
        let now = unsafe { (self.heap.unique_id(obj), self.heap.identity_hash(obj)) };
        assert!(now.1 > 0 && now.0 % 16 == 0);
        assert_eq!(*self.nodes[index].id.get_or_insert(now), now);
        assert_eq!(
            *self.ids.entry(now.0).or_insert(index),
            index,
            "one id, two objects"
        );
    }

    /// Allocates garbage.
    pub fn churn(&mut self, n: u16) {
        for _ in 0..n {
            self.heap.alloc_fixed(NODE);
        }
    }

    pub fn minor(&mut self) {
        self.heap.collect_minor();
        let live = self.reachable(self.live_roots());
        for (_, handle) in self.drain(&live) {
            self.heap.set(handle, 0);
        }
        self.check_graph();
    }

    pub fn full(&mut self, resurrect: Option<usize>) {
        let live = self.reachable(self.live_roots());
        let expected: BTreeSet<usize> = (0..self.nodes.len())
            .filter(|&i| self.nodes[i].registered && !live.contains(&i))
            .collect();
        self.heap.collect();
        let queued = self.drain(&live);
        let queued_set: BTreeSet<usize> = queued.iter().map(|q| q.0).collect();
        assert_eq!(
            queued_set, expected,
            "a full collection queues exactly the dead"
        );
        self.check_weak(&live, &self.reachable(expected));
        if let (Some(r), Some(&(index, handle))) = (resurrect, queued.first()) {
            self.heap.set(self.roots[r], self.heap.get(handle));
            self.model_roots[r] = Some(index);
        }
        self.check_graph();
        for (_, handle) in queued {
            self.heap.set(handle, 0);
        }
    }

    /// Takes all dead registered objects and checks that they were dead and in order.
    fn drain(&mut self, live: &BTreeSet<usize>) -> Vec<(usize, Handle)> {
        let mut out: Vec<(usize, Handle)> = Vec::new();
        loop {
            let obj = self.heap.next_finalizer();
            if obj == 0 {
                break;
            }
            let index = read(obj + 8);
            assert!(self.nodes[index].registered, "queued once");
            assert!(!live.contains(&index), "queued while alive");
            self.nodes[index].registered = false;
            // SAFETY: the object came from the queue.
            unsafe { assert_eq!(header_of(obj).gc() & header::FINALIZER, 0) };
            out.push((index, self.heap.root(obj)));
        }
        out
    }

    fn live_roots(&self) -> BTreeSet<usize> {
        self.model_roots
            .iter()
            .chain(&self.model_image)
            .flatten()
            .copied()
            .collect()
    }

    fn reachable(&self, from: BTreeSet<usize>) -> BTreeSet<usize> {
        let mut stack: Vec<usize> = from.iter().copied().collect();
        let mut seen = from;
        while let Some(i) = stack.pop() {
            for &j in self.nodes[i].edges.iter().flatten() {
                if seen.insert(j) {
                    stack.push(j);
                }
            }
        }
        seen
    }

    fn check_weak(&mut self, live: &BTreeSet<usize>, queued: &BTreeSet<usize>) {
        for i in (0..self.weak.len()).rev() {
            let (handle, index) = self.weak[i];
            // SAFETY: the handle holds a weak object.
            let referent = unsafe { self.heap.weak_get(self.heap.get(handle)) };
            if live.contains(&index) {
                self.check_object(referent, index);
            } else if !queued.contains(&index) {
                assert_eq!(referent, 0, "weak reference to a dead object");
                self.heap.set(handle, 0);
                self.weak.swap_remove(i);
            }
        }
    }

    fn check_object(&self, obj: usize, index: usize) {
        assert_ne!(obj, 0, "lost object {index}");
        let node = &self.nodes[index];
        // SAFETY: the model says that the object is live.
        let head = unsafe { header_of(obj) };
        assert_eq!(head.type_id(), node.kind);
        if node.kind == ARRAY {
            assert_eq!(head.high() as usize, node.edges.len());
        } else {
            assert_eq!(read(obj + 8), index);
        }
    }

    /// Walks heap and model together.
    pub fn check_graph(&self) {
        let mut seen = BTreeMap::new();
        let mut stack = Vec::new();
        for (handle, index) in self.roots.iter().zip(&self.model_roots) {
            stack.push((self.heap.get(*handle), *index));
        }
        let image = self.image.as_ptr() as usize;
        for (i, index) in self.model_image.iter().enumerate() {
            stack.push((read(slot_addr(image, IMAGE, i)), *index));
        }
        while let Some((obj, index)) = stack.pop() {
            let Some(index) = index else {
                assert_eq!(obj, 0);
                continue;
            };
            if let Some(&known) = seen.get(&index) {
                assert_eq!(obj, known, "object {index} exists twice");
                continue;
            }
            seen.insert(index, obj);
            self.check_object(obj, index);
            let node = &self.nodes[index];
            for (i, &edge) in node.edges.iter().enumerate() {
                stack.push((read(slot_addr(obj, node.kind, i)), edge));
            }
        }
    }
}

/// Used by the tests that look at single headers.
#[allow(dead_code)]
pub fn clear_flags(obj: usize) {
    // SAFETY: the test passes a live object.
    unsafe { set_header(obj, header_of(obj).with_gc(0)) };
}
