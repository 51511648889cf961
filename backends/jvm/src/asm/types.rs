//! Verification types, frames and descriptors.

/// Type of a local or of a stack entry as the JVM's verifier sees it. `Long` and `Double` count two slots.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VType {
    Top,
    Int,
    Float,
    Long,
    Double,
    Null,
    /// Reference; index of the class in the constant pool.
    Ref(u16),
}

impl VType {
    pub fn width(self) -> usize {
        match self {
            VType::Long | VType::Double => 2,
            _ => 1,
        }
    }
}

/// Types of locals and stack at one place. `locals` is indexed by slot: behind a wide entry stands a `Top`.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Frame {
    pub locals: Vec<VType>,
    pub stack: Vec<VType>,
}

/// The parameter descriptors and the result descriptor (`V`: none) of a method descriptor.
pub fn split_descriptor(descriptor: &str) -> (Vec<&str>, &str) {
    let end = descriptor.rfind(')').expect("method descriptor");
    let mut params = Vec::new();
    let mut rest = &descriptor[1..end];
    while !rest.is_empty() {
        let (one, tail) = rest.split_at(field_descriptor_len(rest));
        params.push(one);
        rest = tail;
    }
    (params, &descriptor[end + 1..])
}

fn field_descriptor_len(text: &str) -> usize {
    let dims = text.bytes().take_while(|&b| b == b'[').count();
    match text.as_bytes()[dims] {
        b'L' => text.find(';').expect("class descriptor ends in ;") + 1,
        _ => dims + 1,
    }
}

/// The name that a `CONSTANT_Class` gives a reference descriptor: `LX;` is `X`, arrays stand for themselves.
pub fn class_name_of(descriptor: &str) -> &str {
    match descriptor.strip_prefix('L') {
        Some(name) => &name[..name.len() - 1],
        None => descriptor,
    }
}

/// Slots that the parameters take, without a receiver.
pub fn params_width(descriptor: &str) -> usize {
    let (params, _) = split_descriptor(descriptor);
    params
        .iter()
        .map(|p| 1 + usize::from(matches!(*p, "J" | "D")))
        .sum()
}
