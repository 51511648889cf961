//! The parser's errors in CPython's words and places.
//!
//! CPython finds syntax errors in three ways: its tokenizer complains, a rule for a common mistake
//! matches, or
//! the parser just gets stuck ("invalid syntax"). A complaint of the tokenizer anywhere in the file
//! wins over the
//! other two. Accordingly: `scan.rs` is that tokenizer, `specific.rs`, `assignment.rs` and
//! `string.rs` are the rules,
//! applied where the parser used here reports its first error, and `generic` is the rest.

mod assignment;
mod context;
mod number;
mod scan;
mod specific;
mod string;

use crate::Mode;
use crate::error::{EndStyle, Error, ErrorKind, error};
use crate::source::Source;
use context::Context;
use ruff_python_ast::Mod;
use ruff_python_parser::{ParseError, Parsed, UnsupportedSyntaxErrorKind};
use ruff_text_size::{Ranged, TextRange};
use scan::{TokenKind, point, range, scan, styled};

/// The error CPython would report for a source the parser refused.
pub(crate) fn first_error(parsed: &Parsed<Mod>, source: &Source, mode: Mode) -> Option<Box<Error>> {
    let Some(first) = parsed
        .errors()
        .iter()
        .min_by_key(|error| error.location.start())
    else {
        return unsupported(parsed, source).or_else(|| single_statement(parsed, source, mode));
    };
    let scan = scan(&source.text);
    if let Some(error) = scan.error {
        return Some(error);
    }
    let context = Context::new(source, parsed.syntax(), &scan.tokens, first.location);
    let found = specific::specific(&context, first).unwrap_or_else(|| generic(&context, first));
    if let Some((_, place)) = scan.open.last() {
        let line = |offset: usize| source.line(range(offset, offset).start());
        let stuck = usize::from(first.location.start());
        if line(context.current().start) > line(*place) || stuck >= source.text.len() {
            let bracket = source.text.as_bytes()[*place] as char;
            let message = format!("'{bracket}' was never closed");
            return Some(styled(range(*place, *place), message, EndStyle::Zero));
        }
    }
    Some(found)
}

/// Whether the text ends within a triple-quoted string or a continued line.
pub(crate) fn ends_open(source: &Source) -> bool {
    scan(&source.text).error.is_some_and(|error| {
        error.message.starts_with("unterminated triple-quoted")
            || error.message.starts_with("unexpected EOF")
    })
}

/// "invalid syntax" at the token where the parser is stuck.
fn generic(context: &Context<'_>, first: &ParseError) -> Box<Error> {
    let token = context.current();
    match token.kind {
        TokenKind::Indent => {
            let mut error = styled(token.range(), "unexpected indent", EndStyle::Indent);
            error.kind = ErrorKind::IndentationError;
            error
        }
        TokenKind::End if first.location.is_empty() && token.start == 0 => {
            point(0, "invalid syntax")
        }
        _ => error(token.range(), "invalid syntax"),
    }
}

/// Syntax of later versions that the parser takes.
fn unsupported(parsed: &Parsed<Mod>, source: &Source) -> Option<Box<Error>> {
    let first = parsed
        .unsupported_syntax_errors()
        .iter()
        .min_by_key(|error| error.range.start())?;
    let text = match first.kind {
        UnsupportedSyntaxErrorKind::UnpackingInComprehension(_)
            if source.slice(first.range).starts_with("**") =>
        {
            let stars = TextRange::at(first.range.start(), 2.into());
            return Some(error(
                stars,
                "dict unpacking cannot be used in dict comprehension",
            ));
        }
        UnsupportedSyntaxErrorKind::UnpackingInComprehension(_) => {
            "iterable unpacking cannot be used in comprehension"
        }
        _ => "invalid syntax",
    };
    Some(error(first.range, text))
}

/// In single mode there may be only one statement.
fn single_statement(parsed: &Parsed<Mod>, source: &Source, mode: Mode) -> Option<Box<Error>> {
    let Mod::Module(module) = parsed.syntax() else {
        return None;
    };
    if mode != Mode::Single {
        return None;
    }
    let first = module.body.first()?;
    let line = source.line(first.end());
    let next = module
        .body
        .iter()
        .find(|stmt| source.line(stmt.start()) > line)?;
    let message = "multiple statements found while compiling a single statement";
    Some(error(TextRange::empty(next.start()), message))
}
