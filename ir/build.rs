//! Derives `Op`, its table and the typed builder methods from `ops.toml`.

use std::fmt::Write;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpRow {
    doc: String,
    #[serde(default)]
    imms: Vec<String>,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    results: Vec<String>,
    effects: String,
    #[serde(default)]
    trap: Vec<String>,
    #[serde(default)]
    raises: bool,
    #[serde(default)]
    collects: bool,
    #[serde(default)]
    terminator: bool,
    targets: Option<i32>,
}

fn camel(name: &str) -> String {
    name.split('_')
        .map(|word| {
            let mut chars = word.chars();
            let first = chars.next().map(|c| c.to_ascii_uppercase());
            first.into_iter().chain(chars).collect::<String>()
        })
        .collect()
}

/// `any?` and the like become valid Rust variants.
fn pattern(kind: &str, name: &str) -> String {
    let plain = name.replace('?', "_or_null").replace(['(', ')'], "_");
    format!("{kind}::{}", camel(plain.trim_end_matches('_')))
}

fn list(kind: &str, names: &[String]) -> String {
    let items: Vec<String> = names.iter().map(|n| pattern(kind, n)).collect();
    format!("&[{}]", items.join(", "))
}

fn main() {
    println!("cargo:rerun-if-changed=ops.toml");
    let text = std::fs::read_to_string("ops.toml").expect("ops.toml is readable");
    let table: toml::Table = text.parse().expect("ops.toml is TOML");
    let mut rows: Vec<(String, OpRow)> = Vec::new();
    for line in text.lines().filter(|l| l.starts_with('[')) {
        let name = line.trim_matches(['[', ']']).to_owned();
        let row = table[&name]
            .clone()
            .try_into()
            .unwrap_or_else(|e| panic!("op {name}: {e}"));
        rows.push((name, row));
    }
    let mut out = String::new();
    writeln!(out, "/// The operations; see `ops.toml`.").unwrap();
    writeln!(
        out,
        "#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]"
    )
    .unwrap();
    writeln!(out, "pub enum Op {{").unwrap();
    for (name, row) in &rows {
        writeln!(out, "    /// {}\n    {},", row.doc, camel(name)).unwrap();
    }
    writeln!(out, "}}\n\n/// One row for each [`Op`], in order.").unwrap();
    writeln!(out, "pub static OPS: [OpInfo; {}] = [", rows.len()).unwrap();
    for (name, row) in &rows {
        writeln!(
            out,
            "    OpInfo {{ op: Op::{}, name: {name:?}, doc: {:?}, imms: {}, args: {}, results: {}, \
             effects: {}, traps: &{:?}, raises: {}, collects: {}, terminator: {}, targets: {} }},",
            camel(name),
            row.doc,
            list("ImmKind", &row.imms),
            list("ArgKind", &row.args),
            list("ResultKind", &row.results),
            pattern("Effects", &row.effects),
            row.trap,
            row.raises,
            row.collects,
            row.terminator,
            row.targets.unwrap_or(0),
        )
        .unwrap();
    }
    writeln!(out, "];").unwrap();
    let dir = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(format!("{dir}/ops.rs"), out).expect("OUT_DIR is writable");
}
