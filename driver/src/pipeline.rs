//! RPython sources to IR, IR to each target.

use std::path::Path;

use kaa_ir::Module;
use kaa_ir::passes::{Options, Report};

/// The opcode table that handlers are numbered by.
const OPCODES: &str = include_str!("../../frontend/python/opcodes.toml");

/// Root module of the Python implementation.
pub const ROOT_MODULE: &str = "python.main";

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
