//! Conditions: jumping on an expression without making a bool of it.

use super::{Compiler, Label};
use crate::code::Const;
use crate::error::Result;
use crate::opcode::Op;
use ruff_python_ast::{BoolOp, Expr, UnaryOp};
use ruff_text_size::Ranged;

/// The truth of a constant.
pub(super) fn truth(value: &Const) -> bool {
    match value {
        Const::None => false,
        Const::Bool(value) => *value,
        Const::Int(value) => *value != 0,
        Const::Float(bits) => f64::from_bits(*bits) != 0.0,
        Const::Complex(re, im) => f64::from_bits(*re) != 0.0 || f64::from_bits(*im) != 0.0,
        Const::Str(bytes) | Const::Bytes(bytes) => !bytes.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
        Const::Ellipsis | Const::Big(_) | Const::Slice(_) | Const::Code(_) => true,
    }
}

impl<'a> Compiler<'a> {
    /// Jumps to `target` when `bool(expr) == when`, otherwise falls through.
    pub(super) fn jump_if(&mut self, expr: &'a Expr, when: bool, target: Label) -> Result {
        stacker::maybe_grow(128 * 1024, 4 * 1024 * 1024, || {
            self.jump_if_kind(expr, when, target)
        })
    }

    fn jump_if_kind(&mut self, expr: &'a Expr, when: bool, target: Label) -> Result {
        match expr {
            Expr::UnaryOp(node) if node.op == UnaryOp::Not => {
                return self.jump_if(&node.operand, !when, target);
            }
            Expr::BoolOp(node) => return self.jump_if_bool_op(node, when, target),
            Expr::Compare(node) => return self.jump_if_compare(node, when, target),
            Expr::If(node) => {
                let (orelse, end) = (self.label(), self.label());
                self.jump_if(&node.test, false, orelse)?;
                self.jump_if(&node.body, when, target)?;
                self.emit_hidden(Op::JUMP, &[end.0 as i32]);
                self.place(orelse);
                self.jump_if(&node.orelse, when, target)?;
                self.place(end);
                return Ok(());
            }
            _ => {}
        }
        if let Some(value) = self.fold(expr)? {
            if truth(&value) == when {
                self.jump(expr.range(), target);
            }
            return Ok(());
        }
        let mark = self.mark();
        let value = self.expr(expr)?;
        let op = if when {
            Op::JUMP_IF_TRUE
        } else {
            Op::JUMP_IF_FALSE
        };
        self.emit(expr.range(), op, &[value.0, target.0 as i32]);
        self.release(mark);
        Ok(())
    }

    fn jump_if_bool_op(
        &mut self,
        node: &'a ruff_python_ast::ExprBoolOp,
        when: bool,
        target: Label,
    ) -> Result {
        // The value that decides without looking at the rest: False for `and`, True for `or`.
        let decisive = node.op == BoolOp::Or;
        let skip = self.label();
        let (last, front) = node
            .values
            .split_last()
            .expect("a boolean operation has operands");
        let early = if decisive == when { target } else { skip };
        for value in front {
            self.jump_if(value, decisive, early)?;
        }
        self.jump_if(last, when, target)?;
        self.place(skip);
        Ok(())
    }
}
