//! What a program is made of on the managed hosts.

use kaa_ir::Module;

use crate::pipeline::lines;

/// What travels with the compiled interpreter.
pub struct Parts<'a> {
    /// The standard library's archive.
    pub library: &'a [u8],
    /// Serialised code object of the program; none makes a plain interpreter.
    pub main: Option<Vec<u8>>,
    /// The compiler of Python as a shared library for this machine, if it is at hand.
    pub compiler: Option<Vec<u8>>,
}

/// Name of the shared library on Linux.
pub const COMPILER_FILE: &str = "libkaa_compiler.so";

/// The jar of an optimised module.
///
/// # Errors
/// What the backend reports, or that the Java runtime was not compiled into this program.
pub fn jar(module: &Module, parts: &Parts) -> Result<Vec<u8>, String> {
    let runtime = kaa_jvm::runtime::classes();
    if runtime.is_empty() {
        return Err("this compiler was built without a Java compiler (javac)".into());
    }
    let mut compiled = kaa_jvm::compile(module).map_err(|errors| lines(&errors))?;
    for (name, code) in crate::library::modules(parts.library) {
        compiled
            .resources
            .push((format!("kaa/lib/{name}.code"), code.to_vec()));
    }
    if let Some(main) = &parts.main {
        compiled
            .resources
            .push(("kaa/main.code".into(), main.clone()));
    }
    if let Some(compiler) = &parts.compiler {
        compiled.resources.push((
            format!("kaa/native/linux-x86_64/{COMPILER_FILE}"),
            compiler.clone(),
        ));
    }
    kaa_jvm::jar(&compiled, runtime).map_err(|e| e.to_string())
}

/// The assembly of an optimised module and the files beside it, by name.
///
/// # Errors
/// What the backend reports, or that the C# runtime was not compiled into this program.
pub fn assembly(
    module: &Module,
    name: &str,
    parts: &Parts,
) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut options = kaa_clr::Options::new(name);
    options
        .resources
        .push(("kaa.library".into(), parts.library.to_vec()));
    if let Some(main) = &parts.main {
        options.resources.push(("kaa.main".into(), main.clone()));
    }
    let mut files = kaa_clr::compile_program(module, &options).map_err(|errors| lines(&errors))?;
    if let Some(compiler) = &parts.compiler {
        files.push((COMPILER_FILE.into(), compiler.clone()));
    }
    Ok(files)
}
