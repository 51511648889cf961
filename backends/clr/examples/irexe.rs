//! `irexe FILE.ir OUT.exe`: compiles the text form of a module to an assembly, with the runtime and
//! the runtime configuration beside it. `irexe --emit cil FILE.ir` prints the code instead. Run lines
//! of the file become the program, if it has any.

use kaa_clr::Options;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let done = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--emit", "cil", input] => read(input).map(|module| print!("{}", dump(&module))),
        [input, output] => read(input).and_then(|module| emit(&module, Path::new(output))),
        _ => Err("usage: irexe FILE.ir OUT.exe | irexe --emit cil FILE.ir".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("irexe: {message}");
            ExitCode::FAILURE
        }
    }
}

fn read(path: &str) -> Result<kaa_ir::Module, String> {
    let source = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let mut test = kaa_ir::filetest::parse(&source).map_err(|error| format!("{path}:{error}"))?;
    if !test.lines.is_empty() {
        kaa_ir::filetest::with_entry(&mut test.module, &test.lines);
    }
    kaa_ir::passes::run(&mut test.module, &kaa_ir::passes::Options::default());
    Ok(test.module)
}

fn options(name: &str) -> Options {
    Options {
        checks: true,
        ..Options::new(name)
    }
}

fn dump(module: &kaa_ir::Module) -> String {
    kaa_clr::dump(module, &options("app"))
}

fn emit(module: &kaa_ir::Module, output: &Path) -> Result<(), String> {
    let name = output.file_stem().unwrap_or_default().to_string_lossy();
    let files = kaa_clr::compile_program(module, &options(&name));
    for (name, bytes) in files.map_err(|lines| lines.join("\n"))? {
        let path = output.with_file_name(name);
        std::fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}
