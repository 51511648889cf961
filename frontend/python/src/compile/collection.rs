//! List, tuple, set and dict displays.

use super::{Compiler, Reg};
use crate::code::Const;
use crate::error::Result;
use crate::opcode::Op;
use ruff_python_ast::{DictItem, Expr};
use ruff_text_size::{Ranged, TextRange};

/// Displays with more items are built piece by piece, to keep frames small.
const MAX_RUN: usize = 30;
/// From this many constant items on, a display is filled from a constant tuple.
const MIN_CONSTANT_RUN: usize = 3;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    List,
    Set,
}

impl<'a> Compiler<'a> {
    pub(super) fn list_display(&mut self, items: &'a [Expr], range: TextRange, dst: Reg) -> Result {
        self.sequence(Sort::List, items, range, dst)
    }

    pub(super) fn set_display(&mut self, items: &'a [Expr], range: TextRange, dst: Reg) -> Result {
        self.sequence(Sort::Set, items, range, dst)
    }

    pub(super) fn tuple_display(
        &mut self,
        items: &'a [Expr],
        range: TextRange,
        dst: Reg,
    ) -> Result {
        self.sequence_as_tuple(&[], items, range, dst)
    }

    /// A tuple of the registers in `first` and the items.
    pub(super) fn sequence_as_tuple(
        &mut self,
        first: &[Reg],
        items: &'a [Expr],
        range: TextRange,
        dst: Reg,
    ) -> Result {
        let mark = self.mark();
        if !items.iter().any(Expr::is_starred_expr) && items.len() <= MAX_RUN {
            let rest = self.run(items)?;
            let base = first.first().copied().unwrap_or(rest);
            let count = (first.len() + items.len()) as i32;
            self.emit(range, Op::BUILD_TUPLE, &[dst.0, base.0, count]);
        } else {
            let list = self.temp();
            let base = first.first().copied().unwrap_or(list);
            self.emit(range, Op::BUILD_LIST, &[list.0, base.0, first.len() as i32]);
            self.extend(Sort::List, list, items)?;
            self.emit(range, Op::LIST_TO_TUPLE, &[dst.0, list.0]);
        }
        self.release(mark);
        Ok(())
    }

    /// Evaluates the items into new consecutive temporaries.
    pub(super) fn run(&mut self, items: &'a [Expr]) -> Result<Reg> {
        let base = self.temps(items.len());
        for (index, item) in items.iter().enumerate() {
            self.expr_to(item, base.plus(index))?;
        }
        Ok(base)
    }

    fn sequence(&mut self, sort: Sort, items: &'a [Expr], range: TextRange, dst: Reg) -> Result {
        let mark = self.mark();
        let build = if sort == Sort::List {
            Op::BUILD_LIST
        } else {
            Op::BUILD_SET
        };
        let constants = if items.len() >= MIN_CONSTANT_RUN {
            self.fold_all(items)?
        } else {
            None
        };
        if let Some(values) = constants {
            let result = if dst.is_temp() { dst } else { self.temp() };
            self.emit(range, build, &[result.0, result.0, 0]);
            let values_reg = self.temp();
            self.load_const(range, values_reg, Const::Tuple(values.into()));
            let extend = if sort == Sort::List {
                Op::LIST_EXTEND
            } else {
                Op::SET_UPDATE
            };
            self.emit(range, extend, &[result.0, values_reg.0]);
            self.move_to(range, dst, result);
        } else if !items.iter().any(Expr::is_starred_expr) && items.len() <= MAX_RUN {
            let base = self.run(items)?;
            self.emit(range, build, &[dst.0, base.0, items.len() as i32]);
        } else {
            // Not in dst: the items may use the variable.
            let result = self.temp();
            self.emit(range, build, &[result.0, result.0, 0]);
            self.extend(sort, result, items)?;
            self.move_to(range, dst, result);
        }
        self.release(mark);
        Ok(())
    }

    fn extend(&mut self, sort: Sort, target: Reg, items: &'a [Expr]) -> Result {
        let (append, extend) = match sort {
            Sort::List => (Op::LIST_APPEND, Op::LIST_EXTEND),
            Sort::Set => (Op::SET_ADD, Op::SET_UPDATE),
        };
        for item in items {
            let mark = self.mark();
            if let Expr::Starred(starred) = item {
                let value = self.expr(&starred.value)?;
                self.emit(item.range(), extend, &[target.0, value.0]);
            } else {
                let value = self.expr(item)?;
                self.emit(item.range(), append, &[target.0, value.0]);
            }
            self.release(mark);
        }
        Ok(())
    }

    pub(super) fn dict_display(
        &mut self,
        items: &'a [DictItem],
        range: TextRange,
        dst: Reg,
    ) -> Result {
        let mark = self.mark();
        let plain = items.iter().take_while(|item| item.key.is_some()).count();
        let run = if plain == items.len() && plain <= MAX_RUN / 2 {
            plain
        } else {
            plain.min(MAX_RUN / 2)
        };
        let (front, rest) = items.split_at(run);
        let base = self.temps(2 * run);
        for (index, item) in front.iter().enumerate() {
            if let Some(key) = &item.key {
                self.expr_to(key, base.plus(2 * index))?;
            }
            self.expr_to(&item.value, base.plus(2 * index + 1))?;
        }
        if rest.is_empty() {
            self.emit(range, Op::BUILD_DICT, &[dst.0, base.0, run as i32]);
            self.release(mark);
            return Ok(());
        }
        self.release(mark);
        let dict = self.temp();
        self.emit(range, Op::BUILD_DICT, &[dict.0, base.0, run as i32]);
        for item in rest {
            let mark = self.mark();
            if let Some(key) = &item.key {
                let key = self.expr(key)?;
                let value = self.expr(&item.value)?;
                self.emit(range, Op::DICT_INSERT, &[dict.0, key.0, value.0]);
            } else {
                let mapping = self.expr(&item.value)?;
                self.emit(range, Op::DICT_UPDATE, &[dict.0, mapping.0]);
            }
            self.release(mark);
        }
        self.move_to(range, dst, dict);
        self.release(mark);
        Ok(())
    }
}
