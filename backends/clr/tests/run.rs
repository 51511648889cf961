//! `tests/ir/run` on every CLR of this machine: the answers are the reference interpreter's.

mod common;

use kaa_ir::filetest;
use std::path::{Path, PathBuf};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ir/run");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("tests/ir/run is readable")
        .map(|entry| entry.expect("tests/ir/run is readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ir"))
        .collect();
    files.sort();
    files
}

fn run_all(level: u32) {
    let directory = common::directory(&format!("run{level}"));
    common::write_runtime(&directory);
    let hosts = common::hosts();
    let mut failures = Vec::new();
    for path in files() {
        let name = path
            .file_stem()
            .expect("a file")
            .to_string_lossy()
            .into_owned();
        let source = std::fs::read_to_string(&path).expect("test is readable");
        let mut test = filetest::parse(&source).unwrap_or_else(|error| panic!("{name}: {error}"));
        filetest::with_entry(&mut test.module, &test.lines);
        let found = common::check(
            &directory,
            &name,
            &mut test.module,
            &test.lines,
            level,
            &hosts,
        );
        failures.extend(found);
    }
    assert!(
        failures.is_empty(),
        "{} failures:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn as_written() {
    run_all(0);
}

#[test]
fn optimised() {
    run_all(1);
}
