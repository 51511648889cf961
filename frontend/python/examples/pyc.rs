//! `pyc in.py out.kaac [--dis]`: compiles a file to a serialised code object.

use kaa_pycompile::{Mode, Options, compile_with_warnings, disassemble, serialize};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (options, files): (Vec<&String>, Vec<&String>) =
        args.iter().partition(|arg| arg.starts_with("--"));
    let Some(input) = files.first() else {
        eprintln!("usage: pyc in.py [out.kaac] [--dis]");
        return ExitCode::from(2);
    };
    let source = match std::fs::read(input) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("pyc: {input}: {error}");
            return ExitCode::from(1);
        }
    };
    let compiled = match compile_with_warnings(&source, input, Mode::Exec, Options::default()) {
        Ok(compiled) => compiled,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(1);
        }
    };
    for warning in &compiled.warnings {
        eprintln!("{warning}");
    }
    if options.iter().any(|option| *option == "--dis") {
        print!("{}", disassemble(&compiled.code));
    }
    if let Some(output) = files.get(1)
        && let Err(error) = std::fs::write(output, serialize(&compiled.code))
    {
        eprintln!("pyc: {output}: {error}");
        return ExitCode::from(1);
    }
    ExitCode::SUCCESS
}
