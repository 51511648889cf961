//! One class file under construction.

use ristretto_classfile::attributes::Attribute;
use ristretto_classfile::{
    ClassAccessFlags, ClassFile, Field, FieldAccessFlags, FieldType, JAVA_17, Method,
    MethodAccessFlags,
};

use super::code::Code;
use super::layout::Assembled;
use super::pool::Pool;

/// HotSpot never compiles a method above this.
pub const HUGE_METHOD: usize = 8_000;

/// Access flags as the class file has them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Access(pub u16);

impl Access {
    pub const PUBLIC: Access = Access(0x0001);
    pub const PRIVATE: Access = Access(0x0002);
    pub const STATIC: Access = Access(0x0008);
    pub const FINAL: Access = Access(0x0010);
    pub const ABSTRACT: Access = Access(0x0400);
}

impl std::ops::BitOr for Access {
    type Output = Access;
    fn bitor(self, other: Access) -> Access {
        Access(self.0 | other.0)
    }
}

const ACC_SUPER: u16 = 0x0020;

pub struct ClassBuilder {
    pub name: String,
    pub pool: Pool,
    access: Access,
    super_name: String,
    fields: Vec<Field>,
    methods: Vec<Method>,
    source: Option<String>,
    interfaces: Vec<String>,
}

impl ClassBuilder {
    pub fn new(access: Access, name: &str, super_name: &str) -> Self {
        ClassBuilder {
            name: name.to_owned(),
            pool: Pool::default(),
            access,
            super_name: super_name.to_owned(),
            fields: Vec::new(),
            methods: Vec::new(),
            source: None,
            interfaces: Vec::new(),
        }
    }

    pub fn source_file(&mut self, name: &str) {
        self.source = Some(name.to_owned());
    }

    pub fn implements(&mut self, interface: &str) {
        self.interfaces.push(interface.to_owned());
    }

    pub fn field(&mut self, access: Access, name: &str, descriptor: &str) {
        let name_index = self.pool.utf8(name);
        let descriptor_index = self.pool.utf8(descriptor);
        let field_type = FieldType::parse(descriptor).expect("descriptor is well formed");
        self.fields.push(Field {
            access_flags: FieldAccessFlags::from_bits_retain(access.0),
            name_index,
            descriptor_index,
            field_type,
            attributes: Vec::new(),
        });
    }

    pub fn abstract_method(&mut self, access: Access, name: &str, descriptor: &str) {
        self.add_method(access | Access::ABSTRACT, name, descriptor, Vec::new());
    }

    /// A method whose code `body` emits; the answer is the number of its bytes, as an error when there are too many.
    pub fn method(
        &mut self,
        access: Access,
        name: &str,
        descriptor: &str,
        body: impl FnOnce(&mut Code),
    ) -> Result<usize, usize> {
        let this = self.name.clone();
        let receiver = (access.0 & Access::STATIC.0 == 0).then_some(this.as_str());
        let mut code = Code::new(&mut self.pool, receiver, descriptor);
        body(&mut code);
        let Assembled { info, code_len } = code.finish()?;
        let name_index = self.pool.utf8("Code");
        let attribute = Attribute::Unknown { name_index, info };
        self.add_method(access, name, descriptor, vec![attribute]);
        Ok(code_len)
    }

    /// As [`ClassBuilder::method`], for code that is short by construction.
    pub fn small_method(
        &mut self,
        access: Access,
        name: &str,
        descriptor: &str,
        body: impl FnOnce(&mut Code),
    ) {
        let len = self
            .method(access, name, descriptor, body)
            .unwrap_or_else(|len| len);
        assert!(len <= HUGE_METHOD, "{}.{name}: {len} bytes", self.name);
    }

    fn add_method(
        &mut self,
        access: Access,
        name: &str,
        descriptor: &str,
        attributes: Vec<Attribute>,
    ) {
        let name_index = self.pool.utf8(name);
        let descriptor_index = self.pool.utf8(descriptor);
        self.methods.push(Method {
            access_flags: MethodAccessFlags::from_bits_retain(access.0),
            name_index,
            descriptor_index,
            attributes,
        });
    }

    /// The class file, for Java 17 and newer.
    pub fn finish(mut self) -> Vec<u8> {
        let this_class = self.pool.class(&self.name);
        let super_class = self.pool.class(&self.super_name);
        let interfaces = self.interfaces.iter();
        let interfaces = interfaces.map(|name| self.pool.class(name)).collect();
        let mut attributes = Vec::new();
        if let Some(source) = &self.source {
            let name_index = self.pool.utf8("SourceFile");
            let source_file_index = self.pool.utf8(source);
            attributes.push(Attribute::SourceFile {
                name_index,
                source_file_index,
            });
        }
        let file = ClassFile {
            version: JAVA_17,
            constant_pool: self.pool.into_inner(),
            access_flags: ClassAccessFlags::from_bits_retain(self.access.0 | ACC_SUPER),
            this_class,
            super_class,
            interfaces,
            fields: self.fields,
            methods: self.methods,
            attributes,
            code_source_url: None,
        };
        let mut bytes = Vec::new();
        file.to_bytes(&mut bytes)
            .unwrap_or_else(|e| panic!("class {}: {e}", self.name));
        bytes
    }
}
