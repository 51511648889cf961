//! The `#~` stream (ECMA-335 II.22, II.24.2.6): tables described by schema, rows as plain numbers.

/// The tables we write, with their standard numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum TableId {
    Module = 0x00,
    TypeRef = 0x01,
    TypeDef = 0x02,
    Field = 0x04,
    MethodDef = 0x06,
    Param = 0x08,
    InterfaceImpl = 0x09,
    MemberRef = 0x0A,
    Constant = 0x0B,
    CustomAttribute = 0x0C,
    FieldMarshal = 0x0D,
    DeclSecurity = 0x0E,
    ClassLayout = 0x0F,
    FieldLayout = 0x10,
    StandAloneSig = 0x11,
    EventMap = 0x12,
    Event = 0x14,
    PropertyMap = 0x15,
    Property = 0x17,
    MethodSemantics = 0x18,
    MethodImpl = 0x19,
    ModuleRef = 0x1A,
    TypeSpec = 0x1B,
    ImplMap = 0x1C,
    FieldRva = 0x1D,
    Assembly = 0x20,
    AssemblyRef = 0x23,
    File = 0x26,
    ExportedType = 0x27,
    ManifestResource = 0x28,
    NestedClass = 0x29,
    GenericParam = 0x2A,
    MethodSpec = 0x2B,
    GenericParamConstraint = 0x2C,
}

const TABLE_COUNT: usize = 0x2D;

/// Coded indices (II.24.2.6): the tables a tagged index can name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Coded {
    TypeDefOrRef,
    HasConstant,
    HasCustomAttribute,
    MemberRefParent,
    MethodDefOrRef,
    MemberForwarded,
    Implementation,
    CustomAttributeType,
    ResolutionScope,
    TypeOrMethodDef,
}

impl Coded {
    fn tag_bits(self) -> u32 {
        match self {
            Coded::TypeDefOrRef | Coded::HasConstant | Coded::Implementation => 2,
            Coded::ResolutionScope => 2,
            Coded::MemberRefParent | Coded::CustomAttributeType => 3,
            Coded::MethodDefOrRef | Coded::MemberForwarded | Coded::TypeOrMethodDef => 1,
            Coded::HasCustomAttribute => 5,
        }
    }

    /// Tables in tag order.
    fn tables(self) -> &'static [TableId] {
        use TableId::*;
        match self {
            Coded::TypeDefOrRef => &[TypeDef, TypeRef, TypeSpec],
            Coded::HasConstant => &[Field, Param, Property],
            Coded::HasCustomAttribute => &[
                MethodDef,
                Field,
                TypeRef,
                TypeDef,
                Param,
                InterfaceImpl,
                MemberRef,
                Module,
                DeclSecurity,
                Property,
                Event,
                StandAloneSig,
                ModuleRef,
                TypeSpec,
                Assembly,
                AssemblyRef,
                File,
                ExportedType,
                ManifestResource,
                GenericParam,
                GenericParamConstraint,
                MethodSpec,
            ],
            Coded::MemberRefParent => &[TypeDef, TypeRef, ModuleRef, MethodDef, TypeSpec],
            Coded::MethodDefOrRef => &[MethodDef, MemberRef],
            Coded::MemberForwarded => &[Field, MethodDef],
            Coded::Implementation => &[File, AssemblyRef, ExportedType],
            Coded::CustomAttributeType => &[MethodDef, MemberRef],
            Coded::ResolutionScope => &[Module, ModuleRef, AssemblyRef, TypeRef],
            Coded::TypeOrMethodDef => &[TypeDef, MethodDef],
        }
    }

    /// The tagged value for `row` (1-based) of `table`. Panics if the index cannot name it.
    pub fn encode(self, table: TableId, row: u32) -> u32 {
        let position = self.tables().iter().position(|&other| other == table);
        let Some(position) = position else {
            panic!("metadata: {table:?} is not in {self:?}")
        };
        // CustomAttributeType's first two tags are unused.
        let tag = if self == Coded::CustomAttributeType {
            position + 2
        } else {
            position
        };
        row << self.tag_bits() | tag as u32
    }
}

