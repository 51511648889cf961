//! Random modules: the JVM's answers against the reference interpreter's.
//!
//! `KAA_FUZZ_SEED` is the first seed, `KAA_FUZZ_MODULES` the number of modules.

mod common;
#[path = "../../../tests/ir/random_module.rs"]
mod random_module;

use kaa_ir::filetest;
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
        let lines = random_module::lines(&module, seed);
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
