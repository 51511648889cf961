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
    /// A bug of the compiler, at the C boundary.
    SystemError,
    SyntaxWarning,
    IncompleteInputError,
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
            ErrorKind::SystemError => "SystemError",
            ErrorKind::SyntaxWarning => "SyntaxWarning",
            ErrorKind::IncompleteInputError => "_IncompleteInputError",
        }
    }
}

/// A syntax error (or warning) with the attributes CPython's exception has: lines and
/// offsets count from 1, offsets in characters; 0 stands for an absent one. As in CPython
/// the end of some errors is 0 or -1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxErrorInfo {
    pub kind: ErrorKind,
    pub message: String,
    pub filename: String,
    pub lineno: i32,
    pub offset: i32,
    pub end_lineno: i32,
    pub end_offset: i32,
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
    pub end: EndStyle,
}

/// What CPython puts into `end_offset`; it depends on which of its parts found the error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EndStyle {
    Full,
    /// The start again: the tokenizer's errors.
    Same,
    Zero,
    Minus,
    /// Like `Minus`, the offset being the width of the indentation.
    Indent,
}

pub(crate) type Result<T = ()> = std::result::Result<T, Box<Error>>;

/// A `SyntaxError` over a source range.
pub(crate) fn error(range: TextRange, message: impl Into<String>) -> Box<Error> {
    Box::new(Error {
        kind: ErrorKind::SyntaxError,
        message: message.into(),
        range,
        end: EndStyle::Full,
    })
}

impl Error {
    pub(crate) fn into_info(self, source: &Source) -> SyntaxErrorInfo {
        let (lineno, mut offset) = source.line_and_offset(self.range.start());
        let (end_lineno, end_offset) = match self.end {
            EndStyle::Full => source.end_line_and_offset(self.range),
            EndStyle::Same => (lineno, offset),
            EndStyle::Zero => (lineno, 0),
            EndStyle::Minus => (lineno, -1),
            EndStyle::Indent => {
                offset = source.line_and_offset(self.range.end()).1 - 1;
                (lineno, -1)
            }
        };
        SyntaxErrorInfo {
            kind: self.kind,
            message: self.message,
            filename: source.filename.clone(),
            lineno,
            offset,
            end_lineno,
            end_offset,
            text: Some(source.line_text(lineno as u32).to_owned()),
        }
    }
}
