//! The rules for common mistakes, by what the parser reports.

use super::assignment;
use super::context::{Context, expr_name, is_bitwise};
use super::scan::{Token, TokenKind, point, range, styled};
use super::string;
use crate::error::{EndStyle, Error, ErrorKind, error};
use ruff_python_ast::Expr;
use ruff_python_ast::token::TokenKind as Expected;
use ruff_python_parser::{LexicalErrorType, ParseError, ParseErrorType as Kind};
use ruff_text_size::{Ranged, TextRange};

type Found = Option<Box<Error>>;

/// The special message for the error, if there is one.
pub(super) fn specific(context: &Context<'_>, parse_error: &ParseError) -> Found {
    parenthesized_parameter(context)
        .or_else(|| bad_as_target(context))
        .or_else(|| not_after_operator(context))
        .or_else(|| bare_comprehension_target(context))
        .or_else(|| statement_in_conditional(context))
        .or_else(|| by_kind(context, parse_error))
}

fn by_kind(context: &Context<'_>, parse_error: &ParseError) -> Found {
    let at = context.location;
    match &parse_error.error {
        Kind::Lexical(lexical) => lexical_error(context, lexical),
        Kind::FStringError(kind) => string::interpolated_error(context, kind, "f-string"),
        Kind::TStringError(kind) => string::interpolated_error(context, kind, "t-string"),
        Kind::UnexpectedIndentation => Some(indentation(styled(
            indent_range(context),
            "unexpected indent",
            EndStyle::Indent,
        ))),
        Kind::InvalidAssignmentTarget => assignment::invalid_target(context),
        Kind::InvalidAnnotatedAssignmentTarget => assignment::invalid_annotation_target(context),
        Kind::InvalidAugmentedAssignmentTarget => {
            let name = expr_name(context.expr_at(at)?);
            let message = format!("'{name}' is an illegal expression for augmented assignment");
            Some(error(at, message))
        }
        Kind::InvalidDeleteTarget => {
            let name = expr_name(context.expr_at(at)?);
            Some(error(at, format!("cannot delete {name}")))
        }
        Kind::InvalidNamedAssignmentTarget => {
            let name = expr_name(context.expr_at(at)?);
            Some(error(
                at,
                format!("cannot use assignment expressions with {name}"),
            ))
        }
        Kind::UnparenthesizedGeneratorExpression => {
            Some(error(at, "Generator expression must be parenthesized"))
        }
        Kind::PositionalAfterKeywordArgument => {
            let message = "positional argument follows keyword argument";
            Some(error(closing_bracket(context)?.range(), message))
        }
        Kind::PositionalAfterKeywordUnpacking => {
            let message = "positional argument follows keyword argument unpacking";
            Some(error(closing_bracket(context)?.range(), message))
        }
        Kind::InvalidArgumentUnpackingOrder => {
            let comma = context.token(-1)?.range();
            let message = "iterable argument unpacking follows keyword argument unpacking";
            Some(error(comma.cover(at), message))
        }
        Kind::InvalidStarredExpressionUsage => Some(misplaced_star(context)),
        Kind::NonDefaultParamAfterDefaultParam => {
            let message = "parameter without a default follows parameter with a default";
            Some(error(at, message))
        }
        Kind::ExpectedKeywordParam if in_lambda(context) => {
            let next = if context.text(0) == "*" {
                context.token(1)?
            } else {
                context.current()
            };
            Some(error(next.range(), "named arguments must follow bare *"))
        }
        Kind::ExpectedKeywordParam => {
            let star = context.tokens[..=context.at]
                .iter()
                .rposition(|token| context.source.slice(token.range()) == "*")?;
            Some(error(
                context.tokens[star].range(),
                "named arguments must follow bare *",
            ))
        }
        Kind::ParamAfterVarKeywordParam => {
            let message = "arguments cannot follow var-keyword argument";
            Some(error(context.current().range(), message))
        }
        Kind::VarParameterWithDefault => {
            let kind = if context.text(-2) == "**" {
                "var-keyword"
            } else {
                "var-positional"
            };
            let message = format!("{kind} argument cannot have default value");
            Some(error(context.current().range(), message))
        }
        Kind::EmptyImportNames => Some(point(
            at.start().to_usize(),
            "Expected one or more names after 'import'",
        )),
        Kind::EmptyTypeParams => Some(point(
            at.start().to_usize(),
            "Type parameter list cannot be empty",
        )),
        Kind::ExpectedImaginaryNumber => {
            Some(error(at, "imaginary number required in complex literal"))
        }
        Kind::ExpectedRealNumber => {
            let next = if context.text(0) == "-" {
                context.token(1)?
            } else {
                context.current()
            };
            Some(error(next.range(), "invalid syntax"))
        }
        Kind::UnparenthesizedTupleExpression => {
            let level = context.current().level;
            let comma = context.tokens[context.at..]
                .iter()
                .find(|token| token.level == level && context.source.slice(token.range()) == ",")?;
            Some(error(comma.range(), "invalid syntax"))
        }
        Kind::InvalidMatchPatternTarget if context.text(-1) == "as" => {
            Some(error(at, "cannot use '_' as a target"))
        }
        Kind::SimpleStatementsOnSameLine => stuck_statement(context),
        Kind::ExpectedToken { expected, .. } => expected_token(context, *expected),
        Kind::ExpectedExpression => expected_expression(context),
        Kind::OtherError(message) => other(context, message),
        _ => None,
    }
}

