//! Derives the trait `Externs` and `call` from the table.
#[path = "src/generate.rs"]
#[allow(dead_code)]
mod generate;
#[path = "src/table.rs"]
#[allow(dead_code)]
mod table;

fn main() {
    println!("cargo:rerun-if-changed=../python/externs.toml");
    let text = std::fs::read_to_string("../python/externs.toml").expect("externs.toml is readable");
    let rows = table::parse(&text).unwrap_or_else(|why| panic!("{why}"));
    let dir = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(format!("{dir}/externs.rs"), generate::rust_trait(&rows))
        .expect("OUT_DIR is writable");
}
