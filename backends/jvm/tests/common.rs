//! Finding JDKs and running jars.
#![allow(dead_code)] // No test uses all of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use kaa_ir::filetest::{Failure, ProcessOutput, RunLine, run_process};

/// `KAA_JAVA17` and `KAA_JAVA25` name the `java` commands; without them those in `/usr/lib/jvm` are taken, else `java`.
pub fn javas() -> Vec<PathBuf> {
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

pub fn run(java: &Path, jar: &Path, first: usize) -> ProcessOutput {
    let output = Command::new(java)
        .args(["-Xverify:all", "-XX:TieredStopAtLevel=1", "-jar"])
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

/// Compiles a module with a synthesised entry and runs its lines; the failures, each with name and JDK.
pub fn check(
    name: &str,
    module: &kaa_ir::Module,
    lines: &[RunLine],
    javas: &[PathBuf],
) -> Vec<String> {
    let compiled = kaa_jvm::compile(module);
    let compiled = compiled.unwrap_or_else(|e| panic!("{name}: {}", e[0]));
    let jar = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.jar"));
    let bytes = kaa_jvm::jar(&compiled, kaa_jvm::runtime::classes()).expect("a jar");
    std::fs::write(&jar, bytes).expect("the jar is written");
    let mut wrong = Vec::new();
    for java in javas {
        let failures: Vec<Failure> = run_process(lines, |first| run(java, &jar, first));
        let place = format!("{name} ({})", java.display());
        wrong.extend(failures.iter().map(|f| format!("{place}: {f}")));
    }
    wrong
}

/// `KAA_JAVAC`, else `javac`.
pub fn javac() -> PathBuf {
    std::env::var_os("KAA_JAVAC")
        .unwrap_or_else(|| "javac".into())
        .into()
}
