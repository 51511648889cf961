//! `tests/ir/run` on every CLR of this machine: the answers are the reference interpreter's.

mod common;

use kaa_clr::{Options, RUNTIME_CONFIG, RUNTIME_FILE};
use kaa_ir::filetest::{self, ProcessOutput, RunTest};
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

fn compile(test: &mut RunTest, name: &str, level: u32) -> Vec<u8> {
    filetest::with_entry(&mut test.module, &test.lines);
    let passes = kaa_ir::passes::Options {
        level,
        ..Default::default()
    };
    kaa_ir::passes::run(&mut test.module, &passes);
    let options = Options {
        name: name.to_owned(),
        checks: level == 0,
    };
    kaa_clr::compile(&test.module, &options)
        .unwrap_or_else(|errors| panic!("{name}: {}", errors.join("\n")))
}

/// Without passes and with checked casts at level 0, as shipped at level 1.
fn run_all(level: u32) {
    let directory = common::directory(&format!("run{level}"));
    let runtime = kaa_clr::runtime_library().expect("tests need a C# compiler");
    std::fs::write(directory.join(RUNTIME_FILE), runtime).expect("test directory is writable");
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
        let app = directory.join(format!("{name}.exe"));
        let bytes = compile(&mut test, &name, level);
        std::fs::write(&app, bytes).expect("test directory is writable");
        let config = directory.join(format!("{name}.runtimeconfig.json"));
        std::fs::write(config, RUNTIME_CONFIG).expect("test directory is writable");
        for host in &hosts {
            let found = filetest::run_process(&test.lines, |first| {
                let output = host.run(&app, &[&first.to_string()]);
                ProcessOutput {
                    stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
                    stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
                    code: output.status.code(),
                }
            });
            failures.extend(
                found
                    .iter()
                    .map(|failure| format!("{}: {name}: {failure}", host.name)),
            );
        }
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
