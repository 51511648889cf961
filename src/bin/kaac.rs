//! The compiler's command line: a Python program to a native executable, a jar or an assembly.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use indicatif::ProgressBar;
use kaa_driver::package::{COMPILER_FILE, Parts};
use kaa_driver::pipeline::{Target, Timings};
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
    /// Print a form of the code instead: rpython-types, ir, clif, class, cil (of the interpreter), bytecode (of the program);
    /// FORM=TEXT prints only functions whose names contain TEXT.
    #[arg(long)]
    emit: Option<String>,
    /// Print the IR after this pass.
    #[arg(long, value_name = "PASS")]
    dump_after: Vec<String>,
    /// Print how long each phase took.
    #[arg(long)]
    timings: bool,
    /// The folder that contains `python/`, for rpython-types.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    sources: PathBuf,
}

/// What the user waits for, and how long it took.
struct Progress {
    spinner: ProgressBar,
    timings: Timings,
}

impl Progress {
    fn new() -> Progress {
        let spinner = ProgressBar::new_spinner();
        spinner.enable_steady_tick(Duration::from_millis(100));
        Progress {
            spinner,
            timings: Timings::default(),
        }
    }
    fn step<T>(&mut self, phase: &str, work: impl FnOnce() -> T) -> T {
        self.spinner.set_message(phase.to_owned());
        self.timings.measure(phase, work)
    }
    fn finish(self, show: bool) {
        self.spinner.finish_and_clear();
        if show {
            eprint!("{}", self.timings);
        }
    }
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
    let mut progress = Progress::new();
    let done = work(target, args, &mut progress);
    progress.finish(args.timings);
    // Text comes after the spinner is gone; who reads only its start closes the pipe early.
    let text = done?;
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.to_string()),
        _ => Ok(()),
    }
}

/// An empty answer is most often a mistyped name.
fn some_of(text: String, filter: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err(format!("no function's name contains `{filter}`"));
    }
    Ok(text)
}

/// Does what is asked; answers what is to be printed.
fn work(target: Target, args: &Args, progress: &mut Progress) -> Result<String, String> {
    let emit = args.emit.as_deref();
    let (form, filter) = match emit.map(|emit| emit.split_once('=').unwrap_or((emit, ""))) {
        Some((form, filter)) => (Some(form), filter),
        None => (None, ""),
    };
    if form == Some("rpython-types") {
        let text = progress.step("types", || pipeline::python_types(&args.sources, filter))?;
        return some_of(text, filter);
    }
    let program = match &args.program {
        Some(program) => Some(progress.step("bytecode", || compile_program(program))?),
        None => None,
    };
    if form == Some("bytecode") {
        let code = program.ok_or("name the program whose bytecode is wanted")?;
        return Ok(kaa_pycompile::disassemble(&code));
    }
    if form.is_some() || !args.dump_after.is_empty() {
        let target = form.and_then(pipeline::target_of).unwrap_or(target);
        let (module, mut text) = interpreter(target, args, progress)?;
        if let Some(form) = form {
            let emitted = progress.step(form, || pipeline::emit(&module, form, filter))?;
            text += &some_of(emitted, filter)?;
        }
        return Ok(text);
    }
    if program.is_none() && !args.interpreter {
        return Err("name a program, or --interpreter".into());
    }
    let output = args
        .output
        .as_deref()
        .ok_or("name the file to write with -o")?;
    let main = program.map(|code| kaa_pycompile::serialize(&code));
    build(target, main, output, args, progress)?;
    Ok(String::new())
}

fn compile_program(program: &Path) -> Result<kaa_pycompile::CodeObject, String> {
    let source = std::fs::read(program).map_err(|e| format!("{}: {e}", program.display()))?;
    let name = program.display().to_string();
    let options = kaa_pycompile::Options::default();
    kaa_pycompile::compile(&source, &name, kaa_pycompile::Mode::Exec, options).map_err(|error| {
        let text = error.text.as_deref().unwrap_or_default().trim_end();
        format!(
            "{name}:{}: {}: {}\n    {text}",
            error.lineno,
            error.kind.name(),
            error.message
        )
    })
}

/// The interpreter after the passes, and the dumps that were asked for.
fn interpreter(
    target: Target,
    args: &Args,
    progress: &mut Progress,
) -> Result<(Module, String), String> {
    for pass in &args.dump_after {
        if !kaa_ir::passes::PASSES.iter().any(|p| p.name == pass) {
            let names: Vec<&str> = kaa_ir::passes::PASSES.iter().map(|p| p.name).collect();
            return Err(format!("no pass is called `{pass}`: {}", names.join(", ")));
        }
    }
    let module = progress.step("reading the interpreter", || kaa_ir::text::parse(PYTHON));
    let mut module = module.map_err(|e| format!("internal error: python.ir:{e}"))?;
    progress.spinner.set_message("passes");
    let report = pipeline::optimise(&mut module, target, &args.dump_after);
    for (pass, time) in report.times {
        progress.timings.add(pass, time);
    }
    let dumps = report.dumps.iter();
    let text = dumps.map(|(pass, text)| format!("; after {pass}\n{text}\n"));
    Ok((module, text.collect()))
}

fn build(
    target: Target,
    main: Option<Vec<u8>>,
    output: &Path,
    args: &Args,
    progress: &mut Progress,
) -> Result<(), String> {
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
    let (module, _) = interpreter(target, args, progress)?;
    let parts = Parts {
        library: LIBRARY,
        main,
        compiler: std::fs::read(beside(COMPILER_FILE)).ok(),
    };
    if target == Target::Jvm {
        let jar = progress.step("class files", || package::jar(&module, &parts))?;
        return write(output, &jar);
    }
    let name = output
        .file_stem()
        .map(|s| s.to_string_lossy().into_owned())
        .unwrap_or_default();
    let files = progress.step("assembly", || package::assembly(&module, &name, &parts))?;
    for (file, bytes) in files {
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
