//! RPython sources to IR, IR to each target.

use std::path::Path;

use kaa_ir::Module;
use kaa_ir::passes::{Options, Report};

/// The opcode table that handlers are numbered by.
const OPCODES: &str = include_str!("../../frontend/python/opcodes.toml");

/// Root module of the Python implementation.
pub const ROOT_MODULE: &str = "python.main";

/// The JIT of .NET gives each variable of a large method a place in the frame, and clears the frame at every entry.
const CLR_METHOD: usize = 8000;

/// The Python implementation as IR. `root` is the folder that contains `python/`.
///
/// # Errors
/// The diagnostics, rendered.
pub fn python_module(root: &Path) -> Result<Module, String> {
    let provider = kaa_rpython::source::FolderSource { root };
    let options = kaa_rpython::Options {
        externs: kaa_externs::TABLE,
        opcodes: OPCODES,
        checked: false,
    };
    let compiled = kaa_rpython::compile(&provider, ROOT_MODULE, &options);
    match compiled.module {
        Some(module) if compiled.diagnostics.is_empty() => Ok(module),
        _ => {
            let rendered: Vec<String> = compiled
                .diagnostics
                .iter()
                .map(|d| kaa_rpython::diagnostics::render(d, &compiled.sources, false))
                .collect();
            Err(format!(
                "{}\n{} errors",
                rendered.join("\n"),
                rendered.len()
            ))
        }
    }
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
        Target::Native => Options::default(),
    };
    options.dump_after = dump_after.to_vec();
    kaa_ir::passes::run(module, &options)
}

/// Machine code of an optimised module.
///
/// # Errors
/// One line for each function that could not be compiled.
pub fn native_object(module: &Module) -> Result<Vec<u8>, String> {
    kaa_native::compile(module, &kaa_native::Options::default()).map_err(|errors| lines(&errors))
}

/// One error a line.
pub(crate) fn lines<E: ToString>(errors: &[E]) -> String {
    errors
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}
