//! `tests/rpython/ok` on every executor: the reference interpreter, native (plain and under collector zeal), the JDKs and
//! the CLRs of this machine; and under CPython by the shim. All but the interpreter run most programs from one module.
//!
//! `KAA_RPYTHON=text` limits the programs by name; `KAA_BLESS=1` writes what the interpreter prints into their files.

mod hosts;
mod program;

use kaa_driver::pipeline::{self, Target};
use kaa_ir::interp::{ExternHost, HostArg, HostValue, Interp, Outcome, Scalar};
use kaa_ir::module::Signature;
use program::{End, Program, batches, compile, expect_none, run_batch, try_compile};

/// The primitives that the programs use.
#[derive(Default)]
struct Printer {
    stdout: Vec<u8>,
}

const PRIMITIVES: [&str; 3] = ["test_first", "fs_write", "float_repr"];

impl ExternHost for Printer {
    fn resolve(&mut self, name: &str, _sig: &Signature) -> Option<u32> {
        let found = PRIMITIVES.iter().position(|n| *n == name);
        found.map(|i| i as u32)
    }

    fn call(&mut self, _number: u32, args: &mut [HostArg]) -> HostValue {
        match args {
            [] => HostValue::I32(0),
            [HostArg::F64(f)] => HostValue::Bytes(Some(format!("{f:?}").into_bytes())),
            [
                HostArg::I32(1),
                HostArg::Bytes(Some(data)),
                HostArg::I32(start),
                HostArg::I32(n),
            ] => {
                let start = *start as usize;
                self.stdout
                    .extend_from_slice(&data[start..start + *n as usize]);
                HostValue::I32(*n)
            }
            other => panic!("no primitive takes {other:?}"),
        }
    }
}

fn interpret(module: &kaa_ir::Module) -> (String, End) {
    let mut host = Printer::default();
    let mut interp = Interp::new(module, &mut host);
    interp.fuel = Some(1 << 26);
    let end = match interp.call(module.entry.expect("programs have an entry"), &[]) {
        Outcome::Return(Some(Scalar::I32(0))) => End::Done,
        Outcome::Trap { code, .. } => End::Trap(code.name().to_owned()),
        other => End::Broken(format!("{other:?}")),
    };
    let printed = String::from_utf8(host.stdout).expect("programs print text");
    // The root announces the program.
    let printed = printed
        .strip_prefix("== 0\n")
        .map_or(printed.clone(), str::to_owned);
    (printed, end)
}

/// Each program by itself: as written in release and in checked builds, and after the passes.
#[test]
fn reference_interpreter() {
    let mut wrong = Vec::new();
    for program in &program::all() {
        wrong.extend(check_interpreted(program));
    }
    expect_none(&wrong);
}

fn check_interpreted(program: &Program) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut module = match try_compile(&[program], false) {
        Ok(module) => module,
        Err(errors) => return vec![format!("{}: {errors}", program.name)],
    };
    kaa_ir::verify::expect_valid(&module, &program.name);
    let (printed, end) = interpret(&module);
    if std::env::var_os("KAA_BLESS").is_some() {
        program.bless(&printed);
        let (_, wanted) = program.expectation(false);
        if end != wanted {
            wrong.push(format!("{}: ended with {end:?}", program.name));
        }
        return wrong;
    }
    if program.prints.is_none() {
        return vec![format!("{}: does not say what it prints", program.name)];
    }
    let judge = |what: &str, checked: bool, module: &kaa_ir::Module| {
        let (printed, end) = interpret(module);
        let found = program.judge(checked, &printed, &end);
        found.map(|message| format!("{what}: {message}"))
    };
    wrong.extend(judge("as written", false, &module));
    pipeline::optimise(&mut module, Target::Native, &[]);
    wrong.extend(judge("optimised", false, &module));
    let checked = compile(&[program], true);
    kaa_ir::verify::expect_valid(&checked, &program.name);
    wrong.extend(judge("checked", true, &checked));
    wrong
}

#[test]
fn native() {
    let programs = program::all();
    let shop = hosts::Native::new();
    let mut wrong = Vec::new();
    for batch in batches(&programs) {
        let mut module = compile(&batch, false);
        pipeline::optimise(&mut module, Target::Native, &[]);
        let app = shop.link(&batch[0].name, &module);
        for zeal in ["0", "1"] {
            let found = run_batch(&batch, |first| shop.run(&app, first, zeal));
            wrong.extend(found.iter().map(|f| format!("zeal {zeal}: {f}")));
        }
    }
    expect_none(&wrong);
}

#[test]
fn jvm() {
    let mut programs = program::all();
    programs.retain(|p| p.on_jvm);
    let javas = hosts::javas();
    let mut wrong = Vec::new();
    for batch in batches(&programs) {
        let mut module = compile(&batch, false);
        pipeline::optimise(&mut module, Target::Jvm, &[]);
        let jar = hosts::jar(&batch[0].name, &module);
        for java in &javas {
            let found = run_batch(&batch, |first| hosts::run_jar(java, &jar, first));
            wrong.extend(found.iter().map(|f| format!("{}: {f}", java.display())));
        }
    }
    expect_none(&wrong);
}

#[test]
fn clr() {
    let programs = program::all();
    let hosts = hosts::clrs();
    let mut wrong = Vec::new();
    for batch in batches(&programs) {
        let mut module = compile(&batch, false);
        pipeline::optimise(&mut module, Target::Clr, &[]);
        let app = hosts::assembly(&batch[0].name, &module);
        for host in &hosts {
            let found = run_batch(&batch, |first| host.run(&app, first));
            wrong.extend(found.iter().map(|f| format!("{}: {f}", host.name)));
        }
    }
    expect_none(&wrong);
}

/// The shim of `python/rpython` runs the same programs, in pdb if need be.
#[test]
fn cpython() {
    let Some(python) = hosts::cpython() else {
        return;
    };
    let mut programs = program::all();
    programs.retain(|p| p.in_cpython);
    let names = programs.iter().map(|p| p.name.as_str());
    let printed = hosts::run_shim(&python, &program::folder(), names);
    let mut wrong = Vec::new();
    let mut parts = printed.stdout.split("== ").skip(1);
    for program in &programs {
        let part = parts.next().unwrap_or_default();
        let rest = part.strip_prefix(program.name.as_str()).unwrap_or_default();
        let rest = rest.strip_prefix('\n').unwrap_or_default();
        let Some((text, end)) = rest.rsplit_once("-- ") else {
            wrong.push(format!("{}: {rest}{}", program.name, printed.stderr));
            continue;
        };
        let end = match (end.trim(), end.trim().strip_prefix("trap ")) {
            ("done", _) => End::Done,
            (_, Some(code)) => End::Trap(code.to_owned()),
            (other, None) => End::Broken(other.to_owned()),
        };
        wrong.extend(program.judge(false, text, &end));
    }
    expect_none(&wrong);
}
