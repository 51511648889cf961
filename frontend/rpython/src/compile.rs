//! The whole way: sources to checked program to IR.

use kaa_ir as ir;
use rustc_hash::FxHashMap;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::lower;
use crate::program::{Extern, ModuleScope, Program};
use crate::source::{self, SourceProvider, Sources, Span};
use crate::types::{ExternId, FuncId, ListId, Ty, TypeLists};
use kaa_externs::{Extern as HostRow, Kind};

/// What a compilation is told.
pub struct Options<'o> {
    /// Text of `python/externs.toml`.
    pub externs: &'o str,
    /// Text of `frontend/python/opcodes.toml`.
    pub opcodes: &'o str,
    /// `+ - *` on ints trap on overflow.
    pub checked: bool,
}

/// What a compilation gives: the module, unless there are errors; the sources, for rendering the errors.
pub struct Compiled {
    pub module: Option<ir::Module>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
}

/// Compiles the program whose root is `root_module` (a dotted name).
pub fn compile(provider: &dyn SourceProvider, root_module: &str, options: &Options) -> Compiled {
    let mut diags = Diagnostics::default();
    let sources = source::load(provider, root_module, &mut diags);
    let (module, diags) = compile_sources(&sources, diags, options);
    Compiled {
        module,
        diagnostics: diags.into_sorted(),
        sources,
    }
}

fn compile_sources(
    sources: &Sources,
    diags: Diagnostics,
    options: &Options,
) -> (Option<ir::Module>, Diagnostics) {
    let mut program = Program {
        sources,
        scopes: sources
            .files
            .iter()
            .map(|_| ModuleScope::default())
            .collect(),
        lists: TypeLists::default(),
        class_defs: Vec::new(),
        classes: Vec::new(),
        funcs: Vec::new(),
        fields: Vec::new(),
        class_consts: Vec::new(),
        values: Vec::new(),
        externs: Vec::new(),
        extern_names: FxHashMap::default(),
        lang: FxHashMap::default(),
        opcodes: FxHashMap::default(),
        handlers: Vec::new(),
        to_check: Vec::new(),
        diags,
    };
    program.read_externs(options.externs);
    program.read_opcodes(options.opcodes);
    program.collect();
    program.check_all();
    program.check_fields_without_init();
    program.check_handlers();
    let start_up = program.derive_startup();
    let main = program.find_main();
    if !program.diags.is_empty() {
        return (None, program.diags);
    }
    let module = main.map(|main| {
        let options = lower::Options {
            checked: options.checked,
        };
        lower::lower(&mut program, main, start_up, &options)
    });
    (module, program.diags)
}

impl Program<'_> {
    fn read_externs(&mut self, text: &str) {
        let rows = match kaa_externs::parse(text) {
            Ok(rows) => rows,
            Err(message) => return self.error("R062", Span::default(), message),
        };
        let bytes: ListId = self.lists.intern(&[Ty::U8]);
        let longs: ListId = self.lists.intern(&[Ty::Int]);
        let ty = |kind: Kind| match kind {
            Kind::I1 => Ty::Bool,
            Kind::I32 => Ty::I32,
            Kind::I64 => Ty::Int,
            Kind::F64 => Ty::Float,
            Kind::Bytes | Kind::Buffer => Ty::Arr(bytes, false),
            Kind::BytesOrNull => Ty::Arr(bytes, true),
            Kind::I64s => Ty::Arr(longs, false),
        };
        for row in rows {
            let HostRow {
                name,
                params,
                result,
                pure,
                ..
            } = row;
            let id = ExternId(self.externs.len() as u32);
            self.extern_names.insert(name.clone(), id);
            self.externs.push(Extern {
                name,
                params: params.into_iter().map(|(_, kind)| ty(kind)).collect(),
                result: result.map_or(Ty::None, ty),
                pure,
            });
        }
    }

    /// `[NAME]` and `number = N` of each row.
    fn read_opcodes(&mut self, text: &str) {
        let mut name = "";
        for line in text.lines() {
            let line = line.trim();
            if let Some(inner) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                name = inner;
            } else if let Some(number) = line.strip_prefix("number")
                && let Ok(number) = number.trim_start_matches([' ', '=']).trim().parse()
            {
                self.opcodes.insert(name.to_owned(), number);
            }
        }
    }

    fn find_main(&mut self) -> Option<FuncId> {
        let Some(main) = self.lang_func("main") else {
            self.error(
                "R065",
                Span::default(),
                "the program has no function `@lang(\"main\")`",
            );
            return None;
        };
        let sig = self.func_sig(main);
        if !sig.params.is_empty() || sig.result != Ty::I32 {
            let func = self.func(main);
            let span = func
                .ast()
                .map_or(Span::default(), |ast| self.span(func.module, &ast.name));
            self.error("R065", span, "`main` takes nothing and answers `i32`");
        }
        Some(main)
    }
}
