//! Texts derived from the table.

use std::fmt::Write;

use crate::table::{Extern, Kind};

const NOTICE: &str = "Generated from python/externs.toml by the externs crate; do not edit.";

fn rust_param(kind: Kind) -> &'static str {
    match kind {
        Kind::I1 => "bool",
        Kind::I32 => "i32",
        Kind::I64 => "i64",
        Kind::F64 => "f64",
        Kind::Bytes | Kind::BytesOrNull => "&[u8]",
        Kind::Buffer => "&mut [u8]",
        Kind::I64s => "&mut [i64]",
    }
}

fn rust_result(kind: Option<Kind>) -> String {
    match kind {
        None => String::new(),
        Some(Kind::Bytes) => " -> Vec<u8>".into(),
        Some(Kind::BytesOrNull) => " -> Option<Vec<u8>>".into(),
        Some(scalar) => format!(" -> {}", rust_param(scalar)),
    }
}

/// The trait that a host implements, and `call` by name.
pub fn rust_trait(rows: &[Extern]) -> String {
    let mut out = String::from(
        "/// The host primitives; each row of `externs.toml` is one method.\npub trait Externs {\n",
    );
    for row in rows {
        let params: Vec<String> = row
            .params
            .iter()
            .map(|(name, kind)| format!(", {name}: {}", rust_param(*kind)))
            .collect();
        writeln!(out, "    /// {}", row.doc).unwrap();
        writeln!(
            out,
            "    fn {}(&mut self{}){};",
            row.name,
            params.concat(),
            rust_result(row.result)
        )
        .unwrap();
    }
    out.push_str("}\n\n/// Calls a primitive by name; `None` if there is no such name or the operands do not fit.\n");
    out.push_str(
        "pub fn call(host: &mut dyn Externs, name: &str, args: &mut [Arg]) -> Option<Ret> {\n",
    );
    out.push_str("    Some(match (name, args) {\n");
    for row in rows {
        let (patterns, values): (Vec<String>, Vec<String>) = row
            .params
            .iter()
            .map(|(name, kind)| match kind {
                Kind::I1 => (format!("Arg::I1({name})"), format!("*{name}")),
                Kind::I32 => (format!("Arg::I32({name})"), format!("*{name}")),
                Kind::I64 => (format!("Arg::I64({name})"), format!("*{name}")),
                Kind::F64 => (format!("Arg::F64({name})"), format!("*{name}")),
                Kind::I64s => (format!("Arg::I64s({name})"), name.clone()),
                _ => (format!("Arg::Bytes({name})"), name.clone()),
            })
            .unzip();
        let call = format!("host.{}({})", row.name, values.join(", "));
        let value = match row.result {
            None => format!("{{ {call}; Ret::None }}"),
            Some(Kind::I1) => format!("Ret::I1({call})"),
            Some(Kind::I32) => format!("Ret::I32({call})"),
            Some(Kind::I64) => format!("Ret::I64({call})"),
            Some(Kind::F64) => format!("Ret::F64({call})"),
            Some(Kind::BytesOrNull) => format!("{call}.map_or(Ret::Null, Ret::Bytes)"),
            Some(_) => format!("Ret::Bytes({call})"),
        };
        writeln!(
            out,
            "        ({:?}, [{}]) => {value},",
            row.name,
            patterns.join(", ")
        )
        .unwrap();
    }
    out.push_str("        _ => return None,\n    })\n}\n");
    out
}

