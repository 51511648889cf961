//! f-strings and t-strings.

use super::Builder;
use crate::code::Const;
use crate::error::Result;
use crate::literal;
use ruff_python_ast::{
    ConversionFlag, ExprFString, ExprTString, FStringPart, InterpolatedElement,
    InterpolatedStringElement,
};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// Text between two values, which may come from several literals.
#[derive(Default)]
struct Text {
    bytes: Vec<u8>,
    range: Option<TextRange>,
}

impl Text {
    fn add(&mut self, bytes: &[u8], range: TextRange) {
        if bytes.is_empty() {
            return;
        }
        self.bytes.extend_from_slice(bytes);
        self.range = Some(self.range.map_or(range, |old| old.cover(range)));
    }
}

impl Builder<'_> {
    pub(super) fn f_string(&mut self, node: &ExprFString) -> Result<()> {
        let mut text = Text::default();
        let mut n = 0;
        for part in node.value.as_slice() {
            match part {
                FStringPart::Literal(literal) => {
                    let mut bytes = Vec::new();
                    literal::push_string_part(literal, self.source, &mut bytes);
                    text.add(&bytes, literal.range());
                }
                FStringPart::FString(part) => {
                    let raw = part.flags.prefix().is_raw();
                    n += self.elements(&part.elements, raw, &mut text, false)?;
                }
            }
        }
        n += self.flush(&mut text);
        self.list(n);
        self.node("JoinedStr", 1, node.range);
        Ok(())
    }

    pub(super) fn t_string(&mut self, node: &ExprTString) -> Result<()> {
        let mut text = Text::default();
        let mut n = 0;
        for part in node.value.as_slice() {
            let raw = part.flags.prefix().is_raw();
            n += self.elements(&part.elements, raw, &mut text, true)?;
        }
        n += self.flush(&mut text);
        self.list(n);
        self.node("TemplateStr", 1, node.range);
        Ok(())
    }

    /// Pushes what is complete and answers how much that was.
    fn elements(
        &mut self,
        elements: &[InterpolatedStringElement],
        raw: bool,
        text: &mut Text,
        template: bool,
    ) -> Result<usize> {
        let mut n = 0;
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(literal) => {
                    let bytes = literal::interpolated_text(literal, self.source, raw);
                    text.add(&bytes, literal.range());
                }
                InterpolatedStringElement::Interpolation(value) => {
                    if let Some(debug) = &value.debug_text {
                        let shown = literal::without_comments(debug.as_str());
                        let end = value.start() + TextSize::of('{') + TextSize::of(debug.as_str());
                        text.add(
                            shown.as_bytes(),
                            TextRange::new(value.start() + TextSize::of('{'), end),
                        );
                    }
                    n += self.flush(text) + 1;
                    self.interpolation(value, raw, template)?;
                }
            }
        }
        Ok(n)
    }

    fn flush(&mut self, text: &mut Text) -> usize {
        let Some(range) = text.range.take() else {
            return 0;
        };
        let bytes = std::mem::take(&mut text.bytes);
        self.constant(Const::Str(bytes.into()), Const::None, range);
        1
    }

    fn interpolation(
        &mut self,
        value: &InterpolatedElement,
        raw: bool,
        template: bool,
    ) -> Result<()> {
        self.expr(&value.expression)?;
        if template {
            let shown = literal::without_comments(literal::interpolation_text(value, self.source));
            self.name(&shown);
        }
        let bare_debug = value.debug_text.is_some() && value.format_spec.is_none();
        self.push(Const::Int(match value.conversion {
            ConversionFlag::None if bare_debug => i64::from(b'r'),
            ConversionFlag::None => -1,
            other => i64::from(other as i8),
        }));
        match &value.format_spec {
            Some(spec) => {
                let mut text = Text::default();
                let mut n = self.elements(&spec.elements, raw, &mut text, false)?;
                n += self.flush(&mut text);
                self.list(n);
                // The colon belongs to it.
                let start = spec.range.start() - TextSize::of(':');
                self.node("JoinedStr", 1, TextRange::new(start, spec.range.end()));
            }
            None => self.none(),
        }
        let (class, n) = if template {
            ("Interpolation", 4)
        } else {
            ("FormattedValue", 3)
        };
        self.node(class, n, value.range);
        Ok(())
    }
}
