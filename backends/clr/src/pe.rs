//! The portable executable around metadata and code (ECMA-335 II.25): PE32, any CPU, IL only.
//!
//! `.text` holds, in order: import address table, CLI header, method bodies, resources, mapped
//! field data, metadata, import table, entry stub. `.reloc` relocates the stub's operand, which
//! loaders of the .NET Framework insist on.

const FILE_ALIGN: u32 = 0x200;
const SECTION_ALIGN: u32 = 0x2000;
const TEXT_RVA: u32 = SECTION_ALIGN;
const IMAGE_BASE: u32 = 0x40_0000;
const CLI_HEADER_SIZE: u32 = 72;
const IAT_SIZE: u32 = 8;

/// The contents of an image.
pub struct Parts {
    pub code: Vec<u8>,
    pub resources: Vec<u8>,
    pub data: Vec<u8>,
    pub metadata: Vec<u8>,
    /// The entry point's MethodDef token, or 0 for a library.
    pub entry: u32,
}

/// Addresses that metadata needs before it is written.
pub struct Layout {
    pub code_rva: u32,
    pub data_rva: u32,
    resources_rva: u32,
    metadata_rva: u32,
}

impl Layout {
    /// From the sizes, in bytes, of the parts that precede the metadata.
    pub fn new(code: usize, resources: usize, data: usize) -> Layout {
        let code_rva = TEXT_RVA + IAT_SIZE + CLI_HEADER_SIZE;
        let resources_rva = (code_rva + code as u32).next_multiple_of(8);
        let data_rva = (resources_rva + resources as u32).next_multiple_of(8);
        let metadata_rva = (data_rva + data as u32).next_multiple_of(8);
        Layout {
            code_rva,
            data_rva,
            resources_rva,
            metadata_rva,
        }
    }
}

pub fn write(layout: &Layout, parts: &Parts) -> Vec<u8> {
    let import_rva = (layout.metadata_rva + parts.metadata.len() as u32).next_multiple_of(4);
    let imports = imports(import_rva);
    let stub_rva = (import_rva + imports.len() as u32).next_multiple_of(4) + 2;
    let mut text = Text::default();
    // The IAT's one entry holds the address of the hint/name record until it is bound.
    text.words(&[import_rva + HINT_OFFSET, 0]);
    cli_header(&mut text, layout, parts);
    text.place(layout.code_rva, &parts.code);
    text.place(layout.resources_rva, &parts.resources);
    text.place(layout.data_rva, &parts.data);
    text.place(layout.metadata_rva, &parts.metadata);
    text.place(import_rva, &imports);
    // jmp dword ptr [IAT]
    text.place(stub_rva, &[0xFF, 0x25]);
    text.words(&[IMAGE_BASE + TEXT_RVA]);

    let text_size = text.0.len() as u32;
    let text_file_size = text_size.next_multiple_of(FILE_ALIGN);
    let reloc_rva = (TEXT_RVA + text_size).next_multiple_of(SECTION_ALIGN);
    let mut out = headers(&Sections {
        text_size,
        reloc_rva,
        stub_rva,
        import_rva,
        imports: &imports,
    });
    out.extend_from_slice(&text.0);
    out.resize((FILE_ALIGN + text_file_size) as usize, 0);
    out.extend_from_slice(&relocations(stub_rva + 2));
    out.resize(out.len().next_multiple_of(FILE_ALIGN as usize), 0);
    out
}

#[derive(Default)]
struct Text(Vec<u8>);

impl Text {
    fn words(&mut self, words: &[u32]) {
        words
            .iter()
            .for_each(|word| self.0.extend_from_slice(&word.to_le_bytes()));
    }

    fn place(&mut self, rva: u32, bytes: &[u8]) {
        let offset = (rva - TEXT_RVA) as usize;
        assert!(offset >= self.0.len(), "pe: parts overlap at {rva:#x}");
        self.0.resize(offset, 0);
        self.0.extend_from_slice(bytes);
    }
}

fn cli_header(text: &mut Text, layout: &Layout, parts: &Parts) {
    const IL_ONLY: u32 = 1;
    let runtime_version = 2 | 5 << 16;
    let resources = match parts.resources.len() as u32 {
        0 => [0, 0],
        size => [layout.resources_rva, size],
    };
    text.words(&[CLI_HEADER_SIZE, runtime_version]);
    text.words(&[
        layout.metadata_rva,
        parts.metadata.len() as u32,
        IL_ONLY,
        parts.entry,
    ]);
    text.words(&resources);
    text.words(&[0; 10]);
}

