//! Reading an assembly's declarations back: signatures, owners, names.

use super::assembly::{Assembly, FieldHandle, MemberKind, MethodHandle, TypeHandle};
use super::signature::{MethodSig, Type};

impl Assembly {
    pub fn method_sig(&self, method: MethodHandle) -> &MethodSig {
        match method {
            MethodHandle::Def(index) => &self.methods[index as usize].sig,
            MethodHandle::Member(index) => match &self.members[index as usize].kind {
                MemberKind::Method(sig) => sig,
                MemberKind::Field(_) => panic!("metadata: method handle names a field"),
            },
        }
    }

    pub fn method_owner(&self, method: MethodHandle) -> TypeHandle {
        match method {
            MethodHandle::Def(index) => TypeHandle::Def(self.methods[index as usize].owner),
            MethodHandle::Member(index) => self.members[index as usize].parent,
        }
    }

    pub fn method_name(&self, method: MethodHandle) -> &str {
        match method {
            MethodHandle::Def(index) => &self.methods[index as usize].name,
            MethodHandle::Member(index) => &self.members[index as usize].name,
        }
    }

    pub fn field_type(&self, field: FieldHandle) -> &Type {
        match field {
            FieldHandle::Def(index) => &self.fields[index as usize].ty,
            FieldHandle::Member(index) => match &self.members[index as usize].kind {
                MemberKind::Field(ty) => ty,
                MemberKind::Method(_) => panic!("metadata: field handle names a method"),
            },
        }
    }

    pub fn field_owner(&self, field: FieldHandle) -> TypeHandle {
        match field {
            FieldHandle::Def(index) => TypeHandle::Def(self.fields[index as usize].owner),
            FieldHandle::Member(index) => self.members[index as usize].parent,
        }
    }

    pub fn field_name(&self, field: FieldHandle) -> &str {
        match field {
            FieldHandle::Def(index) => &self.fields[index as usize].name,
            FieldHandle::Member(index) => &self.members[index as usize].name,
        }
    }

    /// The full name of a type as dumps print it.
    pub fn type_name(&self, handle: TypeHandle) -> String {
        let join = |namespace: &str, name: &str| match namespace {
            "" => name.to_owned(),
            _ => format!("{namespace}.{name}"),
        };
        match handle {
            TypeHandle::Def(index) => {
                let def = &self.types[index as usize];
                match def.enclosing {
                    Some(outer) => {
                        format!("{}/{}", self.type_name(TypeHandle::Def(outer)), def.name)
                    }
                    None => join(&def.namespace, &def.name),
                }
            }
            TypeHandle::Ref(index) => {
                let row = &self.type_refs[index as usize];
                let scope = &self.assembly_refs[row.scope.0 as usize].name;
                format!("[{scope}]{}", join(&row.namespace, &row.name))
            }
            TypeHandle::Spec(index) => self.display_type(&self.type_specs[index as usize]),
        }
    }

    /// A type in ildasm's spelling.
    pub fn display_type(&self, ty: &Type) -> String {
        let word = match ty {
            Type::Void => "void",
            Type::Bool => "bool",
            Type::Char => "char",
            Type::I1 => "int8",
            Type::U1 => "uint8",
            Type::I2 => "int16",
            Type::U2 => "uint16",
            Type::I4 => "int32",
            Type::U4 => "uint32",
            Type::I8 => "int64",
            Type::U8 => "uint64",
            Type::R4 => "float32",
            Type::R8 => "float64",
            Type::I => "native int",
            Type::U => "native uint",
            Type::String => "string",
            Type::Object => "object",
            Type::Class(handle) => return format!("class {}", self.type_name(*handle)),
            Type::Value(handle) => return format!("valuetype {}", self.type_name(*handle)),
            Type::Array(inner) => return format!("{}[]", self.display_type(inner)),
            Type::ByRef(inner) => return format!("{}&", self.display_type(inner)),
            Type::Ptr(inner) => return format!("{}*", self.display_type(inner)),
            Type::Inst(handle, args) => {
                let args: Vec<_> = args.iter().map(|arg| self.display_type(arg)).collect();
                return format!("class {}<{}>", self.type_name(*handle), args.join(", "));
            }
            Type::Var(index) => return format!("!{index}"),
        };
        word.to_owned()
    }
}
