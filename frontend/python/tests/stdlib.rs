//! The whole standard library compiles, verifies and survives a round trip through its serialised
//! form.

use kaa_pycompile::{Mode, Options, compile, deserialize, serialize, verify};
use std::path::{Path, PathBuf};

/// Files that are wrong on purpose.
const BROKEN: [&str; 4] = [
    "bad_coding",
    "bad_coding2",
    "badsyntax_",
    "lib2to3/tests/data",
];

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(dir)
        .expect("the library is readable")
        .flatten()
    {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
}

fn check(path: &Path) -> Result<(), String> {
    let source = std::fs::read(path).map_err(|error| error.to_string())?;
    let name = path.to_string_lossy();
    let code = compile(&source, &name, Mode::Exec, Options::default())
        .map_err(|error| error.to_string())?;
    verify(&code)?;
    let bytes = serialize(&code);
    let back = deserialize(&bytes).map_err(|error| error.to_string())?;
    if back != code {
        return Err(format!("{name}: the round trip changed the code object"));
    }
    Ok(())
}

#[test]
fn standard_library() {
    let mut files = Vec::new();
    collect(Path::new(rustpython_pylib::LIB_PATH), &mut files);
    files.sort();
    files.retain(|path| {
        let text = path.to_string_lossy();
        !BROKEN.iter().any(|broken| text.contains(broken))
    });
    assert!(
        files.len() > 500,
        "only {} files in the library",
        files.len()
    );
    let problems: Vec<String> = files.iter().filter_map(|path| check(path).err()).collect();
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
}
