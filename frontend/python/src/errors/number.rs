//! Number literals and what CPython's tokenizer says about wrong ones.

use super::scan::{point, range, styled};
use crate::error::{EndStyle, Error};

type End = Result<usize, Box<Error>>;

/// Errors are reported at the character before the offending one.
fn wrong(at: usize, kind: &str) -> Box<Error> {
    point(at.saturating_sub(1), format!("invalid {kind} literal"))
}

/// The end of the number that begins at `start`.
pub(super) fn scan_number(bytes: &[u8], start: usize) -> End {
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    if at(start) == b'0' {
        match at(start + 1).to_ascii_lowercase() {
            b'x' => return radix(bytes, start + 2, 16, "hexadecimal"),
            b'o' => return radix(bytes, start + 2, 8, "octal"),
            b'b' => return radix(bytes, start + 2, 2, "binary"),
            _ => {}
        }
    }
    decimal(bytes, start)
}

fn radix(bytes: &[u8], mut index: usize, radix: u32, kind: &str) -> End {
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let is_digit = |byte: u8| char::from(byte).is_digit(radix);
    loop {
        if at(index) == b'_' {
            index += 1;
        }
        if !is_digit(at(index)) {
            if at(index).is_ascii_digit() {
                return Err(bad_digit(index, at(index), kind));
            }
            return Err(wrong(index, kind));
        }
        while is_digit(at(index)) {
            index += 1;
        }
        if at(index) != b'_' {
            break;
        }
    }
    if at(index).is_ascii_digit() {
        return Err(bad_digit(index, at(index), kind));
    }
    verify_end(bytes, index, kind)
}

fn bad_digit(index: usize, digit: u8, kind: &str) -> Box<Error> {
    point(
        index,
        format!("invalid digit '{}' in {kind} literal", char::from(digit)),
    )
}

fn decimal(bytes: &[u8], start: usize) -> End {
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    let mut index = if at(start) == b'.' {
        start
    } else {
        digits(bytes, start)?
    };
    let integer_end = index;
    let mut is_float = false;
    if at(index) == b'.' {
        is_float = true;
        index += 1;
        if at(index).is_ascii_digit() {
            index = digits(bytes, index)?;
        }
    }
    if at(index).eq_ignore_ascii_case(&b'e') {
        let sign = usize::from(matches!(at(index + 1), b'+' | b'-'));
        if at(index + 1 + sign).is_ascii_digit() {
            is_float = true;
            index = digits(bytes, index + 1 + sign)?;
        } else if sign == 1 {
            return Err(wrong(index + 2, "decimal"));
        }
    }
    if at(index).eq_ignore_ascii_case(&b'j') {
        return verify_end(bytes, index + 1, "imaginary");
    }
    if !is_float {
        leading_zeros(bytes, start, integer_end)?;
    }
    verify_end(bytes, index, "decimal")
}

/// Digits with single underscores between them.
fn digits(bytes: &[u8], mut index: usize) -> End {
    let at = |index: usize| bytes.get(index).copied().unwrap_or(0);
    loop {
        while at(index).is_ascii_digit() {
            index += 1;
        }
        if at(index) != b'_' {
            return Ok(index);
        }
        index += 1;
        if !at(index).is_ascii_digit() {
            return Err(wrong(index, "decimal"));
        }
    }
}

fn leading_zeros(bytes: &[u8], start: usize, end: usize) -> Result<(), Box<Error>> {
    let text = &bytes[start..end];
    let zeros = text
        .iter()
        .take_while(|byte| matches!(byte, b'0' | b'_'))
        .count();
    if text.first() != Some(&b'0') || zeros == text.len() {
        return Ok(());
    }
    let message = "leading zeros in decimal integer literals are not permitted; \
                   use an 0o prefix for octal integers";
    Err(styled(range(start, start + zeros), message, EndStyle::Full))
}

/// A number may not run into a name, keywords apart.
fn verify_end(bytes: &[u8], index: usize, kind: &str) -> End {
    const KEYWORDS: [&[u8]; 8] = [b"and", b"else", b"for", b"if", b"in", b"is", b"not", b"or"];
    let rest = &bytes[index.min(bytes.len())..];
    let Some(first) = rest.first() else {
        return Ok(index);
    };
    if KEYWORDS.iter().any(|keyword| rest.starts_with(keyword)) {
        return Ok(index);
    }
    if *first == b'_' || first.is_ascii_alphanumeric() || *first >= 0x80 {
        return Err(wrong(index, kind));
    }
    Ok(index)
}
