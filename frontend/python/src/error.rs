//! What `compile` answers when the source is not a program.

use crate::source::Source;
use ruff_text_size::TextRange;

/// The Python exception class to raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    SyntaxError,
    IndentationError,
    TabError,
    ValueError,
    MemoryError,
    RecursionError,
    OverflowError,
    SyntaxWarning,
}

impl ErrorKind {
    /// Name of the class in `builtins`.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::SyntaxError => "SyntaxError",
            ErrorKind::IndentationError => "IndentationError",
            ErrorKind::TabError => "TabError",
            ErrorKind::ValueError => "ValueError",
            ErrorKind::MemoryError => "MemoryError",
            ErrorKind::RecursionError => "RecursionError",
            ErrorKind::OverflowError => "OverflowError",
            ErrorKind::SyntaxWarning => "SyntaxWarning",
        }
    }
}

/// A syntax error (or warning) with the attributes CPython's exception has: lines and
/// offsets count from 1, offsets in characters; 0 stands for an absent one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxErrorInfo {
    pub kind: ErrorKind,
    pub message: String,
    pub filename: String,
    pub lineno: u32,
    pub offset: u32,
    pub end_lineno: u32,
    pub end_offset: u32,
    /// The source line with its newline, if it is known.
    pub text: Option<String>,
}

impl SyntaxErrorInfo {
    /// An error without a place, such as null bytes in the source.
    pub fn bare(kind: ErrorKind, message: impl Into<String>, filename: &str) -> Self {
        SyntaxErrorInfo {
            kind,
            message: message.into(),
            filename: filename.to_owned(),
            lineno: 0,
            offset: 0,
            end_lineno: 0,
            end_offset: 0,
            text: None,
        }
    }
}

impl std::fmt::Display for SyntaxErrorInfo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "  File \"{}\"", self.filename)?;
        if self.lineno > 0 {
            write!(f, ", line {}", self.lineno)?;
        }
        writeln!(f)?;
        if let Some(text) = &self.text {
            let line = text.trim_end_matches('\n');
            let shown = line.trim_start_matches([' ', '\t', '\x0c']);
            let indent = line.chars().count() - shown.chars().count();
            writeln!(f, "    {shown}")?;
            if self.offset > 0 {
                let start = (self.offset as usize).saturating_sub(1 + indent);
                let end = if self.end_lineno == self.lineno && self.end_offset > self.offset {
                    (self.end_offset as usize).saturating_sub(1 + indent)
                } else {
                    start + 1
                };
                writeln!(
                    f,
                    "    {}{}",
                    " ".repeat(start),
                    "^".repeat(end.max(start + 1) - start)
                )?;
            }
        }
        write!(f, "{}: {}", self.kind.name(), self.message)
    }
}

impl std::error::Error for SyntaxErrorInfo {}

/// An error inside the compiler: a message and a place, made into a `SyntaxErrorInfo` at the end.
#[derive(Clone, Debug)]
pub(crate) struct Error {
    pub kind: ErrorKind,
    pub message: String,
    pub range: TextRange,
    /// False where CPython reports a point (no end).
    pub has_end: bool,
}

pub(crate) type Result<T = ()> = std::result::Result<T, Box<Error>>;

/// A `SyntaxError` over a source range.
pub(crate) fn error(range: TextRange, message: impl Into<String>) -> Box<Error> {
    Box::new(Error {
        kind: ErrorKind::SyntaxError,
        message: message.into(),
        range,
        has_end: true,
    })
}

impl Error {
    pub(crate) fn into_info(self, source: &Source) -> SyntaxErrorInfo {
        let (lineno, offset) = source.line_and_offset(self.range.start());
        let (end_lineno, end_offset) = if self.has_end {
            source.line_and_offset(self.range.end())
        } else {
            (lineno, offset)
        };
        SyntaxErrorInfo {
            kind: self.kind,
            message: self.message,
            filename: source.filename.clone(),
            lineno,
            offset,
            end_lineno,
            end_offset,
            text: Some(source.line_text(lineno).to_owned()),
        }
    }
}
