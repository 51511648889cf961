//! IR to CIL assemblies.
//!
//! Reading order: this file ([`compile`]), `lower` (IR to IL), `externs` (are they there),
//! [`il`] (method bodies),
//! [`metadata`] (what an assembly declares), [`pe`] (the file around them).
//!
//! An emitted assembly needs `kaa.runtime.dll` beside it: the C# sources in `runtime-clr/`. The two
//! stay separate files, because merging would mean rewriting compiled C# with a metadata reader for
//! no gain but one file less; `dotnet` and `mono` both probe the application's folder.

mod externs;
pub mod il;
mod lower;
pub mod metadata;
pub mod pe;

/// What to emit.
#[derive(Clone, Debug)]
pub struct Options {
    /// The assembly's simple name; the file is `<name>.exe`.
    pub name: String,
    /// Compile `cast_unchecked` as `cast`, and check the stack types of all emitted code.
    pub checks: bool,
    /// Manifest resources by name: `kaa.main` is what `embedded_main` answers, `kaa.library` the
    /// archive in which `embedded_module` looks.
    pub resources: Vec<(String, Vec<u8>)>,
}

impl Options {
    pub fn new(name: &str) -> Options {
        Options {
            name: name.to_owned(),
            checks: false,
            resources: Vec::new(),
        }
    }
}

/// Compiles a verified module to the bytes of an executable assembly.
///
/// # Errors
/// One line for every extern that the C# runtime does not have in this form; with
/// [`Options::checks`], one for every mistake that the IL checker finds in our own code.
pub fn compile(module: &kaa_ir::Module, options: &Options) -> Result<Vec<u8>, Vec<String>> {
    let missing = externs::missing(module);
    if !missing.is_empty() {
        return Err(missing);
    }
    let assembly = assembly(module, options);
    if options.checks {
        let errors = il::check::check(&assembly);
        if !errors.is_empty() {
            return Err(errors);
        }
    }
    Ok(assembly.write())
}

/// Compiles to all files that must lie in one folder to run: the assembly, the runtime, and the
/// configuration by which `dotnet` chooses a framework. Names with contents.
///
/// # Errors
/// Those of [`compile`] and [`runtime_library`].
pub fn compile_program(
    module: &kaa_ir::Module,
    options: &Options,
) -> Result<Vec<(String, Vec<u8>)>, Vec<String>> {
    let runtime = runtime_library().map_err(|message| vec![message])?;
    let assembly = compile(module, options)?;
    Ok(vec![
        (format!("{}.exe", options.name), assembly),
        (RUNTIME_FILE.to_owned(), runtime.to_vec()),
        (
            format!("{}.runtimeconfig.json", options.name),
            RUNTIME_CONFIG.as_bytes().to_vec(),
        ),
    ])
}

/// The emitted code as text in the manner of ildasm.
pub fn dump(module: &kaa_ir::Module, options: &Options) -> String {
    il::dump::assembly(&assembly(module, options))
}

fn assembly(module: &kaa_ir::Module, options: &Options) -> metadata::Assembly {
    let mut lowered = None;
    if !module.exceptions_lowered {
        let module = lowered.insert(module.clone());
        kaa_ir::passes::lower_exceptions::run(module);
    }
    let module = lowered.as_ref().unwrap_or(module);
    let mut assembly = lower::lower(module, &options.name, options.checks);
    for (name, bytes) in &options.resources {
        assembly.add_resource(name, bytes.clone());
    }
    assembly
}

/// File name of the C# runtime, which stands beside every emitted assembly.
pub const RUNTIME_FILE: &str = "kaa.runtime.dll";

/// The compiled C# runtime.
///
/// # Errors
/// If there was no C# compiler when this crate was built.
pub fn runtime_library() -> Result<&'static [u8], String> {
    const LIBRARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/kaa.runtime.dll"));
    match LIBRARY {
        [] => Err("this compiler was built without a C# compiler (mcs or csc)".to_owned()),
        _ => Ok(LIBRARY),
    }
}

/// The contents of `<app>.runtimeconfig.json`, which lets `dotnet app.exe` choose a runtime: the
/// newest installed from .NET Core 3.1 on. Invariant globalization because culture data is not ours
/// to consult.
pub const RUNTIME_CONFIG: &str = r#"{
  "runtimeOptions": {
    "tfm": "netcoreapp3.1",
    "rollForward": "LatestMajor",
    "framework": { "name": "Microsoft.NETCore.App", "version": "3.1.0" },
    "configProperties": {
      "System.Globalization.Invariant": true,
      "System.GC.Server": false,
      "System.GC.Concurrent": false
    }
  }
}
"#;
