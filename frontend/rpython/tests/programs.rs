//! The programs of `tests/rpython/err` give exactly the errors that their lines announce:
//! `# error[CODE]: message | source slice`. `KAA_BLESS=1` writes the announcements. (Those of `ok` are run by
//! `driver/tests/rpython`, on every executor.)

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kaa_rpython::source::{FolderSource, SourceProvider};
use kaa_rpython::{Compiled, Options, compile};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/rpython")
        .join(name)
}

fn tests_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder exists")
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .filter_map(|n| n.strip_suffix(".py").map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// The folder's modules, then those that the programs of `ok` import.
struct Source<'s>(&'s Path);

impl SourceProvider for Source<'_> {
    fn read(&self, module: &str) -> Option<(String, String)> {
        FolderSource { root: self.0 }.read(module).or_else(|| {
            FolderSource {
                root: &folder("ok"),
            }
            .read(module)
        })
    }
}

fn compile_test(folder: &Path, name: &str) -> Compiled {
    let options = Options {
        externs: kaa_externs::TABLE,
        opcodes: include_str!("../../python/opcodes.toml"),
        checked: false,
    };
    compile(&Source(folder), name, &options)
}

const MARK: &str = "  # error[";

#[test]
fn err_programs_report() {
    let folder = folder("err");
    for name in tests_in(&folder) {
        let compiled = compile_test(&folder, &name);
        let path = folder.join(format!("{name}.py"));
        let text = std::fs::read_to_string(&path).expect("the test is readable");
        let mut found = BTreeSet::new();
        for d in &compiled.diagnostics {
            // Few of the programs have a `main`; those that are about it say so.
            if d.code == "R065" && !text.contains("R065") {
                continue;
            }
            let file = &compiled.sources.files[d.span.file as usize];
            let slice = &file.text[d.span.start as usize..d.span.end as usize];
            let slice = slice.lines().next().unwrap_or("");
            let slice = slice.split(MARK).next().unwrap_or("");
            let line = file.line(d.span.start);
            found.insert((line, format!("{}]: {} | {slice}", d.code, d.message)));
        }
        if std::env::var_os("KAA_BLESS").is_some() {
            bless(&path, &text, &found);
            continue;
        }
        let mut expected = BTreeSet::new();
        for (index, line) in text.lines().enumerate() {
            for note in line.split(MARK).skip(1) {
                expected.insert((index as u32 + 1, note.to_owned()));
            }
        }
        assert_eq!(found, expected, "{name}");
    }
}

fn bless(path: &Path, text: &str, found: &BTreeSet<(u32, String)>) {
    let mut out = String::new();
    for (index, line) in text.lines().enumerate() {
        out.push_str(line.split(MARK).next().unwrap_or(""));
        for (_, note) in found.iter().filter(|(n, _)| *n as usize == index + 1) {
            out.push_str(MARK);
            out.push_str(note);
        }
        out.push('\n');
    }
    std::fs::write(path, out).expect("the test is writable");
}

/// Every code that the compiler uses is in the table, and no other.
#[test]
fn codes_are_in_the_table() {
    let table = include_str!("../src/diagnostics/codes.toml");
    let listed: BTreeSet<String> = table
        .lines()
        .filter_map(|l| l.strip_prefix('[')?.strip_suffix(']').map(str::to_owned))
        .collect();
    let mut used = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)
            .expect("sources are readable")
            .flatten()
        {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).expect("sources are readable");
                for part in text.split("\"R0").skip(1) {
                    used.insert(format!("R0{}", &part[..2]));
                }
            }
        }
    }
    assert_eq!(used, listed);
}