fn indentation(mut error: Box<Error>) -> Box<Error> {
    error.kind = ErrorKind::IndentationError;
    error
}

/// The blanks at the beginning of the error's line.
fn indent_range(context: &Context<'_>) -> TextRange {
    let start = context.source.line_start(context.location.start());
    let text = &context.source.text[start..];
    let width = text.len() - text.trim_start_matches([' ', '\t', '\x0c']).len();
    range(start, start + width)
}

fn lexical_error(context: &Context<'_>, lexical: &LexicalErrorType) -> Found {
    match lexical {
        LexicalErrorType::FStringError(kind) => {
            string::interpolated_error(context, kind, "f-string")
        }
        LexicalErrorType::TStringError(kind) => {
            string::interpolated_error(context, kind, "t-string")
        }
        LexicalErrorType::UnrecognizedToken { .. } => {
            let word = context.interpolated_string()?;
            let start = context.location.start().to_usize();
            let message = format!("{word}: expecting '=', or '!', or ':', or '}}'");
            Some(error(range(start, start + 1), message))
        }
        LexicalErrorType::UnicodeError
        | LexicalErrorType::StringError
        | LexicalErrorType::MissingUnicodeLbrace
        | LexicalErrorType::MissingUnicodeRbrace
        | LexicalErrorType::InvalidByteLiteral
        | LexicalErrorType::OtherError(_) => string::literal_error(context),
        _ => None,
    }
}

/// The bracket that closes the one around the error.
fn closing_bracket<'a>(context: &'a Context<'_>) -> Option<&'a Token> {
    let level = context.current().level;
    context.tokens[context.at..].iter().find(|token| {
        token.level + 1 == level && matches!(context.source.slice(token.range()), ")" | "]" | "}")
    })
}

/// Two statements, or what looks like it, without a separator.
fn stuck_statement(context: &Context<'_>) -> Found {
    let start = context.line_start(context.at);
    let first = context.token_text(start);
    if matches!(first, "print" | "exec") && context.at == start + 1 {
        let statement = context
            .stmts
            .iter()
            .find(|stmt| stmt.start() == context.current().range().start());
        let end = statement.map_or(context.current().range().end(), |stmt| stmt.end());
        let whole = TextRange::new(context.tokens[start].range().start(), end);
        let message =
            format!("Missing parentheses in call to '{first}'. Did you mean {first}(...)?");
        return Some(error(whole, message));
    }
    if first == "import" && context.text(0) == "from" {
        let end = context.tokens[context.at..]
            .iter()
            .take_while(|t| t.kind != TokenKind::Newline && context.source.slice(t.range()) != "as")
            .last()?;
        let whole = TextRange::new(context.tokens[start].range().start(), end.range().end());
        return Some(error(
            whole,
            "Did you mean to use 'from ... import ...' instead?",
        ));
    }
    if context.text(0) == "not" {
        return Some(error(context.token(1)?.range(), "invalid syntax"));
    }
    forgotten_comma(context).or_else(|| assignment::unexpected_equals(context))
}

