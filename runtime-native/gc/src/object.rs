//! Reading and writing objects through their descriptors.

use kaa_abi::{Header, Kind, TypeInfo, array};

/// The header word of the object at `obj`.
///
/// # Safety
/// `obj` is the address of an object (or of a moved object's remains).
#[inline]
pub unsafe fn header_of(obj: usize) -> Header {
    // SAFETY: every object starts with its header.
    unsafe { *(obj as *const Header) }
}

/// # Safety
/// `obj` is the address of an object.
#[inline]
pub unsafe fn set_header(obj: usize, header: Header) {
    // SAFETY: every object starts with its header.
    unsafe { *(obj as *mut Header) = header };
}

/// The program's descriptor table.
#[derive(Clone, Copy)]
pub struct Types {
    base: *const u8,
}

impl Types {
    /// # Safety
    /// `base` is the type table that every type id of the heap's objects refers to, for ever.
    pub unsafe fn new(base: *const u8) -> Types {
        Types { base }
    }

    #[inline]
    pub fn info(&self, header: Header) -> &TypeInfo {
        // SAFETY: headers carry ids of the table given to `new`.
        unsafe { &*self.base.add(header.type_offset()).cast::<TypeInfo>() }
    }

    /// # Safety
    /// `obj` is an object that has not moved.
    #[inline]
    pub unsafe fn info_of(&self, obj: usize) -> &TypeInfo {
        // SAFETY: by the contract.
        self.info(unsafe { header_of(obj) })
    }

    /// # Safety
    /// `obj` is an object that has not moved.
    #[inline]
    pub unsafe fn size_of(&self, obj: usize) -> usize {
        // SAFETY: by the contract.
        let header = unsafe { header_of(obj) };
        self.info(header).object_size(header.high())
    }
}

/// Calls `visit` with the address of every strong reference slot of `obj`.
///
/// # Safety
/// `obj` is an object with descriptor `info`, and every slot is initialised.
#[inline]
pub unsafe fn for_each_slot(info: &TypeInfo, obj: usize, mut visit: impl FnMut(*mut usize)) {
    match info.kind {
        Kind::Leaf | Kind::ScalarArray | Kind::Weak => {}
        Kind::Fixed if info.ref_offset_count == 0 => {
            let mut bits = info.ref_bitmap;
            while bits != 0 {
                let word = bits.trailing_zeros() as usize;
                visit((obj + 8 + 8 * word) as *mut usize);
                bits &= bits - 1;
            }
        }
        Kind::Fixed => {
            for i in 0..info.ref_offset_count as usize {
                // SAFETY: the descriptor lists `ref_offset_count` offsets.
                let offset = unsafe { *info.ref_offsets.add(i) };
                visit((obj + offset as usize) as *mut usize);
            }
        }
        Kind::RefArray => {
            // SAFETY: by the contract `obj` is an object.
            let length = unsafe { header_of(obj) }.high() as usize;
            let first = obj + array::ELEMENTS as usize;
            for i in 0..length {
                visit((first + 8 * i) as *mut usize);
            }
        }
    }
}
