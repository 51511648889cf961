//! `irjar FILE.ir OUT.jar`: compiles a module in text form, with the passes, and packs it. With `--emit class` instead of
//! the second argument it prints the classes as text.

use std::process::ExitCode;

use kaa_ir::{filetest, text, verify};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let result = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [input, "--emit", "class"] => compile(input).map(|compiled| {
            for (_, bytes) in &compiled.classes {
                println!("{}", kaa_jvm::asm::dump::class(bytes));
            }
        }),
        [input, output] => compile(input).and_then(|compiled| {
            let jar = kaa_jvm::jar(&compiled, kaa_jvm::runtime::classes());
            let bytes = jar.map_err(|e| e.to_string())?;
            std::fs::write(output, bytes).map_err(|e| format!("{output}: {e}"))
        }),
        _ => Err("usage: irjar FILE.ir OUT.jar | irjar FILE.ir --emit class".to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("irjar: {message}");
            ExitCode::FAILURE
        }
    }
}

fn compile(input: &str) -> Result<kaa_jvm::Compiled, String> {
    let source = std::fs::read_to_string(input).map_err(|e| format!("{input}: {e}"))?;
    let mut module = text::parse(&source).map_err(|e| format!("{input}:{e}"))?;
    if module.entry.is_none() {
        let mut test = filetest::parse(&source).map_err(|e| format!("{input}:{e}"))?;
        filetest::with_entry(&mut test.module, &test.lines);
        module = test.module;
    }
    verify::expect_valid(&module, input);
    kaa_ir::passes::run(&mut module, &kaa_jvm::pass_options());
    kaa_jvm::compile(&module).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        lines.join("\n")
    })
}
