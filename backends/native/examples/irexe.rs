//! IR text to an executable: `irexe [--emit WHAT] [--archive libkaa_rt.a] FILE.ir OUT`.
//!
//! `--emit clif=NAME` prints the CLIF of the functions whose name contains NAME instead;
//! `--emit object` writes the object without `main`, for a program that has its own.

use std::path::PathBuf;
use std::process::ExitCode;

use kaa_ir::Module;
use kaa_native::{Options, clif, compile, link};

struct Args {
    clif: Option<String>,
    object: bool,
    archive: Option<PathBuf>,
    files: Vec<PathBuf>,
}

fn parse_args() -> Result<Args, String> {
    let mut parsed = Args {
        clif: None,
        object: false,
        archive: None,
        files: Vec::new(),
    };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--emit" => {
                let what = args.next().unwrap_or_default();
                match what.strip_prefix("clif") {
                    Some(name) => parsed.clif = Some(name.trim_start_matches('=').to_owned()),
                    None if what == "object" => parsed.object = true,
                    None => return Err("--emit takes clif, clif=NAME or object".into()),
                }
            }
            "--archive" => parsed.archive = args.next().map(PathBuf::from),
            _ => parsed.files.push(arg.into()),
        }
    }
    Ok(parsed)
}

fn run() -> Result<(), String> {
    let args = parse_args()?;
    let usage = "usage: irexe [--emit WHAT] [--archive libkaa_rt.a] FILE.ir OUT";
    let input = args.files.first().ok_or(usage)?;
    let source = std::fs::read_to_string(input).map_err(|e| format!("{}: {e}", input.display()))?;
    let mut module: Module =
        kaa_ir::text::parse(&source).map_err(|e| format!("{}:{e}", input.display()))?;
    kaa_ir::passes::run(&mut module, &kaa_ir::passes::Options::default());
    let report = |errors: Vec<kaa_native::Error>| {
        errors
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    };
    if let Some(name) = args.clif {
        print!("{}", clif(&module, &name).map_err(report)?);
        return Ok(());
    }
    let out = args.files.get(1).ok_or(usage)?;
    let options = Options {
        main: !args.object,
        ..Options::default()
    };
    let object = compile(&module, &options).map_err(report)?;
    if args.object {
        return std::fs::write(out, object).map_err(|e| format!("{}: {e}", out.display()));
    }
    let archive = match args.archive {
        Some(archive) => archive,
        None => link::build_runtime().map_err(|e| e.to_string())?,
    };
    link::link(&object, &archive, out).map_err(|e| e.to_string())
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("irexe: {message}");
            ExitCode::FAILURE
        }
    }
}
