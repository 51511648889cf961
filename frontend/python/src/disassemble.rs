//! A readable dump of code objects, for `kaac --emit bytecode` and the tests.

use crate::code::{CodeObject, Const, read_locations};
use crate::opcode::{Kind, Op};
use std::fmt::Write as _;

/// The code object and those inside it, outermost first.
pub fn disassemble(code: &CodeObject) -> String {
    let mut out = String::new();
    write_code(&mut out, code).expect("writing to a string cannot fail");
    out
}

fn write_code(out: &mut String, code: &CodeObject) -> std::fmt::Result {
    writeln!(
        out,
        "code {} (line {}, {} registers, {} caches, flags 0x{:x})",
        code.qualname, code.firstlineno, code.nregs, code.ncaches, code.flags
    )?;
    if code.argcount + code.kwonlyargcount > 0 {
        writeln!(
            out,
            "  args {} posonly {} kwonly {}",
            code.argcount, code.posonlyargcount, code.kwonlyargcount
        )?;
    }
    for (title, names) in [
        ("locals", &code.varnames),
        ("cells", &code.cellvars),
        ("free", &code.freevars),
    ] {
        if !names.is_empty() {
            writeln!(out, "  {title} {}", names.join(" "))?;
        }
    }
    write_instructions(out, code)?;
    for entry in &code.exceptions {
        writeln!(
            out,
            "  except {}..{} -> {} {}",
            entry.start,
            entry.end,
            entry.target,
            register(code, entry.reg as i32)
        )?;
    }
    for nested in code.nested() {
        writeln!(out)?;
        write_code(out, nested)?;
    }
    Ok(())
}

fn write_instructions(out: &mut String, code: &CodeObject) -> std::fmt::Result {
    let lines = line_of_words(code);
    let mut at = 0;
    let mut last_line = None;
    while at < code.code.len() {
        let Some(op) = Op::from_number((code.code[at] & 0xff) as u8) else {
            return writeln!(out, "  {at:4} ?{}", code.code[at]);
        };
        let info = op.info();
        let line = lines.get(at).copied().flatten();
        let shown = match line {
            Some(number) if line != last_line => format!("{number:4}"),
            _ => "    ".into(),
        };
        last_line = line.or(last_line);
        let mut text = format!("{shown} {at:4} {}", info.name);
        for (index, (_, kind)) in info.operands.iter().enumerate() {
            let value = match index {
                0 => (code.code[at] as u32 >> 8) as i32,
                index => code.code.get(at + index).copied().unwrap_or(-1),
            };
            write!(text, " {}", operand(code, *kind, value))?;
        }
        writeln!(out, "{text}")?;
        at += info.words();
    }
    Ok(())
}

fn line_of_words(code: &CodeObject) -> Vec<Option<u32>> {
    let mut lines = Vec::with_capacity(code.code.len());
    for (words, position) in read_locations(code).unwrap_or_default() {
        lines.extend(std::iter::repeat_n(
            position.map(|p| p.line),
            words as usize,
        ));
    }
    lines
}

fn operand(code: &CodeObject, kind: Kind, value: i32) -> String {
    match kind {
        Kind::Const => match code.consts.get(value as usize) {
            Some(constant) => show_const(constant),
            None => format!("k{value}?"),
        },
        Kind::Name => code
            .names
            .get(value as usize)
            .cloned()
            .unwrap_or(format!("n{value}?")),
        Kind::Count => format!("#{value}"),
        Kind::Imm => value.to_string(),
        Kind::Target => format!("->{value}"),
        _ => register(code, value),
    }
}

fn register(code: &CodeObject, reg: i32) -> String {
    if reg < 0 {
        return "-".into();
    }
    let index = reg as usize;
    let cells = code.varnames.len();
    let frees = cells + code.cellvars.len();
    let temps = frees + code.freevars.len();
    if index < cells {
        code.varnames[index].clone()
    } else if index < frees {
        format!("&{}", code.cellvars[index - cells])
    } else if index < temps {
        format!("^{}", code.freevars[index - frees])
    } else {
        format!("t{}", index - temps)
    }
}

/// A constant as Python would show it (code objects as `<code name>`).
pub fn show_const(value: &Const) -> String {
    let list = |items: &[Const]| items.iter().map(show_const).collect::<Vec<_>>().join(", ");
    match value {
        Const::None => "None".into(),
        Const::Bool(true) => "True".into(),
        Const::Bool(false) => "False".into(),
        Const::Ellipsis => "...".into(),
        Const::Int(value) => value.to_string(),
        Const::Big(value) => value.to_string(),
        Const::Float(bits) => format!("{:?}", f64::from_bits(*bits)),
        Const::Complex(re, im) => {
            format!("({:?}{:+?}j)", f64::from_bits(*re), f64::from_bits(*im))
        }
        Const::Str(bytes) => format!("{:?}", String::from_utf8_lossy(bytes)),
        Const::Bytes(bytes) => format!("b\"{}\"", bytes.escape_ascii()),
        Const::Tuple(items) if items.len() == 1 => format!("({},)", show_const(&items[0])),
        Const::Tuple(items) => format!("({})", list(items)),
        Const::FrozenSet(items) => format!("frozenset({{{}}})", list(items)),
        Const::Slice(parts) => format!("slice({})", list(&parts[..])),
        Const::Code(code) => format!("<code {}>", code.qualname),
    }
}