const HINT_OFFSET: u32 = 48;
const DLL_NAME_OFFSET: u32 = 62;

/// The import table: `_CorExeMain` of `mscoree.dll`.
fn imports(rva: u32) -> Vec<u8> {
    let mut out = Text::default();
    out.words(&[rva + 40, 0, 0, rva + DLL_NAME_OFFSET, TEXT_RVA]);
    out.words(&[0; 5]);
    out.words(&[rva + HINT_OFFSET, 0]);
    out.0.extend_from_slice(b"\0\0_CorExeMain\0");
    debug_assert_eq!(out.0.len() as u32, DLL_NAME_OFFSET);
    out.0.extend_from_slice(b"mscoree.dll\0\0");
    out.0
}

/// One base relocation block with the stub's 32-bit operand.
fn relocations(operand_rva: u32) -> Vec<u8> {
    const HIGH_LOW: u32 = 3 << 12;
    let mut out = Text::default();
    let page = operand_rva & !0xFFF;
    out.words(&[page, 12, HIGH_LOW | (operand_rva & 0xFFF)]);
    out.0
}

struct Sections<'a> {
    text_size: u32,
    reloc_rva: u32,
    stub_rva: u32,
    import_rva: u32,
    imports: &'a [u8],
}

fn headers(sections: &Sections) -> Vec<u8> {
    const PE_OFFSET: u32 = 0x80;
    const RELOC_SIZE: u32 = 12;
    let text_file_size = sections.text_size.next_multiple_of(FILE_ALIGN);
    let mut out = Text::default();
    out.0.extend_from_slice(b"MZ");
    out.0.resize(0x3C, 0);
    out.words(&[PE_OFFSET]);
    out.0.resize(PE_OFFSET as usize, 0);
    out.0.extend_from_slice(b"PE\0\0");
    // COFF header: i386, two sections, no time stamp; an executable with large addresses.
    out.0.extend_from_slice(&[0x4C, 0x01, 2, 0]);
    out.words(&[0, 0, 0]);
    out.0.extend_from_slice(&[0xE0, 0x00, 0x22, 0x00]);
    // Optional header: PE32, linker 8.0.
    out.0.extend_from_slice(&[0x0B, 0x01, 8, 0]);
    out.words(&[
        text_file_size,
        FILE_ALIGN,
        0,
        sections.stub_rva,
        TEXT_RVA,
        sections.reloc_rva,
    ]);
    out.words(&[IMAGE_BASE, SECTION_ALIGN, FILE_ALIGN]);
    // OS 4.0, image 0.0, subsystem 4.0.
    out.words(&[4, 0, 4, 0]);
    let image_size = sections.reloc_rva + SECTION_ALIGN;
    out.words(&[image_size, FILE_ALIGN, 0]);
    // Console subsystem; dynamic base, NX, no SEH, terminal server aware.
    out.words(&[3 | 0x8540 << 16]);
    out.words(&[0x10_0000, 0x1000, 0x10_0000, 0x1000, 0, 16]);
    let mut directories = [[0u32; 2]; 16];
    directories[1] = [sections.import_rva, sections.imports.len() as u32];
    directories[5] = [sections.reloc_rva, RELOC_SIZE];
    directories[12] = [TEXT_RVA, IAT_SIZE];
    directories[14] = [TEXT_RVA + IAT_SIZE, CLI_HEADER_SIZE];
    directories
        .iter()
        .for_each(|directory| out.words(directory));
    out.0.extend_from_slice(b".text\0\0\0");
    out.words(&[
        sections.text_size,
        TEXT_RVA,
        text_file_size,
        FILE_ALIGN,
        0,
        0,
        0,
        0x6000_0020,
    ]);
    out.0.extend_from_slice(b".reloc\0\0");
    let reloc_offset = FILE_ALIGN + text_file_size;
    out.words(&[
        RELOC_SIZE,
        sections.reloc_rva,
        FILE_ALIGN,
        reloc_offset,
        0,
        0,
        0,
        0x4200_0040,
    ]);
    assert!(
        out.0.len() <= FILE_ALIGN as usize,
        "pe: headers exceed their page"
    );
    out.0.resize(FILE_ALIGN as usize, 0);
    out.0
}
