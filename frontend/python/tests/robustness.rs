//! Odd and hostile input: encodings, null bytes, deep nesting, corrupt serialised code.

use kaa_pycompile::{
    Const, ErrorKind, Mode, Options, compile, compile_with_warnings, deserialize, serialize, verify,
};

fn error_of(source: &[u8]) -> (ErrorKind, String) {
    let error = compile(source, "t.py", Mode::Exec, Options::default()).expect_err("it is wrong");
    (error.kind, error.message)
}

fn constants(source: &[u8]) -> Vec<Const> {
    compile(source, "t.py", Mode::Exec, Options::default())
        .expect("it compiles")
        .consts
}

#[test]
fn encodings() {
    let latin = constants(b"# -*- coding: latin-1 -*-\nx = '\xe9'\n");
    assert!(latin.contains(&Const::str("\u{e9}")));
    let bom = constants(b"\xef\xbb\xbfx = 'a'\n");
    assert!(bom.contains(&Const::str("a")));
    let (kind, message) = error_of(b"x = '\xe9'\n");
    assert_eq!(kind, ErrorKind::SyntaxError);
    assert!(
        message.starts_with("Non-UTF-8 code starting with '\\xe9' on line 1"),
        "{message}"
    );
    assert_eq!(
        error_of(b"# coding: nonsense\n").1,
        "unknown encoding: nonsense"
    );
    assert_eq!(
        error_of(b"x = 1\0\n").1,
        "source code string cannot contain null bytes"
    );
}

#[test]
fn lone_surrogates() {
    let found = constants(b"x = '\\ud800\\N{BULLET}'\n");
    assert!(found.contains(&Const::Str(b"\xed\xa0\x80\xe2\x80\xa2"[..].into())));
}

#[test]
fn newlines() {
    let found = constants(b"x = 1\r\ny = '''a\r\nb'''\r\n");
    assert!(found.contains(&Const::str("a\nb")));
}

#[test]
fn deep_nesting() {
    let nested = |open: &str, count: usize, close: &str| {
        format!("x = {}1{}\n", open.repeat(count), close.repeat(count)).into_bytes()
    };
    assert_eq!(
        error_of(&nested("(", 300, ")")).1,
        "too many nested parentheses"
    );
    for source in [
        nested("-", 20_000, ""),
        nested("1+", 20_000, ""),
        nested("not ", 20_000, ""),
    ] {
        compile(&source, "t.py", Mode::Exec, Options::default()).expect("it is only long");
    }
    let chain = format!("x{}\n", ".a".repeat(20_000));
    compile(chain.as_bytes(), "t.py", Mode::Exec, Options::default()).expect("it is only long");
    assert_eq!(
        error_of(&nested("-", 500_000, "")).0,
        ErrorKind::RecursionError
    );
    let blocks: String = (0..120)
        .map(|depth| " ".repeat(depth) + "if x:\n")
        .collect();
    assert_eq!(error_of(blocks.as_bytes()).0, ErrorKind::IndentationError);
}

#[test]
fn big_display() {
    let items: Vec<String> = (0..5000).map(|n| format!("f({n})")).collect();
    let source = format!("x = [{}]\n", items.join(", "));
    let code = compile(source.as_bytes(), "t.py", Mode::Exec, Options::default()).expect("long");
    assert!(code.nregs < 100, "{} registers", code.nregs);
}

#[test]
fn corrupt_code_is_refused() {
    let source = b"def f(a, b=1):\n    return [a, 'x', 2.5, 10**30, b'y']\n";
    let code = compile(source, "t.py", Mode::Exec, Options::default()).expect("it compiles");
    let bytes = serialize(&code);
    assert_eq!(deserialize(&bytes).as_ref(), Ok(&code));
    for length in 0..bytes.len() {
        assert!(
            deserialize(&bytes[..length]).is_err(),
            "accepted when cut to {length}"
        );
    }
    for index in 0..bytes.len() {
        let mut wrong = bytes.clone();
        wrong[index] ^= 0xff;
        // Anything but a crash: some bytes are plain data.
        if let Ok(code) = deserialize(&wrong) {
            let _ = verify(&code);
        }
    }
}

#[test]
fn modes() {
    let eval = compile(b"  1 + x", "e", Mode::Eval, Options::default()).expect("an expression");
    assert!(!eval.code.is_empty());
    let statement = compile(b"x = 1", "e", Mode::Eval, Options::default());
    assert_eq!(
        statement.expect_err("no expression").message,
        "invalid syntax"
    );
    compile(b"x\n", "s", Mode::Single, Options::default()).expect("one statement");
    let two = compile(b"x = 1\ny = 2\n", "s", Mode::Single, Options::default());
    let message = "multiple statements found while compiling a single statement";
    assert_eq!(two.expect_err("two statements").message, message);
}

#[test]
fn warnings() {
    let source = b"x = '\\d'\nx is 1\n(1)(2)\ndef f():\n    try: pass\n    finally: return\n";
    let compiled = compile_with_warnings(source, "t.py", Mode::Exec, Options::default());
    let warnings = compiled.expect("only warnings").warnings;
    let places: Vec<(i32, &str)> = warnings
        .iter()
        .map(|warning| (warning.lineno, warning.kind.name()))
        .collect();
    let kind = "SyntaxWarning";
    assert_eq!(places, [(1, kind), (6, kind), (2, kind), (3, kind)]);
}
