//! `tests/ir/run` on the JDKs of this machine, with full verification of the classes.
//!
//! `KAA_FILETEST` limits the files to those whose name contains it.

mod common;

use std::path::{Path, PathBuf};

use kaa_ir::filetest;

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ir/run");
    let wanted = std::env::var("KAA_FILETEST").unwrap_or_default();
    let entries = std::fs::read_dir(folder).expect("tests/ir/run");
    let paths = entries.map(|entry| entry.expect("readable").path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|p| p.extension().is_some_and(|e| e == "ir"))
        .filter(|p| p.to_string_lossy().contains(&wanted))
        .collect();
    paths.sort();
    paths
}

#[test]
fn run_lines_on_every_jdk() {
    let javas = common::javas();
    let mut wrong = Vec::new();
    for path in files() {
        let name = path.file_stem().expect("a name").to_string_lossy();
        let source = std::fs::read_to_string(&path).expect("readable");
        let mut test = filetest::parse(&source).unwrap_or_else(|e| panic!("{name}:{e}"));
        filetest::with_entry(&mut test.module, &test.lines);
        wrong.extend(common::check(&name, &test.module, &test.lines, &javas));
    }
    assert!(
        wrong.is_empty(),
        "{} failures:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
