//! Tokens of the text form.

use super::ParseError;

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Tok {
    /// Keyword, op, type or label.
    Ident(String),
    /// `@name`; a plain one may stand for `@Class.member`.
    Name(String),
    /// `@"name"`: never a member.
    QuotedName(String),
    /// `@"Class".member`, `@Class."member"`.
    Member(String, String),
    /// `%name`
    Value(String),
    Int(i64),
    Float(f64),
    Str(Vec<u8>),
    /// `!file:line`
    Loc(u32, u32),
    Punct(char),
    Arrow,
    End,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub tok: Tok,
    pub line: u32,
    pub col: u32,
}

struct Lexer<'s> {
    src: &'s [u8],
    pos: usize,
    line: u32,
    line_start: usize,
}

/// All tokens, the last being [`Tok::End`]; comments are skipped.
pub(super) fn lex(source: &str) -> Result<Vec<Token>, ParseError> {
    let mut lexer = Lexer {
        src: source.as_bytes(),
        pos: 0,
        line: 1,
        line_start: 0,
    };
    let mut tokens = Vec::new();
    loop {
        lexer.skip_blank();
        let (line, col) = lexer.place(lexer.pos);
        let tok = lexer.token()?;
        let done = tok == Tok::End;
        tokens.push(Token { tok, line, col });
        if done {
            return Ok(tokens);
        }
    }
}

fn is_word(c: u8) -> bool {
    c.is_ascii_alphanumeric() || c == b'_'
}

/// Characters of names that need no quotes.
pub(super) fn is_name(c: u8) -> bool {
    is_word(c) || c == b'.' || c == b'$'
}

