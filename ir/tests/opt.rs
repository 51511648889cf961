//! `tests/ir/opt`: one pass alone, and what it makes of the module.
//!
//! First line: `; test opt=PASS [max_bytes=N] [hot_bytes=N] [threaded=1]`. The text below the line `; expect` is what is printed afterwards.

use std::path::Path;

use kaa_ir::passes::{Options, PASSES};
use kaa_ir::text::{module_text, parse};
use kaa_ir::verify::expect_valid;

fn options(words: &[&str], path: &str) -> Options {
    let mut options = Options {
        verify: true,
        ..Options::default()
    };
    for word in words {
        let (key, value) = word.split_once('=').expect("KEY=VALUE");
        let value = value.parse().expect("a number");
        match key {
            "max_bytes" => options.max_bytes = value,
            "hot_bytes" => options.hot_bytes = value,
            "threaded" => options.threaded = value != 0,
            "switch_cases" => options.switch_cases = value,
            other => panic!("{path}: no option {other}"),
        }
    }
    options
}

#[test]
fn passes_give_the_expected_text() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ir/opt");
    let mut wrong = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.display().to_string();
        let source = std::fs::read_to_string(&path).unwrap();
        let (given, expected) = source.split_once("\n; expect\n").expect("; expect");
        let first = given.lines().next().unwrap();
        let words: Vec<&str> = first
            .strip_prefix("; test opt=")
            .expect("; test opt=")
            .split(' ')
            .collect();
        let pass = PASSES.iter().find(|p| p.name == words[0]);
        let pass = pass.unwrap_or_else(|| panic!("{name}: no pass {}", words[0]));
        let mut module = parse(given).unwrap_or_else(|e| panic!("{name}:{e}"));
        expect_valid(&module, &name);
        (pass.run)(&mut module, &options(&words[1..], &name));
        expect_valid(&module, pass.name);
        let printed = module_text(&module);
        if printed.trim() != expected.trim() {
            wrong += &format!("{name}\n{printed}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
