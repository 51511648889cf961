//! Random programs over one heap, compared with a plain graph: contents, weak references,
//! finalizer order, identities. The verifier runs around every collection.

mod common;

use common::{ARRAY, BIG, IMAGE_FIELDS, LEAF, NODE, WEAK, World};
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Op {
    Node(usize),
    Leaf(usize),
    Big(usize),
    Array(usize, i32),
    Link(usize, usize, usize),
    Unlink(usize, usize),
    Load(usize, usize, usize),
    Clear(usize),
    CopyElements(usize, usize),
    ImageStore(usize, usize),
    Weak(usize),
    Finalizer(usize),
    Identity(usize),
    Churn(u16),
    Minor,
    Full(Option<usize>),
}

fn op() -> impl Strategy<Value = Op> {
    let root = || 0..common::ROOTS;
    let length = prop_oneof![4 => 0..40i32, 1 => 900..1100i32, 1 => 1500..9000i32];
    prop_oneof![
        6 => root().prop_map(Op::Node),
        2 => root().prop_map(Op::Leaf),
        1 => root().prop_map(Op::Big),
        3 => (root(), length).prop_map(|(r, n)| Op::Array(r, n)),
        8 => (root(), any::<usize>(), root()).prop_map(|(a, i, b)| Op::Link(a, i, b)),
        1 => (root(), any::<usize>()).prop_map(|(a, i)| Op::Unlink(a, i)),
        4 => (root(), any::<usize>(), root()).prop_map(|(a, i, b)| Op::Load(a, i, b)),
        2 => root().prop_map(Op::Clear),
        1 => (root(), root()).prop_map(|(a, b)| Op::CopyElements(a, b)),
        1 => (0..IMAGE_FIELDS, root()).prop_map(|(i, r)| Op::ImageStore(i, r)),
        1 => root().prop_map(Op::Weak),
        1 => root().prop_map(Op::Finalizer),
        1 => root().prop_map(Op::Identity),
        1 => (0..4000u16).prop_map(Op::Churn),
        2 => Just(Op::Minor),
        1 => proptest::option::of(root()).prop_map(Op::Full),
    ]
}

fn run(zeal: u32, ops: &[Op]) {
    let mut world = World::new(zeal);
    for op in ops {
        match *op {
            Op::Node(r) => world.alloc(NODE, 0, r),
            Op::Leaf(r) => world.alloc(LEAF, 0, r),
            Op::Big(r) => world.alloc(BIG, 0, r),
            Op::Array(r, n) => world.alloc(ARRAY, n, r),
            Op::Link(a, i, b) => world.link(a, i, Some(b)),
            Op::Unlink(a, i) => world.link(a, i, None),
            Op::Load(a, i, b) => world.load(a, i, b),
            Op::Clear(r) => world.clear(r),
            Op::CopyElements(a, b) => world.copy_elements(a, b),
            Op::ImageStore(i, r) => world.image_store(i, r),
            Op::Weak(r) => world.weak(WEAK, r),
            Op::Finalizer(r) => world.register(r),
            Op::Identity(r) => world.identity(r),
            Op::Churn(n) => world.churn(n),
            Op::Minor => world.minor(),
            Op::Full(resurrect) => world.full(resurrect),
        }
    }
    world.full(None);
    world.full(None);
    world.check_graph();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn heap_equals_graph(ops in prop::collection::vec(op(), 1..200)) {
        run(0, &ops);
    }

    #[test]
    fn heap_equals_graph_under_zeal(ops in prop::collection::vec(op(), 1..60)) {
        run(3, &ops);
    }
}
