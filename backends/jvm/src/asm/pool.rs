//! Interning constant pool.

use ristretto_classfile::{Constant, ConstantPool};
use rustc_hash::FxHashMap;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key {
    Utf8(String),
    Int(i32),
    Long(i64),
    Double(u64),
    Class(u16),
    String(u16),
    NameAndType(u16, u16),
    Field(u16, u16),
    Method(u16, u16),
    InterfaceMethod(u16, u16),
}

#[derive(Default)]
pub struct Pool {
    constants: ConstantPool<'static>,
    index: FxHashMap<Key, u16>,
    names: FxHashMap<u16, String>,
}

impl Pool {
    /// Entries so far, of 65,535.
    pub fn len(&self) -> usize {
        self.constants.len()
    }
    pub fn is_empty(&self) -> bool {
        self.constants.is_empty()
    }
    pub fn into_inner(self) -> ConstantPool<'static> {
        self.constants
    }

    fn intern(&mut self, key: Key, constant: Constant<'static>) -> u16 {
        if let Some(&index) = self.index.get(&key) {
            return index;
        }
        // The class writer splits classes long before the limit.
        let index = self
            .constants
            .add(constant)
            .expect("constant pool is not full");
        self.index.insert(key, index);
        index
    }

    pub fn utf8(&mut self, text: &str) -> u16 {
        self.intern(Key::Utf8(text.to_owned()), Constant::utf8(text))
    }
    pub fn int(&mut self, value: i32) -> u16 {
        self.intern(Key::Int(value), Constant::Integer(value))
    }
    pub fn long(&mut self, value: i64) -> u16 {
        self.intern(Key::Long(value), Constant::Long(value))
    }
    pub fn double(&mut self, bits: u64) -> u16 {
        self.intern(Key::Double(bits), Constant::Double(f64::from_bits(bits)))
    }
    pub fn string(&mut self, text: &str) -> u16 {
        let utf8 = self.utf8(text);
        self.intern(Key::String(utf8), Constant::String(utf8))
    }
    /// A class, or an array type by its descriptor.
    pub fn class(&mut self, name: &str) -> u16 {
        let utf8 = self.utf8(name);
        let index = self.intern(Key::Class(utf8), Constant::Class(utf8));
        self.names.entry(index).or_insert_with(|| name.to_owned());
        index
    }
    /// Name of an entry that [`Pool::class`] made.
    pub fn class_name(&self, index: u16) -> &str {
        &self.names[&index]
    }
    fn name_and_type(&mut self, name: &str, descriptor: &str) -> u16 {
        let (name_index, descriptor_index) = (self.utf8(name), self.utf8(descriptor));
        let constant = Constant::NameAndType {
            name_index,
            descriptor_index,
        };
        self.intern(Key::NameAndType(name_index, descriptor_index), constant)
    }
    pub fn field(&mut self, class: &str, name: &str, descriptor: &str) -> u16 {
        let class_index = self.class(class);
        let name_and_type_index = self.name_and_type(name, descriptor);
        let constant = Constant::FieldRef {
            class_index,
            name_and_type_index,
        };
        self.intern(Key::Field(class_index, name_and_type_index), constant)
    }
    pub fn method(&mut self, class: &str, name: &str, descriptor: &str) -> u16 {
        let class_index = self.class(class);
        let name_and_type_index = self.name_and_type(name, descriptor);
        let constant = Constant::MethodRef {
            class_index,
            name_and_type_index,
        };
        self.intern(Key::Method(class_index, name_and_type_index), constant)
    }
    pub fn interface_method(&mut self, class: &str, name: &str, descriptor: &str) -> u16 {
        let class_index = self.class(class);
        let name_and_type_index = self.name_and_type(name, descriptor);
        let constant = Constant::InterfaceMethodRef {
            class_index,
            name_and_type_index,
        };
        let key = Key::InterfaceMethod(class_index, name_and_type_index);
        self.intern(key, constant)
    }
}
