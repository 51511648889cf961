//! f-strings and t-strings.

use super::{Compiler, Reg};
use crate::code::Const;
use crate::error::Result;
use crate::literal;
use crate::opcode::Op;
use ruff_python_ast::{
    self as ast, ConversionFlag, FStringPart, InterpolatedElement, InterpolatedStringElement,
};
use ruff_text_size::{Ranged, TextRange};

/// A piece of an f-string: text, adjacent texts merged, or a value.
enum Piece<'a> {
    Text(Vec<u8>, TextRange),
    Value(&'a InterpolatedElement),
}

fn push_text(pieces: &mut Vec<Piece<'_>>, text: &[u8], range: TextRange) {
    if text.is_empty() {
        return;
    }
    if let Some(Piece::Text(last, _)) = pieces.last_mut() {
        last.extend_from_slice(text);
    } else {
        pieces.push(Piece::Text(text.to_vec(), range));
    }
}

impl<'a> Compiler<'a> {
    fn collect(
        &self,
        elements: &'a [InterpolatedStringElement],
        raw: bool,
        pieces: &mut Vec<Piece<'a>>,
    ) {
        for element in elements {
            match element {
                InterpolatedStringElement::Literal(text) => {
                    push_text(
                        pieces,
                        &literal::interpolated_text(text, self.source, raw),
                        text.range(),
                    );
                }
                InterpolatedStringElement::Interpolation(value) => {
                    if let Some(debug) = &value.debug_text {
                        let text = literal::without_comments(debug.as_str());
                        push_text(pieces, text.as_bytes(), value.range());
                    }
                    pieces.push(Piece::Value(value));
                }
            }
        }
    }

    fn f_string_pieces(&self, node: &'a ast::ExprFString) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        for part in node.value.as_slice() {
            match part {
                FStringPart::Literal(text) => {
                    let mut bytes = Vec::new();
                    literal::push_string_part(text, self.source, &mut bytes);
                    push_text(&mut pieces, &bytes, text.range());
                }
                FStringPart::FString(part) => {
                    self.collect(&part.elements, part.flags.prefix().is_raw(), &mut pieces);
                }
            }
        }
        pieces
    }

    /// The value of an f-string without values.
    pub(super) fn literal_f_string(&self, node: &ast::ExprFString) -> Option<Const> {
        let mut bytes = Vec::new();
        for part in node.value.as_slice() {
            match part {
                FStringPart::Literal(text) => {
                    literal::push_string_part(text, self.source, &mut bytes)
                }
                FStringPart::FString(part) => {
                    for element in &part.elements {
                        let text = element.as_literal()?;
                        let raw = part.flags.prefix().is_raw();
                        bytes.extend(literal::interpolated_text(text, self.source, raw));
                    }
                }
            }
        }
        Some(Const::Str(bytes.into()))
    }

    pub(super) fn f_string(&mut self, node: &'a ast::ExprFString, dst: Reg) -> Result {
        let pieces = self.f_string_pieces(node);
        self.join_pieces(&pieces, node.range, dst)
    }

    fn join_pieces(&mut self, pieces: &[Piece<'a>], range: TextRange, dst: Reg) -> Result {
        if let [Piece::Value(value)] = pieces {
            return self.format_value(value, dst);
        }
        let mark = self.mark();
        let base = self.temps(pieces.len());
        for (index, piece) in pieces.iter().enumerate() {
            let slot = base.plus(index);
            match piece {
                Piece::Text(text, range) => {
                    self.load_const(*range, slot, Const::Str(text.clone().into()));
                }
                Piece::Value(value) => self.format_value(value, slot)?,
            }
        }
        self.emit(
            range,
            Op::BUILD_STRING,
            &[dst.0, base.0, pieces.len() as i32],
        );
        self.release(mark);
        Ok(())
    }

    fn conversion(value: &InterpolatedElement) -> i32 {
        match value.conversion {
            // `{x=}` alone shows the repr.
            ConversionFlag::None if value.debug_text.is_some() && value.format_spec.is_none() => 2,
            ConversionFlag::None => 0,
            ConversionFlag::Str => 1,
            ConversionFlag::Repr => 2,
            ConversionFlag::Ascii => 3,
        }
    }

    fn format_value(&mut self, value: &'a InterpolatedElement, dst: Reg) -> Result {
        let mark = self.mark();
        let operand = self.operand(&value.expression, dst)?;
        let spec = self.format_spec(value)?;
        let conversion = Self::conversion(value);
        self.emit(
            value.range(),
            Op::FORMAT_VALUE,
            &[dst.0, operand.0, conversion, spec.0],
        );
        self.release(mark);
        Ok(())
    }

    fn format_spec(&mut self, value: &'a InterpolatedElement) -> Result<Reg> {
        let Some(spec) = value.format_spec.as_deref() else {
            return Ok(Reg::NONE);
        };
        let mut pieces = Vec::new();
        self.collect(&spec.elements, false, &mut pieces);
        let reg = self.temp();
        match &pieces[..] {
            [] => self.load_const(spec.range(), reg, Const::str("")),
            [Piece::Text(text, range)] => {
                self.load_const(*range, reg, Const::Str(text.clone().into()));
            }
            _ => self.join_pieces(&pieces, spec.range(), reg)?,
        }
        Ok(reg)
    }

    pub(super) fn t_string(&mut self, node: &'a ast::ExprTString, dst: Reg) -> Result {
        let mut pieces = Vec::new();
        for part in node.value.as_slice() {
            self.collect(&part.elements, part.flags.prefix().is_raw(), &mut pieces);
        }
        // Strings and interpolations alternate, with empty strings where there is no text.
        let mut strings: Vec<Const> = Vec::new();
        let mut values = Vec::new();
        let mut text: Vec<u8> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(more, _) => text.extend(more),
                Piece::Value(value) => {
                    strings.push(Const::Str(std::mem::take(&mut text).into()));
                    values.push(value);
                }
            }
        }
        strings.push(Const::Str(text.into()));
        let strings_reg = self.temp();
        self.load_const(node.range, strings_reg, Const::Tuple(strings.into()));
        let base = self.temps(values.len().max(1));
        for (index, value) in values.iter().enumerate() {
            self.interpolation(value, base.plus(index))?;
        }
        self.emit(
            node.range,
            Op::BUILD_TUPLE,
            &[base.0, base.0, values.len() as i32],
        );
        self.emit(
            node.range,
            Op::BUILD_TEMPLATE,
            &[dst.0, strings_reg.0, base.0],
        );
        Ok(())
    }

    fn interpolation(&mut self, value: &'a InterpolatedElement, dst: Reg) -> Result {
        let mark = self.mark();
        let operand = self.operand(&value.expression, dst)?;
        let spec = self.format_spec(value)?;
        let text = literal::without_comments(literal::interpolation_text(value, self.source));
        let text = self.str_constant(&text);
        let conversion = Self::conversion(value);
        let args = [dst.0, operand.0, text, conversion, spec.0];
        self.emit(value.range(), Op::BUILD_INTERPOLATION, &args);
        self.release(mark);
        Ok(())
    }
}
