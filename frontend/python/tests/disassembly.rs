//! The code generated for every construct: `tests/dis/NAME.py` against `tests/dis/NAME.txt`.
//! `KAA_BLESS=1` rewrites the expectations; review the difference.

use kaa_pycompile::{Mode, Options, compile, disassemble, verify};
use std::path::Path;

#[test]
fn constructs() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dis");
    let bless = std::env::var_os("KAA_BLESS").is_some();
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(&dir)
        .expect("the folder is readable")
        .flatten()
    {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "py") {
            continue;
        }
        count += 1;
        let source = std::fs::read(&path).expect("the source is readable");
        let name = path
            .file_name()
            .expect("it has a name")
            .to_string_lossy()
            .into_owned();
        let code = compile(&source, &name, Mode::Exec, Options::default())
            .unwrap_or_else(|error| panic!("{error}"));
        verify(&code).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        let text = disassemble(&code);
        let expected = path.with_extension("txt");
        if bless {
            std::fs::write(&expected, &text).expect("the expectation is writable");
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != text {
            wrong.push(name);
        }
    }
    assert!(count >= 15, "only {count} files");
    assert!(
        wrong.is_empty(),
        "other code than expected (KAA_BLESS=1 accepts it): {wrong:?}"
    );
}
