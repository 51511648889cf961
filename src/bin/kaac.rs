//! The compiler's command line: a Python program to a native executable, a jar or an assembly.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use indicatif::ProgressBar;
use kaa_driver::package::{COMPILER_FILE, Parts};
use kaa_driver::pipeline::Target;
use kaa_driver::{package, payload, pipeline};
use kaa_ir::Module;

/// The interpreter before any pass, from the build script.
static PYTHON: &str = include_str!(concat!(env!("OUT_DIR"), "/python.ir"));
static LIBRARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));

#[derive(Parser)]
#[command(
    name = "kaac",
    about = "Compiles a Python program to a native executable, a jar or an assembly"
)]
struct Args {
    /// The program; none with --interpreter.
    program: Option<PathBuf>,
    /// native, jvm or clr.
    #[arg(long, default_value = "native")]
    target: String,
    /// The file to write.
    #[arg(short)]
    output: Option<PathBuf>,
    /// Make the interpreter itself, which takes any script.
    #[arg(long)]
    interpreter: bool,
    /// Print a form of the code instead: ir, bytecode (of the program).
    #[arg(long)]
    emit: Option<String>,
    /// Print the IR after this pass.
    #[arg(long)]
    dump_after: Vec<String>,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("kaac: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), String> {
    let target = Target::parse(&args.target)
        .ok_or_else(|| format!("no target is called `{}`: native, jvm, clr", args.target))?;
    let main = match &args.program {
        Some(program) => Some(compile_program(program, args)?),
        None if args.interpreter || args.emit.as_deref() == Some("ir") => None,
        None => return Err("name a program, or --interpreter".into()),
    };
    match args.emit.as_deref() {
        Some("bytecode") => return Ok(()),
        Some("ir") => {
            print!("{}", kaa_ir::text::module_text(&interpreter(target, args)?));
            return Ok(());
        }
        Some(other) => return Err(format!("--emit {other} is not known: ir, bytecode")),
        None => {}
    }
    let output = args
        .output
        .as_deref()
        .ok_or("name the file to write with -o")?;
    let spinner = ProgressBar::new_spinner();
    spinner.enable_steady_tick(Duration::from_millis(100));
    spinner.set_message(format!("compiling {}", output.display()));
    let done = build(target, main, output, args);
    spinner.finish_and_clear();
    done
}

/// The program's serialised code object.
fn compile_program(program: &Path, args: &Args) -> Result<Vec<u8>, String> {
    let source = std::fs::read(program).map_err(|e| format!("{}: {e}", program.display()))?;
    let name = program.display().to_string();
    let options = kaa_pycompile::Options::default();
    let code = kaa_pycompile::compile(&source, &name, kaa_pycompile::Mode::Exec, options).map_err(
        |error| {
            let text = error.text.as_deref().unwrap_or_default().trim_end();
            format!(
                "{name}:{}: {}: {}\n    {text}",
                error.lineno,
                error.kind.name(),
                error.message
            )
        },
    )?;
    if args.emit.as_deref() == Some("bytecode") {
        print!("{}", kaa_pycompile::disassemble(&code));
    }
    Ok(kaa_pycompile::serialize(&code))
}

fn interpreter(target: Target, args: &Args) -> Result<Module, String> {
    let mut module =
        kaa_ir::text::parse(PYTHON).map_err(|e| format!("internal error: python.ir:{e}"))?;
    let report = pipeline::optimise(&mut module, target, &args.dump_after);
    for (pass, text) in report.dumps {
        println!("; after {pass}\n{text}");
    }
    Ok(module)
}

fn build(target: Target, main: Option<Vec<u8>>, output: &Path, args: &Args) -> Result<(), String> {
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    let beside = |name: &str| own.with_file_name(name);
    if target == Target::Native {
        let kaa = std::fs::read(beside("kaa"))
            .map_err(|e| format!("{}: {e}", beside("kaa").display()))?;
        let bytes = match &main {
            Some(program) => payload::append(kaa, program),
            None => kaa,
        };
        return write_executable(output, &bytes);
    }
    let module = interpreter(target, args)?;
    let parts = Parts {
        library: LIBRARY,
        main,
        compiler: std::fs::read(beside(COMPILER_FILE)).ok(),
    };
    if target == Target::Jvm {
        return write(output, &package::jar(&module, &parts)?);
    }
    let name = output
        .file_stem()
        .map(|s| s.to_string_lossy().into_owned())
        .unwrap_or_default();
    for (file, bytes) in package::assembly(&module, &name, &parts)? {
        write(&output.with_file_name(file), &bytes)?;
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|e| format!("{}: {e}", path.display()))
}

fn write_executable(path: &Path, bytes: &[u8]) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    write(path, bytes)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
        .map_err(|e| format!("{}: {e}", path.display()))
}
