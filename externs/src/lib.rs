//! The host primitives of `python/externs.toml`, and what is derived from them.
//!
//! [`table`] reads the table; [`generate`] writes the Rust trait and native symbols, the Java and C# interfaces and the
//! manual page. [`Externs`] is the trait that `build.rs` derives; `call` reaches its methods by name, for the reference interpreter.
#![forbid(unsafe_code)]

pub mod generate;
#[cfg(feature = "interp")]
pub mod interp;
pub mod table;

pub use table::{Extern, Kind, parse};

/// The table's text, for those who hand it to a front end.
pub const TABLE: &str = include_str!("../../python/externs.toml");

/// Operand of a primitive called by name.
pub enum Arg<'a> {
    I1(bool),
    I32(i32),
    I64(i64),
    F64(f64),
    /// A byte array; the host writes it only where the table says `buffer`.
    Bytes(&'a mut [u8]),
    I64s(&'a mut [i64]),
}

/// Result of a primitive called by name.
#[derive(Clone, PartialEq, Debug)]
pub enum Ret {
    None,
    I1(bool),
    I32(i32),
    I64(i64),
    F64(f64),
    Bytes(Vec<u8>),
    Null,
}

include!(concat!(env!("OUT_DIR"), "/externs.rs"));

#[cfg(test)]
mod tests {
    use super::*;

    /// A committed generated file must be what the table gives now; `KAA_BLESS=1` writes it.
    fn fresh(path: &str, text: &str) {
        let path = format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"));
        if std::env::var_os("KAA_BLESS").is_some() {
            std::fs::write(&path, text).expect("the file is writable");
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == text,
            "{path} is stale: KAA_BLESS=1 cargo test -p kaa-externs"
        );
    }

    #[test]
    fn generated_files_are_fresh() {
        let rows = parse(TABLE).expect("the table is well formed");
        fresh("docs/externs.md", &generate::manual(&rows));
        fresh(
            "runtime-jvm/src/kaa/rt/Externs.java",
            &generate::java(&rows),
        );
        fresh("runtime-clr/Externs.cs", &generate::csharp(&rows));
    }

    #[test]
    fn wrong_rows_are_refused() {
        for (text, want) in [
            (
                "[f]\nparams = { a = \"ref\" }\ndoc = \"D.\"",
                "unknown kind `ref`",
            ),
            ("[f]\ndoc = \"D.\"\nreturns = \"buffer\"", "cannot return"),
            (
                "[f]\ndoc = \"D.\"\ncapability = \"root\"",
                "unknown capability `root`",
            ),
            ("[f]\nreturns = \"i32\"", "missing field `doc`"),
        ] {
            let error = parse(text).expect_err("the row is wrong");
            assert!(error.contains(want), "{error}");
        }
    }
}