/// One column's kind.
#[derive(Clone, Copy)]
enum Column {
    U16,
    U32,
    String,
    Guid,
    Blob,
    Index(TableId),
    Coded(Coded),
}

fn schema(table: TableId) -> &'static [Column] {
    use Coded::*;
    use Column::{Blob, Coded as C, Guid, Index, String, U16, U32};
    use TableId as T;
    match table {
        T::Module => &[U16, String, Guid, Guid, Guid],
        T::TypeRef => &[C(ResolutionScope), String, String],
        T::TypeDef => &[
            U32,
            String,
            String,
            C(TypeDefOrRef),
            Index(T::Field),
            Index(T::MethodDef),
        ],
        T::Field => &[U16, String, Blob],
        T::MethodDef => &[U32, U16, U16, String, Blob, Index(T::Param)],
        T::Param => &[U16, U16, String],
        T::InterfaceImpl => &[Index(T::TypeDef), C(TypeDefOrRef)],
        T::MemberRef => &[C(MemberRefParent), String, Blob],
        T::Constant => &[U16, C(HasConstant), Blob],
        T::CustomAttribute => &[C(HasCustomAttribute), C(CustomAttributeType), Blob],
        T::ClassLayout => &[U16, U32, Index(T::TypeDef)],
        T::FieldLayout => &[U32, Index(T::Field)],
        T::StandAloneSig => &[Blob],
        T::MethodImpl => &[Index(T::TypeDef), C(MethodDefOrRef), C(MethodDefOrRef)],
        T::ModuleRef => &[String],
        T::TypeSpec => &[Blob],
        T::ImplMap => &[U16, C(MemberForwarded), String, Index(T::ModuleRef)],
        T::FieldRva => &[U32, Index(T::Field)],
        T::Assembly => &[U32, U16, U16, U16, U16, U32, Blob, String, String],
        T::AssemblyRef => &[U16, U16, U16, U16, U32, Blob, String, String, Blob],
        T::ManifestResource => &[U32, U32, String, C(Implementation)],
        T::NestedClass => &[Index(T::TypeDef), Index(T::TypeDef)],
        T::GenericParam => &[U16, U16, C(TypeOrMethodDef), String],
        T::MethodSpec => &[C(MethodDefOrRef), Blob],
        T::GenericParamConstraint => &[Index(T::GenericParam), C(TypeDefOrRef)],
        _ => panic!("metadata: table {table:?} has no schema here"),
    }
}

/// The columns by which the standard requires a table to be sorted (II.22), most significant first.
fn sort_key(table: TableId) -> &'static [usize] {
    match table {
        TableId::InterfaceImpl => &[0, 1],
        TableId::Constant => &[1],
        TableId::CustomAttribute => &[0],
        TableId::ClassLayout => &[2],
        TableId::FieldLayout => &[1],
        TableId::MethodImpl => &[0],
        TableId::ImplMap => &[1],
        TableId::FieldRva => &[1],
        TableId::NestedClass => &[0],
        TableId::GenericParam => &[2, 0],
        TableId::GenericParamConstraint => &[0],
        _ => &[],
    }
}

/// The `Sorted` bit vector every writer emits: all tables that are sorted whenever present.
const SORTED_MASK: u64 = 0x0000_1600_3301_FA00;

/// Heap sizes decide how wide heap offsets are.
#[derive(Clone, Copy)]
pub struct HeapSizes {
    pub strings: usize,
    pub guids: usize,
    pub blobs: usize,
}

/// All tables of one module.
pub struct Tables {
    rows: [Vec<u32>; TABLE_COUNT],
}

impl Default for Tables {
    fn default() -> Tables {
        Tables {
            rows: [const { Vec::new() }; TABLE_COUNT],
        }
    }
}