fn expected_token(context: &Context<'_>, expected: Expected) -> Found {
    if let Some(error) = assignment::unexpected_equals(context) {
        return Some(error);
    }
    if context.text(0) == "+=" || context.text(0).len() > 1 && context.text(0).ends_with('=') {
        return augmented_tuple(context);
    }
    if matches!(expected, Expected::In) && context.in_brackets() {
        let message = "'in' expected after for-loop variables";
        return Some(error(context.current().range(), message));
    }
    match expected {
        Expected::Colon if !context.in_brackets() => expected_colon(context),
        Expected::Colon => dict_colon(context),
        Expected::Lpar if context.keyword(context.at) == "def" => {
            Some(error(context.current().range(), "expected '('"))
        }
        Expected::Else => missing_else(context),
        _ => forgotten_comma(context),
    }
}

/// `a, b += 1`.
fn augmented_tuple(context: &Context<'_>) -> Found {
    let start = context.tokens[context.line_start(context.at)]
        .range()
        .start();
    let operator = context.text(0);
    if matches!(operator, "==" | "<=" | ">=" | "!=" | ":=") || context.current().level > 0 {
        return None;
    }
    let whole = TextRange::new(start, context.previous_end());
    Some(error(
        whole,
        "'tuple' is an illegal expression for augmented assignment",
    ))
}

/// Something else than a name behind `as` in an import, handler or pattern.
fn bad_as_target(context: &Context<'_>) -> Found {
    let what = match context.keyword(context.at) {
        "import" | "from" => "as import target",
        "case" => "as pattern target",
        "except" if context.token_text(context.line_start(context.at) + 1) == "*" => {
            "except* statement with"
        }
        "except" => "except statement with",
        _ => return None,
    };
    let first = match () {
        () if context.text(-1) == "as" => context.at,
        () if context.text(-2) == "as" => context.at - 1,
        () => return None,
    };
    let level = context.tokens[first].level;
    let count = context.tokens[first..]
        .iter()
        .position(|token| {
            let text = context.source.slice(token.range());
            let ends = matches!(text, "," | ":" | "|" | "if") && token.level == level;
            ends || token.level < level || token.kind == TokenKind::Newline
        })
        .filter(|count| *count > 0)?;
    let tokens = &context.tokens[first..first + count];
    let kind = target_kind(context, tokens)?;
    let whole = tokens.first()?.range().cover(tokens.last()?.range());
    let message = match what.strip_prefix("as ") {
        Some(place) => format!("cannot use {kind} as {place}"),
        None => format!("cannot use {what} {kind}"),
    };
    Some(error(whole, message))
}

