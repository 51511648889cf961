//! Source text: decoding (PEP 263), newlines, line numbers.

use crate::code::Position;
use crate::error::{ErrorKind, SyntaxErrorInfo};
use ruff_text_size::{TextRange, TextSize};

/// A decoded source file with its line starts.
pub struct Source {
    pub filename: String,
    /// The text with `\n` as the only newline and without a byte order mark.
    pub text: String,
    line_starts: Vec<u32>,
}

impl Source {
    /// Decodes source bytes as the tokenizer of CPython does.
    pub fn decode(
        bytes: &[u8],
        filename: &str,
        is_script: bool,
    ) -> Result<Source, SyntaxErrorInfo> {
        if bytes.len() >= u32::MAX as usize / 4 {
            let message = "source code is too large";
            return Err(SyntaxErrorInfo::bare(
                ErrorKind::OverflowError,
                message,
                filename,
            ));
        }
        let (bytes, bom) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
            Some(rest) => (rest, true),
            None => (bytes, false),
        };
        let mut text = decode_text(bytes, bom, filename).map_err(|mut info| {
            if is_script {
                place_in_file(&mut info, bytes);
            }
            info
        })?;
        if is_script && let Some(at) = text.find('\0') {
            let line = text[..at].matches('\n').count() + 1;
            let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            let message = "source code cannot contain null bytes";
            let mut info = SyntaxErrorInfo::bare(ErrorKind::SyntaxError, message, filename);
            info.lineno = line as i32;
            text.truncate(at);
            info.text = Some(text.split_off(start));
            return Err(info);
        }
        if text.contains('\0') {
            let message = "source code string cannot contain null bytes";
            return Err(SyntaxErrorInfo::bare(
                ErrorKind::SyntaxError,
                message,
                filename,
            ));
        }
        Ok(Source::new(normalize_newlines(text), filename))
    }

    fn new(text: String, filename: &str) -> Source {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0)
            .chain(newlines.map(|(at, _)| at as u32 + 1))
            .collect();
        Source {
            filename: filename.to_owned(),
            text,
            line_starts,
        }
    }

    /// `eval` ignores leading blanks.
    pub fn without_leading_blanks(self) -> Source {
        let text = self.text.trim_start_matches([' ', '\t']).to_owned();
        Source::new(text, &self.filename)
    }

    /// Line (from 1) and byte column (from 0) of an offset.
    pub fn line_and_col(&self, offset: TextSize) -> (u32, u32) {
        let offset = u32::from(offset);
        let line = self.line_starts.partition_point(|start| *start <= offset);
        (line as u32, offset - self.line_starts[line - 1])
    }

    /// Line (from 1) and offset in characters (from 1), as `SyntaxError` has them.
    pub fn line_and_offset(&self, offset: TextSize) -> (i32, i32) {
        let (line, col) = self.line_and_col(offset);
        let start = self.line_starts[line as usize - 1] as usize;
        let before = &self.text.as_bytes()[start..start + col as usize];
        let chars = before.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        (line as i32, chars as i32 + 1)
    }

    /// Line and offset of the end of a range; that of a newline is on its own line.
    pub fn end_line_and_offset(&self, range: TextRange) -> (i32, i32) {
        if !range.is_empty() && self.slice(range).ends_with('\n') {
            let (line, offset) = self.line_and_offset(range.end() - TextSize::of('\n'));
            return (line, offset + 1);
        }
        self.line_and_offset(range.end())
    }

    /// Line number of an offset.
    pub fn line(&self, offset: TextSize) -> u32 {
        self.line_and_col(offset).0
    }

    /// Offset of the first character of the line with an offset.
    pub fn line_start(&self, offset: TextSize) -> usize {
        self.line_starts[self.line(offset) as usize - 1] as usize
    }

    /// A line with its newline; empty when there is no such line.
    pub fn line_text(&self, line: u32) -> &str {
        let index = line as usize;
        if index == 0 || index > self.line_starts.len() {
            return "";
        }
        let start = self.line_starts[index - 1] as usize;
        let end = self
            .line_starts
            .get(index)
            .map_or(self.text.len(), |end| *end as usize);
        &self.text[start..end]
    }

    /// The position of a range for the location table.
    pub fn position(&self, range: TextRange) -> Position {
        let (line, col) = self.line_and_col(range.start());
        let (end_line, end_col) = self.line_and_col(range.end());
        Position {
            line,
            end_line,
            col,
            end_col,
        }
    }

    /// The text of a range.
    pub fn slice(&self, range: TextRange) -> &str {
        &self.text[range]
    }
}

