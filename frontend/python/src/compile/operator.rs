//! Binary operators and comparisons.

use super::{Compiler, Label, Reg};
use crate::code::Const;
use crate::error::Result;
use crate::opcode::Op;
use ruff_python_ast::{self as ast, CmpOp, Expr, Operator};
use ruff_text_size::{Ranged, TextRange};

pub(super) fn binary_op(op: Operator) -> Op {
    match op {
        Operator::Add => Op::BINARY_ADD,
        Operator::Sub => Op::BINARY_SUBTRACT,
        Operator::Mult => Op::BINARY_MULTIPLY,
        Operator::Div => Op::BINARY_TRUE_DIVIDE,
        Operator::FloorDiv => Op::BINARY_FLOOR_DIVIDE,
        Operator::Mod => Op::BINARY_REMAINDER,
        Operator::Pow => Op::BINARY_POWER,
        Operator::MatMult => Op::BINARY_MATRIX_MULTIPLY,
        Operator::BitAnd => Op::BINARY_AND,
        Operator::BitOr => Op::BINARY_OR,
        Operator::BitXor => Op::BINARY_XOR,
        Operator::LShift => Op::BINARY_LSHIFT,
        Operator::RShift => Op::BINARY_RSHIFT,
    }
}

pub(super) fn inplace_op(op: Operator) -> Op {
    match op {
        Operator::Add => Op::INPLACE_ADD,
        Operator::Sub => Op::INPLACE_SUBTRACT,
        Operator::Mult => Op::INPLACE_MULTIPLY,
        Operator::Div => Op::INPLACE_TRUE_DIVIDE,
        Operator::FloorDiv => Op::INPLACE_FLOOR_DIVIDE,
        Operator::Mod => Op::INPLACE_REMAINDER,
        Operator::Pow => Op::INPLACE_POWER,
        Operator::MatMult => Op::INPLACE_MATRIX_MULTIPLY,
        Operator::BitAnd => Op::INPLACE_AND,
        Operator::BitOr => Op::INPLACE_OR,
        Operator::BitXor => Op::INPLACE_XOR,
        Operator::LShift => Op::INPLACE_LSHIFT,
        Operator::RShift => Op::INPLACE_RSHIFT,
    }
}

/// The form with a small int on the right, where there is one.
fn immediate_op(op: Operator) -> Option<Op> {
    Some(match op {
        Operator::Add => Op::BINARY_ADD_IMM,
        Operator::Sub => Op::BINARY_SUBTRACT_IMM,
        Operator::Mult => Op::BINARY_MULTIPLY_IMM,
        Operator::FloorDiv => Op::BINARY_FLOOR_DIVIDE_IMM,
        Operator::Mod => Op::BINARY_REMAINDER_IMM,
        Operator::BitAnd => Op::BINARY_AND_IMM,
        Operator::LShift => Op::BINARY_LSHIFT_IMM,
        Operator::RShift => Op::BINARY_RSHIFT_IMM,
        _ => return None,
    })
}

fn compare_op(op: CmpOp) -> Op {
    match op {
        CmpOp::Lt => Op::COMPARE_LT,
        CmpOp::LtE => Op::COMPARE_LE,
        CmpOp::Eq => Op::COMPARE_EQ,
        CmpOp::NotEq => Op::COMPARE_NE,
        CmpOp::Gt => Op::COMPARE_GT,
        CmpOp::GtE => Op::COMPARE_GE,
        CmpOp::Is => Op::COMPARE_IS,
        CmpOp::IsNot => Op::COMPARE_IS_NOT,
        CmpOp::In => Op::COMPARE_IN,
        CmpOp::NotIn => Op::COMPARE_NOT_IN,
    }
}

/// Compare-and-branch: jump when the comparison is `when`.
fn compare_jump(op: CmpOp, when: bool) -> Op {
    match (op, when) {
        (CmpOp::Lt, true) => Op::JUMP_IF_LT,
        (CmpOp::Lt, false) => Op::JUMP_IF_NOT_LT,
        (CmpOp::LtE, true) => Op::JUMP_IF_LE,
        (CmpOp::LtE, false) => Op::JUMP_IF_NOT_LE,
        (CmpOp::Eq, true) => Op::JUMP_IF_EQ,
        (CmpOp::Eq, false) => Op::JUMP_IF_NOT_EQ,
        (CmpOp::NotEq, true) => Op::JUMP_IF_NE,
        (CmpOp::NotEq, false) => Op::JUMP_IF_NOT_NE,
        (CmpOp::Gt, true) => Op::JUMP_IF_GT,
        (CmpOp::Gt, false) => Op::JUMP_IF_NOT_GT,
        (CmpOp::GtE, true) => Op::JUMP_IF_GE,
        (CmpOp::GtE, false) => Op::JUMP_IF_NOT_GE,
        (CmpOp::Is, true) | (CmpOp::IsNot, false) => Op::JUMP_IF_IS,
        (CmpOp::Is, false) | (CmpOp::IsNot, true) => Op::JUMP_IF_IS_NOT,
        (CmpOp::In, true) | (CmpOp::NotIn, false) => Op::JUMP_IF_IN,
        (CmpOp::In, false) | (CmpOp::NotIn, true) => Op::JUMP_IF_NOT_IN,
    }
}

