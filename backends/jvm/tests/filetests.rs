//! `tests/ir/run` on the JDKs of this machine, with full verification of the classes.
//!
//! `KAA_JAVA17` and `KAA_JAVA25` name the `java` commands; without them those in `/usr/lib/jvm` are taken, else `java`.
//! `KAA_FILETEST` limits the files to those whose name contains it.

use std::path::{Path, PathBuf};
use std::process::Command;

use kaa_ir::filetest::{self, ProcessOutput};

fn javas() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for version in ["17", "25"] {
        if let Some(path) = std::env::var_os(format!("KAA_JAVA{version}")) {
            found.push(path.into());
            continue;
        }
        let homes = std::fs::read_dir("/usr/lib/jvm").into_iter().flatten();
        let homes = homes.filter_map(|entry| Some(entry.ok()?.path()));
        let fits = |home: &PathBuf| {
            let name = home.file_name().unwrap_or_default().to_string_lossy();
            name.contains(version) && home.join("bin/java").exists()
        };
        found.extend(homes.filter(fits).min().map(|home| home.join("bin/java")));
    }
    if found.is_empty() {
        found.push("java".into());
    }
    found
}

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

fn run(java: &Path, jar: &Path, first: usize) -> ProcessOutput {
    let output = Command::new(java)
        .args([
            "-Xverify:all",
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-jar",
        ])
        .arg(jar)
        .arg(first.to_string())
        .output()
        .unwrap_or_else(|e| panic!("{}: {e}", java.display()));
    ProcessOutput {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code(),
    }
}

#[test]
fn run_lines_on_every_jdk() {
    let javas = javas();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let mut wrong = Vec::new();
    for path in files() {
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let source = std::fs::read_to_string(&path).expect("readable");
        let mut test = filetest::parse(&source).unwrap_or_else(|e| panic!("{name}:{e}"));
        filetest::with_entry(&mut test.module, &test.lines);
        let compiled = kaa_jvm::compile(&test.module, &kaa_jvm::Options::default());
        let compiled = compiled.unwrap_or_else(|e| panic!("{name}: {}", e[0]));
        let jar = folder.join(format!("{name}.jar"));
        let bytes = kaa_jvm::jar(&compiled, kaa_jvm::runtime::classes()).expect("a jar");
        std::fs::write(&jar, bytes).expect("the jar is written");
        for java in &javas {
            let failures = filetest::run_process(&test.lines, |first| run(java, &jar, first));
            let place = format!("{name} ({})", java.display());
            wrong.extend(failures.iter().map(|f| format!("{place}: {f}")));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} failures:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
