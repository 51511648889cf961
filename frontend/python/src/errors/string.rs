//! Errors inside string literals.

use super::context::Context;
use super::scan::{Token, TokenKind, range, styled};
use crate::error::{EndStyle, Error, error};
use ruff_python_parser::InterpolatedStringErrorType as Kind;

/// A bad escape or character in a plain literal, found by reading the literal at the error again.
pub(super) fn literal_error(context: &Context<'_>) -> Option<Box<Error>> {
    let start = usize::from(context.location.start());
    let is_here = |token: &&Token| {
        token.kind == TokenKind::String && token.start <= start && start <= token.end
    };
    let token = context.tokens.iter().find(is_here)?;
    let text = &context.source.text[token.start..token.end];
    let quote_at = text.find(['\'', '"'])?;
    let (prefix, rest) = text.split_at(quote_at);
    let quotes = if rest.starts_with("\"\"\"") || rest.starts_with("'''") {
        3
    } else {
        1
    };
    let content = rest.get(quotes..rest.len() - quotes)?;
    if prefix.contains(['b', 'B']) {
        if !content.is_ascii() {
            return Some(error(
                token.range(),
                "bytes can only contain ASCII literal characters",
            ));
        }
        let at = bad_escape(content, true)?.0;
        let message = format!("(value error) invalid \\x escape at position {at}");
        return Some(error(token.range(), message));
    }
    let (at, length, reason) = bad_escape(content, false)?;
    let message = format!(
        "(unicode error) 'unicodeescape' codec can't decode bytes in position {at}-{}: {reason}",
        at + length - 1
    );
    Some(error(token.range(), message))
}

/// The first wrong escape: its place (counted as CPython's decoder sees the text, where other than
/// ASCII characters take ten bytes), length and what is wrong.
fn bad_escape(content: &str, is_bytes: bool) -> Option<(usize, usize, &'static str)> {
    let bytes = content.as_bytes();
    let (mut index, mut place) = (0, 0);
    while index < bytes.len() {
        if bytes[index] != b'\\' {
            let c = content[index..].chars().next()?;
            index += c.len_utf8();
            place += if c.is_ascii() { 1 } else { 10 };
            continue;
        }
        let kind = *bytes.get(index + 1)?;
        let digits = match kind {
            b'x' => 2,
            b'u' if !is_bytes => 4,
            b'U' if !is_bytes => 8,
            b'N' if !is_bytes => {
                let name = content[index + 2..]
                    .strip_prefix('{')
                    .and_then(|rest| rest.split_once('}'));
                let Some((name, _)) = name else {
                    return Some((place, 2, "malformed \\N character escape"));
                };
                if unicode_names2::character(name).is_none() {
                    return Some((place, name.len() + 4, "unknown Unicode character name"));
                }
                index += name.len() + 4;
                place += name.len() + 4;
                continue;
            }
            _ => {
                let c = content[index + 1..].chars().next()?;
                index += 1 + c.len_utf8();
                place += if c.is_ascii() { 2 } else { 11 };
                continue;
            }
        };
        let found = bytes[index + 2..]
            .iter()
            .take(digits)
            .take_while(|b| b.is_ascii_hexdigit())
            .count();
        if found < digits {
            let reason = match kind {
                b'x' => "truncated \\xXX escape",
                b'u' => "truncated \\uXXXX escape",
                _ => "truncated \\UXXXXXXXX escape",
            };
            return Some((place, 2 + found, reason));
        }
        let value = u32::from_str_radix(&content[index + 2..index + 2 + digits], 16).unwrap_or(0);
        if value > 0x0010_ffff {
            return Some((place, 2 + digits, "illegal Unicode character"));
        }
        index += 2 + digits;
        place += 2 + digits;
    }
    None
}

/// An error inside a replacement field, `kind` being what the parser says.
pub(super) fn interpolated_error(
    context: &Context<'_>,
    kind: &Kind,
    word: &str,
) -> Option<Box<Error>> {
    let start = usize::from(context.location.start());
    let text = &context.source.text;
    let here = text[start..].chars().next();
    let one = range(start, start + here.map_or(1, char::len_utf8));
    Some(match kind {
        Kind::UnclosedLbrace => return Some(unclosed(context, word, start)),
        Kind::InvalidConversionFlag if matches!(here, Some('}' | ':')) => {
            error(one, format!("{word}: missing conversion character"))
        }
        Kind::InvalidConversionFlag => {
            let flag =
                text.get(context.location.start().to_usize()..context.location.end().to_usize())?;
            let message =
                format!("{word}: invalid conversion character '{flag}': expected 's', 'r', or 'a'");
            error(context.location, message)
        }
        Kind::SingleRbrace => styled(
            one,
            format!("{word}: single '}}' is not allowed"),
            EndStyle::Same,
        ),
        Kind::LambdaWithoutParentheses => {
            let message = format!("{word}: lambda expressions are not allowed without parentheses");
            error(context.location, message)
        }
        Kind::ConversionFlagNotImmediatelyAfterExclamation => {
            let message =
                format!("{word}: conversion type must come right after the exclamation mark");
            error(context.location, message)
        }
        Kind::NewlineInFormatSpec => {
            let message = format!(
                "{word}: newlines are not allowed in format specifiers for single quoted {word}s"
            );
            styled(one, message, EndStyle::Same)
        }
        Kind::UnterminatedString | Kind::UnterminatedTripleQuotedString => return None,
    })
}

fn unclosed(context: &Context<'_>, word: &str, start: usize) -> Box<Error> {
    let text = &context.source.text;
    let here = text[start..].chars().next().unwrap_or('\n');
    let one = range(start, start + here.len_utf8());
    let open = text[..start].rfind('{').unwrap_or(start);
    if text[open..start].contains(':') {
        return error(one, format!("{word}: expecting '}}', or format specs"));
    }
    if matches!(here, '\'' | '"' | '\n') {
        return styled(one, format!("{word}: expecting '}}'"), EndStyle::Same);
    }
    if here.is_alphanumeric() || here == '_' {
        let length = text[start..].find(|c: char| !c.is_alphanumeric() && c != '_');
        let end = length.map_or(text.len(), |length| start + length);
        let first = open + 1 + text[open + 1..].len() - text[open + 1..].trim_start().len();
        return error(
            range(first, end),
            "invalid syntax. Perhaps you forgot a comma?",
        );
    }
    error(
        one,
        format!("{word}: expecting '=', or '!', or ':', or '}}'"),
    )
}

/// No expression where one is needed in a replacement field.
pub(super) fn empty_field(context: &Context<'_>, word: &str) -> Box<Error> {
    let start = usize::from(context.location.start());
    let text = &context.source.text;
    let before = text[..start].trim_end();
    let here = text[start..].chars().next().unwrap_or('}');
    if before.ends_with('{') && matches!(here, '}' | '=' | '!' | ':') {
        let message = format!("{word}: valid expression required before '{here}'");
        return error(range(start, start + 1), message);
    }
    let open = before.rfind('{').map_or(start, |open| open + 1);
    error(
        range(open, open + 1),
        format!("{word}: expecting a valid expression after '{{'"),
    )
}
