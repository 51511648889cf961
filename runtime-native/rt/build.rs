//! Derives the C symbols of the host primitives. Each is an assembly stub that records the
//! compiled caller's frame, in case the primitive makes an array, and goes on to the Rust body.

use std::fmt::Write;

use kaa_externs::generate::native_symbols;

const HEAD: &str = "#[unsafe(no_mangle)]\npub unsafe extern \"C\" fn kaa_x_";

fn main() {
    let rows = kaa_externs::parse(kaa_externs::TABLE).unwrap_or_else(|why| panic!("{why}"));
    let text = native_symbols(&rows);
    let found = text.matches(HEAD).count();
    assert_eq!(
        found,
        rows.len(),
        "native_symbols no longer writes its functions as expected"
    );
    let mut out = text.replace(HEAD, "unsafe extern \"C\" fn x_");
    out.push_str("\ncrate::stubs::leaving! {\n");
    for row in &rows {
        writeln!(out, "    kaa_x_{0} => x_{0};", row.name).expect("a string grows");
    }
    out.push_str("}\n\n/// Addresses of all host primitives.\npub const SYMBOLS: &[unsafe extern \"C\" fn()] = &[\n");
    for row in &rows {
        writeln!(out, "    kaa_x_{},", row.name).expect("a string grows");
    }
    out.push_str("];\n");
    let dir = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(format!("{dir}/externs.rs"), out).expect("OUT_DIR is writable");
}
