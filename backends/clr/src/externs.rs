//! Whether the C# runtime has the externs that a module imports. Its interface is generated from the
//! same table, so a row that fits here is a method there.

use kaa_externs::Kind;
use kaa_ir::{Module, Storage, Type};
use rustc_hash::FxHashMap;

/// One message for every import that the table does not have, or has with another signature.
pub fn missing(module: &Module) -> Vec<String> {
    if module.externs.is_empty() {
        return Vec::new();
    }
    let rows = kaa_externs::parse(kaa_externs::TABLE)
        .unwrap_or_else(|error| panic!("clr externs: {error}"));
    let rows: FxHashMap<&str, &kaa_externs::Extern> =
        rows.iter().map(|row| (row.name.as_str(), row)).collect();
    let mut messages = Vec::new();
    for import in module.externs.values() {
        let Some(row) = rows.get(import.name.as_str()) else {
            messages.push(format!(
                "extern @{} is not in python/externs.toml",
                import.name
            ));
            continue;
        };
        let sig = &module.sigs[import.sig];
        let params = sig.params.len() == row.params.len()
            && sig
                .params
                .iter()
                .zip(&row.params)
                .all(|(ty, (_, kind))| fits(module, *ty, *kind));
        let result = match (sig.result, row.result) {
            (None, None) => true,
            (Some(ty), Some(kind)) => fits(module, ty, kind),
            _ => false,
        };
        if !params || !result {
            messages.push(format!(
                "extern @{} has another signature in the table",
                import.name
            ));
        }
    }
    messages
}

fn fits(module: &Module, ty: Type, kind: Kind) -> bool {
    let is_array = |storage| match ty {
        Type::Arr(array, _) => module.arrays[array] == storage,
        _ => false,
    };
    match kind {
        Kind::I1 => ty == Type::I1,
        Kind::I32 => ty == Type::I32,
        Kind::I64 => ty == Type::I64,
        Kind::F64 => ty == Type::F64,
        Kind::Bytes | Kind::BytesOrNull | Kind::Buffer => is_array(Storage::I8),
        Kind::I64s => is_array(Storage::Value(Type::I64)),
    }
}
