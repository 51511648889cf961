//! The frozen heap as one resource, decoded lazily by `kaa.rt.Program`.
//!
//! Layout (big endian): number of data segments, number of frozen objects (u32 each); start of every data segment and of the
//! end of the last; start of every frozen record; then the bytes. A record is a tag and its contents; integers are LEB128
//! (signed ones zigzag), floats eight bytes. A reference is 0 for null, else 1 + 4 * index + kind (0 frozen, 1 data, 2 function,
//! 3 class).

use kaa_ir::entity::Entity;
use kaa_ir::module::{ConstValue, FrozenBody};
use kaa_ir::{ArrayId, ClassId, DataId, FrozenId, FuncId, Module, Storage, Type};

/// What the generated program makes by number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Object(ClassId),
    /// Array of references.
    Array(ArrayId),
}

/// Entry name in the jar.
pub const RESOURCE: &str = "kaa/gen/image.bin";

/// Tags of records; `OBJECT + k` is an object of kind `k`.
mod tag {
    pub const I8: u64 = 0;
    pub const I16: u64 = 1;
    pub const F32: u64 = 2;
    pub const I1: u64 = 3;
    pub const I32: u64 = 4;
    pub const I64: u64 = 5;
    pub const F64: u64 = 6;
    pub const REFS: u64 = 7;
    pub const OBJECT: u64 = 8;
}

#[derive(Default)]
pub struct Image {
    pub bytes: Vec<u8>,
    pub kinds: Vec<Kind>,
    /// Functions and classes that records refer to, by index.
    pub funcs: Vec<FuncId>,
    pub classes: Vec<ClassId>,
    /// By class: it or a class below it is frozen, so it must be able to read its fields.
    readable: Vec<bool>,
}

impl Image {
    pub fn new(module: &Module) -> Image {
        let mut image = Image {
            readable: vec![false; module.classes.len()],
            ..Image::default()
        };
        let mut body = Vec::new();
        let mut starts = Vec::new();
        for data in module.data.values() {
            starts.push(body.len());
            body.extend(&data.bytes);
        }
        starts.push(body.len());
        for frozen in module.frozen.values() {
            starts.push(body.len());
            image.record(module, &frozen.body, &mut body);
        }
        let base = 8 + 4 * starts.len();
        let mut bytes = Vec::with_capacity(base + body.len());
        let counts = [module.data.len(), module.frozen.len()];
        for word in counts.into_iter().chain(starts.iter().map(|s| base + s)) {
            let word = u32::try_from(word).expect("frozen heap is below 4 GiB");
            bytes.extend(word.to_be_bytes());
        }
        bytes.extend(body);
        image.bytes = bytes;
        image
    }

    pub fn data_index(&self, data: DataId) -> i32 {
        data.0 as i32
    }
    pub fn frozen_index(&self, frozen: FrozenId) -> i32 {
        frozen.0 as i32
    }
    pub fn is_readable(&self, class: ClassId) -> bool {
        self.readable[class.index()]
    }

    fn record(&mut self, module: &Module, body: &FrozenBody, out: &mut Vec<u8>) {
        match body {
            FrozenBody::Object { class, fields } => {
                for above in module.ancestry(*class) {
                    self.readable[above.index()] = true;
                }
                let kind = position(&mut self.kinds, Kind::Object(*class));
                put_unsigned(out, tag::OBJECT + kind as u64);
                for field in module.all_fields(*class) {
                    let given = fields.iter().find(|(id, _)| *id == field);
                    self.value(module.fields[field].storage, given.map(|f| f.1), out);
                }
            }
            FrozenBody::Array { array, items } => {
                let storage = module.arrays[*array];
                put_unsigned(out, array_tag(storage));
                if array_tag(storage) == tag::REFS {
                    let kind = position(&mut self.kinds, Kind::Array(*array));
                    put_unsigned(out, kind as u64);
                }
                put_unsigned(out, items.len() as u64);
                for &item in items {
                    match (storage, item) {
                        (Storage::I8, ConstValue::Int(n)) => out.push(n as u8),
                        (Storage::I16, ConstValue::Int(n)) => out.extend((n as i16).to_be_bytes()),
                        _ => self.value(storage, Some(item), out),
                    }
                }
            }
        }
    }

    fn value(&mut self, storage: Storage, value: Option<ConstValue>, out: &mut Vec<u8>) {
        match storage {
            Storage::F32 | Storage::Value(Type::F64) => {
                let float = match value {
                    Some(ConstValue::Float(x)) => x,
                    None => 0.0,
                    other => panic!("frozen float field holds {other:?}"),
                };
                out.extend(float.to_bits().to_be_bytes());
            }
            Storage::I8 | Storage::I16 | Storage::Value(Type::I1 | Type::I32 | Type::I64) => {
                let int = match value {
                    Some(ConstValue::Int(n)) => n,
                    None => 0,
                    other => panic!("frozen integer field holds {other:?}"),
                };
                put_unsigned(out, (int << 1 ^ int >> 63) as u64);
            }
            Storage::Value(_) => put_unsigned(out, self.reference(value)),
        }
    }

    fn reference(&mut self, value: Option<ConstValue>) -> u64 {
        let (index, kind) = match value {
            None | Some(ConstValue::Null) => return 0,
            Some(ConstValue::Frozen(id)) => (id.index(), 0),
            Some(ConstValue::Data(id)) => (id.index(), 1),
            Some(ConstValue::Func(id)) => (position(&mut self.funcs, id), 2),
            Some(ConstValue::Class(id)) => (position(&mut self.classes, id), 3),
            Some(other) => panic!("frozen reference field holds {other:?}"),
        };
        1 + 4 * index as u64 + kind
    }
}

fn array_tag(storage: Storage) -> u64 {
    match storage {
        Storage::I8 => tag::I8,
        Storage::I16 => tag::I16,
        Storage::F32 => tag::F32,
        Storage::Value(Type::I1) => tag::I1,
        Storage::Value(Type::I32) => tag::I32,
        Storage::Value(Type::I64) => tag::I64,
        Storage::Value(Type::F64) => tag::F64,
        Storage::Value(_) => tag::REFS,
    }
}

/// Index of the item, which is added when it is new.
fn position<T: PartialEq>(items: &mut Vec<T>, item: T) -> usize {
    items.iter().position(|x| *x == item).unwrap_or_else(|| {
        items.push(item);
        items.len() - 1
    })
}

fn put_unsigned(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