/// What kind of expression the tokens are, as far as their shape tells.
fn target_kind(context: &Context<'_>, tokens: &[Token]) -> Option<&'static str> {
    let text = |token: &Token| context.source.slice(token.range());
    let level = tokens.first()?.level;
    let outer: Vec<&str> = tokens
        .iter()
        .filter(|t| t.level == level)
        .map(text)
        .collect();
    if outer
        .iter()
        .any(|text| matches!(*text, "+" | "-" | "*" | "/"))
    {
        // Behind a name the parser is stuck at the operator.
        let is_name = tokens.first()?.kind == TokenKind::Name;
        return (!is_name).then_some("expression");
    }
    let last = *outer.last()?;
    match (tokens.first()?.kind, *outer.first()?, last) {
        (TokenKind::Number | TokenKind::String, _, _) if tokens.len() == 1 => Some("literal"),
        (_, "(", ")") if outer.len() == 2 => {
            let is_tuple = tokens.len() == 2 || tokens.iter().any(|t| text(t) == ",");
            is_tuple.then_some("tuple")
        }
        (_, "[", "]") if outer.len() == 2 => Some("list"),
        (TokenKind::Name, _, ")") => Some("function call"),
        (TokenKind::Name, _, "]") => Some("subscript"),
        (TokenKind::Name, _, _) if outer.contains(&".") => Some("attribute"),
        _ => None,
    }
}

/// `1 + not x`.
fn not_after_operator(context: &Context<'_>) -> Found {
    const OPERATORS: [&str; 13] = [
        "+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", "<<", ">>",
    ];
    let before = context.text(-1);
    if context.text(0) != "not" || before != "~" && !OPERATORS.contains(&before) {
        return None;
    }
    let rest = &context.tokens[context.at..];
    let level = context.current().level;
    let end = rest
        .iter()
        .take_while(|token| token.kind != TokenKind::Newline && token.level >= level);
    let whole = context.current().range().cover(end.last()?.range());
    Some(error(
        whole,
        "'not' after an operator must be parenthesized",
    ))
}

/// `[x, y for x, y in z]`.
fn bare_comprehension_target(context: &Context<'_>) -> Found {
    let level = context.current().level;
    if context.text(0) != "for" || level == 0 {
        return None;
    }
    let open = context.tokens[..context.at]
        .iter()
        .rposition(|token| token.level < level)?;
    if !matches!(context.token_text(open), "[" | "{") {
        return None;
    }
    let inside = &context.tokens[open + 1..context.at];
    let has_comma = inside
        .iter()
        .any(|t| t.level == level && context.source.slice(t.range()) == ",");
    if !has_comma {
        return None;
    }
    let whole = inside.first()?.range().cover(inside.last()?.range());
    Some(error(
        whole,
        "did you forget parentheses around the comprehension target?",
    ))
}

/// A statement keyword where an expression belongs, around a conditional expression.
fn statement_in_conditional(context: &Context<'_>) -> Found {
    if !matches!(context.text(0), "pass" | "break" | "continue") {
        return None;
    }
    let message = match () {
        () if context.text(-1) == "else" => {
            "expected expression after 'else', but statement is given"
        }
        () if context.text(1) == "if" => "expected expression before 'if', but statement is given",
        () => return None,
    };
    Some(error(context.current().range(), message))
}

/// A starred expression where none can be.
fn misplaced_star(context: &Context<'_>) -> Box<Error> {
    let end = context.location.end();
    let next = context
        .tokens
        .iter()
        .find(|token| token.range().start() >= end);
    if let Some(next) = next
        && context.source.slice(next.range()) == ":"
    {
        return error(next.range(), "invalid syntax");
    }
    if context.text(-1) != ":" {
        return error(context.location, "cannot use starred expression here");
    }
    let level = context.current().level;
    let open = context.tokens[..context.at]
        .iter()
        .rposition(|token| token.level < level);
    if open.is_some_and(|open| context.token_text(open) == "{") {
        let message = "cannot use a starred expression in a dictionary value";
        return error(context.location, message);
    }
    error(context.current().range(), "invalid syntax")
}

fn expected_colon(context: &Context<'_>) -> Found {
    let is_forced = matches!(
        context.keyword(context.at),
        "def" | "try" | "else" | "finally"
    );
    let is_line_end = matches!(context.current().kind, TokenKind::Newline | TokenKind::End);
    (is_forced || is_line_end).then(|| error(context.current().range(), "expected ':'"))
}

fn dict_colon(context: &Context<'_>) -> Found {
    let key = context.expr_before(|_| true)?;
    let end = key.end().to_usize();
    let message = "':' expected after dictionary key";
    Some(styled(range(end - 1, end), message, EndStyle::Zero))
}

fn missing_else(context: &Context<'_>) -> Found {
    if context.text(0) == ":" {
        return None;
    }
    let end = context.previous_end();
    let mut conditional = context.exprs.iter().filter_map(|expr| expr.as_if_expr());
    let conditional = conditional.rfind(|node| node.test.end() == end)?;
    let whole = TextRange::new(conditional.body.start(), end);
    Some(error(whole, "expected 'else' after 'if' expression"))
}

/// Two expressions side by side inside brackets.
fn forgotten_comma(context: &Context<'_>) -> Found {
    let current = context.current();
    if current.level == 0 {
        return None;
    }
    let text = context.text(0);
    const NOT_OPERANDS: [&str; 24] = [
        "and", "or", "in", "is", "if", "else", "for", "as", "async", "from", "import", "def",
        "class", "return", "while", "with", "try", "except", "finally", "pass", "raise", "del",
        "assert", "yield",
    ];
    let begins = match current.kind {
        TokenKind::Name => !NOT_OPERANDS.contains(&text),
        TokenKind::Number | TokenKind::String => true,
        _ => false,
    };
    if !begins {
        return None;
    }
    let is_disjunction = |expr: &Expr| {
        is_bitwise(expr) || matches!(expr, Expr::Compare(_) | Expr::BoolOp(_) | Expr::UnaryOp(_))
    };
    let before = context.expr_before(is_disjunction)?;
    if let Expr::Name(name) = before
        && (current.kind == TokenKind::String
            || matches!(
                &*name.id,
                "match" | "case" | "type" | "_" | "print" | "exec"
            ))
    {
        return None;
    }
    let end = context
        .expr_after()
        .map_or(current.range().end(), Ranged::end);
    let whole = TextRange::new(before.start(), end);
    Some(error(whole, "invalid syntax. Perhaps you forgot a comma?"))
}

fn expected_expression(context: &Context<'_>) -> Found {
    let current = context.current().range();
    if let Some(word) = context.interpolated_string() {
        return Some(string::empty_field(context, word));
    }
    let closes = matches!(context.text(0), ")" | "," | "]" | "}");
    match context.text(-1) {
        "<" if context.text(0) == ">" => {
            let whole = context.token(-1)?.range().cover(current);
            Some(error(
                whole,
                "invalid syntax.  Maybe you meant '!=' instead of '<>'?",
            ))
        }
        "=" if closes && matches!(context.keyword(context.at), "def" | "lambda") => Some(error(
            context.token(-1)?.range(),
            "expected default value expression",
        )),
        "=" if closes
            && context.token(-2)?.kind == TokenKind::Name
            && context.current().level <= 1 =>
        {
            let whole = context.token(-2)?.range().cover(context.token(-1)?.range());
            Some(error(whole, "expected argument value expression"))
        }
        ":" if matches!(context.text(0), "}" | ",") => {
            let message = "expression expected after dictionary key and ':'";
            Some(error(context.token(-1)?.range(), message))
        }
        "*" if closes && matches!(context.text(-2), "(" | ",") => {
            Some(error(current, "Invalid star expression"))
        }
        "else" if context.line_start(context.at) + 1 != context.at => {
            let message = "expected expression after 'else', but statement is given";
            Some(error(current, message))
        }
        _ => {
            if matches!(context.text(0), "<>") {
                let message = "invalid syntax.  Maybe you meant '!=' instead of '<>'?";
                return Some(error(current, message));
            }
            None
        }
    }
}

/// Errors the parser has no name for, by their text.
fn other(context: &Context<'_>, message: &str) -> Found {
    let current = context.current().range();
    if message.starts_with("Expected an indented block") {
        return Some(missing_block(context));
    }
    if message.starts_with("Expected `except` or `finally`") {
        return Some(at_token_or_line_end(
            context,
            "expected 'except' or 'finally' block",
        ));
    }
    match message {
        "Expected a parameter name" => assignment::invalid_keyword(context),
        "Only one '*' parameter allowed" => Some(error(current, "* argument may appear only once")),
        "Only one '/' separator allowed" => Some(error(current, "/ may appear only once")),
        "Position-only parameter separator not allowed as first parameter" => {
            let after_star = context.text(-2) == "*";
            let message = if after_star {
                "/ must be ahead of *"
            } else {
                "at least one argument must precede /"
            };
            Some(error(current, message))
        }
        "'/' parameter must appear before '*' parameter" => {
            Some(error(current, "/ must be ahead of *"))
        }
        "Expected one or more exception types" => {
            Some(error(current, "expected one or more exception types"))
        }
        _ if message.starts_with("Only single target") => {
            assignment::invalid_annotation_target(context)
        }
        "Trailing comma not allowed" => {
            let next = context.token(1)?.range();
            if context.keyword(context.at) != "from" {
                return Some(error(next, "invalid syntax"));
            }
            Some(error(
                next,
                "trailing comma not allowed without surrounding parentheses",
            ))
        }
        "Star import must be the only import" | "Star import cannot be parenthesized" => {
            Some(error(context.token(1)?.range(), "invalid syntax"))
        }
        "Positional patterns cannot follow keyword patterns" => Some(error(
            current,
            "positional patterns follow keyword patterns",
        )),
        "Cannot mix t-string literals with string or bytes literals" => Some(error(
            context.location,
            "cannot mix t-string literals with string or bytes literals",
        )),
        "Bytes literal cannot be mixed with non-bytes literals" => {
            let end = context.location.end().to_usize();
            let next = context.tokens.iter().find(|token| token.start >= end)?;
            Some(error(
                next.range(),
                "cannot mix bytes and nonbytes literals",
            ))
        }
        _ if message.contains("Multiple exception types must be parenthesized") => {
            multiple_types(context)
        }
        _ if message.contains("Cannot have both 'except' and 'except*'") => mixed_handlers(context),
        _ => assignment::unexpected_equals(context).or_else(|| forgotten_comma(context)),
    }
}

fn multiple_types(context: &Context<'_>) -> Found {
    let start = context.location.start();
    let first = context
        .tokens
        .iter()
        .position(|token| token.range().start() >= start)?;
    let rest = &context.tokens[first..];
    let colon = rest.iter().position(|token| {
        token.kind == TokenKind::Newline || context.source.slice(token.range()) == ":"
    })?;
    let whole = TextRange::new(start, rest[colon.checked_sub(1)?].range().end());
    Some(error(
        whole,
        "multiple exception types must be parenthesized when using 'as'",
    ))
}

fn mixed_handlers(context: &Context<'_>) -> Found {
    let start = context.line_start(context.at);
    let mut whole = context.tokens.get(start)?.range();
    if context.token_text(start + 1) == "*" {
        whole = whole.cover(context.tokens[start + 1].range());
    }
    Some(error(
        whole,
        "cannot have both 'except' and 'except*' on the same 'try'",
    ))
}

fn parenthesized_parameter(context: &Context<'_>) -> Found {
    let kind = match context.keyword(context.at) {
        "def" => "Function parameters",
        _ => return None,
    };
    if context.text(0) != "(" {
        return None;
    }
    let level = context.current().level;
    let close = context.tokens[context.at..]
        .iter()
        .find(|token| token.level == level && context.source.slice(token.range()) == ")")?;
    let whole = context.current().range().cover(close.range());
    Some(error(whole, format!("{kind} cannot be parenthesized")))
}

fn in_lambda(context: &Context<'_>) -> bool {
    let start = context.line_start(context.at);
    context.tokens[start..context.at]
        .iter()
        .any(|token| context.source.slice(token.range()) == "lambda")
}

/// At the token, or behind the last line if the source ends there.
fn at_token_or_line_end(context: &Context<'_>, message: &str) -> Box<Error> {
    let current = context.current();
    if !matches!(current.kind, TokenKind::Newline | TokenKind::End) {
        return error(current.range(), message);
    }
    let last = context.tokens[..=context.at]
        .iter()
        .rposition(|t| t.kind == TokenKind::Newline);
    let end = last.map_or(current.start, |index| context.tokens[index].start);
    styled(range(end, end), message, EndStyle::Minus)
}

fn missing_block(context: &Context<'_>) -> Box<Error> {
    let is_line_end = |token: &Token| token.kind == TokenKind::Newline;
    let limit = if is_line_end(context.current()) {
        context.at + 1
    } else {
        context.at
    };
    let header_end = context.tokens[..limit]
        .iter()
        .rposition(is_line_end)
        .unwrap_or(0);
    let start = context.line_start(header_end);
    let line = context.source.line(context.tokens[start].range().start());
    let what = match context.keyword(header_end) {
        "def" => "function definition".to_owned(),
        "class" => "class definition".to_owned(),
        "except" if context.token_text(start + 1) == "*" => "'except*' statement".to_owned(),
        word => format!("'{word}' statement"),
    };
    let message = format!("expected an indented block after {what} on line {line}");
    indentation(at_token_or_line_end(context, &message))
}
