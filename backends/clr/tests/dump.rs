//! The text form of emitted code.

use kaa_clr::Options;

fn dump(source: &str) -> String {
    let mut module = kaa_ir::text::parse(source).unwrap_or_else(|error| panic!("{error}"));
    kaa_ir::passes::run(&mut module, &kaa_ir::passes::Options::default());
    kaa_clr::dump(&module, &Options::new("app"))
}

#[test]
fn a_function_is_shown_as_ildasm_would() {
    let text = dump(
        "fn @f(%0: i64, %1: i64) -> i64 {
block0(%0: i64, %1: i64):
  %2 = lt_s %0, %1
  br_if %2, block1, block2
block1:
  %3 = sub %1, %0
  return %3
block2:
  %4 = call @f(%1, %0)
  return %4
}",
    );
    let expected = "  .method static int64 f(class [kaa.runtime]Kaa.Rt.Ctx, int64, int64)
  {
  L0:
    ldarg 1
    ldarg 2
    bge L2
  L1:
    ldarg 2
    ldarg 1
    sub
    ret
  L2:
    ldarg 0
    ldarg 2
    ldarg 1
    call int64 kaa.Code0::f(class [kaa.runtime]Kaa.Rt.Ctx, int64, int64)
    ret
  }
";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn unknown_externs_are_refused() {
    let module = kaa_ir::text::parse("extern @no_such: fn(i32) -> i32\n").expect("well formed");
    let errors = kaa_clr::compile(&module, &Options::new("app")).expect_err("unknown");
    assert_eq!(errors, ["extern @no_such is not in python/externs.toml"]);
}
