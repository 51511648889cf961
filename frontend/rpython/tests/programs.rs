//! The programs of `tests/rpython`: those of `ok` run to 0 in the reference interpreter, plain and checked; those of
//! `err` give exactly the errors that their lines announce: `# error[CODE]: message | source slice`.
//! `KAA_BLESS=1` writes the announcements.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kaa_ir::interp::{Interp, NoHost, Outcome, Scalar};
use kaa_rpython::source::FolderSource;
use kaa_rpython::{Compiled, Options, compile};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/rpython")
        .join(name)
}

/// Modules whose names start with a digit are tests; the others are there to be imported.
fn tests_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder exists")
        .filter_map(|e| e.ok()?.file_name().into_string().ok())
        .filter_map(|n| n.strip_suffix(".py").map(str::to_owned))
        .filter(|n| n.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    names.sort();
    names
}

fn compile_test(folder: &Path, name: &str, checked: bool) -> Compiled {
    let options = Options {
        externs: kaa_externs::TABLE,
        opcodes: include_str!("../../python/opcodes.toml"),
        checked,
    };
    compile(&FolderSource { root: folder }, name, &options)
}

#[test]
fn ok_programs_run() {
    let folder = folder("ok");
    for name in tests_in(&folder) {
        for checked in [false, true] {
            let compiled = compile_test(&folder, &name, checked);
            for diagnostic in &compiled.diagnostics {
                eprintln!(
                    "{}",
                    kaa_rpython::diagnostics::render(diagnostic, &compiled.sources, false)
                );
            }
            let module = compiled
                .module
                .unwrap_or_else(|| panic!("{name} does not compile"));
            kaa_ir::verify::expect_valid(&module, &name);
            let mut host = NoHost;
            let mut interp = Interp::new(&module, &mut host);
            let outcome = interp.call(module.entry.expect("there is an entry"), &[]);
            assert_eq!(
                outcome,
                Outcome::Return(Some(Scalar::I32(0))),
                "{name}, checked: {checked}"
            );
        }
    }
}

const MARK: &str = "  # error[";

#[test]
fn err_programs_report() {
    let folder = folder("err");
    for name in tests_in(&folder) {
        let compiled = compile_test(&folder, &name, false);
        let path = folder.join(format!("{name}.py"));
        let text = std::fs::read_to_string(&path).expect("the test is readable");
        let mut found = BTreeSet::new();
        for d in &compiled.diagnostics {
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
