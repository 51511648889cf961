//! An [`Assembly`] to the bytes of a portable executable.

use super::assembly::{
    Assembly, FieldHandle, MemberKind, MethodCode, MethodHandle, TypeHandle, flags,
};
use super::heaps::Heaps;
use super::signature::{Type, field_blob, locals_blob, method_blob, type_blob};
use super::tables::{Coded, HeapSizes, TableId, Tables};
use crate::il::encode::{self, Tokens};
use crate::il::stack;
use crate::pe;
use rustc_hash::FxHashMap;

impl Assembly {
    /// Writes the assembly as a PE32 file that every CLR loads. Panics on malformed bodies.
    pub fn write(mut self) -> Vec<u8> {
        self.intern_operand_types();
        let rows = Rows::assign(&self);
        let mut image = Image {
            heaps: Heaps::default(),
            tables: Tables::default(),
            local_sigs: FxHashMap::default(),
            assembly: &self,
            resources: self
                .resources
                .iter()
                .map(|(name, bytes)| (&name[..], &bytes[..]))
                .collect(),
            rows,
        };
        let (code, code_offsets, lines) = image.bodies();
        let lines = line_table(&self.files, &lines);
        if !self.files.is_empty() {
            image.resources.push((LINES_RESOURCE, &lines));
        }
        let (resources, resource_offsets) = image.resources();
        let (data, data_offsets) = image.field_data();
        let layout = pe::Layout::new(code.len(), resources.len(), data.len());
        image.type_tables();
        image.member_tables(&code_offsets, &data_offsets, &layout);
        image.reference_tables();
        image.module_tables(&resource_offsets);
        let entry = self
            .entry
            .map_or(0, |method| image.rows.method_token(method));
        let metadata = image.metadata();
        pe::write(
            &layout,
            &pe::Parts {
                code,
                resources,
                data,
                metadata,
                entry,
            },
        )
    }

    /// Makes TypeRef and TypeSpec rows for every type that an instruction names, so that encoding
    /// can borrow the assembly immutably.
    fn intern_operand_types(&mut self) {
        use crate::il::Instr::*;
        self.framework("mscorlib");
        let mut wanted = Vec::new();
        for method in &self.methods {
            let MethodCode::Il(body) = &method.code else {
                continue;
            };
            for instr in &body.instrs {
                match instr {
                    NewArr(ty) | LdElema(ty) | LdElem(ty) | StElem(ty) | LdObj(ty) | StObj(ty)
                    | InitObj(ty) | IsInst(ty) | CastClass(ty) | Box(ty) | UnboxAny(ty)
                    | LdTokenType(ty) => wanted.push(ty.clone()),
                    _ => {}
                }
            }
        }
        let mut handles = FxHashMap::default();
        for ty in wanted {
            handles
                .entry(ty)
                .or_insert_with_key(|ty| self.type_handle(ty));
        }
        self.operand_types = handles;
    }
}

/// Row numbers: fields and methods are regrouped by their owning type.
struct Rows {
    fields: Vec<u32>,
    methods: Vec<u32>,
}

impl Rows {
    fn assign(assembly: &Assembly) -> Rows {
        let mut rows = Rows {
            fields: vec![0; assembly.fields.len()],
            methods: vec![0; assembly.methods.len()],
        };
        let (mut field_row, mut method_row) = (0, 0);
        for ty in &assembly.types {
            for &field in &ty.fields {
                field_row += 1;
                rows.fields[field as usize] = field_row;
            }
            for &method in &ty.methods {
                method_row += 1;
                rows.methods[method as usize] = method_row;
            }
        }
        rows
    }

    fn method_token(&self, method: MethodHandle) -> u32 {
        match method {
            MethodHandle::Def(index) => 0x0600_0000 | self.methods[index as usize],
            MethodHandle::Member(index) => 0x0A00_0000 | (index + 1),
        }
    }

    fn field_token(&self, field: FieldHandle) -> u32 {
        match field {
            FieldHandle::Def(index) => 0x0400_0000 | self.fields[index as usize],
            FieldHandle::Member(index) => 0x0A00_0000 | (index + 1),
        }
    }
}

