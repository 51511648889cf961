//! The text form of modules: what `docs/ir.md` shows. Printing what was parsed from printed text gives the same text.

mod body;
mod lex;
mod parse;
mod print;

pub use parse::parse;
pub use print::{function_text, inst_text, module_text, type_text};

/// A mistake in a text, at a 1-based line and column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParseError {
    pub line: u32,
    pub col: u32,
    pub message: String,
}

impl std::fmt::Display for ParseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.col, self.message)
    }
}

impl std::error::Error for ParseError {}
