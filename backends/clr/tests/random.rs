//! Random modules: the CLR's answers against the reference interpreter's.
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
    text.map_or(default, |text| text.parse().expect("a number"))
}

#[test]
fn random_modules_agree_with_the_interpreter() {
    let directory = common::directory("random");
    common::write_runtime(&directory);
    let hosts = common::hosts();
    let first = number("KAA_FUZZ_SEED", 1);
    for seed in first..first + number("KAA_FUZZ_MODULES", 4) {
        let mut module = random_module::module(seed, FUNCTIONS);
        let name = format!("random-{seed}");
        expect_valid(&module, &name);
        let lines = random_module::lines(&module, seed);
        filetest::with_entry(&mut module, &lines);
        let level = (seed % 2) as u32;
        let wrong = common::check(&directory, &name, &mut module, &lines, level, &hosts);
        assert!(
            wrong.is_empty(),
            "seed {seed}: {} failures:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }
}
