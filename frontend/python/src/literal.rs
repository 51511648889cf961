//! Values of literals that the parser's own representation cannot hold.

use crate::code::Const;
use crate::error::{Result, error};
use crate::source::Source;
use num_bigint::BigInt;
use ruff_python_ast::{self as ast, Number};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// CPython's default for sys.set_int_max_str_digits.
const MAX_DECIMAL_DIGITS: usize = 4300;

/// The value of a number in the source.
pub(crate) fn number_const(node: &ast::ExprNumberLiteral, source: &Source) -> Result<Const> {
    Ok(match &node.value {
        Number::Float(value) => Const::float(*value),
        Number::Complex { real, imag } => Const::Complex(real.to_bits(), imag.to_bits()),
        Number::Int(value) => match value.as_i64() {
            Some(value) => Const::Int(value),
            None => big_int(source.slice(node.range()), node.range())?,
        },
    })
}

fn big_int(text: &str, range: TextRange) -> Result<Const> {
    let text = text.replace('_', "");
    let digits = text.len();
    let prefix = text.get(..2).unwrap_or_default().to_ascii_lowercase();
    let decimal = !matches!(prefix.as_str(), "0x" | "0o" | "0b");
    if decimal && digits > MAX_DECIMAL_DIGITS {
        let message = format!(
            "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion: value has {digits} \
             digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge \
             integer literals to avoid decimal conversion limits."
        );
        return Err(error(range, message));
    }
    let value = parse_int(&text).ok_or_else(|| error(range, "invalid integer literal"))?;
    Ok(Const::int(value))
}

/// The value of a string literal, of all its parts.
pub(crate) fn string_const(node: &ast::ExprStringLiteral, source: &Source) -> Const {
    let mut bytes = Vec::new();
    for part in node.value.as_slice() {
        push_string_part(part, source, &mut bytes);
    }
    Const::Str(bytes.into())
}

pub(crate) fn push_string_part(part: &ast::StringLiteral, source: &Source, out: &mut Vec<u8>) {
    // The parser replaces what Rust strings cannot hold: lone surrogates.
    if part.value.contains('\u{fffd}') && !part.flags.prefix().is_raw() {
        let content = source.slice(part.content_range());
        out.extend_from_slice(&unescape(content, false));
    } else {
        out.extend_from_slice(part.value.as_bytes());
    }
}

/// Text of an f-string or t-string.
pub(crate) fn interpolated_text(
    element: &ast::InterpolatedStringLiteralElement,
    source: &Source,
    raw: bool,
) -> Vec<u8> {
    if !raw && element.value.contains('\u{fffd}') {
        unescape(source.slice(element.range()), true)
    } else {
        element.value.as_bytes().to_vec()
    }
}

/// The expression of a replacement field as it is written, blanks included, up to `=`, the conversion or the format.
pub(crate) fn interpolation_text<'s>(
    value: &ast::InterpolatedElement,
    source: &'s Source,
) -> &'s str {
    let start = value.start() + TextSize::of('{');
    let end = value.expression.end();
    let behind = source.slice(TextRange::new(end, value.end()));
    let rest = behind.find(['!', ':', '=', '}']).unwrap_or(0);
    source.slice(TextRange::new(start, end + TextSize::of(&behind[..rest])))
}

/// Parses an integer literal without underscores.
pub(crate) fn parse_int(text: &str) -> Option<BigInt> {
    let radix = match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => return BigInt::parse_bytes(text.as_bytes(), 10),
    };
    BigInt::parse_bytes(&text.as_bytes()[2..], radix)
}

/// Appends a code point; surrogates are encoded as three bytes like any other.
pub(crate) fn push_code_point(out: &mut Vec<u8>, code: u32) {
    match char::from_u32(code) {
        Some(c) => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
        None => out.extend([
            0xe0 | (code >> 12) as u8,
            0x80 | (code >> 6 & 0x3f) as u8,
            0x80 | (code & 0x3f) as u8,
        ]),
    }
}

/// Decodes the escapes of a str literal's content, which the parser has accepted.
/// In an f-string doubled braces stand for one.
pub(crate) fn unescape(content: &str, braces: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len());
    let mut rest = content;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c == '\\' {
            rest = escape(rest, &mut out);
        } else {
            if braces && (c == '{' || c == '}') && rest.starts_with(c) {
                rest = &rest[1..];
            }
            push_code_point(&mut out, u32::from(c));
        }
    }
    out
}

/// Decodes one escape, `rest` being what follows the backslash; answers what follows the escape.
fn escape<'a>(rest: &'a str, out: &mut Vec<u8>) -> &'a str {
    let Some(c) = rest.chars().next() else {
        out.push(b'\\');
        return rest;
    };
    let after = &rest[c.len_utf8()..];
    let simple = match c {
        '\n' => return after,
        '\\' | '\'' | '"' => c as u8,
        'a' => 7,
        'b' => 8,
        'f' => 12,
        'n' => b'\n',
        'r' => b'\r',
        't' => b'\t',
        'v' => 11,
        'x' => return hex_escape(after, 2, out),
        'u' => return hex_escape(after, 4, out),
        'U' => return hex_escape(after, 8, out),
        'N' => return named_escape(after, out),
        '0'..='7' => {
            let digits = rest
                .bytes()
                .take(3)
                .take_while(|b| (b'0'..=b'7').contains(b))
                .count();
            push_code_point(out, u32::from_str_radix(&rest[..digits], 8).unwrap_or(0));
            return &rest[digits..];
        }
        _ => {
            out.push(b'\\');
            return rest;
        }
    };
    out.push(simple);
    after
}

fn hex_escape<'a>(rest: &'a str, digits: usize, out: &mut Vec<u8>) -> &'a str {
    let Some(text) = rest.get(..digits) else {
        return rest;
    };
    push_code_point(out, u32::from_str_radix(text, 16).unwrap_or(0xfffd));
    &rest[digits..]
}

fn named_escape<'a>(rest: &'a str, out: &mut Vec<u8>) -> &'a str {
    let Some((name, after)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
        return rest;
    };
    push_code_point(
        out,
        unicode_names2::character(name).map_or(0xfffd, u32::from),
    );
    after
}

/// Source text without its comments; `#` inside string literals is none.
pub(crate) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut quote: Option<char> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (None, '#') => {
                while chars.peek().is_some_and(|c| *c != '\n') {
                    chars.next();
                }
                continue;
            }
            (None, '\'' | '"') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (Some(_), '\\') => {
                out.push(c);
                out.extend(chars.next());
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}
