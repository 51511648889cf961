//! The parser's run: nesting limits, and a tree that can be dropped without a deep stack.

use crate::error::{Error, ErrorKind, SyntaxErrorInfo, error};
use crate::errors;
use crate::source::Source;
use crate::{Input, Mode};
use ruff_python_ast::token::{Token, TokenKind};
use ruff_python_ast::{Mod, PythonVersion, Stmt};
use ruff_python_parser::{ParseOptions, Parsed, parse_unchecked};
use ruff_text_size::{Ranged, TextRange};

/// CPython's tokenizer limits.
const MAX_PARENTHESES: usize = 200;
const MAX_INDENTS: usize = 100;
const MAX_STRINGS: usize = 150;
/// Bound on the depth of the syntax tree, estimated from the tokens.
const MAX_DEPTH: usize = 100_000;
/// Stack bytes that dropping one level of the tree may need.
const BYTES_PER_LEVEL: usize = 2048;

/// A parsed source file.
pub(crate) struct Tree {
    parsed: Option<Parsed<Mod>>,
    depth: usize,
}

impl Tree {
    pub(crate) fn module(&self) -> &Mod {
        self.parsed
            .as_ref()
            .expect("the tree is there until it is dropped")
            .syntax()
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let parsed = self.parsed.take();
        if self.depth > MAX_DEPTH {
            // Dropping it would need more stack than we dare to take: better to lose the memory.
            std::mem::forget(parsed);
        } else if self.depth > 100 {
            stacker::grow(self.depth * BYTES_PER_LEVEL + (1 << 20), || drop(parsed));
        }
    }
}

/// Parses a source file or answers the error as CPython words it.
pub(crate) fn parse(source: &Source, mode: Mode, input: Input) -> Result<Tree, SyntaxErrorInfo> {
    let parser_mode = match mode {
        Mode::Eval => ruff_python_parser::Mode::Expression,
        Mode::Exec | Mode::Single => ruff_python_parser::Mode::Module,
    };
    let options = ParseOptions::from(parser_mode).with_target_version(PythonVersion::PY314);
    let parsed = parse_unchecked(&source.text, options);
    let scan = scan(parsed.tokens());
    let tree = Tree {
        parsed: Some(parsed),
        depth: scan.depth,
    };
    let fail = |error: Box<Error>| Err(error.into_info(source));
    if let Some(range) = scan.too_many_parentheses {
        return fail(error(range, "too many nested parentheses"));
    }
    if let Some(range) = scan.too_many_indents {
        let mut error = error(range, "too many levels of indentation");
        error.kind = ErrorKind::IndentationError;
        return fail(error);
    }
    if let Some(range) = scan.too_many_strings {
        return fail(error(range, "too many nested f-strings or t-strings"));
    }
    if tree.depth > MAX_DEPTH {
        let message = "maximum recursion depth exceeded during compilation";
        return Err(SyntaxErrorInfo::bare(
            ErrorKind::RecursionError,
            message,
            &source.filename,
        ));
    }
    let parsed = tree.parsed.as_ref().expect("it was just put there");
    if input.may_be_incomplete && is_incomplete(parsed, source, mode, input) {
        let kind = ErrorKind::IncompleteInputError;
        return Err(SyntaxErrorInfo::bare(
            kind,
            "incomplete input",
            &source.filename,
        ));
    }
    if let Some(error) = errors::first_error(parsed, source, mode) {
        return fail(error);
    }
    Ok(tree)
}

/// Whether more lines could make a program of it: the parser is stuck at the end, or a block may go on.
fn is_incomplete(parsed: &Parsed<Mod>, source: &Source, mode: Mode, input: Input) -> bool {
    let first = parsed
        .errors()
        .iter()
        .min_by_key(|error| error.location.start());
    if let Some(first) = first {
        let end = source.text.trim_end().len();
        return errors::ends_open(source) || usize::from(first.location.start()) >= end;
    }
    let Mod::Module(module) = parsed.syntax() else {
        return false;
    };
    let is_compound = module.body.last().is_some_and(|stmt| {
        matches!(
            stmt,
            Stmt::FunctionDef(_)
                | Stmt::ClassDef(_)
                | Stmt::If(_)
                | Stmt::For(_)
                | Stmt::While(_)
                | Stmt::With(_)
                | Stmt::Try(_)
                | Stmt::Match(_)
        )
    });
    input.is_block_open && mode == Mode::Single && is_compound && !source.text.ends_with('\n')
}

struct Scan {
    depth: usize,
    too_many_parentheses: Option<TextRange>,
    too_many_indents: Option<TextRange>,
    too_many_strings: Option<TextRange>,
}

/// Bounds the depth of the tree: within brackets and between commas every token may nest one
/// deeper.
fn scan(tokens: &[Token]) -> Scan {
    let mut levels = vec![0usize];
    let mut total = 0usize;
    let mut indents = 0usize;
    let mut result = Scan {
        depth: 0,
        too_many_parentheses: None,
        too_many_indents: None,
        too_many_strings: None,
    };
    let mut strings = 0usize;
    let mut after_string = false;
    for token in tokens {
        match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => {
                levels.push(0);
                if levels.len() > MAX_PARENTHESES + 1 {
                    result.too_many_parentheses.get_or_insert(token.range());
                }
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace if levels.len() > 1 => {
                total -= levels.pop().unwrap_or(0);
            }
            TokenKind::Comma | TokenKind::Newline | TokenKind::Semi | TokenKind::Equal => {
                total -= levels.last_mut().map_or(0, std::mem::take);
            }
            TokenKind::Indent => {
                indents += 1;
                if indents >= MAX_INDENTS {
                    result.too_many_indents.get_or_insert(token.range());
                }
            }
            TokenKind::Dedent => indents = indents.saturating_sub(1),
            TokenKind::FStringStart | TokenKind::TStringStart => {
                strings += 1;
                if strings >= MAX_STRINGS {
                    result.too_many_strings.get_or_insert(token.range());
                }
            }
            TokenKind::FStringEnd | TokenKind::TStringEnd => strings = strings.saturating_sub(1),
            _ => {}
        }
        // Strings in a row are one expression.
        let is_string = token.kind() == TokenKind::String;
        let continues = is_string && std::mem::replace(&mut after_string, is_string);
        after_string = is_string;
        if let Some(level) = levels.last_mut()
            && !continues
        {
            *level += 1;
            total += 1;
        }
        result.depth = result.depth.max(total + indents);
    }
    result
}