fn compare_jump_immediate(op: CmpOp, when: bool) -> Option<Op> {
    Some(match (op, when) {
        (CmpOp::Lt, true) => Op::JUMP_IF_LT_IMM,
        (CmpOp::Lt, false) => Op::JUMP_IF_NOT_LT_IMM,
        (CmpOp::LtE, true) => Op::JUMP_IF_LE_IMM,
        (CmpOp::LtE, false) => Op::JUMP_IF_NOT_LE_IMM,
        (CmpOp::Eq, true) => Op::JUMP_IF_EQ_IMM,
        (CmpOp::Eq, false) => Op::JUMP_IF_NOT_EQ_IMM,
        (CmpOp::NotEq, true) => Op::JUMP_IF_NE_IMM,
        (CmpOp::NotEq, false) => Op::JUMP_IF_NOT_NE_IMM,
        (CmpOp::Gt, true) => Op::JUMP_IF_GT_IMM,
        (CmpOp::Gt, false) => Op::JUMP_IF_NOT_GT_IMM,
        (CmpOp::GtE, true) => Op::JUMP_IF_GE_IMM,
        (CmpOp::GtE, false) => Op::JUMP_IF_NOT_GE_IMM,
        _ => return None,
    })
}

impl<'a> Compiler<'a> {
    /// The value of a small int constant.
    pub(super) fn small_int(&self, expr: &Expr) -> Result<Option<i32>> {
        if !matches!(
            expr,
            Expr::NumberLiteral(_) | Expr::UnaryOp(_) | Expr::BinOp(_)
        ) {
            return Ok(None);
        }
        Ok(match self.fold(expr)? {
            Some(Const::Int(value)) if (-(1 << 30)..1 << 30).contains(&value) => Some(value as i32),
            _ => None,
        })
    }

    pub(super) fn binary(&mut self, node: &'a ast::ExprBinOp, dst: Reg) -> Result {
        let left = self.operand(&node.left, dst)?;
        if let Some(op) = immediate_op(node.op)
            && let Some(value) = self.small_int(&node.right)?
        {
            self.emit(node.range, op, &[dst.0, left.0, value]);
            return Ok(());
        }
        let right = self.expr(&node.right)?;
        self.emit(node.range, binary_op(node.op), &[dst.0, left.0, right.0]);
        Ok(())
    }

    /// The operation of an augmented assignment; `left` is already in a register.
    pub(super) fn inplace(
        &mut self,
        op: Operator,
        dst: Reg,
        left: Reg,
        right: &'a Expr,
        range: TextRange,
    ) -> Result {
        let immediate = match op {
            Operator::Add => Some(Op::INPLACE_ADD_IMM),
            Operator::Sub => Some(Op::INPLACE_SUBTRACT_IMM),
            _ => None,
        };
        if let Some(op) = immediate
            && let Some(value) = self.small_int(right)?
        {
            self.emit(range, op, &[dst.0, left.0, value]);
            return Ok(());
        }
        let right = self.expr(right)?;
        self.emit(range, inplace_op(op), &[dst.0, left.0, right.0]);
        Ok(())
    }

    pub(super) fn compare(&mut self, node: &'a ast::ExprCompare, dst: Reg) -> Result {
        self.check_identity_literals(node);
        if node.ops.len() == 1 {
            let left = self.operand(&node.left, dst)?;
            let right = self.compare_right(node.ops[0], &node.comparators[0])?;
            self.emit(
                node.range,
                compare_op(node.ops[0]),
                &[dst.0, left.0, right.0],
            );
            return Ok(());
        }
        let result = if dst.is_temp() { dst } else { self.temp() };
        let end = self.label();
        let mut left = self.expr(&node.left)?;
        for (index, (op, comparator)) in node.ops.iter().zip(&node.comparators).enumerate() {
            let right = self.compare_right(*op, comparator)?;
            self.emit(node.range, compare_op(*op), &[result.0, left.0, right.0]);
            if index + 1 < node.ops.len() {
                self.emit(node.range, Op::JUMP_IF_FALSE, &[result.0, end.0 as i32]);
            }
            left = right;
        }
        self.place(end);
        self.move_to(node.range, dst, result);
        Ok(())
    }