/// C symbols `kaa_x_NAME(vm, ...)` over the trait. The including module has `host(vm) -> &mut dyn Externs`,
/// `bytes(ptr) -> &[u8]`, `bytes_mut(ptr) -> &mut [u8]`, `i64s_mut(ptr) -> &mut [i64]`, `new_bytes(vm, Vec<u8>) -> ArrayPtr` and
/// `null_array() -> ArrayPtr`; the types `Vm` (pointer to the context) and `ArrayPtr` (pointer to an array object). i1 is passed as u8.
pub fn native_symbols(rows: &[Extern]) -> String {
    let mut out = format!("// {NOTICE}\n");
    for row in rows {
        let (mut params, mut values) = (String::new(), Vec::new());
        for (name, kind) in &row.params {
            let (ty, value) = match kind {
                Kind::I1 => ("u8", format!("{name} != 0")),
                Kind::Bytes | Kind::BytesOrNull => ("ArrayPtr", format!("bytes({name})")),
                Kind::Buffer => ("ArrayPtr", format!("bytes_mut({name})")),
                Kind::I64s => ("ArrayPtr", format!("i64s_mut({name})")),
                scalar => (rust_param(*scalar), name.clone()),
            };
            write!(params, ", {name}: {ty}").unwrap();
            values.push(value);
        }
        let call = format!("host(vm).{}({})", row.name, values.join(", "));
        let (result, value) = match row.result {
            None => (String::new(), format!("{call};")),
            Some(Kind::I1) => (" -> u8".into(), format!("u8::from({call})")),
            Some(Kind::Bytes) => (
                " -> ArrayPtr".into(),
                format!("let out = {call}; new_bytes(vm, out)"),
            ),
            Some(Kind::BytesOrNull) => (
                " -> ArrayPtr".into(),
                format!("match {call} {{ Some(out) => new_bytes(vm, out), None => null_array() }}"),
            ),
            scalar => (rust_result(scalar), call),
        };
        writeln!(
            out,
            "/// # Safety\n/// Called by compiled code with live array objects."
        )
        .unwrap();
        writeln!(
            out,
            "#[unsafe(no_mangle)]\npub unsafe extern \"C\" fn kaa_x_{}(vm: Vm{params}){result} {{",
            row.name
        )
        .unwrap();
        writeln!(out, "    // SAFETY: the caller keeps the arrays alive and in place during the call.\n    unsafe {{ {value} }}\n}}").unwrap();
    }
    out
}

fn managed(rows: &[Extern], array: fn(Kind) -> &'static str) -> String {
    let mut out = String::new();
    for row in rows {
        let params: Vec<String> = row
            .params
            .iter()
            .map(|(name, kind)| format!("{} {}", array(*kind), escape(name)))
            .collect();
        let result = row.result.map_or("void", array);
        writeln!(
            out,
            "    /** {} */\n    {result} {}({});",
            row.doc,
            row.name,
            params.join(", ")
        )
        .unwrap();
    }
    out
}

/// Parameter names that are words of Java or C#.
fn escape(name: &str) -> String {
    match name {
        "from" | "into" | "out" | "new" | "base" | "params" => format!("{name}_"),
        _ => name.to_owned(),
    }
}

pub fn java(rows: &[Extern]) -> String {
    let body = managed(rows, |kind| match kind {
        Kind::I1 => "boolean",
        Kind::I32 => "int",
        Kind::I64 => "long",
        Kind::F64 => "double",
        Kind::Bytes | Kind::BytesOrNull | Kind::Buffer => "byte[]",
        Kind::I64s => "long[]",
    });
    format!(
        "// {NOTICE}\npackage kaa.rt;\n\n/** The host primitives. */\npublic interface Externs {{\n{body}}}\n"
    )
}

pub fn csharp(rows: &[Extern]) -> String {
    let body = managed(rows, |kind| match kind {
        Kind::I1 => "bool",
        Kind::I32 => "int",
        Kind::I64 => "long",
        Kind::F64 => "double",
        Kind::Bytes | Kind::BytesOrNull | Kind::Buffer => "sbyte[]",
        Kind::I64s => "long[]",
    });
    format!(
        "// {NOTICE}\nnamespace Kaa.Rt\n{{\n    /** The host primitives. */\n    public interface IExterns\n    {{\n{body}    }}\n}}\n"
    )
}

/// docs/externs.md.
pub fn manual(rows: &[Extern]) -> String {
    let mut out = format!("<!-- {NOTICE} -->\n# Host primitives\n\n");
    out.push_str("| name | parameters | result | capability | |\n|---|---|---|---|---|\n");
    for row in rows {
        let params: Vec<String> = row
            .params
            .iter()
            .map(|(name, kind)| format!("{name}: {}", word(*kind)))
            .collect();
        let mut result = row.result.map_or("", word).to_owned();
        if row.errno {
            result.push_str(" or -errno");
        }
        let doc = row.doc.replace('|', "\\|");
        let capability = row.capabilities.join(" ");
        writeln!(
            out,
            "| `{}` | {} | {result} | {capability} | {doc} |",
            row.name,
            params.join(", ")
        )
        .unwrap();
    }
    out
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::I1 => "i1",
        Kind::I32 => "i32",
        Kind::I64 => "i64",
        Kind::F64 => "f64",
        Kind::Bytes => "bytes",
        Kind::BytesOrNull => "bytes or null",
        Kind::Buffer => "buffer",
        Kind::I64s => "i64s",
    }
}
