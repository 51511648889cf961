//! Compiles an RPython program: `rpy ROOT MODULE [--emit ir|none] [-o FILE] [--checked] [--run] [--no-verify]`.
//!
//! `--check FILE` only checks names and types, of modules that are new or whose imports changed since the last time; FILE
//! holds what is known.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use kaa_rpython::diagnostics::render;
use kaa_rpython::interface::Fnv;
use kaa_rpython::source::FolderSource;
use kaa_rpython::verdict::Verdicts;
use kaa_rpython::{Options, check, compile};

fn main() -> ExitCode {
    let mut plain = Vec::new();
    let (mut output, mut checked, mut run, mut verify, mut times) =
        (None, false, false, true, false);
    let mut emit = None;
    let mut known = None;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "-o" => output = args.next().map(PathBuf::from),
            "--emit" => emit = args.next(),
            "--check" => known = args.next().map(PathBuf::from),
            "--checked" => checked = true,
            "--run" => run = true,
            "--no-verify" => verify = false,
            "--times" => times = true,
            _ => plain.push(arg),
        }
    }
    let [root, module] = &plain[..] else {
        eprintln!("usage: rpy ROOT MODULE [--emit ir] [-o FILE] [--checked] [--run] [--no-verify]");
        return ExitCode::from(2);
    };
    let opcodes = include_str!("../../python/opcodes.toml");
    let options = Options {
        externs: kaa_externs::TABLE,
        opcodes,
        checked,
    };
    let source = FolderSource {
        root: root.as_ref(),
    };
    if let Some(known) = known {
        return check_only(&source, module, &options, &known, times);
    }
    let start = Instant::now();
    let compiled = compile(&source, module, &options);
    if times {
        eprintln!("compiled in {:?}", start.elapsed());
        for (what, time) in &compiled.times {
            eprintln!("{what} {time:?}");
        }
    }
    for diagnostic in &compiled.diagnostics {
        eprintln!("{}\n", render(diagnostic, &compiled.sources, false));
    }
    let Some(module) = compiled.module else {
        eprintln!("{} errors", compiled.diagnostics.len());
        return ExitCode::FAILURE;
    };
    if emit.as_deref() == Some("ir") || output.is_some() {
        let text = kaa_ir::text::module_text(&module);
        match output {
            Some(path) => std::fs::write(path, text).expect("the output is writable"),
            None => print!("{text}"),
        }
    }
    if verify && let Err(errors) = kaa_ir::verify::verify(&module) {
        for error in errors.iter().take(20) {
            eprintln!("{error}");
        }
        return ExitCode::from(3);
    }
    if run {
        let mut host = kaa_ir::interp::NoHost;
        let mut interp = kaa_ir::interp::Interp::new(&module, &mut host);
        let entry = module.entry.expect("programs have an entry");
        println!("{:?}", interp.call(entry, &[]));
    }
    ExitCode::SUCCESS
}

fn check_only(
    source: &FolderSource,
    module: &str,
    options: &Options,
    known: &Path,
    times: bool,
) -> ExitCode {
    let mut version = Fnv::default();
    version.add(options.externs);
    version.add(options.opcodes);
    version.add(&fingerprint());
    let text = std::fs::read_to_string(known).unwrap_or_default();
    let mut verdicts = Verdicts::parse(&text, version.value());
    let checked = check(source, module, options, &mut verdicts);
    if times {
        for (what, time) in &checked.times {
            eprintln!("{what} {time:?}");
        }
    }
    for diagnostic in &checked.diagnostics {
        eprintln!("{}\n", render(diagnostic, &checked.sources, false));
    }
    if let Err(why) = std::fs::write(known, verdicts.to_text()) {
        eprintln!("{}: {why}", known.display());
    }
    let n_errors = checked.diagnostics.len();
    let (n_checked, n_all) = (checked.rechecked.len(), checked.sources.files.len());
    println!("{n_checked} of {n_all} modules checked, {n_errors} errors");
    if n_errors == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Tells one build of this program from another.
fn fingerprint() -> String {
    let own = std::env::current_exe().and_then(std::fs::metadata);
    own.map_or(String::new(), |m| format!("{} {:?}", m.len(), m.modified()))
}
