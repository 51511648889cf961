//! The declarations of one assembly, addressed by handles that stay valid while it grows.

use super::signature::{MethodSig, Type};
use crate::il::Body;
use rustc_hash::FxHashMap;

/// Attribute bits of ECMA-335 II.23.1 that we use.
pub mod flags {
    pub const TYPE_PUBLIC: u32 = 0x1;
    pub const TYPE_NESTED_PUBLIC: u32 = 0x2;
    pub const TYPE_SEQUENTIAL: u32 = 0x8;
    pub const TYPE_EXPLICIT: u32 = 0x10;
    pub const TYPE_INTERFACE: u32 = 0x20;
    pub const TYPE_ABSTRACT: u32 = 0x80;
    pub const TYPE_SEALED: u32 = 0x100;
    pub const TYPE_BEFORE_FIELD_INIT: u32 = 0x10_0000;

    pub const FIELD_PUBLIC: u16 = 0x6;
    pub const FIELD_STATIC: u16 = 0x10;
    pub const FIELD_INIT_ONLY: u16 = 0x20;
    pub const FIELD_HAS_RVA: u16 = 0x100;

    pub const METHOD_PUBLIC: u16 = 0x6;
    pub const METHOD_STATIC: u16 = 0x10;
    pub const METHOD_FINAL: u16 = 0x20;
    pub const METHOD_VIRTUAL: u16 = 0x40;
    pub const METHOD_HIDE_BY_SIG: u16 = 0x80;
    pub const METHOD_NEW_SLOT: u16 = 0x100;
    pub const METHOD_ABSTRACT: u16 = 0x400;
    pub const METHOD_SPECIAL_NAME: u16 = 0x800;
    pub const METHOD_PINVOKE: u16 = 0x2000;
    pub const METHOD_RT_SPECIAL_NAME: u16 = 0x1000;
    pub const IMPL_NO_INLINING: u16 = 0x8;
    pub const IMPL_AGGRESSIVE_INLINING: u16 = 0x100;
    /// A constructor's flags.
    pub const CTOR: u16 =
        METHOD_PUBLIC | METHOD_HIDE_BY_SIG | METHOD_SPECIAL_NAME | METHOD_RT_SPECIAL_NAME;
}

/// A type: defined here, imported, or constructed. The numbers are 0-based.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TypeHandle {
    Def(u32),
    Ref(u32),
    Spec(u32),
}

impl TypeHandle {
    /// The `TypeDefOrRef` coded index; row 1 of TypeDef is `<Module>`.
    pub fn type_def_or_ref(self) -> u32 {
        match self {
            TypeHandle::Def(index) => (index + 2) << 2,
            TypeHandle::Ref(index) => (index + 1) << 2 | 1,
            TypeHandle::Spec(index) => (index + 1) << 2 | 2,
        }
    }

    pub fn token(self) -> u32 {
        match self {
            TypeHandle::Def(index) => 0x0200_0000 | (index + 2),
            TypeHandle::Ref(index) => 0x0100_0000 | (index + 1),
            TypeHandle::Spec(index) => 0x1B00_0000 | (index + 1),
        }
    }
}

/// A field: defined here or imported.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FieldHandle {
    Def(u32),
    Member(u32),
}

/// A method: defined here or imported.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MethodHandle {
    Def(u32),
    Member(u32),
}

/// A referenced assembly.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct AssemblyRef(pub(crate) u32);

pub(crate) struct AssemblyRefRow {
    pub name: String,
    pub version: [u16; 4],
    pub token: Vec<u8>,
}

pub(crate) struct TypeRefRow {
    pub scope: AssemblyRef,
    pub namespace: String,
    pub name: String,
}

/// A type of this assembly.
pub struct TypeDef {
    pub namespace: String,
    pub name: String,
    pub flags: u32,
    pub base: Option<TypeHandle>,
    pub interfaces: Vec<TypeHandle>,
    pub enclosing: Option<u32>,
    pub is_value: bool,
    /// Packing and size in bytes of an explicitly laid out type.
    pub layout: Option<(u16, u32)>,
    pub(crate) fields: Vec<u32>,
    pub(crate) methods: Vec<u32>,
}

pub struct FieldDef {
    pub owner: u32,
    pub name: String,
    pub flags: u16,
    pub ty: Type,
    /// The initial bytes of a field mapped to the image.
    pub data: Option<Vec<u8>>,
}

/// What stands behind a method.
pub enum MethodCode {
    /// Abstract, or a body still to come.
    None,
    Il(Body),
    /// A C function: library and symbol.
    PInvoke {
        library: String,
        symbol: String,
    },
}

