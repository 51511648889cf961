//! Type descriptors: one `TypeInfo` followed by the virtual table, 16-byte aligned, all in one
//! contiguous table. A class constant or virtual method sits in an 8-byte slot behind the info.

/// How the collector reads an object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Kind {
    /// Fixed size, no references.
    Leaf = 0,
    /// Fixed size, references at the listed words.
    Fixed = 1,
    /// Elements are 8-byte references.
    RefArray = 2,
    /// Elements are scalars.
    ScalarArray = 3,
    /// A weak reference: the word at `WEAK_REFERENT` is not traced.
    Weak = 4,
}

/// Offset of the referent in an object of kind `Weak`.
pub const WEAK_REFERENT: i32 = 8;

/// Size of an object of kind `Weak`.
pub const WEAK_SIZE: usize = 16;

/// Bytes per unit of a type id.
pub const TYPE_UNIT: usize = 16;

/// What collector and runtime know about a type.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct TypeInfo {
    /// Instance size with header, rounded; for arrays the offset of the first element.
    pub size: u32,
    pub kind: Kind,
    /// log2 of the element size; 0 for instances.
    pub elem_shift: u8,
    pub flags: u16,
    /// Bit i: the word at `8 + 8 * i` is a reference. Unused when `ref_offset_count` is not 0.
    pub ref_bitmap: u64,
    /// Offsets of the references of a type too large for the bitmap.
    pub ref_offsets: *const u32,
    pub ref_offset_count: u32,
    /// Id of the last descendant in pre-order; a type's own id when it has none.
    pub last_subtype: u32,
    pub name: *const u8,
    pub name_len: u32,
    /// Number of 8-byte slots that follow.
    pub slots: u32,
}

/// Offset of the first virtual slot from the descriptor.
pub const VTABLE: i32 = size_of::<TypeInfo>() as i32;

const _: () = assert!(size_of::<TypeInfo>() == 48);
const _: () = assert!(size_of::<TypeInfo>().is_multiple_of(TYPE_UNIT));
const _: () = assert!(core::mem::offset_of!(TypeInfo, ref_bitmap) == 8);
const _: () = assert!(core::mem::offset_of!(TypeInfo, ref_offsets) == 16);
const _: () = assert!(core::mem::offset_of!(TypeInfo, name) == 32);

// SAFETY: the pointers refer to constant data that lives as long as the program.
unsafe impl Sync for TypeInfo {}
// SAFETY: as above.
unsafe impl Send for TypeInfo {}

impl TypeInfo {
    pub const EMPTY: TypeInfo = TypeInfo {
        size: crate::MIN_OBJECT as u32,
        kind: Kind::Leaf,
        elem_shift: 0,
        flags: 0,
        ref_bitmap: 0,
        ref_offsets: core::ptr::null(),
        ref_offset_count: 0,
        last_subtype: 0,
        name: core::ptr::null(),
        name_len: 0,
        slots: 0,
    };

    /// The type's name for messages.
    pub fn name(&self) -> &str {
        if self.name.is_null() {
            return "?";
        }
        // SAFETY: `name` points at `name_len` bytes of constant data written by the compiler.
        let bytes = unsafe { core::slice::from_raw_parts(self.name, self.name_len as usize) };
        core::str::from_utf8(bytes).unwrap_or("?")
    }

    /// Size of an object of this type; `length` counts elements and is read for arrays only.
    pub fn object_size(&self, length: u32) -> usize {
        match self.kind {
            Kind::RefArray | Kind::ScalarArray => {
                crate::object_size(self.size as usize + ((length as usize) << self.elem_shift))
            }
            _ => self.size as usize,
        }
    }

    pub fn is_array(&self) -> bool {
        matches!(self.kind, Kind::RefArray | Kind::ScalarArray)
    }

    /// Whether tracing an object of this type can find nothing.
    pub fn is_leaf(&self) -> bool {
        matches!(self.kind, Kind::Leaf | Kind::ScalarArray | Kind::Weak)
    }
}

/// Bytes from one descriptor to the next for a type with `slots` virtual slots.
pub const fn descriptor_size(slots: usize) -> usize {
    (size_of::<TypeInfo>() + 8 * slots).next_multiple_of(TYPE_UNIT)
}
