//! Compiles the C# runtime with `mcs` (or `csc`), so that programs can be written with it beside
//! them. Without a C# compiler the crate still builds; only asking for the runtime then fails.

use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../runtime-clr");
    println!("cargo:rerun-if-changed={}", sources.display());
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let library = out.join("kaa.runtime.dll");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&sources)
        .expect("runtime-clr is readable")
        .map(|entry| entry.expect("runtime-clr is readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "cs"))
        .collect();
    files.sort();
    for file in &files {
        println!("cargo:rerun-if-changed={}", file.display());
    }
    if !["mcs", "csc"]
        .iter()
        .any(|compiler| compile(compiler, &files, &library))
    {
        println!("cargo:warning=no C# compiler (mcs or csc): kaa.runtime.dll is not built");
        std::fs::write(&library, []).expect("OUT_DIR is writable");
    }
}

/// False if there is no such compiler. A mistake in the sources fails the build.
fn compile(compiler: &str, files: &[PathBuf], library: &Path) -> bool {
    let status = Command::new(compiler)
        .args(["-nologo", "-target:library", "-unsafe", "-optimize+"])
        .arg("-r:System.Numerics.dll")
        .arg(format!("-out:{}", library.display()))
        .args(files)
        .status();
    match status {
        Ok(status) => {
            assert!(status.success(), "{compiler} refuses runtime-clr");
            true
        }
        Err(_) => false,
    }
}
