//! Where an instance keeps its fields and a descriptor its methods and constants.

use kaa_abi::types::{TYPE_UNIT, VTABLE, descriptor_size};
use kaa_abi::{TypeInfo, object_size};
use kaa_ir::entity::Entity;
use kaa_ir::{ArrayId, ClassConstId, ClassId, FieldId, Module, SlotId, Storage, Type};

/// An 8-byte entry of a descriptor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Member {
    Slot(SlotId),
    Const(ClassConstId),
}

#[derive(Clone, Default, Debug)]
pub struct ClassLayout {
    pub type_id: u32,
    /// Type id of the last class below this one in pre-order.
    pub last_id: u32,
    /// Instance size in bytes, rounded as the allocator does.
    pub size: u32,
    /// End of the last field, where a subclass goes on.
    end: u32,
    /// Offsets of the traced references.
    pub refs: Vec<u32>,
    pub members: Vec<Member>,
}

/// Layout of all types of a module. Type id 0 belongs to no type.
#[derive(Debug)]
pub struct Layout {
    pub classes: Vec<ClassLayout>,
    fields: Vec<u32>,
    members: (Vec<i32>, Vec<i32>),
    arrays: Vec<u32>,
    pub weak_type: u32,
    pub bytes_type: u32,
    /// The class whose values may be tagged words: the first immediate one.
    pub immediate: Option<ClassId>,
    /// The classes in the order of their descriptors.
    pub order: Vec<ClassId>,
    /// Bytes of the descriptor table.
    pub table_size: usize,
}

/// Bytes of a stored value.
pub fn storage_size(storage: Storage) -> u32 {
    match storage {
        Storage::I8 | Storage::Value(Type::I1) => 1,
        Storage::I16 => 2,
        Storage::F32 | Storage::Value(Type::I32) => 4,
        Storage::Value(_) => 8,
    }
}

/// Whether the collector traces the stored value.
pub fn is_traced(storage: Storage) -> bool {
    matches!(storage, Storage::Value(ty) if ty.is_traced())
}

impl Layout {
    pub fn new(module: &Module) -> Layout {
        let mut layout = Layout {
            classes: vec![ClassLayout::default(); module.classes.len()],
            fields: vec![0; module.fields.len()],
            members: (vec![0; module.slots.len()], vec![0; module.consts.len()]),
            arrays: Vec::new(),
            weak_type: 0,
            bytes_type: 0,
            immediate: module
                .classes
                .keys()
                .find(|&c| module.classes[c].is_immediate),
            order: Vec::new(),
            table_size: descriptor_size(0),
        };
        let mut children = vec![Vec::new(); module.classes.len()];
        for (class, data) in module.classes.iter() {
            if let Some(parent) = data.parent {
                children[parent.index()].push(class);
            }
        }
        for class in module.classes.keys() {
            if module.classes[class].parent.is_none() {
                layout.place_tree(module, &children, class);
            }
        }
        layout.arrays = module.arrays.keys().map(|_| layout.place(0)).collect();
        layout.weak_type = layout.place(0);
        layout.bytes_type = match module.find_array(Storage::I8) {
            Some(array) => layout.array_type(array),
            None => layout.place(0),
        };
        layout
    }

    /// Room for a descriptor with `slots` entries; answers its type id.
    fn place(&mut self, slots: usize) -> u32 {
        let id = self.table_size / TYPE_UNIT;
        self.table_size += descriptor_size(slots);
        let id = u32::try_from(id).unwrap_or(u32::MAX);
        assert!(
            id < 1 << 23,
            "layout: the type table is larger than a header can address"
        );
        id
    }

    /// Places a class and those below it in pre-order, which is what `is_instance` relies on.
    fn place_tree(&mut self, module: &Module, children: &[Vec<ClassId>], class: ClassId) {
        let parent = module.classes[class].parent;
        let mut own = parent.map_or_else(
            || ClassLayout {
                end: 8,
                ..ClassLayout::default()
            },
            |p| self.classes[p.index()].clone(),
        );
        self.place_fields(module, class, &mut own);
        let data = &module.classes[class];
        let slots = data.slots.iter().map(|&s| Member::Slot(s));
        own.members
            .extend(slots.chain(data.consts.iter().map(|&c| Member::Const(c))));
        for (i, member) in own.members.iter().enumerate() {
            let offset = VTABLE + 8 * i as i32;
            match member {
                Member::Slot(slot) => self.members.0[slot.index()] = offset,
                Member::Const(id) => self.members.1[id.index()] = offset,
            }
        }
        own.type_id = self.place(own.members.len());
        own.last_id = own.type_id;
        self.order.push(class);
        self.classes[class.index()] = own;
        for &child in &children[class.index()] {
            self.place_tree(module, children, child);
            let last = self.classes[child.index()].last_id;
            self.classes[class.index()].last_id = last;
        }
    }

    /// Large fields first, so that only the parent's end can leave a gap.
    fn place_fields(&mut self, module: &Module, class: ClassId, own: &mut ClassLayout) {
        let mut fields: Vec<FieldId> = module.classes[class].fields.clone();
        fields.sort_by_key(|&f| std::cmp::Reverse(storage_size(module.fields[f].storage)));
        for field in fields {
            let storage = module.fields[field].storage;
            let size = storage_size(storage);
            let offset = own.end.next_multiple_of(size);
            own.end = offset + size;
            self.fields[field.index()] = offset;
            if is_traced(storage) {
                own.refs.push(offset);
            }
        }
        own.size = object_size(own.end as usize) as u32;
    }

    pub fn class(&self, class: ClassId) -> &ClassLayout {
        &self.classes[class.index()]
    }

    pub fn field(&self, field: FieldId) -> i32 {
        self.fields[field.index()] as i32
    }

    /// Offset of a method slot from the descriptor.
    pub fn slot(&self, slot: SlotId) -> i32 {
        self.members.0[slot.index()]
    }

    /// Offset of a class constant from the descriptor.
    pub fn constant(&self, id: ClassConstId) -> i32 {
        self.members.1[id.index()]
    }

    pub fn array_type(&self, array: ArrayId) -> u32 {
        self.arrays[array.index()]
    }

    /// Whether a value of the type may be a tagged word.
    pub fn may_be_tagged(&self, module: &Module, ty: Type) -> bool {
        let Some(immediate) = self.immediate else {
            return false;
        };
        match ty {
            Type::Ref(class, _) => module.is_subclass(immediate, class),
            Type::Any(_) => true,
            _ => false,
        }
    }
}

const _: () = assert!(size_of::<TypeInfo>() == VTABLE as usize);