struct Image<'a> {
    heaps: Heaps,
    tables: Tables,
    local_sigs: FxHashMap<Vec<u8>, u32>,
    assembly: &'a Assembly,
    resources: Vec<(&'a str, &'a [u8])>,
    rows: Rows,
}

/// A method's row and its places, as [`encode::Encoded::lines`] gives them.
type MethodLines = (u32, Vec<[u32; 3]>);

/// The manifest resource by which the launcher finds the source places of a trap.
const LINES_RESOURCE: &str = "kaa.lines";

/// File count and names, each with its length; method count and for each method its token, its
/// number of places, and the places. All numbers have 32 bits, little-endian.
fn line_table(files: &[String], methods: &[MethodLines]) -> Vec<u8> {
    let mut out = Vec::new();
    let word = |out: &mut Vec<u8>, value: u32| out.extend_from_slice(&value.to_le_bytes());
    word(&mut out, files.len() as u32);
    for file in files {
        word(&mut out, file.len() as u32);
        out.extend_from_slice(file.as_bytes());
    }
    word(&mut out, methods.len() as u32);
    for (row, places) in methods {
        word(&mut out, 0x0600_0000 | row);
        word(&mut out, places.len() as u32);
        places
            .iter()
            .flatten()
            .for_each(|&value| word(&mut out, value));
    }
    out
}

impl Tokens for Image<'_> {
    fn ty(&mut self, ty: &Type) -> u32 {
        let handle = ty
            .handle()
            .or_else(|| self.assembly.operand_types.get(ty).copied());
        handle
            .unwrap_or_else(|| panic!("metadata: {ty:?} was not interned"))
            .token()
    }

    fn handle(&mut self, handle: TypeHandle) -> u32 {
        handle.token()
    }

    fn method(&mut self, method: MethodHandle) -> u32 {
        self.rows.method_token(method)
    }

    fn field(&mut self, field: FieldHandle) -> u32 {
        self.rows.field_token(field)
    }

    fn string(&mut self, text: &str) -> u32 {
        0x7000_0000 | self.heaps.user_string(text)
    }

    fn locals(&mut self, locals: &[Type]) -> u32 {
        let blob = locals_blob(locals);
        if let Some(&row) = self.local_sigs.get(&blob) {
            return 0x1100_0000 | row;
        }
        let offset = self.heaps.blob(&blob);
        let row = self.tables.push(TableId::StandAloneSig, &[offset]);
        self.local_sigs.insert(blob, row);
        0x1100_0000 | row
    }
}