impl Lexer<'_> {
    fn peek(&self) -> Option<u8> {
        self.src.get(self.pos).copied()
    }
    fn peek_at(&self, ahead: usize) -> Option<u8> {
        self.src.get(self.pos + ahead).copied()
    }
    fn place(&self, pos: usize) -> (u32, u32) {
        (self.line, (pos - self.line_start) as u32 + 1)
    }
    fn error<T>(&self, pos: usize, message: impl Into<String>) -> Result<T, ParseError> {
        let (line, col) = self.place(pos);
        Err(ParseError {
            line,
            col,
            message: message.into(),
        })
    }

    fn skip_blank(&mut self) {
        while let Some(c) = self.peek() {
            match c {
                b'\n' => {
                    self.line += 1;
                    self.line_start = self.pos + 1;
                }
                b';' => {
                    while self.peek_at(1).is_some_and(|c| c != b'\n') {
                        self.pos += 1;
                    }
                }
                c if c.is_ascii_whitespace() => {}
                _ => return,
            }
            self.pos += 1;
        }
    }

    fn take(&mut self, wanted: impl Fn(u8) -> bool) -> String {
        let start = self.pos;
        while self.peek().is_some_and(&wanted) {
            self.pos += 1;
        }
        String::from_utf8_lossy(&self.src[start..self.pos]).into_owned()
    }

    fn token(&mut self) -> Result<Tok, ParseError> {
        let start = self.pos;
        let Some(c) = self.peek() else {
            return Ok(Tok::End);
        };
        match c {
            b'@' => self.name(),
            b'%' => {
                self.pos += 1;
                let name = self.take(is_word);
                if name.is_empty() {
                    return self.error(start, "`%` without a value name");
                }
                Ok(Tok::Value(name))
            }
            b'"' => Ok(Tok::Str(self.string()?)),
            b'!' => self.loc(),
            b'-' if self.peek_at(1) == Some(b'>') => {
                self.pos += 2;
                Ok(Tok::Arrow)
            }
            b'-' | b'0'..=b'9' => self.number(),
            c if is_word(c) => Ok(match self.take(is_word).as_str() {
                "inf" => Tok::Float(f64::INFINITY),
                "nan" => self.nan()?,
                word => Tok::Ident(word.to_owned()),
            }),
            b'(' | b')' | b'{' | b'}' | b'[' | b']' | b'<' | b'>' | b',' | b':' | b'=' | b'?' => {
                self.pos += 1;
                Ok(Tok::Punct(c as char))
            }
            _ => self.error(start, format!("unexpected character `{}`", c as char)),
        }
    }

    /// `nan` alone is the default quiet one; `nan:0x..` gives all the bits.
    fn nan(&mut self) -> Result<Tok, ParseError> {
        if self.peek() != Some(b':') || self.peek_at(1) != Some(b'0') {
            return Ok(Tok::Float(f64::NAN));
        }
        self.pos += 3;
        let start = self.pos;
        match u64::from_str_radix(&self.take(is_word), 16) {
            Ok(bits) => Ok(Tok::Float(f64::from_bits(bits))),
            Err(_) => self.error(start, "bits of a NaN are hexadecimal"),
        }
    }

    fn name(&mut self) -> Result<Tok, ParseError> {
        let start = self.pos;
        self.pos += 1;
        if self.peek() == Some(b'"') {
            let class = self.text()?;
            if self.peek() != Some(b'.') {
                return Ok(Tok::QuotedName(class));
            }
            self.pos += 1;
            let member = match self.peek() {
                Some(b'"') => self.text()?,
                _ => self.take(is_name),
            };
            return Ok(Tok::Member(class, member));
        }
        let name = self.take(is_name);
        if name.is_empty() {
            return self.error(start, "`@` without a name");
        }
        if self.peek() == Some(b'"') && name.ends_with('.') {
            let member = self.text()?;
            return Ok(Tok::Member(name[..name.len() - 1].to_owned(), member));
        }
        Ok(Tok::Name(name))
    }

    fn text(&mut self) -> Result<String, ParseError> {
        let start = self.pos;
        let bytes = self.string()?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(text),
            Err(_) => self.error(start, "name is not UTF-8"),
        }
    }

    fn string(&mut self) -> Result<Vec<u8>, ParseError> {
        let start = self.pos;
        self.pos += 1;
        let mut bytes = Vec::new();
        loop {
            let Some(c) = self.peek().filter(|&c| c != b'\n') else {
                return self.error(start, "string is not closed on its line");
            };
            self.pos += 1;
            match c {
                b'"' => return Ok(bytes),
                b'\\' => bytes.push(self.escape()?),
                c => bytes.push(c),
            }
        }
    }

    fn escape(&mut self) -> Result<u8, ParseError> {
        let start = self.pos - 1;
        let c = self.peek().unwrap_or(b' ');
        self.pos += 1;
        match c {
            b'n' => Ok(b'\n'),
            b't' => Ok(b'\t'),
            b'\\' | b'"' => Ok(c),
            _ => {
                let digits = self.src.get(self.pos - 1..self.pos + 1);
                let value = digits
                    .and_then(|d| std::str::from_utf8(d).ok())
                    .and_then(|d| u8::from_str_radix(d, 16).ok());
                self.pos += 1;
                match value {
                    Some(value) => Ok(value),
                    None => self.error(start, "escapes are \\n \\t \\\\ \\\" and \\hh"),
                }
            }
        }
    }

    fn loc(&mut self) -> Result<Tok, ParseError> {
        let start = self.pos;
        self.pos += 1;
        let file = self.take(|c| c.is_ascii_digit()).parse();
        let colon = self.peek() == Some(b':');
        self.pos += 1;
        let line = self.take(|c| c.is_ascii_digit()).parse();
        match (file, colon, line) {
            (Ok(file), true, Ok(line)) => Ok(Tok::Loc(file, line)),
            _ => self.error(start, "a place is written !file:line"),
        }
    }

    fn number(&mut self) -> Result<Tok, ParseError> {
        let start = self.pos;
        if self.peek() == Some(b'-') {
            self.pos += 1;
        }
        if self.peek().is_some_and(|c| c.is_ascii_alphabetic()) {
            return match self.take(is_word).as_str() {
                "inf" => Ok(Tok::Float(f64::NEG_INFINITY)),
                _ => self.error(start, "bad number"),
            };
        }
        let mut text = self.take(|c| is_word(c) || c == b'.');
        if text.ends_with(['e', 'E'])
            && !text.starts_with("0x")
            && matches!(self.peek(), Some(b'+' | b'-'))
        {
            text.push(self.peek().map_or('+', char::from));
            self.pos += 1;
            text += &self.take(is_word);
        }
        let negative = self.src[start] == b'-';
        let value = if let Some(hex) = text.strip_prefix("0x") {
            u64::from_str_radix(hex, 16).ok().map(|v| {
                Tok::Int(if negative {
                    (v as i64).wrapping_neg()
                } else {
                    v as i64
                })
            })
        } else {
            let text = if negative { format!("-{text}") } else { text };
            if text.contains(['.', 'e', 'E']) {
                text.parse().ok().map(Tok::Float)
            } else {
                text.parse().ok().map(Tok::Int)
            }
        };
        match value {
            Some(tok) => Ok(tok),
            None => self.error(start, "bad number"),
        }
    }
}
