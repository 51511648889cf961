//! The C# host primitives: the pure ones answer what the native ones do (`tests/externs/pure.txt`),
//! the others what the system is known to answer.

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

/// Compiles a C# program of this folder against the runtime.
fn program(directory: &Path, name: &str, resource: Option<String>) -> PathBuf {
    let runtime = common::write_runtime(directory);
    let app = directory.join(format!("{name}.exe"));
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/{name}.cs"));
    let status = Command::new("mcs")
        .arg(format!("-out:{}", app.display()))
        .arg(format!("-r:{}", runtime.display()))
        .args(resource)
        .arg(source)
        .status()
        .expect("tests need mcs");
    assert!(status.success(), "mcs refuses {name}.cs");
    common::write_config(&app);
    app
}

#[test]
fn pure_primitives_agree_with_the_native_host() {
    let directory = common::directory("externs");
    let app = program(&directory, "vectors", None);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let vectors = root.join("../../tests/externs/pure.txt");
    for host in common::hosts() {
        let output = host.run(&app, &[&vectors.to_string_lossy()]);
        let stdout = String::from_utf8_lossy(&output.stdout);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {stdout}{stderr}", host.name);
    }
}

/// As `driver/src/library.rs` writes it; the names are sorted.
fn archive(modules: &[(&str, &str)]) -> Vec<u8> {
    let header = 12 + modules.len() * 16;
    let mut name_at = header;
    let mut data_at = header + modules.iter().map(|(name, _)| name.len()).sum::<usize>();
    let mut out = b"KAALIB01".to_vec();
    out.extend_from_slice(&(modules.len() as u32).to_le_bytes());
    for (name, data) in modules {
        for number in [name_at, name.len(), data_at, data.len()] {
            out.extend_from_slice(&(number as u32).to_le_bytes());
        }
        name_at += name.len();
        data_at += data.len();
    }
    out.extend(modules.iter().flat_map(|(name, _)| name.bytes()));
    out.extend(modules.iter().flat_map(|(_, data)| data.bytes()));
    out
}

#[test]
fn system_primitives_answer_as_linux_does() {
    let directory = common::directory("posix");
    let library = directory.join("kaa.library");
    let modules = [("a", "x = 1"), ("b.__init__", ""), ("b.c", "y = 22")];
    std::fs::write(&library, archive(&modules)).expect("test directory is writable");
    let resource = format!("-resource:{},kaa.library", library.display());
    let app = program(&directory, "posix", Some(resource));
    let expected = include_str!("posix.out");
    for host in common::hosts() {
        let folder = directory.join(host.name);
        std::fs::create_dir(&folder).expect("test directory is writable");
        let output = host.run(&app, &[&folder.to_string_lossy()]);
        let stdout = String::from_utf8_lossy(&output.stdout);
        let stderr = String::from_utf8_lossy(&output.stderr);
        for (line, (found, wanted)) in stdout.lines().zip(expected.lines()).enumerate() {
            assert_eq!(found, wanted, "{}: line {}: {stderr}", host.name, line + 1);
        }
        let lines = expected.lines().count();
        assert_eq!(stdout.lines().count(), lines, "{}: {stderr}", host.name);
    }
}