const WRITTEN: [TableId; 25] = [
    TableId::Module,
    TableId::TypeRef,
    TableId::TypeDef,
    TableId::Field,
    TableId::MethodDef,
    TableId::Param,
    TableId::InterfaceImpl,
    TableId::MemberRef,
    TableId::Constant,
    TableId::CustomAttribute,
    TableId::ClassLayout,
    TableId::FieldLayout,
    TableId::StandAloneSig,
    TableId::MethodImpl,
    TableId::ModuleRef,
    TableId::TypeSpec,
    TableId::ImplMap,
    TableId::FieldRva,
    TableId::Assembly,
    TableId::AssemblyRef,
    TableId::ManifestResource,
    TableId::NestedClass,
    TableId::GenericParam,
    TableId::MethodSpec,
    TableId::GenericParamConstraint,
];

impl Tables {
    /// Appends a row; returns its 1-based number (before sorting).
    pub fn push(&mut self, table: TableId, row: &[u32]) -> u32 {
        assert_eq!(
            row.len(),
            schema(table).len(),
            "metadata: wrong column count for {table:?}"
        );
        self.rows[table as usize].extend_from_slice(row);
        self.count(table)
    }

    pub fn count(&self, table: TableId) -> u32 {
        let cells = &self.rows[table as usize];
        if cells.is_empty() {
            0
        } else {
            (cells.len() / schema(table).len()) as u32
        }
    }

    pub fn set(&mut self, table: TableId, row: u32, column: usize, value: u32) {
        let width = schema(table).len();
        self.rows[table as usize][(row - 1) as usize * width + column] = value;
    }

    fn is_wide(&self, column: Column, heaps: HeapSizes) -> bool {
        match column {
            Column::U16 => false,
            Column::U32 => true,
            Column::String => heaps.strings > 0xFFFF,
            Column::Guid => heaps.guids > 0xFFFF,
            Column::Blob => heaps.blobs > 0xFFFF,
            Column::Index(table) => self.count(table) > 0xFFFF,
            Column::Coded(coded) => {
                let most = coded.tables().iter().map(|&table| self.count(table)).max();
                most.unwrap_or(0) >= 1 << (16 - coded.tag_bits())
            }
        }
    }

    fn sort(&mut self) {
        for table in &WRITTEN {
            let key = sort_key(*table);
            if key.is_empty() {
                continue;
            }
            let width = schema(*table).len();
            let cells = &mut self.rows[*table as usize];
            let mut rows: Vec<Vec<u32>> = cells.chunks(width).map(<[u32]>::to_vec).collect();
            rows.sort_by_key(|row| key.iter().map(|&column| row[column]).collect::<Vec<_>>());
            *cells = rows.concat();
        }
    }

    /// The bytes of the `#~` stream.
    pub fn serialize(mut self, heaps: HeapSizes) -> Vec<u8> {
        self.sort();
        let present: Vec<TableId> = WRITTEN
            .iter()
            .copied()
            .filter(|&table| self.count(table) > 0)
            .collect();
        let valid = present
            .iter()
            .fold(0u64, |mask, &table| mask | 1 << table as u8);
        let wide_heaps = [heaps.strings, heaps.guids, heaps.blobs];
        let heap_flags = (0..3).fold(0u8, |mask, bit| {
            mask | u8::from(wide_heaps[bit] > 0xFFFF) << bit
        });
        let mut out = vec![0, 0, 0, 0, 2, 0, heap_flags, 1];
        out.extend_from_slice(&valid.to_le_bytes());
        out.extend_from_slice(&SORTED_MASK.to_le_bytes());
        for &table in &present {
            out.extend_from_slice(&self.count(table).to_le_bytes());
        }
        for &table in &present {
            let columns = schema(table);
            let wide: Vec<bool> = columns
                .iter()
                .map(|&column| self.is_wide(column, heaps))
                .collect();
            for row in self.rows[table as usize].chunks(columns.len()) {
                for (&value, &wide) in row.iter().zip(&wide) {
                    let bytes = value.to_le_bytes();
                    out.extend_from_slice(if wide { &bytes } else { &bytes[..2] });
                }
            }
        }
        while out.len() % 4 != 0 {
            out.push(0);
        }
        out
    }
}
