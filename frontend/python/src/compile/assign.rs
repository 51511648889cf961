//! Assignment and deletion.

use super::{Compiler, Reg};
use crate::error::{Result, error};
use crate::opcode::Op;
use crate::symtable::ScopeKind;
use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

impl<'a> Compiler<'a> {
    pub(super) fn assign(&mut self, node: &'a ast::StmtAssign) -> Result {
        if let [target] = &node.targets[..] {
            if let Expr::Name(name) = target
                && let Some(variable) = self.store_register(&name.id)
            {
                return self.expr_to_variable(&node.value, variable);
            }
            if let (Some(targets), Some(values)) = (elements(target), elements(&node.value)) {
                let plain = |items: &[Expr]| !items.iter().any(Expr::is_starred_expr);
                if targets.len() == values.len() && plain(targets) && plain(values) {
                    return self.assign_parallel(targets, values);
                }
            }
        }
        let value = self.expr(&node.value)?;
        for target in &node.targets {
            self.assign_register(target, value)?;
        }
        Ok(())
    }

    /// `a, b = x, y` without making the tuple.
    fn assign_parallel(&mut self, targets: &'a [Expr], values: &'a [Expr]) -> Result {
        let base = self.run(values)?;
        for (index, target) in targets.iter().enumerate() {
            self.assign_register(target, base.plus(index))?;
        }
        Ok(())
    }

    /// Stores a register to an assignment target.
    pub(super) fn assign_register(&mut self, target: &'a Expr, value: Reg) -> Result {
        let mark = self.mark();
        match target {
            Expr::Name(name) => self.store_name(&name.id, name.range, value),
            Expr::Attribute(node) => {
                if &*node.attr.id == "__debug__" {
                    return Err(error(node.range, "cannot assign to __debug__"));
                }
                self.note_static_attribute(node);
                let obj = self.expr(&node.value)?;
                let name = self.name_index(&node.attr.id);
                let range = super::expr::attribute_range(self, node);
                self.emit(range, Op::STORE_ATTR, &[obj.0, name, value.0]);
            }
            Expr::Subscript(node) => self.store_subscript(node, value)?,
            Expr::Tuple(node) => self.unpack(&node.elts, value, node.range)?,
            Expr::List(node) => self.unpack(&node.elts, value, node.range)?,
            Expr::Starred(node) => {
                let message = "starred assignment target must be in a list or tuple";
                return Err(error(node.range, message));
            }
            _ => return Err(error(target.range(), "cannot assign to expression")),
        }
        self.release(mark);
        Ok(())
    }

    fn store_subscript(&mut self, node: &'a ast::ExprSubscript, value: Reg) -> Result {
        let obj = self.expr(&node.value)?;
        if let Expr::Slice(slice) = &*node.slice
            && slice.step.is_none()
        {
            let start = self.optional_expr(slice.lower.as_deref())?;
            let stop = self.optional_expr(slice.upper.as_deref())?;
            self.emit(
                node.range,
                Op::STORE_SLICE,
                &[obj.0, start.0, stop.0, value.0],
            );
            return Ok(());
        }
        let index = self.expr(&node.slice)?;
        self.emit(node.range, Op::STORE_SUBSCR, &[obj.0, index.0, value.0]);
        Ok(())
    }

    fn unpack(&mut self, targets: &'a [Expr], value: Reg, range: TextRange) -> Result {
        let mut stars = targets
            .iter()
            .enumerate()
            .filter(|(_, target)| target.is_starred_expr());
        let star = stars.next().map(|(index, _)| index);
        if stars.next().is_some() {
            return Err(error(range, "multiple starred expressions in assignment"));
        }
        let count = targets.len();
        let Some(star) = star else {
            if let Some(base) = self.adjacent_targets(targets) {
                self.emit(range, Op::UNPACK_SEQUENCE, &[value.0, base.0, count as i32]);
                return Ok(());
            }
            let base = self.temps(count);
            self.emit(range, Op::UNPACK_SEQUENCE, &[value.0, base.0, count as i32]);
            return self.assign_run(targets, base);
        };
        if star >= 256 {
            return Err(error(
                range,
                "too many expressions in star-unpacking assignment",
            ));
        }
        let base = self.temps(count);
        let (before, after) = (star as i32, (count - star - 1) as i32);
        self.emit(range, Op::UNPACK_EX, &[value.0, base.0, before, after]);
        self.assign_run(targets, base)
    }

    fn assign_run(&mut self, targets: &'a [Expr], base: Reg) -> Result {
        for (index, target) in targets.iter().enumerate() {
            let target = match target {
                Expr::Starred(starred) => &*starred.value,
                target => target,
            };
            self.assign_register(target, base.plus(index))?;
        }
        Ok(())
    }

    /// Targets that are locals lying one after the other can be unpacked into directly.
    fn adjacent_targets(&mut self, targets: &'a [Expr]) -> Option<Reg> {
        let mut base: Option<Reg> = None;
        for (index, target) in targets.iter().enumerate() {
            let Expr::Name(name) = target else {
                return None;
            };
            let reg = self.store_register(&name.id).filter(|reg| reg.is_local())?;
            match base {
                None => base = Some(reg),
                Some(base) if base.plus(index) == reg => {}
                Some(_) => return None,
            }
        }
        base
    }

