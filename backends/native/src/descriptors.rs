//! The descriptor table: one `TypeInfo` and the members of each type, in the order of `Layout`.

use core::mem::offset_of;

use kaa_abi::types::{TYPE_UNIT, VTABLE, WEAK_SIZE, descriptor_size};
use kaa_abi::{Kind, TypeInfo, array};
use kaa_ir::{ClassId, Module, Storage, Type};

use crate::image::{Image, Target, constant};
use crate::layout::{Layout, Member, is_traced, storage_size};
use crate::tables::ReadOnly;

/// The table's contents.
pub struct Descriptors {
    pub bytes: Vec<u8>,
    pub relocs: Vec<(usize, Target)>,
}

/// What a `TypeInfo` says, before it is bytes.
struct Row<'a> {
    id: u32,
    last: u32,
    size: u32,
    kind: Kind,
    shift: u32,
    refs: &'a [u32],
    name: &'a str,
    slots: usize,
}

/// Words behind the table that a speculated load of a large slot may touch.
const PADDING: usize = 4096;

impl Descriptors {
    pub fn new(
        module: &Module,
        layout: &Layout,
        image: &Image,
        data: &mut ReadOnly,
    ) -> Descriptors {
        let bytes = vec![0; layout.table_size + PADDING];
        let mut table = Descriptors {
            bytes,
            relocs: Vec::new(),
        };
        for &class in &layout.order {
            table.class(module, layout, image, data, class);
        }
        for (id, &storage) in module.arrays.iter() {
            table.array(layout.array_type(id), storage, data);
        }
        if module.find_array(Storage::I8).is_none() {
            table.array(layout.bytes_type, Storage::I8, data);
        }
        let weak = Row {
            id: layout.weak_type,
            last: layout.weak_type,
            size: WEAK_SIZE as u32,
            kind: Kind::Weak,
            shift: 0,
            refs: &[],
            name: "weak",
            slots: 0,
        };
        table.row(&weak, data);
        table
    }

    fn class(
        &mut self,
        module: &Module,
        layout: &Layout,
        image: &Image,
        data: &mut ReadOnly,
        class: ClassId,
    ) {
        let row = layout.class(class);
        let kind = if row.refs.is_empty() {
            Kind::Leaf
        } else {
            Kind::Fixed
        };
        let info = Row {
            id: row.type_id,
            last: row.last_id,
            size: row.size,
            kind,
            shift: 0,
            refs: &row.refs,
            name: &module.classes[class].name,
            slots: row.members.len(),
        };
        self.row(&info, data);
        let start = row.type_id as usize * TYPE_UNIT + VTABLE as usize;
        for (i, member) in row.members.iter().enumerate() {
            self.member(module, image, class, start + 8 * i, *member);
        }
    }

    fn member(
        &mut self,
        module: &Module,
        image: &Image,
        class: ClassId,
        at: usize,
        member: Member,
    ) {
        match member {
            // An abstract class leaves slots empty; nothing has it as its dynamic class.
            Member::Slot(slot) => {
                let method = module.find_method(class, slot);
                self.relocs.extend(method.map(|f| (at, Target::Func(f))));
            }
            Member::Const(id) => {
                if let Some(value) = module.find_const(class, id) {
                    let storage = Storage::Value(module.consts[id].ty);
                    let (bytes, target) = constant(image, storage, value);
                    self.bytes[at..at + 8].copy_from_slice(&bytes);
                    self.relocs.extend(target.map(|t| (at, t)));
                }
            }
        }
    }

    fn array(&mut self, id: u32, storage: Storage, data: &mut ReadOnly) {
        let row = Row {
            id,
            last: id,
            size: array::ELEMENTS as u32,
            kind: if is_traced(storage) {
                Kind::RefArray
            } else {
                Kind::ScalarArray
            },
            shift: storage_size(storage).trailing_zeros(),
            refs: &[],
            name: &format!("array of {}", storage_name(storage)),
            slots: 0,
        };
        self.row(&row, data);
    }

    fn row(&mut self, row: &Row, data: &mut ReadOnly) {
        let at = row.id as usize * TYPE_UNIT;
        debug_assert!(at + descriptor_size(row.slots) <= self.bytes.len());
        let mut put = |offset: usize, bytes: &[u8]| {
            self.bytes[at + offset..at + offset + bytes.len()].copy_from_slice(bytes);
        };
        put(offset_of!(TypeInfo, size), &row.size.to_le_bytes());
        put(offset_of!(TypeInfo, kind), &[row.kind as u8]);
        put(offset_of!(TypeInfo, elem_shift), &[row.shift as u8]);
        put(offset_of!(TypeInfo, last_subtype), &row.last.to_le_bytes());
        put(
            offset_of!(TypeInfo, slots),
            &(row.slots as u32).to_le_bytes(),
        );
        put(
            offset_of!(TypeInfo, name_len),
            &(row.name.len() as u32).to_le_bytes(),
        );
        let name = data.bytes(row.name.as_bytes());
        self.relocs
            .push((at + offset_of!(TypeInfo, name), Target::ReadOnly(name)));
        match bitmap(row.refs) {
            Some(bits) => put(offset_of!(TypeInfo, ref_bitmap), &bits.to_le_bytes()),
            None => {
                let count = row.refs.len() as u32;
                put(offset_of!(TypeInfo, ref_offset_count), &count.to_le_bytes());
                let list = data.words(row.refs);
                let place = at + offset_of!(TypeInfo, ref_offsets);
                self.relocs.push((place, Target::ReadOnly(list)));
            }
        }
    }
}

/// Bit i for the word at `8 + 8 * i`; `None` when an offset is beyond the 64th word.
fn bitmap(refs: &[u32]) -> Option<u64> {
    let mut bits = 0;
    for offset in refs {
        bits |= 1u64.checked_shl((offset - 8) / 8)?;
    }
    Some(bits)
}

fn storage_name(storage: Storage) -> &'static str {
    match storage {
        Storage::I8 => "i8",
        Storage::I16 => "i16",
        Storage::F32 => "f32",
        Storage::Value(Type::I1) => "i1",
        Storage::Value(Type::I32) => "i32",
        Storage::Value(Type::I64) => "i64",
        Storage::Value(Type::F64) => "f64",
        Storage::Value(Type::Fn(..)) => "functions",
        Storage::Value(Type::Cls) => "classes",
        Storage::Value(_) => "references",
    }
}

#[cfg(test)]
mod tests {
    use super::bitmap;

    #[test]
    fn bitmap_or_list() {
        assert_eq!(bitmap(&[8, 24]), Some(0b101));
        assert_eq!(bitmap(&[8 + 63 * 8]), Some(1 << 63));
        assert_eq!(bitmap(&[8, 8 + 64 * 8]), None);
    }
}
