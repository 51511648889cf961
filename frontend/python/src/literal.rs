//! Values of literals that the parser's own representation cannot hold.

use num_bigint::BigInt;

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
