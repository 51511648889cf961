//! `tests/ir/run`: in the interpreter as written, through the synthesised entry, and after the passes.

use std::path::Path;

use kaa_ir::filetest::{self, Failure, RunTest};
use kaa_ir::passes::{self, Exceptions, Options};
use kaa_ir::verify::expect_valid;

fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ir/run");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "ir"))
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn each(check: impl Fn(&str, RunTest) -> Vec<Failure>) -> usize {
    let mut wrong = Vec::new();
    let mut n_lines = 0;
    for (name, source) in files() {
        let test = filetest::parse(&source).unwrap_or_else(|e| panic!("{name}:{e}"));
        expect_valid(&test.module, &name);
        assert!(!test.lines.is_empty(), "{name}: no run line");
        n_lines += test.lines.len();
        let failures = check(&name, test);
        wrong.extend(failures.iter().map(|f| format!("{name}: {f}")));
    }
    assert!(
        wrong.is_empty(),
        "{} failures:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    n_lines
}

#[test]
fn as_written() {
    let n_lines = each(|_, test| filetest::run_interpreter(&test));
    println!("{n_lines} run lines");
}

#[test]
fn through_the_entry() {
    each(|name, mut test| {
        filetest::with_entry(&mut test.module, &test.lines);
        expect_valid(&test.module, name);
        filetest::run_entry(&test.module, &test.lines)
    });
}

fn after_passes(options: &Options) {
    each(|_, mut test| {
        filetest::with_entry(&mut test.module, &test.lines);
        passes::run(&mut test.module, options);
        filetest::run_entry(&test.module, &test.lines)
    });
}

#[test]
fn lowered_only() {
    after_passes(&Options {
        level: 0,
        verify: true,
        ..Options::default()
    });
}

#[test]
fn optimised_for_host_exceptions() {
    after_passes(&Options {
        exceptions: Exceptions::Host,
        verify: true,
        ..Options::default()
    });
}

#[test]
fn optimised_for_sentinels() {
    after_passes(&Options {
        verify: true,
        ..Options::default()
    });
}

#[test]
fn outlined_wherever_possible() {
    for (max_bytes, hot_bytes) in [(40, usize::MAX), (400, 20)] {
        after_passes(&Options {
            exceptions: Exceptions::Host,
            verify: true,
            max_bytes,
            hot_bytes,
            switch_cases: 1,
            ..Options::default()
        });
    }
}

#[test]
fn every_op_is_run() {
    let mut used = std::collections::HashSet::new();
    for (_, source) in files() {
        let module = filetest::parse(&source).unwrap().module;
        for func in module.funcs.values() {
            used.extend(func.insts.values().map(|inst| inst.op));
        }
    }
    // What lower_exceptions makes, and call_extern, which the synthesised entry is full of.
    let made = [
        "exc_set",
        "exc_pending",
        "exc_take",
        "exc_return",
        "call_extern",
    ];
    for row in &kaa_ir::op::OPS {
        let run = used.contains(&row.op) || made.contains(&row.name);
        assert!(run, "no run test has the op {}", row.name);
    }
}
