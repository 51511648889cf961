//! Wrong targets of assignments, and `=` where it cannot be.

use super::context::{Context, expr_name, is_bitwise};
use super::scan::TokenKind;
use crate::error::{Error, error};
use ruff_python_ast::Expr;
use ruff_text_size::{Ranged, TextRange};

/// `target = ...` with something that is no target at the error's place.
pub(super) fn invalid_target(context: &Context<'_>) -> Option<Box<Error>> {
    let expr = context.expr_at(context.location)?;
    let is_cut_off = match expr {
        Expr::Lambda(node) => node.body.range().is_empty(),
        Expr::Await(node) => node.value.range().is_empty(),
        _ => false,
    };
    if is_cut_off {
        let end = expr.end().to_usize();
        let next = context.tokens.iter().find(|token| token.start >= end)?;
        return Some(error(next.range(), "invalid syntax"));
    }
    let name = expr_name(expr);
    let plain = Some(error(expr.range(), format!("cannot assign to {name}")));
    let Some((assign, index)) = context.assignment_to(context.location) else {
        return plain;
    };
    let target = &assign.targets[index];
    if target.range() != context.location || assign.targets.len() > 1 {
        return plain_or_yield(context, expr, plain);
    }
    let is_bare = matches!(
        target,
        Expr::List(_)
            | Expr::Tuple(_)
            | Expr::Generator(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_)
    );
    let is_grouped = is_parenthesized(context, target);
    if !is_bare && (is_bitwise(target) || is_grouped) && is_bitwise(&assign.value) {
        return Some(here(expr));
    }
    plain_or_yield(context, expr, plain)
}

fn is_parenthesized(context: &Context<'_>, expr: &Expr) -> bool {
    let before = &context.source.text[..expr.start().to_usize()];
    before.trim_end().ends_with('(')
}

fn plain_or_yield(
    context: &Context<'_>,
    expr: &Expr,
    plain: Option<Box<Error>>,
) -> Option<Box<Error>> {
    if matches!(expr, Expr::Yield(_) | Expr::YieldFrom(_)) && !is_parenthesized(context, expr) {
        return Some(error(
            expr.range(),
            "assignment to yield expression not possible",
        ));
    }
    plain
}

fn here(expr: &Expr) -> Box<Error> {
    let name = expr_name(expr);
    let message = format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
    error(expr.range(), message)
}

pub(super) fn invalid_annotation_target(context: &Context<'_>) -> Option<Box<Error>> {
    if context.keyword(context.at) == "lambda" {
        let start = context.line_start(context.at);
        let first = context.tokens[start..]
            .iter()
            .position(|token| context.source.slice(token.range()) == "(")?;
        let open = &context.tokens[start + first];
        let close = context.tokens[start + first..].iter().find(|token| {
            token.level == open.level && context.source.slice(token.range()) == ")"
        })?;
        let range = TextRange::new(open.range().start(), close.range().end());
        return Some(error(
            range,
            "Lambda expression parameters cannot be parenthesized",
        ));
    }
    let expr = context.expr_at(context.location)?;
    Some(match expr {
        Expr::List(_) => error(
            expr.range(),
            "only single target (not list) can be annotated",
        ),
        Expr::Tuple(node) => {
            let range = match node.elts.first() {
                Some(first) if !node.parenthesized => first.range(),
                _ => expr.range(),
            };
            error(range, "only single target (not tuple) can be annotated")
        }
        _ => error(expr.range(), "illegal target for annotation"),
    })
}

/// `=` in the middle of an expression.
pub(super) fn unexpected_equals(context: &Context<'_>) -> Option<Box<Error>> {
    if context.text(0) != "=" {
        return None;
    }
    if matches!(
        context.keyword(context.at),
        "del" | "import" | "from" | "global" | "nonlocal"
    ) {
        return None;
    }
    let target = context.expr_before(is_bitwise)?;
    let end = bitwise_end(context)?;
    match target {
        Expr::List(_)
        | Expr::Tuple(_)
        | Expr::Generator(_)
        | Expr::BooleanLiteral(_)
        | Expr::NoneLiteral(_) => None,
        Expr::Name(_) => {
            let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
            Some(error(TextRange::new(target.start(), end), message))
        }
        _ => Some(here(target)),
    }
}

/// The end of the operand behind the `=` at the error; nothing if another `=` follows.
fn bitwise_end(context: &Context<'_>) -> Option<ruff_text_size::TextSize> {
    const STOPS: [&str; 24] = [
        ",", ":", ")", "]", "}", "and", "or", "not", "in", "is", "if", "else", "for", "async", "<",
        ">", "<=", ">=", "==", "!=", ";", "as", "from", "lambda",
    ];
    let level = context.current().level;
    let mut end = None;
    for index in context.at + 1..context.tokens.len() {
        let token = &context.tokens[index];
        let text = context.token_text(index);
        if token.level <= level && (text == "=" || text == ":=") {
            return None;
        }
        let is_break = matches!(token.kind, TokenKind::Newline | TokenKind::End);
        // A closing bracket has the level of what is around it.
        let closes = matches!(text, ")" | "]" | "}") && token.level < level;
        if is_break || closes || token.level == level && STOPS[5..].contains(&text) {
            break;
        }
        if token.level == level && matches!(text, "," | ":") {
            break;
        }
        end = Some(token.range().end());
    }
    end
}

/// `f(a.b = 1)` and `f(True=1)`.
pub(super) fn invalid_keyword(context: &Context<'_>) -> Option<Box<Error>> {
    let level = context.current().level;
    let first = context.current().range().start();
    let equals = context.tokens[context.at..]
        .iter()
        .find(|token| token.level == level && context.source.slice(token.range()) == "=")?;
    let range = TextRange::new(first, equals.range().end());
    let target = context
        .source
        .slice(TextRange::new(first, equals.range().start()))
        .trim_end();
    let message = match target {
        "True" | "False" | "None" => format!("cannot assign to {target}"),
        _ => "expression cannot contain assignment, perhaps you meant \"==\"?".to_owned(),
    };
    Some(error(range, message))
}
