//! One broken module for each invariant, and the sets of ids in code, documents and tests compared.

use std::collections::BTreeSet;
use std::path::Path;

use kaa_ir::text::parse;
use kaa_ir::verify::verify;
use kaa_ir::{FunctionBuilder, Module, Op, Type};

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn ids_of(source: &str) -> BTreeSet<String> {
    match parse(source) {
        Ok(module) => match verify(&module) {
            Ok(()) => BTreeSet::new(),
            Err(errors) => errors.iter().map(|e| e.id.to_owned()).collect(),
        },
        Err(error) => [error.message[..3].to_owned()].into(),
    }
}

#[test]
fn each_broken_file_breaks_exactly_its_invariant() {
    let mut tested = BTreeSet::new();
    for entry in std::fs::read_dir(root().join("tests/ir/verify")).unwrap() {
        let path = entry.unwrap().path();
        let source = std::fs::read_to_string(&path).unwrap();
        let directives = source.lines().filter_map(|l| l.strip_prefix("; error: "));
        let wanted: BTreeSet<String> = directives.map(str::to_owned).collect();
        assert!(!wanted.is_empty(), "{}: no error directive", path.display());
        assert_eq!(ids_of(&source), wanted, "{}", path.display());
        tested.extend(wanted);
    }
    // Results are typed by the parser, so a wrong one can only be made by hand.
    tested.insert(wrong_result());
    let page = std::fs::read_to_string(root().join("docs/ir.md")).unwrap();
    let code = std::fs::read_to_string(root().join("ir/src/verify/mod.rs")).unwrap();
    for n in 1..=20 {
        let id = format!("V{n:02}");
        assert!(tested.contains(&id), "{id} has no test");
        assert!(
            page.contains(&format!("{id} ")),
            "{id} is not in docs/ir.md"
        );
        assert!(
            code.contains(&format!("- {id} ")),
            "{id} is not in the verifier's doc"
        );
    }
}

fn wrong_result() -> String {
    let mut module = Module::default();
    let sig = module.sig(vec![Type::I32], None);
    let id = module.add_func("f", sig);
    let mut builder = FunctionBuilder::new(&mut module, id);
    let param = builder.param(0);
    let sum = builder.value(Op::Add, &[], &[param, param]);
    builder.func.values[sum].ty = Type::I64;
    builder.ret(None);
    builder.finish();
    let errors = verify(&module).unwrap_err();
    assert_eq!(errors.len(), 1);
    errors[0].id.to_owned()
}

#[test]
fn errors_name_function_block_and_instruction() {
    let source = "fn @f(%0: i32, %1: i64) {\nblock0:\n  jump block1\nblock1:\n  %2 = add %0, %1\n  return\n}\n";
    let errors = verify(&parse(source).unwrap()).unwrap_err();
    assert_eq!(
        errors[0].to_string(),
        "V04: @f block1 `%2 = add %0, %1`: operand 2 is i64, wanted i32 or i64, the same for all"
    );
}
