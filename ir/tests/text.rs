//! Round trip of the text form, and the places of its errors.

use std::path::Path;

use kaa_ir::text::{module_text, parse};

fn files(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/ir")
        .join(folder);
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "ir"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path.display().to_string(), text)
        })
        .collect();
    files.sort();
    files
}

#[test]
fn printed_text_parses_to_the_same_text() {
    for folder in ["text", "run"] {
        for (path, source) in files(folder) {
            let module = parse(&source).unwrap_or_else(|e| panic!("{path}:{e}"));
            let printed = module_text(&module);
            let again =
                parse(&printed).unwrap_or_else(|e| panic!("{path}, printed:{e}\n{printed}"));
            assert_eq!(printed, module_text(&again), "{path}");
            if folder == "text" {
                let body = source
                    .split_once('\n')
                    .expect("first line is the directive")
                    .1;
                assert_eq!(body.trim_end(), printed.trim_end(), "{path}");
            }
        }
    }
}

#[test]
fn errors_tell_line_and_column() {
    let cases = [
        ("class @A {\n  field x: i7\n}\n", "2:12: no type `i7`"),
        ("fn @f() {\nblock0:\n  retrun\n}\n", "3:3: no op `retrun`"),
        (
            "fn @f() -> i32 {\nblock0:\n  return %x\n}\n",
            "3:10: no value %x",
        ),
        ("fn @f() {\nblock0:\n  jump b9\n}\n", "3:8: no block b9"),
        (
            "fn @f() {\nblock0:\n  call @g()\n}\n",
            "3:8: no function @g",
        ),
        (
            "fn @f() {\nblock0:\n  %1 = iconst i32 1x\n  return\n}\n",
            "3:19: bad number",
        ),
        ("class @A {}\nclass @A {}\n", "2:7: second class @A"),
        (
            "data @d = \"abc\n",
            "1:11: string is not closed on its line",
        ),
        (
            "fn @f() {\nblock0:\n  %1 = add %1, %1\n  return\n}\n",
            "3:12: %1 is defined by itself",
        ),
        (
            "fn @f() {\nblock0:\n  iconst i32 1\n  return\n}\n",
            "3:3: has 1 results, not 0",
        ),
        (
            "class @A {\n  method m = @g\n}\nfn @g() {\nb:\n  return\n}",
            "2:10: no method m",
        ),
        ("klass @A {}\n", "1:1: no declaration `klass`"),
    ];
    for (source, wanted) in cases {
        match parse(source) {
            Ok(_) => panic!("no error in {source:?}"),
            Err(error) => assert_eq!(error.to_string(), wanted, "{source:?}"),
        }
    }
}
