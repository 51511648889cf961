//! A tokenizer in CPython's manner, run only over sources that the parser refused: it finds the
//! errors that
//! CPython's tokenizer reports, and gives the other rules here something to look at.

use super::number;
use crate::error::{EndStyle, Error, ErrorKind};
use ruff_text_size::{TextRange, TextSize};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Name,
    Number,
    String,
    Op,
    Newline,
    Indent,
    Dedent,
    End,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
    /// Nesting of brackets around the token.
    pub level: usize,
}

impl Token {
    pub(super) fn range(&self) -> TextRange {
        range(self.start, self.end)
    }
}

/// The tokens up to the first error of the tokenizer, if there is one.
pub(super) struct Scan {
    pub tokens: Vec<Token>,
    pub error: Option<Box<Error>>,
    /// Brackets open at the end, outermost first.
    pub open: Vec<(char, usize)>,
}

pub(super) fn range(start: usize, end: usize) -> TextRange {
    TextRange::new(
        TextSize::new(start as u32),
        TextSize::new(end.max(start) as u32),
    )
}

/// An error at one point, as the tokenizer reports them: no end.
pub(super) fn point(at: usize, message: impl Into<String>) -> Box<Error> {
    styled(range(at, at), message, EndStyle::Same)
}

pub(super) fn styled(range: TextRange, message: impl Into<String>, end: EndStyle) -> Box<Error> {
    Box::new(Error {
        kind: ErrorKind::SyntaxError,
        message: message.into(),
        range,
        end,
    })
}

pub(super) fn scan(text: &str) -> Scan {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        tokens: Vec::new(),
        open: Vec::new(),
        indents: vec![(0, 0)],
    };
    let error = scanner.run().err();
    Scan {
        tokens: scanner.tokens,
        error,
        open: scanner.open,
    }
}

type Step = Result<(), Box<Error>>;

pub(super) struct Scanner<'a> {
    text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    tokens: Vec<Token>,
    open: Vec<(char, usize)>,
    /// Columns with tabs to 8 and tabs to 1, as CPython compares them.
    indents: Vec<(usize, usize)>,
}

