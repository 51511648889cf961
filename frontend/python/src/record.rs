//! The answer of the host primitive `compile_source`: one block of bytes, described in
//! docs/bytecode.md section 10.

use crate::serialize::serialize_value;
use crate::{
    Input, Mode, Options, SyntaxErrorInfo, compile_with_warnings, flags, serialize, tree_of,
};

/// Bits of the `flags` operand above CPython's future flags, which keep their values.
const OPTIMIZE_SHIFT: u32 = 28;
const TOP_LEVEL_AWAIT: u32 = 1 << 13;
const DONT_IMPLY_DEDENT: u32 = 1 << 9;
const ONLY_TREE: u32 = 1 << 10;
const ALLOW_INCOMPLETE: u32 = 1 << 14;
const SCRIPT: u32 = 1 << 27;

/// Compiles and writes the answer. `mode`: 0 exec, 1 eval, 2 single. `flags`: CO_FUTURE_* bits,
/// 0x2000 for top-level await, 0x200 and 0x4000 as in CPython (blocks stay open, incomplete input), bit 27 for a program's
/// file, the level of `-O` in bits 28 and 29; 0x400 answers the syntax tree instead of code (`tree/mod.rs`).
pub fn compile_to_record(source: &[u8], filename: &[u8], mode: i32, flags: i32) -> Vec<u8> {
    let mode = match mode {
        1 => Mode::Eval,
        2 => Mode::Single,
        _ => Mode::Exec,
    };
    let bits = flags as u32;
    let options = Options {
        future: bits & flags::FUTURE_MASK,
        optimize: (bits >> OPTIMIZE_SHIFT & 3) as u8,
        top_level_await: bits & TOP_LEVEL_AWAIT != 0,
        input: Input {
            may_be_incomplete: bits & ALLOW_INCOMPLETE != 0,
            is_block_open: bits & DONT_IMPLY_DEDENT != 0,
            is_script: bits & SCRIPT != 0,
        },
    };
    let filename = String::from_utf8_lossy(filename);
    let mut out = Vec::new();
    if bits & ONLY_TREE != 0 {
        return match tree_of(source, &filename, mode, options.input) {
            Ok(tree) => {
                out.push(0);
                number(&mut out, 0);
                out.extend_from_slice(&serialize_value(&tree));
                out
            }
            Err(error) => error_record(&error),
        };
    }
    match compile_with_warnings(source, &filename, mode, options) {
        Ok(compiled) => {
            out.push(0);
            number(&mut out, compiled.warnings.len() as u32);
            for warning in &compiled.warnings {
                write(&mut out, warning);
            }
            out.extend_from_slice(&serialize(&compiled.code));
        }
        Err(error) => out = error_record(&error),
    }
    out
}

/// The answer that is an error.
pub(crate) fn error_record(error: &SyntaxErrorInfo) -> Vec<u8> {
    let mut out = vec![1];
    write(&mut out, error);
    out
}

fn number(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

fn string(out: &mut Vec<u8>, text: &str) {
    number(out, text.len() as u32);
    out.extend_from_slice(text.as_bytes());
}

fn write(out: &mut Vec<u8>, info: &SyntaxErrorInfo) {
    string(out, info.kind.name());
    string(out, &info.message);
    for place in [info.lineno, info.offset, info.end_lineno, info.end_offset] {
        number(out, place as u32);
    }
    out.push(u8::from(info.text.is_some()));
    string(out, info.text.as_deref().unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::compile_to_record;

    #[test]
    fn an_answer_is_code_or_an_error() {
        let code = compile_to_record(b"x = 1\n", b"a.py", 0, 0);
        assert_eq!(&code[..5], &[0, 0, 0, 0, 0]);
        assert_eq!(&code[5..9], b"KAAC");
        let error = compile_to_record(b"x = = 1\n", b"a.py", 0, 0);
        assert_eq!(&error[..16], b"\x01\x0b\0\0\0SyntaxError");
    }
}
