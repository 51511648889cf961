//! Syntax errors have CPython's class, message and place. The cases are in `tests/syntax/*.txt`;
//! those under
//! `tests/syntax/known.txt` (file and title) are not yet reported as CPython does, and the test
//! fails when
//! one of them is fixed, so that the list stays true.

use kaa_pycompile::{Mode, Options, compile};
use std::collections::BTreeSet;
use std::path::Path;

fn describe(source: &str) -> String {
    match compile(source.as_bytes(), "<case>", Mode::Exec, Options::default()) {
        Ok(_) => "-- ok".into(),
        Err(e) => format!(
            "-- {} {}:{}-{}:{} {}",
            e.kind.name(),
            e.lineno,
            e.offset,
            e.end_lineno,
            e.end_offset,
            e.message
        ),
    }
}

struct Case {
    title: String,
    source: String,
    expected: String,
}

fn cases(path: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(path).expect("the case file is readable");
    let file = path
        .file_stem()
        .expect("it has a name")
        .to_string_lossy()
        .into_owned();
    let mut cases = Vec::new();
    for case in text.split("== ").skip(1) {
        let (title, rest) = case.split_once('\n').expect("a case has a source");
        let at = rest.rfind("-- ").expect("a case has an expectation");
        cases.push(Case {
            title: format!("{file} {title}"),
            source: rest[..at].to_owned(),
            expected: rest[at..].trim_end().to_owned(),
        });
    }
    cases
}

#[test]
fn messages_and_places() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax");
    let known = std::fs::read_to_string(dir.join("known.txt")).unwrap_or_default();
    let known: BTreeSet<&str> = known.lines().collect();
    let (mut wrong, mut fixed, mut total) = (Vec::new(), Vec::new(), 0);
    for file in [
        "tokens.txt",
        "expressions.txt",
        "statements.txt",
        "more.txt",
    ] {
        for case in cases(&dir.join(file)) {
            total += 1;
            let got = describe(&case.source);
            let is_known = known.contains(&*case.title);
            if got == case.expected && is_known {
                fixed.push(case.title);
            } else if got != case.expected && !is_known {
                wrong.push(format!(
                    "{}\n{}  want {}\n  got  {got}",
                    case.title, case.source, case.expected
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {total} cases differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(
        fixed.is_empty(),
        "no longer wrong, take off known.txt: {fixed:?}"
    );
}