    /// The right operand; a constant list or set after `in` becomes a tuple or frozenset.
    fn compare_right(&mut self, op: CmpOp, expr: &'a Expr) -> Result<Reg> {
        let elements = match expr {
            Expr::List(list) => &list.elts,
            Expr::Set(set) => &set.elts,
            _ => return self.expr(expr),
        };
        if !matches!(op, CmpOp::In | CmpOp::NotIn) {
            return self.expr(expr);
        }
        let Some(values) = self.fold_all(elements)? else {
            return self.expr(expr);
        };
        let value = if expr.is_set_expr() {
            let mut distinct: Vec<Const> = Vec::new();
            for value in values {
                if !distinct.contains(&value) {
                    distinct.push(value);
                }
            }
            Const::FrozenSet(distinct.into())
        } else {
            Const::Tuple(values.into())
        };
        let reg = self.temp();
        self.load_const(expr.range(), reg, value);
        Ok(reg)
    }

    /// Jumps to `target` when the comparison (chain) is `when`.
    pub(super) fn jump_if_compare(
        &mut self,
        node: &'a ast::ExprCompare,
        when: bool,
        target: Label,
    ) -> Result {
        self.check_identity_literals(node);
        let mark = self.mark();
        let mut left = self.expr(&node.left)?;
        let skip = self.label();
        let last = node.ops.len() - 1;
        for (index, (op, comparator)) in node.ops.iter().zip(&node.comparators).enumerate() {
            if index == last {
                self.jump_if_last(*op, left, comparator, when, target, node.range)?;
            } else {
                // Inside a chain a false link decides; only the last link can make it true.
                let target = if when { skip } else { target };
                let right = self.compare_right(*op, comparator)?;
                let jump = compare_jump(*op, false);
                self.emit(node.range, jump, &[left.0, right.0, target.0 as i32]);
                left = right;
            }
        }
        self.place(skip);
        self.release(mark);
        Ok(())
    }

    fn jump_if_last(
        &mut self,
        op: CmpOp,
        left: Reg,
        right: &'a Expr,
        when: bool,
        target: Label,
        range: TextRange,
    ) -> Result {
        let target = target.0 as i32;
        if right.is_none_literal_expr() && matches!(op, CmpOp::Is | CmpOp::IsNot) {
            let is_none = (op == CmpOp::Is) == when;
            let jump = if is_none {
                Op::JUMP_IF_NONE
            } else {
                Op::JUMP_IF_NOT_NONE
            };
            self.emit(range, jump, &[left.0, target]);
            return Ok(());
        }
        if let (Some(jump), Some(value)) =
            (compare_jump_immediate(op, when), self.small_int(right)?)
        {
            self.emit(range, jump, &[left.0, value, target]);
            return Ok(());
        }
        let right = self.compare_right(op, right)?;
        self.emit(range, compare_jump(op, when), &[left.0, right.0, target]);
        Ok(())
    }

    /// The SyntaxWarning for `x is 1`.
    fn check_identity_literals(&mut self, node: &ast::ExprCompare) {
        let mut left = &*node.left;
        for (op, right) in node.ops.iter().zip(&node.comparators) {
            let word = match op {
                CmpOp::Is => ("is", "=="),
                CmpOp::IsNot => ("is not", "!="),
                _ => {
                    left = right;
                    continue;
                }
            };
            if let Some(kind) = literal_kind(left).or_else(|| literal_kind(right)) {
                let message = format!(
                    "\"{}\" with '{kind}' literal. Did you mean \"{}\"?",
                    word.0, word.1
                );
                self.warn(node.range, &message);
            }
            left = right;
        }
    }
}

fn literal_kind(expr: &Expr) -> Option<&'static str> {
    Some(match expr {
        Expr::NumberLiteral(node) => match node.value {
            ast::Number::Int(_) => "int",
            ast::Number::Float(_) => "float",
            ast::Number::Complex { .. } => "complex",
        },
        Expr::StringLiteral(_) => "str",
        Expr::BytesLiteral(_) => "bytes",
        Expr::Tuple(_) => "tuple",
        _ => return None,
    })
}
