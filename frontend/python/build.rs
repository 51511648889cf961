//! Generates the opcode enum and its table from `opcodes.toml`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

#[derive(serde::Deserialize)]
struct Entry {
    number: u8,
    operands: Vec<String>,
    #[serde(default)]
    cache: u8,
    doc: String,
}

fn main() {
    println!("cargo::rerun-if-changed=opcodes.toml");
    let text = std::fs::read_to_string("opcodes.toml").expect("opcodes.toml is readable");
    let table: BTreeMap<String, Entry> = toml::from_str(&text).expect("opcodes.toml is valid");
    let mut entries: Vec<(&String, &Entry)> = table.iter().collect();
    entries.sort_by_key(|(_, entry)| entry.number);
    let out = generate(&entries);
    let dir = std::env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(format!("{dir}/opcodes.rs"), out).expect("OUT_DIR is writable");
}

fn generate(entries: &[(&String, &Entry)]) -> String {
    let mut out = String::new();
    out.push_str("#[allow(non_camel_case_types)]\n#[repr(u8)]\n");
    out.push_str("#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\npub enum Op {\n");
    for (index, (name, entry)) in entries.iter().enumerate() {
        assert_eq!(
            entry.number as usize, index,
            "opcode numbers have no gaps ({name})"
        );
        let doc = entry.doc.replace('[', "\\[").replace(']', "\\]");
        writeln!(out, "    /// {doc}\n    {name} = {index},").expect("string write");
    }
    out.push_str("}\n\npub static OPS: [OpInfo; ");
    writeln!(out, "{}] = [", entries.len()).expect("string write");
    for (name, entry) in entries {
        let operands: Vec<String> = entry
            .operands
            .iter()
            .map(|text| operand(name, text))
            .collect();
        writeln!(
            out,
            "    OpInfo {{ op: Op::{name}, name: \"{name}\", operands: &[{}], cache: {} }},",
            operands.join(", "),
            entry.cache
        )
        .expect("string write");
    }
    out.push_str("];\n");
    out
}

fn operand(op: &str, text: &str) -> String {
    let (name, kind) = text
        .split_once(':')
        .unwrap_or_else(|| panic!("operand `{text}` of {op} has no kind"));
    let variant = match kind {
        "dst" => "Dst",
        "reg" => "Reg",
        "oreg" => "OptReg",
        "local" => "Local",
        "cell" => "Cell",
        "pair" => "Pair",
        "rpair" => "ReadPair",
        "args" => "Args",
        "args2" => "Args2",
        "outs" => "Outs",
        "outs_ex" => "OutsEx",
        "count" => "Count",
        "const" => "Const",
        "name" => "Name",
        "imm" => "Imm",
        "target" => "Target",
        _ => panic!("operand kind `{kind}` of {op} is unknown"),
    };
    format!("(\"{name}\", Kind::{variant})")
}