    /// `self.x = ...` in a method adds to the class's `__static_attributes__`.
    fn note_static_attribute(&mut self, node: &ast::ExprAttribute) {
        let Expr::Name(owner) = &*node.value else {
            return;
        };
        if owner.id != "self" {
            return;
        }
        let name = self.mangle(&node.attr.id);
        self.add_static_attribute(name);
    }

    pub(super) fn aug_assign(&mut self, node: &'a ast::StmtAugAssign) -> Result {
        match &*node.target {
            Expr::Name(name) => {
                let variable = self.store_register(&name.id);
                let left = self.expr(&node.target)?;
                let dst = match variable {
                    Some(variable) => variable,
                    None => self.temp(),
                };
                self.inplace(node.op, dst, left, &node.value, node.range)?;
                if variable.is_none() {
                    self.store_name(&name.id, name.range, dst);
                }
            }
            Expr::Attribute(target) => {
                self.note_static_attribute(target);
                let obj = self.expr(&target.value)?;
                let name = self.name_index(&target.attr.id);
                let value = self.temp();
                let range = super::expr::attribute_range(self, target);
                self.emit(range, Op::LOAD_ATTR, &[value.0, obj.0, name]);
                self.inplace(node.op, value, value, &node.value, node.range)?;
                self.emit(range, Op::STORE_ATTR, &[obj.0, name, value.0]);
            }
            Expr::Subscript(target) => self.aug_assign_subscript(node, target)?,
            target => {
                return Err(error(
                    target.range(),
                    "illegal expression for augmented assignment",
                ));
            }
        }
        Ok(())
    }

    fn aug_assign_subscript(
        &mut self,
        node: &'a ast::StmtAugAssign,
        target: &'a ast::ExprSubscript,
    ) -> Result {
        let obj = self.expr(&target.value)?;
        let value = self.temp();
        if let Expr::Slice(slice) = &*target.slice
            && slice.step.is_none()
        {
            let start = self.optional_expr(slice.lower.as_deref())?;
            let stop = self.optional_expr(slice.upper.as_deref())?;
            self.emit(
                target.range,
                Op::BINARY_SLICE,
                &[value.0, obj.0, start.0, stop.0],
            );
            self.inplace(node.op, value, value, &node.value, node.range)?;
            self.emit(
                target.range,
                Op::STORE_SLICE,
                &[obj.0, start.0, stop.0, value.0],
            );
            return Ok(());
        }
        let index = self.expr(&target.slice)?;
        self.emit(target.range, Op::BINARY_SUBSCR, &[value.0, obj.0, index.0]);
        self.inplace(node.op, value, value, &node.value, node.range)?;
        self.emit(target.range, Op::STORE_SUBSCR, &[obj.0, index.0, value.0]);
        Ok(())
    }

    pub(super) fn ann_assign(&mut self, node: &'a ast::StmtAnnAssign) -> Result {
        if let Some(value) = &node.value {
            let mark = self.mark();
            if let Expr::Name(name) = &*node.target
                && let Some(variable) = self.store_register(&name.id)
            {
                self.expr_to_variable(value, variable)?;
            } else {
                let value = self.expr(value)?;
                self.assign_register(&node.target, value)?;
            }
            self.release(mark);
        }
        match &*node.target {
            Expr::Name(name) if node.simple => self.variable_annotation(node, &name.id)?,
            Expr::Name(_) => {}
            Expr::Attribute(target) if node.value.is_none() => {
                self.expr(&target.value)?;
            }
            Expr::Subscript(target) if node.value.is_none() => {
                self.expr(&target.value)?;
                self.expr(&target.slice)?;
            }
            _ => {}
        }
        // Annotations of other targets are evaluated, except in functions, and thrown away.
        let evaluates = matches!(self.scope().kind, ScopeKind::Module | ScopeKind::Class);
        if !node.simple && evaluates && !self.future_annotations() {
            self.expr(&node.annotation)?;
        }
        Ok(())
    }

    pub(super) fn delete(&mut self, target: &'a Expr) -> Result {
        let mark = self.mark();
        match target {
            Expr::Name(name) => self.delete_name(&name.id, name.range)?,
            Expr::Attribute(node) => {
                let obj = self.expr(&node.value)?;
                let name = self.name_index(&node.attr.id);
                self.emit(node.range, Op::DELETE_ATTR, &[obj.0, name]);
            }
            Expr::Subscript(node) => {
                let obj = self.expr(&node.value)?;
                let index = self.expr(&node.slice)?;
                self.emit(node.range, Op::DELETE_SUBSCR, &[obj.0, index.0]);
            }
            Expr::Tuple(node) => node
                .elts
                .iter()
                .try_for_each(|target| self.delete(target))?,
            Expr::List(node) => node
                .elts
                .iter()
                .try_for_each(|target| self.delete(target))?,
            _ => return Err(error(target.range(), "cannot delete expression")),
        }
        self.release(mark);
        Ok(())
    }
}

fn elements(expr: &Expr) -> Option<&[Expr]> {
    match expr {
        Expr::Tuple(node) => Some(&node.elts),
        Expr::List(node) => Some(&node.elts),
        _ => None,
    }
}