fn decode_text(bytes: &[u8], bom: bool, filename: &str) -> Result<String, SyntaxErrorInfo> {
    let declared = declared_encoding(bytes);
    let encoding = declared.as_deref().unwrap_or("utf-8");
    let fail = |message: String| {
        Err(SyntaxErrorInfo::bare(
            ErrorKind::SyntaxError,
            message,
            filename,
        ))
    };
    match encoding {
        "utf-8" => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(invalid_utf8(bytes, error.valid_up_to(), declared, filename)),
        },
        _ if bom => fail(format!("encoding problem: {encoding} with BOM")),
        "iso-8859-1" => Ok(bytes.iter().map(|byte| char::from(*byte)).collect()),
        "iso-8859-15" => Ok(bytes.iter().map(|byte| latin9(*byte)).collect()),
        "ascii" => match bytes.iter().position(|byte| *byte >= 0x80) {
            None => Ok(bytes.iter().map(|byte| char::from(*byte)).collect()),
            Some(at) => fail(format!(
                "(unicode error) 'ascii' codec can't decode byte 0x{:02x} in position {at}: \
                 ordinal not in range(128)",
                bytes[at]
            )),
        },
        _ => fail(format!("unknown encoding: {encoding}")),
    }
}

fn invalid_utf8(
    bytes: &[u8],
    at: usize,
    declared: Option<String>,
    filename: &str,
) -> SyntaxErrorInfo {
    let byte = bytes[at];
    let line = bytes[..at].iter().filter(|b| **b == b'\n').count() as u32 + 1;
    let message = if declared.is_some() {
        let reason = if !(0xc2..=0xf4).contains(&byte) {
            "start"
        } else {
            "continuation"
        };
        format!(
            "(unicode error) 'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: invalid {reason} byte"
        )
    } else {
        format!(
            "Non-UTF-8 code starting with '\\x{byte:02x}' on line {line}, but no encoding declared; \
             see https://peps.python.org/pep-0263/ for details"
        )
    };
    let mut info = SyntaxErrorInfo::bare(ErrorKind::SyntaxError, message, filename);
    info.lineno = line as i32;
    info
}

/// Errors of decoding name the file and show its line, replacement characters for what is no text.
fn place_in_file(info: &mut SyntaxErrorInfo, bytes: &[u8]) {
    info.message = info
        .message
        .replace(" on line ", &format!(" in file {} on line ", info.filename));
    if info.lineno > 0
        && let Some(line) = bytes
            .split(|byte| *byte == b'\n')
            .nth(info.lineno as usize - 1)
    {
        info.text = Some(String::from_utf8_lossy(line).into_owned());
        let valid = std::str::from_utf8(line).map_or_else(|e| e.valid_up_to(), str::len);
        let before = String::from_utf8_lossy(&line[..valid]);
        info.offset = before.chars().count() as i32 + 1;
    }
}

fn latin9(byte: u8) -> char {
    match byte {
        0xa4 => '\u{20ac}',
        0xa6 => '\u{160}',
        0xa8 => '\u{161}',
        0xb4 => '\u{17d}',
        0xb8 => '\u{17e}',
        0xbc => '\u{152}',
        0xbd => '\u{153}',
        0xbe => '\u{178}',
        _ => char::from(byte),
    }
}

/// The normalised name in a coding comment on one of the first two lines.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|byte| *byte == b'\n').take(2) {
        let text = line.trim_ascii_start();
        if text.first() == Some(&b'#') {
            if let Some(name) = coding_in_comment(text) {
                return Some(normalize_encoding(&name));
            }
        } else if !text.is_empty() && text != b"\r" {
            return None;
        }
    }
    None
}

fn coding_in_comment(comment: &[u8]) -> Option<String> {
    let found = comment.windows(6).position(|window| window == b"coding")?;
    let rest = &comment[found + 6..];
    let rest = rest
        .strip_prefix(b":")
        .or_else(|| rest.strip_prefix(b"="))?;
    let rest = rest.trim_ascii_start();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    let name: Vec<u8> = rest
        .iter()
        .copied()
        .take_while(|byte| is_name(byte))
        .collect();
    (!name.is_empty()).then(|| String::from_utf8_lossy(&name).into_owned())
}

fn normalize_encoding(name: &str) -> String {
    let lower = name.to_ascii_lowercase().replace('_', "-");
    let is = |base: &str| lower == base || lower.starts_with(&format!("{base}-"));
    if is("utf-8") || lower == "utf8" {
        "utf-8".into()
    } else if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") || lower == "latin1" {
        "iso-8859-1".into()
    } else if is("iso-8859-15") || is("latin-9") {
        "iso-8859-15".into()
    } else if lower == "ascii" || lower == "us-ascii" {
        "ascii".into()
    } else {
        name.to_owned()
    }
}

fn normalize_newlines(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}
