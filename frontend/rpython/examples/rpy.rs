//! Compiles an RPython program: `rpy ROOT MODULE [--emit ir|none] [-o FILE] [--checked] [--run] [--no-verify]`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use kaa_rpython::diagnostics::render;
use kaa_rpython::source::FolderSource;
use kaa_rpython::{Options, compile};

fn main() -> ExitCode {
    let mut plain = Vec::new();
    let (mut output, mut checked, mut run, mut verify, mut times) =
        (None, false, false, true, false);
    let mut emit = None;
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "-o" => output = args.next().map(PathBuf::from),
            "--emit" => emit = args.next(),
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
    let start = Instant::now();
    let compiled = compile(&source, module, &options);
    if times {
        eprintln!("compiled in {:?}", start.elapsed());
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
