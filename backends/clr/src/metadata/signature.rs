//! Types and signatures, and their blob encodings (ECMA-335 II.23.2).

use super::assembly::TypeHandle;

/// A type as signatures and the IL checker see it.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Type {
    Void,
    Bool,
    Char,
    I1,
    U1,
    I2,
    U2,
    I4,
    U4,
    I8,
    U8,
    R4,
    R8,
    /// Native int.
    I,
    /// Native unsigned int.
    U,
    String,
    Object,
    /// A reference type.
    Class(TypeHandle),
    /// A value type.
    Value(TypeHandle),
    /// A one-dimensional, zero-based array.
    Array(Box<Type>),
    /// A managed pointer.
    ByRef(Box<Type>),
    /// An unmanaged pointer.
    Ptr(Box<Type>),
    /// An instantiation of a generic reference type.
    Inst(TypeHandle, Vec<Type>),
    /// A type parameter of the enclosing generic type.
    Var(u32),
}

impl Type {
    pub fn array(element: Type) -> Type {
        Type::Array(Box::new(element))
    }

    pub fn by_ref(target: Type) -> Type {
        Type::ByRef(Box::new(target))
    }

    /// Whether values of this type are object references.
    pub fn is_reference(&self) -> bool {
        use Type::*;
        matches!(self, String | Object | Class(_) | Array(_) | Inst(..))
    }

    /// The `TypeDefOrRef` handle when the type is a plain named one.
    pub fn handle(&self) -> Option<TypeHandle> {
        match self {
            Type::Class(handle) | Type::Value(handle) => Some(*handle),
            _ => None,
        }
    }
}

/// A method's signature; `this` is not among `params`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct MethodSig {
    pub has_this: bool,
    pub params: Vec<Type>,
    pub ret: Type,
}

impl MethodSig {
    pub fn fixed(params: Vec<Type>, ret: Type) -> MethodSig {
        MethodSig {
            has_this: false,
            params,
            ret,
        }
    }

    pub fn instance(params: Vec<Type>, ret: Type) -> MethodSig {
        MethodSig {
            has_this: true,
            params,
            ret,
        }
    }
}

/// Appends a compressed unsigned integer (II.23.2). Panics at 2^29 and above.
pub fn push_compressed(out: &mut Vec<u8>, value: u32) {
    match value {
        0..0x80 => out.push(value as u8),
        0x80..0x4000 => out.extend_from_slice(&(0x8000 | value as u16).to_be_bytes()),
        0x4000..0x2000_0000 => out.extend_from_slice(&(0xC000_0000 | value).to_be_bytes()),
        _ => panic!("metadata: {value} exceeds the compressed integer range"),
    }
}

fn push_handle(out: &mut Vec<u8>, handle: TypeHandle) {
    push_compressed(out, handle.type_def_or_ref());
}

pub fn push_type(out: &mut Vec<u8>, ty: &Type) {
    let simple = match ty {
        Type::Void => 0x01,
        Type::Bool => 0x02,
        Type::Char => 0x03,
        Type::I1 => 0x04,
        Type::U1 => 0x05,
        Type::I2 => 0x06,
        Type::U2 => 0x07,
        Type::I4 => 0x08,
        Type::U4 => 0x09,
        Type::I8 => 0x0A,
        Type::U8 => 0x0B,
        Type::R4 => 0x0C,
        Type::R8 => 0x0D,
        Type::String => 0x0E,
        Type::Ptr(_) => 0x0F,
        Type::ByRef(_) => 0x10,
        Type::Value(_) => 0x11,
        Type::Class(_) => 0x12,
        Type::Var(_) => 0x13,
        Type::Inst(..) => 0x15,
        Type::I => 0x18,
        Type::U => 0x19,
        Type::Object => 0x1C,
        Type::Array(_) => 0x1D,
    };
    out.push(simple);
    match ty {
        Type::Ptr(inner) | Type::ByRef(inner) | Type::Array(inner) => push_type(out, inner),
        Type::Value(handle) | Type::Class(handle) => push_handle(out, *handle),
        Type::Var(index) => push_compressed(out, *index),
        Type::Inst(handle, args) => {
            out.push(0x12);
            push_handle(out, *handle);
            push_compressed(out, args.len() as u32);
            args.iter().for_each(|arg| push_type(out, arg));
        }
        _ => {}
    }
}

pub fn field_blob(ty: &Type) -> Vec<u8> {
    let mut out = vec![0x06];
    push_type(&mut out, ty);
    out
}

pub fn method_blob(sig: &MethodSig) -> Vec<u8> {
    let mut out = vec![if sig.has_this { 0x20 } else { 0x00 }];
    push_compressed(&mut out, sig.params.len() as u32);
    push_type(&mut out, &sig.ret);
    sig.params
        .iter()
        .for_each(|param| push_type(&mut out, param));
    out
}

pub fn locals_blob(locals: &[Type]) -> Vec<u8> {
    let mut out = vec![0x07];
    push_compressed(&mut out, locals.len() as u32);
    locals.iter().for_each(|local| push_type(&mut out, local));
    out
}

pub fn type_blob(ty: &Type) -> Vec<u8> {
    let mut out = Vec::new();
    push_type(&mut out, ty);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compressed_integers_follow_the_standard() {
        let encode = |value| {
            let mut out = Vec::new();
            push_compressed(&mut out, value);
            out
        };
        assert_eq!(encode(0x7F), [0x7F]);
        assert_eq!(encode(0x80), [0x80, 0x80]);
        assert_eq!(encode(0x3FFF), [0xBF, 0xFF]);
        assert_eq!(encode(0x4000), [0xC0, 0x00, 0x40, 0x00]);
    }

    #[test]
    fn method_signature_lists_return_before_parameters() {
        let sig = MethodSig::instance(vec![Type::array(Type::I4), Type::String], Type::I8);
        assert_eq!(method_blob(&sig), [0x20, 2, 0x0A, 0x1D, 0x08, 0x0E]);
    }
}