pub struct MethodDef {
    pub owner: u32,
    pub name: String,
    pub flags: u16,
    pub impl_flags: u16,
    pub sig: MethodSig,
    pub code: MethodCode,
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct MemberRow {
    pub parent: TypeHandle,
    pub name: String,
    pub kind: MemberKind,
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum MemberKind {
    Field(Type),
    Method(MethodSig),
}

/// An assembly under construction.
pub struct Assembly {
    pub name: String,
    /// The file name, which is also the module's name.
    pub file_name: String,
    pub entry: Option<MethodHandle>,
    /// Source files that the places in bodies count; with none, no line table is written.
    pub files: Vec<String>,
    pub(crate) assembly_refs: Vec<AssemblyRefRow>,
    pub(crate) type_refs: Vec<TypeRefRow>,
    pub(crate) type_specs: Vec<Type>,
    pub(crate) types: Vec<TypeDef>,
    pub(crate) fields: Vec<FieldDef>,
    pub(crate) methods: Vec<MethodDef>,
    pub(crate) members: Vec<MemberRow>,
    pub(crate) resources: Vec<(String, Vec<u8>)>,
    type_ref_ids: FxHashMap<(AssemblyRef, String, String), u32>,
    type_spec_ids: FxHashMap<Type, u32>,
    member_ids: FxHashMap<MemberRow, u32>,
    data_types: FxHashMap<usize, u32>,
    data_owner: Option<u32>,
    /// Handles of the types that instructions name, filled when the image is written.
    pub(crate) operand_types: FxHashMap<Type, TypeHandle>,
}

impl Assembly {
    pub fn new(name: &str, file_name: &str) -> Assembly {
        Assembly {
            name: name.to_owned(),
            file_name: file_name.to_owned(),
            entry: None,
            files: Vec::new(),
            assembly_refs: Vec::new(),
            type_refs: Vec::new(),
            type_specs: Vec::new(),
            types: Vec::new(),
            fields: Vec::new(),
            methods: Vec::new(),
            members: Vec::new(),
            resources: Vec::new(),
            type_ref_ids: FxHashMap::default(),
            type_spec_ids: FxHashMap::default(),
            member_ids: FxHashMap::default(),
            data_types: FxHashMap::default(),
            data_owner: None,
            operand_types: FxHashMap::default(),
        }
    }

    /// References `name` at `version`; `token` is the public key token, empty when unsigned.
    pub fn reference(&mut self, name: &str, version: [u16; 4], token: &[u8]) -> AssemblyRef {
        if let Some(found) = self.assembly_refs.iter().position(|row| row.name == name) {
            return AssemblyRef(found as u32);
        }
        let row = AssemblyRefRow {
            name: name.to_owned(),
            version,
            token: token.to_vec(),
        };
        self.assembly_refs.push(row);
        AssemblyRef(self.assembly_refs.len() as u32 - 1)
    }

    /// References one of the framework assemblies that every CLR resolves at version 4.0.0.0.
    pub fn framework(&mut self, name: &str) -> AssemblyRef {
        const ECMA_TOKEN: [u8; 8] = [0xB7, 0x7A, 0x5C, 0x56, 0x19, 0x34, 0xE0, 0x89];
        self.reference(name, [4, 0, 0, 0], &ECMA_TOKEN)
    }

    pub fn type_ref(&mut self, scope: AssemblyRef, namespace: &str, name: &str) -> TypeHandle {
        let key = (scope, namespace.to_owned(), name.to_owned());
        let rows = &mut self.type_refs;
        let index = *self.type_ref_ids.entry(key).or_insert_with(|| {
            let (namespace, name) = (namespace.to_owned(), name.to_owned());
            rows.push(TypeRefRow {
                scope,
                namespace,
                name,
            });
            rows.len() as u32 - 1
        });
        TypeHandle::Ref(index)
    }

    /// A type of mscorlib by its full name, such as `System.Object`.
    pub fn core_type(&mut self, full_name: &str) -> TypeHandle {
        let scope = self.framework("mscorlib");
        let (namespace, name) = full_name.rsplit_once('.').unwrap_or(("", full_name));
        self.type_ref(scope, namespace, name)
    }

    /// The handle naming `ty` where metadata wants a `TypeDefOrRef`.
    pub fn type_handle(&mut self, ty: &Type) -> TypeHandle {
        let core = match ty {
            Type::Class(handle) | Type::Value(handle) => return *handle,
            Type::Bool => "System.Boolean",
            Type::Char => "System.Char",
            Type::I1 => "System.SByte",
            Type::U1 => "System.Byte",
            Type::I2 => "System.Int16",
            Type::U2 => "System.UInt16",
            Type::I4 => "System.Int32",
            Type::U4 => "System.UInt32",
            Type::I8 => "System.Int64",
            Type::U8 => "System.UInt64",
            Type::R4 => "System.Single",
            Type::R8 => "System.Double",
            Type::I => "System.IntPtr",
            Type::U => "System.UIntPtr",
            Type::String => "System.String",
            Type::Object => "System.Object",
            _ => return self.type_spec(ty),
        };
        self.core_type(core)
    }

    fn type_spec(&mut self, ty: &Type) -> TypeHandle {
        let specs = &mut self.type_specs;
        let index = *self.type_spec_ids.entry(ty.clone()).or_insert_with(|| {
            specs.push(ty.clone());
            specs.len() as u32 - 1
        });
        TypeHandle::Spec(index)
    }

    /// Declares a type. Enclosing types must be declared before the types nested in them.
    pub fn declare_type(
        &mut self,
        namespace: &str,
        name: &str,
        flags: u32,
        base: Option<TypeHandle>,
    ) -> u32 {
        self.types.push(TypeDef {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            flags,
            base,
            interfaces: Vec::new(),
            enclosing: None,
            is_value: false,
            layout: None,
            fields: Vec::new(),
            methods: Vec::new(),
        });
        self.types.len() as u32 - 1
    }

    pub fn type_mut(&mut self, index: u32) -> &mut TypeDef {
        &mut self.types[index as usize]
    }

    pub fn declare_field(&mut self, owner: u32, name: &str, flags: u16, ty: Type) -> FieldHandle {
        let index = self.fields.len() as u32;
        self.fields.push(FieldDef {
            owner,
            name: name.to_owned(),
            flags,
            ty,
            data: None,
        });
        self.types[owner as usize].fields.push(index);
        FieldHandle::Def(index)
    }

    pub fn declare_method(
        &mut self,
        owner: u32,
        name: &str,
        flags: u16,
        sig: MethodSig,
    ) -> MethodHandle {
        let index = self.methods.len() as u32;
        self.methods.push(MethodDef {
            owner,
            name: name.to_owned(),
            flags,
            impl_flags: 0,
            sig,
            code: MethodCode::None,
        });
        self.types[owner as usize].methods.push(index);
        MethodHandle::Def(index)
    }

    /// Gives a declared method its code. Panics for an imported method.
    pub fn set_code(&mut self, method: MethodHandle, code: MethodCode) {
        let MethodHandle::Def(index) = method else {
            panic!("metadata: imported method has no code")
        };
        self.methods[index as usize].code = code;
    }

    /// Replaces a declared method's signature, when it could not be known at the declaration.
    pub fn set_sig(&mut self, method: MethodHandle, sig: MethodSig) {
        let MethodHandle::Def(index) = method else {
            panic!("metadata: imported method keeps its signature")
        };
        self.methods[index as usize].sig = sig;
    }

    pub fn set_impl_flags(&mut self, method: MethodHandle, bits: u16) {
        let MethodHandle::Def(index) = method else {
            panic!("metadata: imported method has no flags")
        };
        self.methods[index as usize].impl_flags = bits;
    }

    pub fn set_body(&mut self, method: MethodHandle, body: Body) {
        self.set_code(method, MethodCode::Il(body));
    }

    pub fn method_ref(&mut self, parent: TypeHandle, name: &str, sig: MethodSig) -> MethodHandle {
        let kind = MemberKind::Method(sig);
        MethodHandle::Member(self.member(MemberRow {
            parent,
            name: name.to_owned(),
            kind,
        }))
    }

    pub fn field_ref(&mut self, parent: TypeHandle, name: &str, ty: Type) -> FieldHandle {
        let kind = MemberKind::Field(ty);
        FieldHandle::Member(self.member(MemberRow {
            parent,
            name: name.to_owned(),
            kind,
        }))
    }

    fn member(&mut self, row: MemberRow) -> u32 {
        if let Some(&found) = self.member_ids.get(&row) {
            return found;
        }
        let index = self.members.len() as u32;
        self.members.push(row.clone());
        self.member_ids.insert(row, index);
        index
    }

    pub fn add_resource(&mut self, name: &str, bytes: Vec<u8>) {
        self.resources.push((name.to_owned(), bytes));
    }

    /// A static field mapped to `bytes` in the image, for `RuntimeHelpers.InitializeArray`.
    pub fn data_field(&mut self, bytes: Vec<u8>) -> FieldHandle {
        let owner = self.data_owner();
        let size = bytes.len();
        let ty = self.data_type(owner, size);
        let name = format!("data{}", self.types[owner as usize].fields.len());
        let bits = flags::FIELD_PUBLIC
            | flags::FIELD_STATIC
            | flags::FIELD_INIT_ONLY
            | flags::FIELD_HAS_RVA;
        let field = self.declare_field(owner, &name, bits, Type::Value(TypeHandle::Def(ty)));
        self.fields.last_mut().expect("just declared").data = Some(bytes);
        field
    }

    fn data_owner(&mut self) -> u32 {
        if let Some(owner) = self.data_owner {
            return owner;
        }
        let object = self.core_type("System.Object");
        let bits = flags::TYPE_ABSTRACT | flags::TYPE_SEALED;
        let owner = self.declare_type("", "<Data>", bits, Some(object));
        self.data_owner = Some(owner);
        owner
    }

    fn data_type(&mut self, owner: u32, size: usize) -> u32 {
        if let Some(&found) = self.data_types.get(&size) {
            return found;
        }
        let base = self.core_type("System.ValueType");
        let bits = flags::TYPE_NESTED_PUBLIC | flags::TYPE_EXPLICIT | flags::TYPE_SEALED;
        let index = self.declare_type("", &format!("Bytes{size}"), bits, Some(base));
        let row = self.type_mut(index);
        row.enclosing = Some(owner);
        row.is_value = true;
        row.layout = Some((1, size as u32));
        self.data_types.insert(size, index);
        index
    }
}
