//! RPython sources to IR, IR to each target.

use std::path::Path;
use std::time::{Duration, Instant};

use kaa_ir::Module;
use kaa_ir::passes::{Options, Report};

/// The opcode table that handlers are numbered by.
const OPCODES: &str = include_str!("../../frontend/python/opcodes.toml");

/// Root module of the Python implementation.
pub const ROOT_MODULE: &str = "python.main";

/// The JIT of .NET gives each variable of a large method a place in the frame, and clears the frame at every entry.
const CLR_METHOD: usize = 8000;

/// Time that each phase took, in order.
#[derive(Default, Clone, Debug)]
pub struct Timings(pub Vec<(String, Duration)>);

impl Timings {
    pub fn add(&mut self, phase: &str, time: Duration) {
        self.0.push((phase.to_owned(), time));
    }
    /// Runs one phase.
    pub fn measure<T>(&mut self, phase: &str, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = work();
        self.add(phase, start.elapsed());
        result
    }
}

impl std::fmt::Display for Timings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (phase, time) in &self.0 {
            writeln!(f, "{:>8.1} ms  {phase}", time.as_secs_f64() * 1000.0)?;
        }
        Ok(())
    }
}

fn options() -> kaa_rpython::Options<'static> {
    kaa_rpython::Options {
        externs: kaa_externs::TABLE,
        opcodes: OPCODES,
        checked: false,
    }
}

/// The Python implementation as IR. `root` is the folder that contains `python/`.
///
/// # Errors
/// The diagnostics, rendered.
pub fn python_module(root: &Path, timings: &mut Timings) -> Result<Module, String> {
    let provider = kaa_rpython::source::FolderSource { root };
    let compiled = kaa_rpython::compile(&provider, ROOT_MODULE, &options());
    for (phase, time) in &compiled.times {
        timings.add(phase, *time);
    }
    match compiled.module {
        Some(module) if compiled.diagnostics.is_empty() => Ok(module),
        _ => Err(rendered(&compiled)),
    }
}

/// Types of the functions of `python/` whose names contain `filter`, and of their locals.
///
/// # Errors
/// The diagnostics, rendered.
pub fn python_types(root: &Path, filter: &str) -> Result<String, String> {
    let provider = kaa_rpython::source::FolderSource { root };
    kaa_rpython::types(&provider, ROOT_MODULE, &options(), filter).map_err(|c| rendered(&c))
}

fn rendered(compiled: &kaa_rpython::Compiled) -> String {
    let mut text: String = compiled
        .diagnostics
        .iter()
        .map(|d| kaa_rpython::diagnostics::render(d, &compiled.sources, false) + "\n")
        .collect();
    text += &format!("{} errors", compiled.diagnostics.len());
    text
}

/// Where a module goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    Native,
    Jvm,
    Clr,
}

impl Target {
    pub fn parse(name: &str) -> Option<Target> {
        match name {
            "native" => Some(Target::Native),
            "jvm" => Some(Target::Jvm),
            "clr" => Some(Target::Clr),
            _ => None,
        }
    }
}

/// The passes as the target wants them.
pub fn optimise(module: &mut Module, target: Target, dump_after: &[String]) -> Report {
    let mut options = match target {
        Target::Jvm => kaa_jvm::pass_options(),
        Target::Clr => Options {
            max_bytes: CLR_METHOD,
            ..Options::default()
        },
        Target::Native => Options {
            threaded: true,
            ..Options::default()
        },
    };
    options.dump_after = dump_after.to_vec();
    kaa_ir::passes::run(module, &options)
}

/// Machine code of an optimised module. `cache` is a file of code from earlier compilations, read and written.
///
/// # Errors
/// One line for each function that could not be compiled.
pub fn native_object(
    module: &Module,
    cache: Option<&Path>,
) -> Result<(Vec<u8>, kaa_native::Counts), String> {
    let options = kaa_native::Options {
        cache: cache.map(Path::to_owned),
        ..kaa_native::Options::default()
    };
    kaa_native::compile_counted(module, &options).map_err(|errors| lines(&errors))
}

/// What `--emit` can print of an optimised module: the IR, CLIF (native), class files (jvm) or CIL (clr), of functions whose
/// names contain `filter`.
///
/// # Errors
/// That the form is not known, or what the backend reports.
pub fn emit(module: &Module, form: &str, filter: &str) -> Result<String, String> {
    match form {
        "ir" if filter.is_empty() => Ok(kaa_ir::text::module_text(module)),
        "ir" => {
            let funcs = module.funcs.values().filter(|f| f.name.contains(filter));
            let texts = funcs.map(|f| kaa_ir::text::function_text(module, f) + "\n");
            Ok(texts.collect())
        }
        "clif" => kaa_native::clif(module, filter).map_err(|errors| lines(&errors)),
        "class" => {
            let compiled = kaa_jvm::compile(module).map_err(|errors| lines(&errors))?;
            let texts = compiled.classes.iter().map(|(_, bytes)| {
                let text = kaa_jvm::asm::dump::class(bytes);
                only_methods(&text, "  method ", filter)
            });
            Ok(texts.collect())
        }
        "cil" => {
            let text = kaa_clr::dump(module, &kaa_clr::Options::new("kaa"));
            Ok(only_methods(&text, "  .method ", filter))
        }
        other => Err(format!(
            "--emit {other} is not known: rpython-types, ir, clif, class, cil, bytecode"
        )),
    }
}

/// The methods of a dump whose first line contains `filter`; all of the text if that is empty.
fn only_methods(text: &str, mark: &str, filter: &str) -> String {
    if filter.is_empty() {
        return text.to_owned();
    }
    let mut inside = false;
    let mut out = String::new();
    for line in text.lines() {
        if line.starts_with(mark) {
            inside = line.contains(filter);
        } else if !line.starts_with(' ') {
            inside = false;
        }
        if inside {
            out += line;
            out.push('\n');
        }
    }
    out
}

/// The target that a form is of.
pub fn target_of(form: &str) -> Option<Target> {
    match form {
        "clif" => Some(Target::Native),
        "class" => Some(Target::Jvm),
        "cil" => Some(Target::Clr),
        _ => None,
    }
}

/// One error a line.
pub(crate) fn lines<E: ToString>(errors: &[E]) -> String {
    errors
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}
