//! The C# host primitives answer what the native ones do (`tests/externs/pure.txt`).

mod common;

use std::path::Path;
use std::process::Command;

#[test]
fn pure_primitives_agree_with_the_native_host() {
    let directory = common::directory("externs");
    let runtime = common::write_runtime(&directory);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let app = directory.join("vectors.exe");
    let status = Command::new("mcs")
        .arg(format!("-out:{}", app.display()))
        .arg(format!("-r:{}", runtime.display()))
        .arg(root.join("tests/vectors.cs"))
        .status()
        .expect("tests need mcs");
    assert!(status.success(), "mcs refuses vectors.cs");
    common::write_config(&app);
    let vectors = root.join("../../tests/externs/pure.txt");
    for host in common::hosts() {
        let output = host.run(&app, &[&vectors.to_string_lossy()]);
        let stdout = String::from_utf8_lossy(&output.stdout);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {stdout}{stderr}", host.name);
    }
}