impl Scanner<'_> {
    pub(super) fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        let level = self.open.len();
        self.tokens.push(Token {
            kind,
            start,
            end: self.at,
            level,
        });
    }

    fn run(&mut self) -> Step {
        self.line_start()?;
        while self.at < self.bytes.len() {
            self.token()?;
        }
        let last = self.tokens.last().map(|token| token.kind);
        if !matches!(last, Some(TokenKind::Newline | TokenKind::Dedent) | None)
            && self.open.is_empty()
        {
            self.push(TokenKind::Newline, self.at);
        }
        self.push(TokenKind::End, self.at);
        Ok(())
    }

    fn line_number(&self, at: usize) -> usize {
        self.bytes[..at]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1
    }

    /// Indentation, at the beginning of a logical line; blank lines are skipped.
    fn line_start(&mut self) -> Step {
        loop {
            let start = self.at;
            let (mut column, mut alternative) = (0, 0);
            loop {
                match self.peek(0) {
                    b' ' => (column, alternative) = (column + 1, alternative + 1),
                    b'\t' => (column, alternative) = ((column / 8 + 1) * 8, alternative + 1),
                    b'\x0c' => (column, alternative) = (0, 0),
                    _ => break,
                }
                self.at += 1;
            }
            match self.peek(0) {
                b'#' => self.skip_comment(),
                b'\n' => {}
                _ if self.at >= self.bytes.len() => return Ok(()),
                _ => return self.indentation(start, column, alternative),
            }
            if self.at >= self.bytes.len() {
                return Ok(());
            }
            self.at += 1;
        }
    }

    fn indentation(&mut self, start: usize, column: usize, alternative: usize) -> Step {
        let (top, top_alternative) = *self.indents.last().expect("the outermost level stays");
        let inconsistent = |this: &Self| {
            let mut error = styled(
                range(start, this.at),
                "inconsistent use of tabs and spaces in indentation",
                EndStyle::Zero,
            );
            error.kind = ErrorKind::TabError;
            Err(error)
        };
        if column == top {
            return if alternative == top_alternative {
                Ok(())
            } else {
                inconsistent(self)
            };
        }
        if column > top {
            if alternative <= top_alternative {
                return inconsistent(self);
            }
            self.indents.push((column, alternative));
            self.push(TokenKind::Indent, start);
            return Ok(());
        }
        while self
            .indents
            .last()
            .is_some_and(|(known, _)| column < *known)
        {
            self.indents.pop();
            self.push(TokenKind::Dedent, self.at);
        }
        let (known, known_alternative) = *self.indents.last().expect("the outermost level stays");
        if known != column {
            let rest = &self.bytes[self.at..];
            let end = self.at
                + rest
                    .iter()
                    .position(|byte| *byte == b'\n')
                    .unwrap_or(rest.len());
            let mut error = styled(
                range(end, end),
                "unindent does not match any outer indentation level",
                EndStyle::Minus,
            );
            error.kind = ErrorKind::IndentationError;
            return Err(error);
        }
        if known_alternative != alternative {
            inconsistent(self)
        } else {
            Ok(())
        }
    }

    fn skip_comment(&mut self) {
        while self.at < self.bytes.len() && self.peek(0) != b'\n' {
            self.at += 1;
        }
    }

    fn token(&mut self) -> Step {
        let start = self.at;
        let byte = self.peek(0);
        match byte {
            b' ' | b'\t' | b'\x0c' => self.at += 1,
            b'#' => self.skip_comment(),
            b'\n' => {
                self.at += 1;
                if self.open.is_empty() {
                    self.push(TokenKind::Newline, start);
                    self.tokens.last_mut().expect("just pushed").end = start + 1;
                    return self.line_start();
                }
            }
            b'\\' => return self.continuation(),
            b'0'..=b'9' => return self.number(),
            b'.' if self.peek(1).is_ascii_digit() => return self.number(),
            b'\'' | b'"' => return self.string(start),
            b'(' | b'[' | b'{' => {
                if self.open.len() >= 200 {
                    return Err(point(start, "too many nested parentheses"));
                }
                self.at += 1;
                self.push(TokenKind::Op, start);
                self.open.push((char::from(byte), start));
            }
            b')' | b']' | b'}' => return self.close(char::from(byte)),
            _ if byte == b'_' || byte.is_ascii_alphabetic() || byte >= 0x80 => return self.name(),
            _ => {
                self.at += self.operator_length();
                self.push(TokenKind::Op, start);
            }
        }
        Ok(())
    }

    fn operator_length(&self) -> usize {
        const THREE: [&str; 5] = ["**=", "//=", ">>=", "<<=", "..."];
        const TWO: [&str; 21] = [
            "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", "+=", "-=", "*=", "/=", "%=",
            "&=", "|=", "^=", "@=", ":=", "<>", "\u{0}",
        ];
        let rest = &self.text[self.at..];
        if THREE.iter().any(|op| rest.starts_with(op)) {
            3
        } else if TWO.iter().any(|op| rest.starts_with(op)) {
            2
        } else {
            1
        }
    }

    fn continuation(&mut self) -> Step {
        match self.peek(1) {
            b'\n' => {
                self.at += 2;
                Ok(())
            }
            _ if self.at + 1 >= self.bytes.len() => {
                Err(point(self.at, "unexpected EOF while parsing"))
            }
            _ => {
                let at = range(self.at + 1, self.at + 1);
                let message = "unexpected character after line continuation character";
                Err(styled(at, message, EndStyle::Zero))
            }
        }
    }

    fn close(&mut self, closing: char) -> Step {
        let start = self.at;
        let Some((opening, place)) = self.open.pop() else {
            return Err(point(start, format!("unmatched '{closing}'")));
        };
        if !matches!((opening, closing), ('(', ')') | ('[', ']') | ('{', '}')) {
            let (open_line, line) = (self.line_number(place), self.line_number(start));
            let mut message = format!(
                "closing parenthesis '{closing}' does not match opening parenthesis '{opening}'"
            );
            if open_line != line {
                message += &format!(" on line {open_line}");
            }
            return Err(point(start, message));
        }
        self.at += 1;
        self.push(TokenKind::Op, start);
        Ok(())
    }

    fn number(&mut self) -> Step {
        let start = self.at;
        self.at = number::scan_number(self.bytes, start)?;
        self.push(TokenKind::Number, start);
        Ok(())
    }

    fn name(&mut self) -> Step {
        let start = self.at;
        while self.peek(0) == b'_' || self.peek(0).is_ascii_alphanumeric() || self.peek(0) >= 0x80 {
            self.at += 1;
        }
        let word = &self.text[start..self.at];
        if word.len() > 1
            && matches!(self.peek(0), b'\'' | b'"')
            && let Some((first, second)) = clashing_prefixes(word)
        {
            let message = format!("'{first}' and '{second}' prefixes are incompatible");
            return Err(styled(range(start, self.at), message, EndStyle::Full));
        }
        let is_prefix = word.len() <= 2 && word.bytes().all(|byte| b"rRbBuUfFtT".contains(&byte));
        if is_prefix && matches!(self.peek(0), b'\'' | b'"') {
            return self.string(start);
        }
        for (offset, c) in word.char_indices() {
            let valid = if offset == 0 {
                c == '_' || unicode_ident::is_xid_start(c)
            } else {
                unicode_ident::is_xid_continue(c)
            };
            if !valid {
                return Err(invalid_character(start + offset, c));
            }
        }
        self.push(TokenKind::Name, start);
        Ok(())
    }

    /// A string literal; `start` is where its prefix begins, `self.at` its quote.
    fn string(&mut self, start: usize) -> Step {
        let prefix = self.text[start..self.at].to_ascii_lowercase();
        let quote = self.peek(0);
        let is_triple = self.peek(1) == quote && self.peek(2) == quote;
        self.at += if is_triple { 3 } else { 1 };
        let is_interpolated = prefix.contains(['f', 't']);
        let mut escaped_quote = false;
        loop {
            let byte = self.peek(0);
            if self.at >= self.bytes.len() || byte == b'\n' && !is_triple {
                return Err(self.unterminated(start, &prefix, is_triple, escaped_quote));
            }
            if byte == b'\\' {
                escaped_quote |= self.peek(1) == quote;
                self.at += 2;
            } else if byte == quote && !is_triple {
                self.at += 1;
                break;
            } else if byte == quote && self.peek(1) == quote && self.peek(2) == quote {
                self.at += 3;
                break;
            } else if byte == b'{' && is_interpolated {
                if self.peek(1) == b'{' {
                    self.at += 2;
                } else if !self.replacement_field() {
                    // What is wrong inside is the parser's to say; the rest cannot be tokenized.
                    self.at = self.bytes.len();
                    break;
                }
            } else {
                self.at += 1;
            }
        }
        self.push(TokenKind::String, start);
        Ok(())
    }

    /// Skips `{...}` in an f-string; false if it does not end.
    fn replacement_field(&mut self) -> bool {
        let mut inner = Scanner {
            text: self.text,
            bytes: self.bytes,
            at: self.at + 1,
            tokens: Vec::new(),
            open: vec![('{', self.at)],
            indents: vec![(0, 0)],
        };
        while inner.at < inner.bytes.len() && !inner.open.is_empty() {
            if inner.open.len() == 1 && inner.peek(0) == b':' {
                return self.format_spec(inner.at + 1);
            }
            if inner.token().is_err() {
                return false;
            }
        }
        self.at = inner.at;
        inner.open.is_empty()
    }

    fn format_spec(&mut self, at: usize) -> bool {
        self.at = at;
        while self.at < self.bytes.len() {
            match self.peek(0) {
                b'}' => {
                    self.at += 1;
                    return true;
                }
                b'{' => {
                    if !self.replacement_field() {
                        return false;
                    }
                }
                b'\n' => return false,
                _ => self.at += 1,
            }
        }
        false
    }

    fn unterminated(
        &self,
        start: usize,
        prefix: &str,
        is_triple: bool,
        escaped_quote: bool,
    ) -> Box<Error> {
        let kind = if prefix.contains('f') {
            "f-string"
        } else if prefix.contains('t') {
            "t-string"
        } else {
            "string"
        };
        let triple = if is_triple { "triple-quoted " } else { "" };
        let end = self.at.min(self.bytes.len());
        let mut line = self.line_number(end);
        if end > 0 && end == self.bytes.len() && self.bytes[end - 1] == b'\n' {
            line -= 1;
        }
        let mut message = format!("unterminated {triple}{kind} literal (detected at line {line})");
        if escaped_quote && !is_triple && kind == "string" {
            message += "; perhaps you escaped the end quote";
        }
        point(start, message)
    }
}

/// Two letters of a string prefix that do not go together.
fn clashing_prefixes(word: &str) -> Option<(char, char)> {
    const CLASHES: [(char, char); 7] = [
        ('u', 'b'),
        ('u', 'r'),
        ('u', 'f'),
        ('u', 't'),
        ('b', 'f'),
        ('b', 't'),
        ('f', 't'),
    ];
    let lower = word.to_ascii_lowercase();
    if lower.bytes().any(|byte| !b"rbuft".contains(&byte)) {
        return None;
    }
    CLASHES
        .into_iter()
        .find(|(first, second)| lower.contains(*first) && lower.contains(*second))
}

fn invalid_character(at: usize, c: char) -> Box<Error> {
    let code = c as u32;
    if c.is_control() || (c.is_whitespace() && c != ' ') || matches!(code, 0x200b..=0x200f | 0xfeff)
    {
        point(at, format!("invalid non-printable character U+{code:04X}"))
    } else {
        point(at, format!("invalid character '{c}' (U+{code:04X})"))
    }
}
