//! Prebuilt objects: byte segments and frozen objects, laid out in one writable data object with
//! absolute addresses that the linker fills in, so that start-up runs no code for them.

use kaa_abi::{Header, array, header, immediate, object_size};
use kaa_ir::entity::Entity;
use kaa_ir::module::{ConstValue, FrozenBody};
use kaa_ir::{ClassId, DataId, FieldId, FrozenId, FuncId, Module, Storage, Type};

use crate::layout::{Layout, storage_size};

/// What an 8-byte place in a data object points at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// Offset in the image.
    Image(usize),
    Func(FuncId),
    /// Descriptor of a class.
    Class(ClassId),
    /// Offset in the read-only data.
    ReadOnly(usize),
}

/// How a frozen object is referred to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Offset in the image.
    At(usize),
    /// An immediate value that needs no object.
    Tagged(i64),
}

/// Contents of the image.
pub struct Image {
    pub bytes: Vec<u8>,
    pub relocs: Vec<(usize, Target)>,
    data: Vec<usize>,
    frozen: Vec<Place>,
}

/// Offset of an object whose header is the tagged class's.
const STAND_IN: usize = 0;
/// Offset of an object whose header belongs to no type.
const NOTHING: usize = 16;

impl Image {
    pub fn new(module: &Module, layout: &Layout) -> Image {
        let mut image = Image {
            bytes: vec![0; 32],
            relocs: Vec::new(),
            data: Vec::new(),
            frozen: Vec::new(),
        };
        if let Some(class) = layout.immediate {
            let header = Header::new(layout.class(class).type_id, header::IMAGE, 0);
            image.put(STAND_IN, &header.0.to_le_bytes());
        }
        for data in module.data.values() {
            let at = image.array(layout.bytes_type, data.bytes.len(), 1);
            image.put(at + array::ELEMENTS as usize, &data.bytes);
            image.data.push(at);
        }
        // All places first: frozen objects refer to each other in any order.
        for frozen in module.frozen.values() {
            let place = image.place(module, layout, &frozen.body);
            image.frozen.push(place);
        }
        for (id, frozen) in module.frozen.iter() {
            if let Place::At(at) = image.frozen[id.index()] {
                image.fill(module, layout, at, &frozen.body);
            }
        }
        image
    }

    pub fn data(&self, id: DataId) -> usize {
        self.data[id.index()]
    }

    pub fn frozen(&self, id: FrozenId) -> Place {
        self.frozen[id.index()]
    }

    pub fn stand_in(&self) -> usize {
        STAND_IN
    }

    pub fn nothing(&self) -> usize {
        NOTHING
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        self.bytes[at..at + bytes.len()].copy_from_slice(bytes);
    }

    /// Room for an object with the given header.
    fn object(&mut self, type_id: u32, high: u32, size: usize) -> usize {
        let at = self.bytes.len();
        self.bytes.resize(at + object_size(size), 0);
        let header = Header::new(type_id, header::IMAGE | header::CLEAN, high);
        self.put(at, &header.0.to_le_bytes());
        at
    }

    fn array(&mut self, type_id: u32, length: usize, element: usize) -> usize {
        let high = i32::try_from(length).expect("image: array length fits i32") as u32;
        self.object(type_id, high, array::ELEMENTS as usize + length * element)
    }

    fn place(&mut self, module: &Module, layout: &Layout, body: &FrozenBody) -> Place {
        match body {
            FrozenBody::Object { class, fields } => {
                if layout.immediate == Some(*class)
                    && let Some(word) = immediate_word(fields)
                {
                    return Place::Tagged(word);
                }
                let row = layout.class(*class);
                Place::At(self.object(row.type_id, 0, row.size as usize))
            }
            FrozenBody::Array { array, items } => {
                let size = storage_size(module.arrays[*array]) as usize;
                Place::At(self.array(layout.array_type(*array), items.len(), size))
            }
        }
    }

    fn fill(&mut self, module: &Module, layout: &Layout, at: usize, body: &FrozenBody) {
        match body {
            FrozenBody::Object { fields, .. } => {
                for &(field, value) in fields {
                    let offset = at + layout.field(field) as usize;
                    self.constant(offset, module.fields[field].storage, value);
                }
            }
            FrozenBody::Array { array, items } => {
                let storage = module.arrays[*array];
                let size = storage_size(storage) as usize;
                for (i, &value) in items.iter().enumerate() {
                    self.constant(at + array::ELEMENTS as usize + i * size, storage, value);
                }
            }
        }
    }

    fn constant(&mut self, at: usize, storage: Storage, value: ConstValue) {
        let (bytes, target) = constant(self, storage, value);
        self.put(at, &bytes[..storage_size(storage) as usize]);
        self.relocs.extend(target.map(|t| (at, t)));
    }
}

fn immediate_word(fields: &[(FieldId, ConstValue)]) -> Option<i64> {
    let value = match fields.first() {
        None => 0,
        Some((_, ConstValue::Int(n))) => *n,
        Some(_) => return None,
    };
    immediate::encode(value).map(|word| word as i64)
}

/// Little-endian bytes of a constant in its storage, or what its 8 bytes point at.
pub fn constant(image: &Image, storage: Storage, value: ConstValue) -> ([u8; 8], Option<Target>) {
    let bits = match value {
        ConstValue::Int(n) if storage == Storage::F32 => u64::from((n as f32).to_bits()),
        ConstValue::Int(n) if storage == Storage::Value(Type::F64) => (n as f64).to_bits(),
        ConstValue::Int(n) => n as u64,
        ConstValue::Float(x) if storage == Storage::F32 => u64::from((x as f32).to_bits()),
        ConstValue::Float(x) => x.to_bits(),
        ConstValue::Null => 0,
        ConstValue::Frozen(id) => match image.frozen(id) {
            Place::Tagged(word) => word as u64,
            Place::At(at) => return ([0; 8], Some(Target::Image(at))),
        },
        ConstValue::Data(id) => return ([0; 8], Some(Target::Image(image.data(id)))),
        ConstValue::Func(id) => return ([0; 8], Some(Target::Func(id))),
        ConstValue::Class(class) => return ([0; 8], Some(Target::Class(class))),
    };
    (bits.to_le_bytes(), None)
}
