//! Single facts that the model test cannot see.

use kaa_abi::{Kind, TypeInfo, immediate};
use kaa_gc::{Config, Heap};

const NODE: u32 = 0;
const BYTES: u32 = 3;
const REFS: u32 = 6;

fn heap(config: Config) -> Heap {
    let types = vec![
        TypeInfo {
            size: 32,
            kind: Kind::Fixed,
            ref_bitmap: 0b011,
            ..TypeInfo::EMPTY
        },
        TypeInfo {
            size: 8,
            kind: Kind::ScalarArray,
            ..TypeInfo::EMPTY
        },
        TypeInfo {
            size: 8,
            kind: Kind::RefArray,
            elem_shift: 3,
            ..TypeInfo::EMPTY
        },
    ];
    // SAFETY: the table is leaked.
    unsafe { Heap::new(config, types.leak().as_ptr().cast()) }
}

fn field(obj: usize, i: usize) -> *mut usize {
    (obj + 8 + 8 * i) as *mut usize
}

#[test]
fn limit_refuses_arrays_and_recovers() {
    let mut heap = heap(Config {
        limit: 8 << 20,
        ..Config::default()
    });
    assert_eq!(heap.alloc_array(BYTES, 16 << 20), None);
    let scope = heap.open_scope();
    let mut count = 0;
    while let Some(array) = heap.alloc_array(BYTES, 1 << 20) {
        heap.root(array);
        count += 1;
        assert!(count < 9, "the limit is not kept");
    }
    assert!(count >= 6);
    heap.close_scope(scope);
    assert!(
        heap.alloc_array(BYTES, 4 << 20).is_some(),
        "memory of dead arrays is reused"
    );
    assert_eq!(heap.alloc_array(BYTES, -1), None);
}

#[test]
fn tagged_words_survive() {
    let mut heap = heap(Config {
        zeal: 1,
        ..Config::default()
    });
    let node = heap.alloc_fixed(NODE);
    // SAFETY: the object has two reference fields.
    unsafe { *field(node, 0) = immediate::encode(-5).unwrap() };
    let handle = heap.root(node);
    heap.alloc_fixed(NODE);
    heap.collect();
    let moved = heap.get(handle);
    assert_ne!(moved, node);
    // SAFETY: as above.
    assert_eq!(immediate::decode(unsafe { *field(moved, 0) }), -5);
}

#[test]
fn bytes_keep_their_contents() {
    let mut heap = heap(Config::default());
    let text = b"some bytes".repeat(3);
    let array = heap.alloc_bytes(BYTES, &text).unwrap();
    let handle = heap.root(array);
    heap.collect();
    let array = heap.get(handle);
    // SAFETY: the array has `text.len()` bytes.
    let now = unsafe { std::slice::from_raw_parts((array + 8) as *const u8, text.len()) };
    assert_eq!(now, text);
}

/// The verifier must see a forgotten barrier, or it could not be trusted elsewhere.
#[test]
fn verifier_finds_a_missing_barrier() {
    let mut heap = heap(Config::default());
    let old = heap.alloc_fixed(NODE);
    let old = heap.root(old);
    heap.collect();
    let young = heap.alloc_fixed(NODE);
    // SAFETY: the object has two reference fields.
    unsafe { *field(heap.get(old), 1) = young };
    let faults = heap.verify();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].id, "G01");
    let obj = heap.get(old);
    // SAFETY: as above.
    unsafe { heap.barrier(obj, field(obj, 1) as usize) };
    assert_eq!(heap.verify(), []);
}

#[test]
fn one_dirty_card_of_a_large_array_is_enough() {
    let mut heap = heap(Config {
        verify: true,
        ..Config::default()
    });
    let array = heap.alloc_array(REFS, 100_000).unwrap();
    let array_handle = heap.root(array);
    heap.collect_minor();
    let node = heap.alloc_fixed(NODE);
    let array = heap.get(array_handle);
    let slot = array + 8 + 8 * 77_777;
    // SAFETY: the slot is element 77777 of the array.
    unsafe {
        heap.barrier(array, slot);
        *(slot as *mut usize) = node;
    }
    heap.collect_minor();
    // SAFETY: as above.
    assert_ne!(
        unsafe { *(slot as *const usize) },
        node,
        "the element was updated"
    );
}

/// A long list: marking and copying must not recurse.
#[test]
fn deep_structures() {
    let mut heap = heap(Config {
        nursery: 1 << 20,
        ..Config::default()
    });
    let head = heap.root(0);
    for _ in 0..500_000 {
        let node = heap.alloc_fixed(NODE);
        // SAFETY: the object has two reference fields.
        unsafe { *field(node, 0) = heap.get(head) };
        heap.set(head, node);
    }
    heap.collect();
    let (mut node, mut length) = (heap.get(head), 0);
    while node != 0 {
        length += 1;
        // SAFETY: as above.
        node = unsafe { *field(node, 0) };
    }
    assert_eq!(length, 500_000);
}
