//! The C# host primitives answer what the native ones do (`tests/externs/pure.txt`).

mod common;

use kaa_clr::{RUNTIME_CONFIG, RUNTIME_FILE};
use std::path::Path;
use std::process::Command;

#[test]
fn pure_primitives_agree_with_the_native_host() {
    let directory = common::directory("externs");
    let runtime = directory.join(RUNTIME_FILE);
    let library = kaa_clr::runtime_library().expect("tests need a C# compiler");
    std::fs::write(&runtime, library).expect("test directory is writable");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let app = directory.join("vectors.exe");
    let status = Command::new("mcs")
        .arg(format!("-out:{}", app.display()))
        .arg(format!("-r:{}", runtime.display()))
        .arg(root.join("tests/vectors.cs"))
        .status()
        .expect("tests need mcs");
    assert!(status.success(), "mcs refuses vectors.cs");
    let config = directory.join("vectors.runtimeconfig.json");
    std::fs::write(config, RUNTIME_CONFIG).expect("test directory is writable");
    let vectors = root.join("../../tests/externs/pure.txt");
    for host in common::hosts() {
        let output = host.run(&app, &[&vectors.to_string_lossy()]);
        let stdout = String::from_utf8_lossy(&output.stdout);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {stdout}{stderr}", host.name);
    }
}
