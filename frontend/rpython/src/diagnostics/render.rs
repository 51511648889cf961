//! Diagnostics as text for a terminal or a test.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::Diagnostic;
use crate::source::{Sources, Span};

/// The usual form: code and message, the source lines with the place marked, help.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let title = Level::ERROR
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code);
    let mut group = Group::with_title(title);
    if let Some(file) = sources.files.get(diagnostic.span.file as usize) {
        let mut snippet = Snippet::source(file.text.as_str())
            .path(file.path.as_str())
            .annotation(AnnotationKind::Primary.span(range(diagnostic.span)));
        for (span, text) in &diagnostic.labels {
            if span.file == diagnostic.span.file {
                snippet = snippet.annotation(
                    AnnotationKind::Context
                        .span(range(*span))
                        .label(text.as_str()),
                );
            }
        }
        group = group.element(snippet);
        for (span, text) in &diagnostic.labels {
            if span.file != diagnostic.span.file
                && let Some(other) = sources.files.get(span.file as usize)
            {
                let annotation = AnnotationKind::Context.span(range(*span));
                group = group.element(
                    Snippet::source(other.text.as_str())
                        .path(other.path.as_str())
                        .annotation(annotation.label(text.as_str())),
                );
            }
        }
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

fn range(span: Span) -> std::ops::Range<usize> {
    span.start as usize..span.end as usize
}
