//! Compiles the Java runtime, so that its class files travel inside this crate.
//!
//! `KAA_JAVAC` names the compiler; else it is that of `JAVA_HOME`, else `javac`. Without any, the crate still builds, and
//! making a jar is an error that says so.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

const SOURCES: &str = "../../runtime-jvm/src/kaa/rt";

fn main() {
    println!("cargo:rerun-if-changed={SOURCES}");
    println!("cargo:rerun-if-env-changed=KAA_JAVAC");
    println!("cargo:rerun-if-env-changed=JAVA_HOME");
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    let folder = out.join("classes");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("OUT_DIR is writable");
    let mut rows = String::new();
    if compile(&folder) {
        for class in sorted(&folder.join("kaa/rt"), "class") {
            let name = class.file_name().expect("a file").to_string_lossy();
            let path = class.display();
            writeln!(
                rows,
                "    (\"kaa/rt/{name}\", include_bytes!({:?})),",
                path.to_string()
            )
            .expect("writing to a string");
        }
    }
    let text = format!("static CLASSES: &[(&str, &[u8])] = &[\n{rows}];\n");
    std::fs::write(out.join("runtime.rs"), text).expect("OUT_DIR is writable");
}

fn javac() -> PathBuf {
    if let Some(path) = std::env::var_os("KAA_JAVAC") {
        return path.into();
    }
    let home = std::env::var_os("JAVA_HOME").map(PathBuf::from);
    let at_home = home.map(|home| home.join("bin/javac"));
    at_home
        .filter(|path| path.exists())
        .unwrap_or_else(|| "javac".into())
}

fn compile(folder: &Path) -> bool {
    let mut command = Command::new(javac());
    // String concatenation through invokedynamic would cost start-up time.
    command.args(["--release", "17", "-encoding", "UTF-8", "-nowarn", "-g"]);
    command.args(["-XDstringConcat=inline", "-Xlint:-removal", "-d"]);
    command.arg(folder).args(sorted(Path::new(SOURCES), "java"));
    match command.output() {
        Ok(output) if output.status.success() => true,
        Ok(output) => panic!("javac:\n{}", String::from_utf8_lossy(&output.stderr)),
        Err(error) => {
            println!("cargo:warning=no Java compiler ({error}): jars cannot be made");
            false
        }
    }
}

fn sorted(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let paths = entries.map(|entry| entry.expect("folder is readable").path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|p| p.extension().is_some_and(|e| e == extension))
        .collect();
    paths.sort();
    paths
}
