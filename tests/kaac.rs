//! The compiler's command line: every form that it prints, the dumps, the timings, the mistakes.

use std::process::{Command, Output};

fn kaac(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kaac"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("kaac starts")
}

fn printed(args: &[&str]) -> String {
    let output = kaac(args);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {stderr}");
    String::from_utf8(output.stdout).expect("text")
}

fn complaint(args: &[&str]) -> String {
    let output = kaac(args);
    assert!(!output.status.success(), "{args:?} went well");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn types_of_functions_and_locals() {
    let text = printed(&["--emit", "rpython-types=find_units"]);
    let head = text.lines().next().unwrap_or_default();
    assert!(head.starts_with("python/"), "{head}");
    assert!(head.contains(": find_units("), "{head}");
    assert!(text.lines().any(|l| l.starts_with("    ")), "{text}");
}

#[test]
fn ir_of_one_function() {
    let text = printed(&["--emit", "ir=interpret"]);
    assert!(text.contains("fn @interpret("), "{text}");
    assert!(!text.contains("\nfn @main("), "{text}");
}

#[test]
fn clif_of_one_function() {
    let text = printed(&["--emit", "clif=str_concat"]);
    assert!(text.contains("; @str_concat\nfunction"), "{text}");
    assert!(text.contains("block0("), "{text}");
}

#[test]
fn class_files_of_one_function() {
    let text = printed(&["--emit", "class=str_concat"]);
    assert!(text.contains("  method str_concat("), "{text}");
    assert!(text.contains("areturn"), "{text}");
}

#[test]
fn cil_of_one_function() {
    let text = printed(&["--emit", "cil=str_concat"]);
    assert!(text.contains(" str_concat("), "{text}");
    assert!(text.contains("    ret"), "{text}");
}

#[test]
fn bytecode_of_a_program() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let program = folder.join("emit.py");
    std::fs::write(&program, "x = 1\nprint(x)\n").expect("the folder is writable");
    let program = program.display().to_string();
    let text = printed(&[&program, "--emit", "bytecode"]);
    assert!(text.contains("STORE_NAME"), "{text}");
    std::fs::write(&program, "x = = 1\n").expect("the folder is writable");
    let why = complaint(&[&program, "--emit", "bytecode"]);
    assert!(
        why.contains("emit.py:1: SyntaxError: invalid syntax"),
        "{why}"
    );
}

#[test]
fn dumps_stand_before_the_form() {
    let args = [
        "--dump-after",
        "inline",
        "--dump-after",
        "gvn",
        "--emit",
        "ir=interpret",
    ];
    let text = printed(&args);
    let (first, second) = (text.find("; after inline\n"), text.find("; after gvn\n"));
    assert_eq!(first, Some(0));
    assert!(second > first);
    assert!(text.rfind("fn @interpret(") > second);
}

#[test]
fn timings_go_to_stderr() {
    let output = kaac(&["--emit", "ir=interpret", "--timings"]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    for phase in [
        "reading the interpreter",
        "inline",
        "lower_exceptions",
        "ir",
    ] {
        assert!(stderr.contains(&format!("ms  {phase}\n")), "{stderr}");
    }
}

#[test]
fn mistakes_are_said() {
    let cases: [(&[&str], &str); 6] = [
        (
            &["--emit", "nonsense"],
            "--emit nonsense is not known: rpython-types, ir, clif, class, cil, bytecode",
        ),
        (
            &["--emit", "ir=no_such_name"],
            "no function's name contains `no_such_name`",
        ),
        (
            &["--dump-after", "nonsense"],
            "no pass is called `nonsense`: devirtualise, cleanup,",
        ),
        (
            &["--emit", "bytecode"],
            "name the program whose bytecode is wanted",
        ),
        (
            &["--target", "z80"],
            "no target is called `z80`: native, jvm, clr",
        ),
        (&[], "name a program, or --interpreter"),
    ];
    for (args, wanted) in cases {
        let why = complaint(args);
        assert!(why.contains(wanted), "{args:?}: {why}");
    }
}
