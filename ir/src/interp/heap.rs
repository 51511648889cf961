//! Objects: a table of Rust values with mark and sweep. Number 0 is null.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::host::Handle;

pub(super) enum Object {
    Free,
    Instance { class: u32, fields: Box<[u64]> },
    Array { array: u32, items: Items },
    Weak(u32),
    Handle(Handle),
}

/// Elements of an array, as they are stored.
#[derive(Clone)]
pub(super) enum Items {
    I8(Vec<u8>),
    I16(Vec<i16>),
    I32(Vec<i32>),
    I64(Vec<i64>),
    F32(Vec<f32>),
    F64(Vec<f64>),
    Bool(Vec<u8>),
    Refs(Vec<u32>),
    /// Function references and class descriptors.
    Words(Vec<u64>),
}

impl Items {
    pub(super) fn len(&self) -> usize {
        match self {
            Items::I8(v) | Items::Bool(v) => v.len(),
            Items::I16(v) => v.len(),
            Items::I32(v) => v.len(),
            Items::I64(v) => v.len(),
            Items::F32(v) => v.len(),
            Items::F64(v) => v.len(),
            Items::Refs(v) => v.len(),
            Items::Words(v) => v.len(),
        }
    }
    fn bytes(&self) -> usize {
        let size = match self {
            Items::I8(_) | Items::Bool(_) => 1,
            Items::I16(_) => 2,
            Items::I32(_) | Items::F32(_) => 4,
            _ => 8,
        };
        self.len() * size
    }
}

/// Bytes of live objects above which an allocation fails.
pub(super) const HEAP_LIMIT: usize = 2 << 30;

pub(super) struct Heap {
    objects: Vec<Object>,
    marks: Vec<bool>,
    free: Vec<u32>,
    hashes: FxHashMap<u32, i32>,
    ids: FxHashMap<u32, i64>,
    next_hash: u32,
    next_id: i64,
    /// Registered and not yet found dead, in order.
    finalizable: Vec<u32>,
    dead: std::collections::VecDeque<u32>,
    in_use: usize,
    allocated: u64,
    collections: u64,
    next_collection: usize,
    /// Objects that the registers of no frame hold: the context, frozen objects, data.
    pub(super) roots: Vec<u32>,
}

impl Heap {
    pub(super) fn new() -> Heap {
        Heap {
            objects: vec![Object::Free],
            marks: vec![true],
            free: Vec::new(),
            hashes: FxHashMap::default(),
            ids: FxHashMap::default(),
            next_hash: 1,
            next_id: 16,
            finalizable: Vec::new(),
            dead: std::collections::VecDeque::new(),
            in_use: 0,
            allocated: 0,
            collections: 0,
            next_collection: 64 << 20,
            roots: Vec::new(),
        }
    }

    pub(super) fn wants_collection(&self, more: usize) -> bool {
        self.in_use + more > self.next_collection
    }
    pub(super) fn has_room(&self, more: usize) -> bool {
        self.in_use + more <= HEAP_LIMIT
    }

    pub(super) fn push(&mut self, object: Object) -> u32 {
        let size = size_of(&object);
        self.in_use += size;
        self.allocated += size as u64;
        if let Some(index) = self.free.pop() {
            self.objects[index as usize] = object;
            return index;
        }
        self.objects.push(object);
        self.marks.push(false);
        u32::try_from(self.objects.len() - 1).expect("object numbers fit u32")
    }

