//! Reading `externs.toml`.

use serde::Deserialize;

/// Kind of a parameter or a result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    I1,
    I32,
    I64,
    F64,
    /// Byte array that the host reads; as a result, a new one.
    Bytes,
    /// As a result only: a new byte array or null.
    BytesOrNull,
    /// Byte array that the host writes.
    Buffer,
    /// i64 array that the host writes.
    I64s,
}

/// One host primitive.
#[derive(Clone, Debug)]
pub struct Extern {
    pub name: String,
    pub doc: String,
    /// Names and kinds, in order.
    pub params: Vec<(String, Kind)>,
    pub result: Option<Kind>,
    pub errno: bool,
    pub blocking: bool,
    pub pure: bool,
    pub capabilities: Vec<String>,
}

const CAPABILITIES: [&str; 10] = [
    "fs.read", "fs.write", "net", "proc", "env", "clock", "random", "ffi", "thread", "term",
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    doc: String,
    #[serde(default)]
    params: toml::Table,
    returns: Option<String>,
    #[serde(default)]
    errno: bool,
    #[serde(default)]
    blocking: bool,
    #[serde(default)]
    pure: bool,
    capability: Option<String>,
}

impl Kind {
    fn parse(name: &str) -> Option<Kind> {
        Some(match name {
            "i1" => Kind::I1,
            "i32" => Kind::I32,
            "i64" => Kind::I64,
            "f64" => Kind::F64,
            "bytes" => Kind::Bytes,
            "bytes?" => Kind::BytesOrNull,
            "buffer" => Kind::Buffer,
            "i64s" => Kind::I64s,
            _ => return None,
        })
    }
}

/// Rows in the order of the file.
///
/// # Errors
/// A message that names the row.
pub fn parse(text: &str) -> Result<Vec<Extern>, String> {
    let table: toml::Table = text.parse().map_err(|e| format!("externs.toml: {e}"))?;
    let names = text.lines().filter(|line| line.starts_with('['));
    names
        .map(|line| {
            let name = line.trim().trim_matches(['[', ']']);
            row(name, &table).map_err(|why| format!("externs.toml: [{name}]: {why}"))
        })
        .collect()
}

fn row(name: &str, table: &toml::Table) -> Result<Extern, String> {
    let row: Row = table[name].clone().try_into().map_err(|e| format!("{e}"))?;
    let kind = |name: &str| Kind::parse(name).ok_or_else(|| format!("unknown kind `{name}`"));
    let params = row
        .params
        .iter()
        .map(|(param, value)| Ok((param.clone(), kind(value.as_str().unwrap_or_default())?)))
        .collect::<Result<Vec<_>, String>>()?;
    if params.iter().any(|p| p.1 == Kind::BytesOrNull) {
        return Err("`bytes?` is a result only".into());
    }
    let result = row.returns.as_deref().map(kind).transpose()?;
    if matches!(result, Some(Kind::Buffer | Kind::I64s)) {
        return Err("cannot return an array that the host writes".into());
    }
    let capabilities: Vec<String> = row
        .capability
        .iter()
        .flat_map(|c| c.split(' '))
        .map(str::to_owned)
        .collect();
    if let Some(wrong) = capabilities
        .iter()
        .find(|c| !CAPABILITIES.contains(&c.as_str()))
    {
        return Err(format!("unknown capability `{wrong}`"));
    }
    Ok(Extern {
        name: name.to_owned(),
        doc: row.doc,
        params,
        result,
        errno: row.errno,
        blocking: row.blocking,
        pure: row.pure,
        capabilities,
    })
}