impl Image<'_> {
    /// The method bodies, each method's offset among them if it has one, and the source places.
    fn bodies(&mut self) -> (Vec<u8>, Vec<Option<u32>>, Vec<MethodLines>) {
        let mut out: Vec<u8> = Vec::new();
        let mut lines = Vec::new();
        let mut offsets = Vec::with_capacity(self.assembly.methods.len());
        for (index, method) in self.assembly.methods.iter().enumerate() {
            let MethodCode::Il(body) = &method.code else {
                offsets.push(None);
                continue;
            };
            let depth = stack::max_stack(self.assembly, &method.sig, body);
            let encoded = encode::method(body, depth, self);
            pad(&mut out, 4);
            offsets.push(Some(out.len() as u32));
            out.extend_from_slice(&encoded.bytes);
            if !encoded.lines.is_empty() {
                lines.push((self.rows.methods[index], encoded.lines));
            }
        }
        (out, offsets, lines)
    }

    fn resources(&self) -> (Vec<u8>, Vec<u32>) {
        let mut out = Vec::new();
        let mut offsets = Vec::new();
        for (_, bytes) in &self.resources {
            pad(&mut out, 8);
            offsets.push(out.len() as u32);
            out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
            out.extend_from_slice(bytes);
        }
        (out, offsets)
    }

    /// The mapped field data; offsets by field index.
    fn field_data(&self) -> (Vec<u8>, Vec<(u32, u32)>) {
        let mut out = Vec::new();
        let mut offsets = Vec::new();
        for (index, field) in self.assembly.fields.iter().enumerate() {
            if let Some(bytes) = &field.data {
                pad(&mut out, 8);
                offsets.push((index as u32, out.len() as u32));
                out.extend_from_slice(bytes);
            }
        }
        (out, offsets)
    }

    fn type_tables(&mut self) {
        let module = self.heaps.string("<Module>");
        self.tables.push(TableId::TypeDef, &[0, module, 0, 0, 1, 1]);
        let (mut next_field, mut next_method) = (1, 1);
        for (index, def) in self.assembly.types.iter().enumerate() {
            let row = index as u32 + 2;
            let name = self.heaps.string(&def.name);
            let namespace = self.heaps.string(&def.namespace);
            let base = def.base.map_or(0, TypeHandle::type_def_or_ref);
            let cells = [def.flags, name, namespace, base, next_field, next_method];
            self.tables.push(TableId::TypeDef, &cells);
            next_field += def.fields.len() as u32;
            next_method += def.methods.len() as u32;
            for interface in &def.interfaces {
                let cells = [row, interface.type_def_or_ref()];
                self.tables.push(TableId::InterfaceImpl, &cells);
            }
            if let Some(outer) = def.enclosing {
                self.tables.push(TableId::NestedClass, &[row, outer + 2]);
            }
            if let Some((pack, size)) = def.layout {
                self.tables
                    .push(TableId::ClassLayout, &[u32::from(pack), size, row]);
            }
        }
    }

    fn member_tables(&mut self, code: &[Option<u32>], data: &[(u32, u32)], layout: &pe::Layout) {
        for def in &self.assembly.types {
            for &field in &def.fields {
                let field = &self.assembly.fields[field as usize];
                let name = self.heaps.string(&field.name);
                let blob = self.heaps.blob(&field_blob(&field.ty));
                self.tables
                    .push(TableId::Field, &[u32::from(field.flags), name, blob]);
            }
            for &method in &def.methods {
                let rva = code[method as usize].map_or(0, |offset| layout.code_rva + offset);
                self.method_row(method, rva);
            }
        }
        for &(field, offset) in data {
            let row = self.rows.fields[field as usize];
            self.tables
                .push(TableId::FieldRva, &[layout.data_rva + offset, row]);
        }
    }

    fn method_row(&mut self, index: u32, rva: u32) {
        const PRESERVE_SIG: u32 = 0x80;
        /// No name mangling, C calling convention, errno kept.
        const IMPORT_FLAGS: u32 = 0x1 | 0x200 | 0x40;
        let method = &self.assembly.methods[index as usize];
        let name = self.heaps.string(&method.name);
        let blob = self.heaps.blob(&method_blob(&method.sig));
        let mut bits = method.flags;
        let mut impl_flags = u32::from(method.impl_flags);
        if let MethodCode::PInvoke { library, symbol } = &method.code {
            bits |= flags::METHOD_PINVOKE;
            impl_flags |= PRESERVE_SIG;
            let library = self.heaps.string(library);
            let library = self.tables.push(TableId::ModuleRef, &[library]);
            let symbol = self.heaps.string(symbol);
            let row = self.rows.methods[index as usize];
            let forwarded = Coded::MemberForwarded.encode(TableId::MethodDef, row);
            self.tables.push(
                TableId::ImplMap,
                &[IMPORT_FLAGS, forwarded, symbol, library],
            );
        }
        // No Param rows are written: every list starts at row 1, the end of an empty table.
        let cells = [rva, impl_flags, u32::from(bits), name, blob, 1];
        self.tables.push(TableId::MethodDef, &cells);
    }

    fn reference_tables(&mut self) {
        for row in &self.assembly.type_refs {
            let scope = Coded::ResolutionScope.encode(TableId::AssemblyRef, row.scope.0 + 1);
            let name = self.heaps.string(&row.name);
            let namespace = self.heaps.string(&row.namespace);
            self.tables
                .push(TableId::TypeRef, &[scope, name, namespace]);
        }
        for ty in &self.assembly.type_specs {
            let blob = self.heaps.blob(&type_blob(ty));
            self.tables.push(TableId::TypeSpec, &[blob]);
        }
        for row in &self.assembly.members {
            let parent = match row.parent {
                TypeHandle::Def(index) => (TableId::TypeDef, index + 2),
                TypeHandle::Ref(index) => (TableId::TypeRef, index + 1),
                TypeHandle::Spec(index) => (TableId::TypeSpec, index + 1),
            };
            let parent = Coded::MemberRefParent.encode(parent.0, parent.1);
            let name = self.heaps.string(&row.name);
            let blob = match &row.kind {
                MemberKind::Field(ty) => field_blob(ty),
                MemberKind::Method(sig) => method_blob(sig),
            };
            let blob = self.heaps.blob(&blob);
            self.tables.push(TableId::MemberRef, &[parent, name, blob]);
        }
        for row in &self.assembly.assembly_refs {
            let token = self.heaps.blob(&row.token);
            let name = self.heaps.string(&row.name);
            let [a, b, c, d] = row.version.map(u32::from);
            self.tables
                .push(TableId::AssemblyRef, &[a, b, c, d, 0, token, name, 0, 0]);
        }
    }

    fn module_tables(&mut self, resource_offsets: &[u32]) {
        const SHA1: u32 = 0x8004;
        const PUBLIC_RESOURCE: u32 = 1;
        let file = self.heaps.string(&self.assembly.file_name);
        let mvid = self.heaps.guid([0; 16]);
        self.tables.push(TableId::Module, &[0, file, mvid, 0, 0]);
        let name = self.heaps.string(&self.assembly.name);
        self.tables
            .push(TableId::Assembly, &[SHA1, 0, 0, 0, 0, 0, 0, name, 0]);
        for (&(name, _), &offset) in self.resources.iter().zip(resource_offsets) {
            let name = self.heaps.string(name);
            self.tables.push(
                TableId::ManifestResource,
                &[offset, PUBLIC_RESOURCE, name, 0],
            );
        }
    }

    /// The metadata root with its streams (II.24.2.1).
    fn metadata(mut self) -> Vec<u8> {
        for heap in [
            &mut self.heaps.strings,
            &mut self.heaps.user_strings,
            &mut self.heaps.blobs,
        ] {
            pad(heap, 4);
        }
        let sizes = HeapSizes {
            strings: self.heaps.strings.len(),
            guids: self.heaps.guids.len(),
            blobs: self.heaps.blobs.len(),
        };
        let tables = self.tables.serialize(sizes);
        let streams = [
            ("#~", &tables),
            ("#Strings", &self.heaps.strings),
            ("#US", &self.heaps.user_strings),
            ("#GUID", &self.heaps.guids),
            ("#Blob", &self.heaps.blobs),
        ];
        const VERSION: &[u8; 12] = b"v4.0.30319\0\0";
        let mut out = vec![0x42, 0x53, 0x4A, 0x42, 1, 0, 1, 0, 0, 0, 0, 0];
        out.extend_from_slice(&(VERSION.len() as u32).to_le_bytes());
        out.extend_from_slice(VERSION);
        out.extend_from_slice(&0u16.to_le_bytes());
        out.extend_from_slice(&(streams.len() as u16).to_le_bytes());
        let padded = |name: &str| name.len() / 4 * 4 + 4;
        let headers: usize = streams.iter().map(|(name, _)| 8 + padded(name)).sum();
        let mut offset = out.len() + headers;
        let mut guid_at = 0;
        for (name, bytes) in streams {
            out.extend_from_slice(&(offset as u32).to_le_bytes());
            out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
            out.extend_from_slice(name.as_bytes());
            out.resize(out.len() + padded(name) - name.len(), 0);
            if name == "#GUID" {
                guid_at = offset;
            }
            offset += bytes.len();
        }
        streams
            .iter()
            .for_each(|(_, bytes)| out.extend_from_slice(bytes));
        let mvid = content_id(&out);
        out[guid_at..guid_at + 16].copy_from_slice(&mvid);
        out
    }
}

/// A module identifier that depends on nothing but the metadata: two FNV-1a hashes, marked as a
/// version 8 UUID.
fn content_id(bytes: &[u8]) -> [u8; 16] {
    let hash = |seed: u64| {
        bytes.iter().fold(seed, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
        })
    };
    let mut id = [0; 16];
    id[..8].copy_from_slice(&hash(0xCBF2_9CE4_8422_2325).to_le_bytes());
    id[8..].copy_from_slice(&hash(0x9E37_79B9_7F4A_7C15).to_le_bytes());
    id[7] = id[7] & 0x0F | 0x80;
    id[8] = id[8] & 0x3F | 0x80;
    id
}

fn pad(out: &mut Vec<u8>, align: usize) {
    out.resize(out.len().next_multiple_of(align), 0);
}
