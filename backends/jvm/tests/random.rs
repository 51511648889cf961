//! Random modules: the JVM's answers against the reference interpreter's.
//!
//! `KAA_FUZZ_SEED` is the first seed, `KAA_FUZZ_MODULES` the number of modules.

mod common;
#[path = "../../../tests/ir/random_module.rs"]
mod random_module;

use kaa_ir::filetest::{self, Expect, RunLine};
use kaa_ir::interp::{Interp, NoHost, Outcome, Scalar};
use kaa_ir::verify::expect_valid;

const FUNCTIONS: usize = 40;

fn number(variable: &str, default: u64) -> u64 {
    let text = std::env::var(variable).ok();
    text.map_or(default, |t| t.parse().expect("a number"))
}

#[test]
fn random_modules_agree_with_the_interpreter() {
    let first = number("KAA_FUZZ_SEED", 1);
    let javas = common::javas();
    for seed in first..first + number("KAA_FUZZ_MODULES", 4) {
        let mut module = random_module::module(seed, FUNCTIONS);
        let name = format!("random-{seed}");
        expect_valid(&module, &name);
        let lines = lines(&module, seed);
        filetest::with_entry(&mut module, &lines);
        // One JDK a module: the classes are the same, and starting one takes longer than all the rest.
        let java = &javas[seed as usize % javas.len()];
        let wrong = common::check(&name, &module, &lines, std::slice::from_ref(java));
        assert!(
            wrong.is_empty(),
            "seed {seed}: {} failures:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }
}

/// Three calls of every function, with the interpreter's answers. State carries over from line to line.
fn lines(module: &kaa_ir::Module, seed: u64) -> Vec<RunLine> {
    let mut random = random_module::Random::new(!seed);
    let mut host = NoHost;
    let mut interp = Interp::new(module, &mut host);
    let mut lines = Vec::new();
    for func in module
        .funcs
        .keys()
        .filter(|f| module.funcs[*f].name.starts_with('f'))
    {
        for _ in 0..3 {
            let args = vec![
                Scalar::I64(random.int()),
                Scalar::I32(random.int() as i32),
                Scalar::F64(random.int() as f64 / 4.0),
            ];
            let expect = match interp.call(func, &args) {
                Outcome::Return(Some(Scalar::I64(value))) => Expect::Int(value),
                Outcome::Throw { class, .. } => Expect::Throws(module.classes[class].name.clone()),
                other => panic!("@{}: {other:?}", module.funcs[func].name),
            };
            let line = lines.len() as u32 + 1;
            lines.push(RunLine {
                line,
                func,
                args,
                expect,
            });
        }
    }
    lines
}