    pub(super) fn get(&self, object: u32) -> &Object {
        &self.objects[object as usize]
    }
    pub(super) fn get_mut(&mut self, object: u32) -> &mut Object {
        &mut self.objects[object as usize]
    }
    pub(super) fn class_of(&self, object: u32) -> Option<u32> {
        match self.get(object) {
            Object::Instance { class, .. } => Some(*class),
            _ => None,
        }
    }
    pub(super) fn fields(&self, object: u32) -> Option<&[u64]> {
        match self.get(object) {
            Object::Instance { fields, .. } => Some(fields),
            _ => None,
        }
    }
    pub(super) fn fields_mut(&mut self, object: u32) -> Option<&mut [u64]> {
        match self.get_mut(object) {
            Object::Instance { fields, .. } => Some(fields),
            _ => None,
        }
    }
    pub(super) fn items(&self, object: u32) -> Option<&Items> {
        match self.get(object) {
            Object::Array { items, .. } => Some(items),
            _ => None,
        }
    }
    pub(super) fn items_mut(&mut self, object: u32) -> Option<&mut Items> {
        match self.get_mut(object) {
            Object::Array { items, .. } => Some(items),
            _ => None,
        }
    }
    pub(super) fn bytes(&self, object: u32) -> Option<&[u8]> {
        match self.items(object)? {
            Items::I8(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub(super) fn identity_hash(&mut self, object: u32) -> i32 {
        let next = &mut self.next_hash;
        *self.hashes.entry(object).or_insert_with(|| {
            *next = next.wrapping_mul(0x9e37_79b1).wrapping_add(0x7f4a_7c15);
            (*next & 0x7fff_ffff) as i32
        })
    }
    pub(super) fn unique_id(&mut self, object: u32) -> i64 {
        let next = &mut self.next_id;
        *self.ids.entry(object).or_insert_with(|| {
            *next += 16;
            *next
        })
    }

    pub(super) fn register_finalizer(&mut self, object: u32) {
        if !self.finalizable.contains(&object) {
            self.finalizable.push(object);
        }
    }
    pub(super) fn next_dead(&mut self) -> u32 {
        self.dead.pop_front().unwrap_or(0)
    }

    pub(super) fn stat(&self, which: i32) -> i64 {
        match which {
            1 => self.collections as i64,
            2 => self.in_use as i64,
            3 => self.allocated as i64,
            4 => HEAP_LIMIT as i64,
            _ => 0,
        }
    }

    /// Marks from the roots and those handed in, queues the dead that are registered, frees the rest.
    pub(super) fn collect(&mut self, stack: impl Iterator<Item = u32>, refs: &[Rc<[u32]>]) {
        self.collections += 1;
        self.marks.fill(false);
        self.marks[0] = true;
        let mut work: Vec<u32> = self.roots.clone();
        work.extend(stack.chain(self.dead.iter().copied()));
        self.mark(&mut work, refs);
        let order = self.dead_order(refs);
        if !order.is_empty() {
            self.finalizable.retain(|&o| self.marks[o as usize]);
            let mut work = order.clone();
            self.dead.extend(order);
            self.mark(&mut work, refs);
        }
        self.sweep();
    }

    fn mark(&mut self, work: &mut Vec<u32>, refs: &[Rc<[u32]>]) {
        while let Some(object) = work.pop() {
            if !std::mem::replace(&mut self.marks[object as usize], true) {
                children(&self.objects[object as usize], refs, work);
            }
        }
    }

    /// Registered objects that are dead, each before those that it refers to; in a cycle, the first registered first.
    fn dead_order(&self, refs: &[Rc<[u32]>]) -> Vec<u32> {
        let is_dead = |&&object: &&u32| !self.marks[object as usize];
        let dead: Vec<u32> = self.finalizable.iter().filter(is_dead).copied().collect();
        let mut seen = rustc_hash::FxHashSet::default();
        let mut finished = Vec::new();
        for &start in dead.iter().rev() {
            let mut stack = vec![(start, false)];
            while let Some((object, done)) = stack.pop() {
                if done {
                    finished.push(object);
                } else if !self.marks[object as usize] && seen.insert(object) {
                    stack.push((object, true));
                    let mut below = Vec::new();
                    children(&self.objects[object as usize], refs, &mut below);
                    stack.extend(below.into_iter().map(|o| (o, false)));
                }
            }
        }
        finished.reverse();
        let registered: rustc_hash::FxHashSet<u32> = dead.into_iter().collect();
        finished.retain(|o| registered.contains(o));
        finished
    }

    fn sweep(&mut self) {
        self.in_use = 0;
        for i in 1..self.objects.len() {
            let index = i as u32;
            if self.marks[i] {
                if let Object::Weak(target) = self.objects[i]
                    && !self.marks[target as usize]
                {
                    self.objects[i] = Object::Weak(0);
                }
                self.in_use += size_of(&self.objects[i]);
            } else if !matches!(self.objects[i], Object::Free) {
                self.objects[i] = Object::Free;
                self.free.push(index);
                self.hashes.remove(&index);
                self.ids.remove(&index);
            }
        }
        self.next_collection = (self.in_use * 2).max(64 << 20);
    }
}

fn size_of(object: &Object) -> usize {
    match object {
        Object::Free => 0,
        Object::Instance { fields, .. } => 16 + fields.len() * 8,
        Object::Array { items, .. } => 16 + items.bytes(),
        Object::Weak(_) | Object::Handle(_) => 16,
    }
}

fn children(object: &Object, refs: &[Rc<[u32]>], out: &mut Vec<u32>) {
    match object {
        Object::Instance { class, fields } => {
            let refs = refs[*class as usize].iter();
            out.extend(refs.map(|&i| fields[i as usize] as u32));
        }
        Object::Array {
            items: Items::Refs(items),
            ..
        } => out.extend(items.iter().copied()),
        _ => {}
    }
}
