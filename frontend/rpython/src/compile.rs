//! The whole way: sources to checked program to IR.

use std::time::{Duration, Instant};

use kaa_ir as ir;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::derive::StartUp;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::program::{Extern, ModuleScope, Program};
use crate::source::{self, SourceProvider, Sources, Span};
use crate::types::{ExternId, FuncId, ListId, Ty, TypeLists};
use crate::verdict::{Deps, Record, Verdicts};
use crate::{interface, lower};
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

/// Time that each part of the work took, in order.
pub type Times = Vec<(&'static str, Duration)>;

/// What a compilation gives: the module, unless there are errors; the sources, for rendering the errors.
pub struct Compiled {
    pub module: Option<ir::Module>,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
    pub times: Times,
}

/// Compiles the program whose root is `root_module` (a dotted name).
pub fn compile(provider: &dyn SourceProvider, root_module: &str, options: &Options) -> Compiled {
    let mut clock = Clock::new();
    let mut diags = Diagnostics::default();
    let sources = source::load(provider, root_module, &mut diags);
    clock.done("parse");
    let mut program = Program::new(&sources, diags, options);
    program.collect();
    clock.done("names");
    program.check_all();
    clock.done("types");
    let start_up = program.finish_check();
    let main = program.find_main();
    clock.done("gateways");
    let mut module = None;
    if let Some(main) = main
        && program.diags.is_empty()
    {
        let options = lower::Options {
            checked: options.checked,
        };
        module = Some(lower::lower(&mut program, main, start_up, &options));
        clock.done("lower");
    }
    let diagnostics = program.into_diagnostics();
    Compiled {
        module,
        diagnostics,
        sources,
        times: clock.times,
    }
}

/// What a check gives.
pub struct Checked {
    pub diagnostics: Vec<Diagnostic>,
    pub sources: Sources,
    /// Names of the modules whose bodies were checked; the others had a verdict that still holds.
    pub rechecked: Vec<String>,
    pub times: Times,
}

/// Checks names and types without making code. Bodies of modules with a verdict that still holds are not looked at; the
/// verdicts are brought up to date.
pub fn check(
    provider: &dyn SourceProvider,
    root_module: &str,
    options: &Options,
    verdicts: &mut Verdicts,
) -> Checked {
    let mut clock = Clock::new();
    let mut diags = Diagnostics::default();
    let sources = source::load(provider, root_module, &mut diags);
    clock.done("parse");
    let contents: Vec<u128> = sources
        .files
        .iter()
        .map(|f| interface::hash(&f.text))
        .collect();
    let interfaces: Vec<(u128, u128)> = sources.files.iter().map(interface::interface).collect();
    let mut current: FxHashMap<String, u128> = FxHashMap::default();
    for (file, &(definitions, imports)) in sources.files.iter().zip(&interfaces) {
        current.insert(file.module.clone(), definitions);
        current.insert(format!("{}#", file.module), imports);
    }
    let holds = |index: &usize| {
        verdicts
            .records
            .get(&sources.files[*index].module)
            .is_some_and(|record| {
                let same = |(name, hash): &(String, u128)| current.get(name.as_str()) == Some(hash);
                record.content == contents[*index] && record.deps.iter().all(same)
            })
    };
    let skipped: FxHashSet<usize> = (0..sources.files.len()).filter(holds).collect();
    clock.done("hashes");
    let mut program = Program::new(&sources, diags, options);
    program.deps.begin(sources.files.len());
    program.collect();
    clock.done("names");
    program.check_all_but(&skipped);
    clock.done("types");
    program.finish_check();
    program.find_main();
    clock.done("gateways");
    let mut rechecked = Vec::new();
    for (index, file) in sources.files.iter().enumerate() {
        if skipped.contains(&index) {
            continue;
        }
        rechecked.push(file.module.clone());
        let Some((modules, imports)) = program.deps.clean(index) else {
            verdicts.records.remove(&file.module);
            continue;
        };
        let names = modules.iter().map(|&m| (m, ""));
        let names = names.chain(imports.iter().map(|&m| (m, "#")));
        let others = names.filter(|&(m, _)| m != index);
        let mut deps: Vec<(String, u128)> = others
            .map(|(m, mark)| {
                let name = format!("{}{mark}", sources.files[m].module);
                let hash = current[&name];
                (name, hash)
            })
            .collect();
        deps.sort();
        let content = contents[index];
        let record = Record { content, deps };
        verdicts.records.insert(file.module.clone(), record);
    }
    verdicts
        .records
        .retain(|name, _| current.contains_key(name.as_str()));
    clock.done("verdicts");
    let diagnostics = program.into_diagnostics();
    Checked {
        diagnostics,
        sources,
        rechecked,
        times: clock.times,
    }
}

/// The types of all functions whose names contain `filter`, with those of their locals, as text; the errors if there are any.
///
/// # Errors
/// What [`compile`] would report.
pub fn types(
    provider: &dyn SourceProvider,
    root_module: &str,
    options: &Options,
    filter: &str,
) -> Result<String, Box<Compiled>> {
    let mut diags = Diagnostics::default();
    let sources = source::load(provider, root_module, &mut diags);
    let mut program = Program::new(&sources, diags, options);
    program.collect();
    program.check_all();
    program.finish_check();
    let text = program.show_types(filter);
    let diagnostics = program.into_diagnostics();
    if diagnostics.is_empty() {
        return Ok(text);
    }
    Err(Box::new(Compiled {
        module: None,
        diagnostics,
        sources,
        times: Vec::new(),
    }))
}

struct Clock {
    times: Times,
    start: Instant,
}

impl Clock {
    fn new() -> Clock {
        Clock {
            times: Vec::new(),
            start: Instant::now(),
        }
    }
    fn done(&mut self, what: &'static str) {
        self.times.push((what, self.start.elapsed()));
        self.start = Instant::now();
    }
}

impl<'a> Program<'a> {
    fn new(sources: &'a Sources, diags: Diagnostics, options: &Options) -> Program<'a> {
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
            deps: Deps::default(),
        };
        program.read_externs(options.externs);
        program.read_opcodes(options.opcodes);
        program
    }

    fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diags.into_sorted()
    }

    /// The rules about the program as a whole, and start-up.
    fn finish_check(&mut self) -> StartUp {
        self.check_fields_without_init();
        self.check_handlers();
        self.derive_startup()
    }
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
