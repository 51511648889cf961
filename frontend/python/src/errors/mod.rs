//! The parser's errors in CPython's words and places.

use crate::Mode;
use crate::error::{Error, error};
use crate::source::Source;
use ruff_python_ast::Mod;
use ruff_python_parser::Parsed;

/// The error CPython would report for a source the parser refused.
pub(crate) fn first_error(
    parsed: &Parsed<Mod>,
    _source: &Source,
    _mode: Mode,
) -> Option<Box<Error>> {
    let first = parsed
        .errors()
        .iter()
        .min_by_key(|error| error.location.start())?;
    Some(error(
        first.location,
        format!("invalid syntax ({})", first.error),
    ))
}
