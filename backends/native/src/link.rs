//! Linking a standalone program from an object with `main` and the runtime's archive, by the
//! system's C compiler driver.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// System libraries that the archive needs.
const LIBRARIES: [&str; 5] = ["-lm", "-lpthread", "-ldl", "-lgcc_s", "-lc"];

/// Writes the executable `out`. `archive` is `libkaa_rt.a`.
///
/// # Errors
/// If a file cannot be written or the linker reports a failure, with what it printed.
pub fn link(object: &[u8], archive: &Path, out: &Path) -> io::Result<()> {
    let object_file = out.with_extension("o");
    std::fs::write(&object_file, object)?;
    let cc = std::env::var_os("CC").unwrap_or_else(|| "cc".into());
    let result = Command::new(cc)
        // Prebuilt objects hold absolute addresses: at a fixed address they need no relocation
        // at start-up.
        .arg("-no-pie")
        .arg("-o")
        .arg(out)
        .arg(&object_file)
        .arg(archive)
        .arg("-Wl,--gc-sections")
        .args(LIBRARIES)
        .output()?;
    std::fs::remove_file(&object_file)?;
    if result.status.success() {
        return Ok(());
    }
    Err(io::Error::other(format!(
        "cc: {}",
        String::from_utf8_lossy(&result.stderr)
    )))
}

/// Builds the runtime's archive with cargo and answers its path; for tests and examples, which
/// run inside the source tree.
///
/// # Errors
/// If cargo fails, with what it printed.
pub fn build_runtime() -> io::Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(&root)
        .args(["build", "--quiet", "--package", "kaa-rt"]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    let result = command.output()?;
    if !result.status.success() {
        let text = String::from_utf8_lossy(&result.stderr).into_owned();
        return Err(io::Error::other(format!("cargo build -p kaa-rt: {text}")));
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or(root.join("target"), PathBuf::from);
    let profile = if cfg!(debug_assertions) {
        "debug"
    } else {
        "release"
    };
    Ok(target.join(profile).join("libkaa_rt.a"))
}
