//! `tests/ir/run/*.ir` as native programs, plain and under collector zeal.

use std::path::{Path, PathBuf};
use std::process::Command;

use kaa_ir::filetest::{self, ProcessOutput};
use kaa_ir::passes;
use kaa_native::{Options, compile, link};

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

/// What went wrong with one file, one message a line.
fn check(file: &Path, archive: &Path, folder: &Path) -> Vec<String> {
    let source = std::fs::read_to_string(file).expect("the test is readable");
    let mut test = match filetest::parse(&source) {
        Ok(test) => test,
        Err(error) => return vec![error],
    };
    filetest::with_entry(&mut test.module, &test.lines);
    passes::run(&mut test.module, &passes::Options::default());
    let options = Options {
        main: true,
        ..Options::default()
    };
    let object = match compile(&test.module, &options) {
        Ok(object) => object,
        Err(errors) => return errors.iter().map(ToString::to_string).collect(),
    };
    let program = folder.join(file.file_stem().expect("a file has a name"));
    if let Err(error) = link::link(&object, archive, &program) {
        return vec![error.to_string()];
    }
    let mut failures = Vec::new();
    for zeal in ["0", "1", "7"] {
        let result = filetest::run_process(&test.lines, |first| start(&program, first, zeal));
        failures.extend(result.iter().map(|f| format!("zeal {zeal}: {f}")));
    }
    failures
}

fn start(program: &Path, first: usize, zeal: &str) -> ProcessOutput {
    let output = Command::new(program)
        .arg(first.to_string())
        .env("KAA_GC_ZEAL", zeal)
        // Some tests ask for an array of 16 GiB and expect a refusal.
        .env("KAA_GC_LIMIT", "4g")
        .output()
        .expect("the program starts");
    ProcessOutput {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code(),
    }
}

#[test]
fn run_tests_pass_natively() {
    let archive = link::build_runtime().expect("the runtime builds");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("filetests");
    std::fs::create_dir_all(&folder).expect("the folder is writable");
    let mut failures = Vec::new();
    for file in files() {
        let name = file
            .file_name()
            .expect("a file has a name")
            .to_string_lossy()
            .into_owned();
        let found = check(&file, &archive, &folder);
        failures.extend(found.into_iter().map(|f| format!("{name}: {f}")));
    }
    assert!(
        failures.is_empty(),
        "{} failures:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
