//! `tests/ir/run/*.ir` as native programs, plain and under collector zeal.

mod common;

use std::path::{Path, PathBuf};

use kaa_ir::filetest;

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/ir/run");
    let entries = std::fs::read_dir(&folder).expect("the tests are there");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder is readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "ir"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no tests in {}", folder.display());
    files
}

#[test]
fn run_tests_pass_natively() {
    let shop = common::Workshop::new("filetests");
    let mut failures = Vec::new();
    for file in files() {
        let name = file
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy()
            .into_owned();
        let source = std::fs::read_to_string(&file).expect("the test is readable");
        let found = match filetest::parse(&source) {
            Ok(mut test) => {
                filetest::with_entry(&mut test.module, &test.lines);
                shop.check(&name, &mut test.module, &test.lines)
            }
            Err(error) => vec![error],
        };
        failures.extend(found.into_iter().map(|f| format!("{name}: {f}")));
    }
    assert!(
        failures.is_empty(),
        "{} failures:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
