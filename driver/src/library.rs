//! The standard library as one archive: sorted names and serialised code objects, looked up without unpacking.
//!
//! `KAALIB01`, u32 count, then for each module u32 name offset, u32 name length, u32 data offset, u32 data length
//! (offsets from the archive's start), then names and data. A package is `NAME.__init__`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

const MARK: &[u8; 8] = b"KAALIB01";

/// Parts of CPython's `Lib` that a program does not import: its own tests and interactive tools with data files.
const LEFT_OUT: [&str; 8] = [
    "test",
    "idlelib",
    "turtledemo",
    "lib2to3",
    "ensurepip",
    "tkinter",
    "__phello__",
    "__pycache__",
];

/// Compiles all modules under the folders, of equal names the one in the last folder: dotted names with serialised code
/// objects, sorted.
///
/// # Errors
/// A module that does not compile, or a file that cannot be read.
pub fn compile_all(folders: &[&Path]) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut by_name = BTreeMap::new();
    for folder in folders {
        let mut files = Vec::new();
        collect(folder, "", &mut files)?;
        by_name.extend(files);
    }
    let files: Vec<(String, PathBuf)> = by_name.into_iter().collect();
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(String, Vec<u8>)>> = Mutex::new(Vec::new());
    let failure: Mutex<Option<String>> = Mutex::new(None);
    let workers = std::thread::available_parallelism().map_or(1, |n| n.get());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((name, path)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match compile(name, path) {
                        Ok(code) => done.lock().expect("no panic").push((name.clone(), code)),
                        Err(why) => *failure.lock().expect("no panic") = Some(why),
                    }
                }
            });
        }
    });
    if let Some(why) = failure.into_inner().expect("no panic") {
        return Err(why);
    }
    let mut modules = done.into_inner().expect("no panic");
    modules.sort();
    Ok(modules)
}

/// CPython's `Lib`.
pub fn standard() -> &'static Path {
    Path::new(rustpython_pylib::LIB_PATH)
}

/// Our own modules in Python, of the repository at `root`: what CPython has in C and need not be fast.
pub fn own(root: &Path) -> PathBuf {
    root.join("python/lib")
}

fn collect(folder: &Path, package: &str, into: &mut Vec<(String, PathBuf)>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    for path in entries.flatten().map(|entry| entry.path()) {
        let stem = path
            .file_stem()
            .map(|s| s.to_string_lossy().into_owned())
            .unwrap_or_default();
        if LEFT_OUT.contains(&stem.as_str()) || stem == "tests" {
            continue;
        }
        let name = if package.is_empty() {
            stem
        } else {
            format!("{package}.{stem}")
        };
        if path.is_dir() {
            collect(&path, &name, into)?;
        } else if path.extension().is_some_and(|e| e == "py") {
            into.push((name, path));
        }
    }
    Ok(())
}

fn compile(name: &str, path: &Path) -> Result<Vec<u8>, String> {
    let source = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let file = name.strip_suffix(".__init__").map_or_else(
        || format!("{}.py", name.replace('.', "/")),
        |package| format!("{}/__init__.py", package.replace('.', "/")),
    );
    let options = kaa_pycompile::Options::default();
    kaa_pycompile::compile(
        &source,
        &format!("<kaa>/{file}"),
        kaa_pycompile::Mode::Exec,
        options,
    )
    .map(|code| kaa_pycompile::serialize(&code))
    .map_err(|why| format!("{}: {why:?}", path.display()))
}

/// One archive of the modules, which are sorted by name.
pub fn archive(modules: &[(String, Vec<u8>)]) -> Vec<u8> {
    let header = MARK.len() + 4 + modules.len() * 16;
    let names_len: usize = modules.iter().map(|m| m.0.len()).sum();
    let (mut name_at, mut data_at) = (header, header + names_len);
    let mut out = MARK.to_vec();
    out.extend_from_slice(&(modules.len() as u32).to_le_bytes());
    for (name, data) in modules {
        for number in [name_at, name.len(), data_at, data.len()] {
            out.extend_from_slice(&(number as u32).to_le_bytes());
        }
        name_at += name.len();
        data_at += data.len();
    }
    out.extend(modules.iter().flat_map(|m| m.0.bytes()));
    out.extend(modules.iter().flat_map(|m| &m.1));
    out
}

/// The module of this name; `None` if there is none or the archive is damaged.
pub fn find<'a>(archive: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let number = |at: usize| -> Option<usize> {
        let bytes = archive.get(at..at + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
    };
    if archive.get(..8)? != MARK {
        return None;
    }
    let (mut low, mut high) = (0, number(8)?);
    while low < high {
        let middle = (low + high) / 2;
        let row = 12 + middle * 16;
        let (name_at, name_len) = (number(row)?, number(row + 4)?);
        match archive.get(name_at..name_at + name_len)?.cmp(name) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
            std::cmp::Ordering::Equal => {
                let (at, len) = (number(row + 8)?, number(row + 12)?);
                return archive.get(at..at + len);
            }
        }
    }
    None
}

/// All modules of the archive with their names; an archive that is damaged ends early.
pub fn modules(archive: &[u8]) -> impl Iterator<Item = (&str, &[u8])> {
    let number = |at: usize| -> Option<usize> {
        let bytes = archive.get(at..at + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?) as usize)
    };
    let count = number(8).unwrap_or(0);
    (0..count).map_while(move |index| {
        let row = 12 + index * 16;
        let name = archive.get(number(row)?..number(row)? + number(row + 4)?)?;
        let data = archive.get(number(row + 8)?..number(row + 8)? + number(row + 12)?)?;
        Some((std::str::from_utf8(name).ok()?, data))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_found_by_name() {
        let modules: Vec<(String, Vec<u8>)> = ["abc", "json.__init__", "json.decoder"]
            .iter()
            .map(|n| (n.to_string(), n.as_bytes().to_vec()))
            .collect();
        let archive = archive(&modules);
        for (name, data) in &modules {
            assert_eq!(find(&archive, name.as_bytes()), Some(&data[..]));
        }
        assert_eq!(find(&archive, b"json"), None);
        assert_eq!(find(&archive[..20], b"abc"), None);
        assert_eq!(find(b"", b"abc"), None);
    }
}
