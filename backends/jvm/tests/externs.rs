//! The Java host primitives answer what the native ones do (`tests/externs/pure.txt`).

mod common;

use std::path::Path;
use std::process::Command;

#[test]
fn pure_primitives_agree_with_the_native_host() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("externs");
    for (name, bytes) in kaa_jvm::runtime::classes() {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        std::fs::write(path, bytes).expect("writable");
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let status = Command::new(common::javac())
        .args(["--release", "17", "-d"])
        .arg(&folder)
        .arg("-cp")
        .arg(&folder)
        .arg(root.join("tests/java/kaa/rt/Vectors.java"))
        .status()
        .expect("tests need javac");
    assert!(status.success(), "javac refuses Vectors.java");
    for java in common::javas() {
        let output = Command::new(&java)
            .arg("-cp")
            .arg(&folder)
            .arg("kaa.rt.Vectors")
            .arg(root.join("../../tests/externs/pure.txt"))
            .output()
            .expect("java runs");
        let (stdout, stderr) = (&output.stdout, &output.stderr);
        let text = [stdout.as_slice(), stderr].concat();
        let text = String::from_utf8_lossy(&text);
        assert!(output.status.success(), "{}: {text}", java.display());
    }
}
