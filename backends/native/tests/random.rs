//! Random modules: native answers, plain and under zeal, against the reference interpreter's.
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
    let shop = common::Workshop::new("random");
    for seed in first..first + number("KAA_FUZZ_MODULES", 8) {
        let mut module = random_module::module(seed, FUNCTIONS);
        let name = format!("random-{seed}");
        expect_valid(&module, &name);
        let lines = random_module::lines(&module, seed);
        filetest::with_entry(&mut module, &lines);
        let wrong = shop.check(&name, &mut module, &lines);
        let n = wrong.len();
        assert!(
            wrong.is_empty(),
            "seed {seed}: {n} failures:\n{}",
            wrong.join("\n")
        );
    }
}
