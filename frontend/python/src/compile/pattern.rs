//! `match` statements. Captured values wait in temporaries and are bound when the whole pattern has
//! matched.

use super::{Compiler, Label, Reg};
use crate::code::Const;
use crate::error::{Result, error};
use crate::opcode::Op;
use ruff_python_ast::{self as ast, Identifier, MatchCase, Pattern, Singleton};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashSet;

/// A name to bind and the temporary with its value.
#[derive(Clone)]
struct Capture<'a> {
    name: &'a Identifier,
    value: Reg,
}

type Captures<'a> = Vec<Capture<'a>>;

impl<'a> Compiler<'a> {
    pub(super) fn match_stmt(&mut self, node: &'a ast::StmtMatch) -> Result {
        let subject = self.temp();
        self.expr_to(&node.subject, subject)?;
        let end = self.label();
        for (index, case) in node.cases.iter().enumerate() {
            let is_last = index + 1 == node.cases.len();
            if case.guard.is_none() && !is_last {
                check_refutable(&case.pattern)?;
            }
            let mark = self.mark();
            self.match_case(case, subject, end)?;
            self.release(mark);
        }
        self.place(end);
        Ok(())
    }

    fn match_case(&mut self, case: &'a MatchCase, subject: Reg, end: Label) -> Result {
        let fail = self.label();
        let mut captures = Vec::new();
        self.pattern(&case.pattern, subject, fail, &mut captures)?;
        for capture in &captures {
            self.store_name(&capture.name.id, case.pattern.range(), capture.value);
        }
        if let Some(guard) = case.guard.as_deref() {
            self.jump_if(guard, false, fail)?;
        }
        self.body(&case.body)?;
        self.emit_hidden(Op::JUMP, &[end.0 as i32]);
        self.place(fail);
        Ok(())
    }

    fn pattern(
        &mut self,
        pattern: &'a Pattern,
        subject: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
    ) -> Result {
        stacker::maybe_grow(128 * 1024, 4 * 1024 * 1024, || {
            self.pattern_kind(pattern, subject, fail, captures)
        })
    }

    fn pattern_kind(
        &mut self,
        pattern: &'a Pattern,
        subject: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
    ) -> Result {
        let range = pattern.range();
        match pattern {
            Pattern::MatchValue(node) => self.value_pattern(node, subject, fail),
            Pattern::MatchSingleton(node) => {
                self.singleton_pattern(node.value, subject, fail, range);
                Ok(())
            }
            Pattern::MatchSequence(node) => {
                self.sequence_pattern(&node.patterns, subject, fail, captures, range)
            }
            Pattern::MatchMapping(node) => self.mapping_pattern(node, subject, fail, captures),
            Pattern::MatchClass(node) => self.class_pattern(node, subject, fail, captures),
            Pattern::MatchStar(node) => capture(node.name.as_ref(), subject, captures),
            Pattern::MatchAs(node) => {
                if let Some(inner) = node.pattern.as_deref() {
                    self.pattern(inner, subject, fail, captures)?;
                }
                capture(node.name.as_ref(), subject, captures)
            }
            Pattern::MatchOr(node) => self.or_pattern(node, subject, fail, captures),
        }
    }

    fn value_pattern(
        &mut self,
        node: &'a ast::PatternMatchValue,
        subject: Reg,
        fail: Label,
    ) -> Result {
        let target = fail.0 as i32;
        if node.value.is_f_string_expr() || node.value.is_t_string_expr() {
            let message = "patterns may only match literals and attribute lookups";
            return Err(error(node.range, message));
        }
        if let Some(value) = self.small_int(&node.value)? {
            self.emit(
                node.range,
                Op::JUMP_IF_NOT_EQ_IMM,
                &[subject.0, value, target],
            );
            return Ok(());
        }
        let mark = self.mark();
        let value = self.expr(&node.value)?;
        self.emit(
            node.range,
            Op::JUMP_IF_NOT_EQ,
            &[subject.0, value.0, target],
        );
        self.release(mark);
        Ok(())
    }

    fn singleton_pattern(&mut self, value: Singleton, subject: Reg, fail: Label, range: TextRange) {
        let target = fail.0 as i32;
        let value = match value {
            Singleton::None => {
                return self.emit(range, Op::JUMP_IF_NOT_NONE, &[subject.0, target]);
            }
            Singleton::True => Const::Bool(true),
            Singleton::False => Const::Bool(false),
        };
        let mark = self.mark();
        let reg = self.temp();
        self.load_const(range, reg, value);
        self.emit(range, Op::JUMP_IF_IS_NOT, &[subject.0, reg.0, target]);
        self.release(mark);
    }

    fn sequence_pattern(
        &mut self,
        patterns: &'a [Pattern],
        subject: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
        range: TextRange,
    ) -> Result {
        let mut stars = patterns
            .iter()
            .enumerate()
            .filter(|(_, p)| p.is_match_star());
        let star = stars.next().map(|(index, _)| index);
        if stars.next().is_some() {
            return Err(error(range, "multiple starred names in sequence pattern"));
        }
        let target = fail.0 as i32;
        let test = self.temp();
        self.emit(range, Op::MATCH_SEQUENCE, &[test.0, subject.0]);
        self.emit(range, Op::JUMP_IF_FALSE, &[test.0, target]);
        let length = test;
        let count = patterns.len();
        self.emit(range, Op::GET_LEN, &[length.0, subject.0]);
        match star {
            None => {
                self.emit(
                    range,
                    Op::JUMP_IF_NOT_EQ_IMM,
                    &[length.0, count as i32, target],
                );
            }
            Some(_) if count > 1 => {
                let least = count as i32 - 1;
                self.emit(range, Op::JUMP_IF_NOT_GE_IMM, &[length.0, least, target]);
            }
            Some(_) => {}
        }
        if patterns.iter().all(is_wildcard) {
            return Ok(());
        }
        let base = self.temps(count);
        match star {
            None => {
                self.emit(
                    range,
                    Op::UNPACK_SEQUENCE,
                    &[subject.0, base.0, count as i32],
                );
            }
            Some(star) if is_wildcard(&patterns[star]) => {
                self.subscript_items(patterns, star, subject, length, base, range);
            }
            Some(star) => {
                let (before, after) = (star as i32, (count - star - 1) as i32);
                self.emit(range, Op::UNPACK_EX, &[subject.0, base.0, before, after]);
            }
        }
        for (index, pattern) in patterns.iter().enumerate() {
            self.pattern(pattern, base.plus(index), fail, captures)?;
        }
        Ok(())
    }

    /// Around a starred wildcard the items are fetched one by one.
    fn subscript_items(
        &mut self,
        patterns: &'a [Pattern],
        star: usize,
        subject: Reg,
        length: Reg,
        base: Reg,
        range: TextRange,
    ) {
        let count = patterns.len();
        for (index, pattern) in patterns.iter().enumerate() {
            let item = base.plus(index);
            if index == star || is_wildcard(pattern) {
                continue;
            }
            if index < star {
                self.emit(
                    range,
                    Op::BINARY_SUBSCR_IMM,
                    &[item.0, subject.0, index as i32],
                );
            } else {
                let from_end = (count - index) as i32;
                self.emit(
                    range,
                    Op::BINARY_SUBTRACT_IMM,
                    &[item.0, length.0, from_end],
                );
                self.emit(range, Op::BINARY_SUBSCR, &[item.0, subject.0, item.0]);
            }
        }
    }

    fn mapping_pattern(
        &mut self,
        node: &'a ast::PatternMatchMapping,
        subject: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
    ) -> Result {
        let (range, target) = (node.range, fail.0 as i32);
        let test = self.temp();
        self.emit(range, Op::MATCH_MAPPING, &[test.0, subject.0]);
        self.emit(range, Op::JUMP_IF_FALSE, &[test.0, target]);
        let count = node.keys.len();
        if count == 0 && node.rest.is_none() {
            return Ok(());
        }
        if count > 0 {
            self.emit(range, Op::GET_LEN, &[test.0, subject.0]);
            self.emit(
                range,
                Op::JUMP_IF_NOT_GE_IMM,
                &[test.0, count as i32, target],
            );
        }
        self.check_mapping_keys(node)?;
        let keys = self.run(&node.keys)?;
        let tuple = self.temp();
        self.emit(range, Op::BUILD_TUPLE, &[tuple.0, keys.0, count as i32]);
        let values = self.temp();
        self.emit(range, Op::MATCH_KEYS, &[values.0, subject.0, tuple.0]);
        self.emit(range, Op::JUMP_IF_NONE, &[values.0, target]);
        let base = self.temps(count);
        self.emit(
            range,
            Op::UNPACK_SEQUENCE,
            &[values.0, base.0, count as i32],
        );
        for (index, pattern) in node.patterns.iter().enumerate() {
            self.pattern(pattern, base.plus(index), fail, captures)?;
        }
        if let Some(rest) = &node.rest {
            let dict = self.temp();
            self.emit(range, Op::BUILD_DICT, &[dict.0, dict.0, 0]);
            self.emit(range, Op::DICT_UPDATE, &[dict.0, subject.0]);
            for index in 0..count {
                self.emit(range, Op::DELETE_SUBSCR, &[dict.0, keys.plus(index).0]);
            }
            capture(Some(rest), dict, captures)?;
        }
        Ok(())
    }

    fn check_mapping_keys(&self, node: &'a ast::PatternMatchMapping) -> Result {
        let mut seen = FxHashSet::default();
        for key in &node.keys {
            if let Some(value) = self.fold(key)?
                && !seen.insert(value)
            {
                let text = self.source.slice(key.range());
                let message = format!("mapping pattern checks duplicate key ({text})");
                return Err(error(node.range, message));
            }
        }
        Ok(())
    }

    fn class_pattern(
        &mut self,
        node: &'a ast::PatternMatchClass,
        subject: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
    ) -> Result {
        let range = node.range;
        let arguments = &node.arguments;
        let mut seen = FxHashSet::default();
        for keyword in &arguments.keywords {
            if !seen.insert(keyword.attr.as_str()) {
                let message = format!("attribute name repeated in class pattern: {}", keyword.attr);
                return Err(error(keyword.pattern.range(), message));
            }
        }
        let names = arguments
            .keywords
            .iter()
            .map(|keyword| Const::str(&keyword.attr));
        let names = Const::Tuple(names.collect());
        let names = self.constant(names);
        let values = self.temp();
        let mark = self.mark();
        let class = self.expr(&node.cls)?;
        let positional = arguments.patterns.len();
        let args = [values.0, subject.0, class.0, positional as i32, names];
        self.emit(range, Op::MATCH_CLASS, &args);
        self.release(mark);
        self.emit(range, Op::JUMP_IF_NONE, &[values.0, fail.0 as i32]);
        let patterns: Vec<&'a Pattern> = arguments
            .patterns
            .iter()
            .chain(arguments.keywords.iter().map(|keyword| &keyword.pattern))
            .collect();
        let base = self.temps(patterns.len());
        let count = patterns.len() as i32;
        self.emit(range, Op::UNPACK_SEQUENCE, &[values.0, base.0, count]);
        for (index, pattern) in patterns.into_iter().enumerate() {
            self.pattern(pattern, base.plus(index), fail, captures)?;
        }
        Ok(())
    }

    /// Every alternative must bind the same names; their values are brought into the registers of
    /// the first alternative.
    fn or_pattern(
        &mut self,
        node: &'a ast::PatternMatchOr,
        subject: Reg,
        fail: Label,
        captures: &mut Captures<'a>,
    ) -> Result {
        let matched = self.label();
        let mut shared: Option<Captures<'a>> = None;
        let mut common = Vec::new();
        collect_names(&node.patterns[0], &mut common);
        let slots = self.temps(common.len());
        for (index, alternative) in node.patterns.iter().enumerate() {
            let is_last = index + 1 == node.patterns.len();
            if !is_last {
                check_refutable(alternative)?;
            }
            let mark = self.mark();
            let next = if is_last { fail } else { self.label() };
            let mut own = Vec::new();
            self.pattern(alternative, subject, next, &mut own)?;
            let own_names: FxHashSet<&str> =
                own.iter().map(|capture| capture.name.as_str()).collect();
            let same = own.len() == common.len()
                && common.iter().all(|name| own_names.contains(name.as_str()));
            if !same {
                return Err(error(
                    node.range,
                    "alternative patterns bind different names",
                ));
            }
            let mut bound = Vec::new();
            for (slot, name) in common.iter().enumerate() {
                let capture = own.iter().find(|capture| capture.name.id == name.id);
                let capture = capture.expect("the names were compared").clone();
                let reg = slots.plus(slot);
                self.move_to(alternative.range(), reg, capture.value);
                bound.push(Capture {
                    name: capture.name,
                    value: reg,
                });
            }
            shared.get_or_insert(bound);
            self.release(mark);
            if !is_last {
                self.emit_hidden(Op::JUMP, &[matched.0 as i32]);
                self.place(next);
            }
        }
        self.place(matched);
        for bound in shared.unwrap_or_default() {
            capture(Some(bound.name), bound.value, captures)?;
        }
        Ok(())
    }
}

fn capture<'a>(name: Option<&'a Identifier>, value: Reg, captures: &mut Captures<'a>) -> Result {
    let Some(name) = name else { return Ok(()) };
    if captures.iter().any(|capture| capture.name.id == name.id) {
        let message = format!("multiple assignments to name '{name}' in pattern");
        return Err(error(name.range, message));
    }
    captures.push(Capture { name, value });
    Ok(())
}

/// The names a pattern binds, in order.
fn collect_names<'a>(pattern: &'a Pattern, names: &mut Vec<&'a Identifier>) {
    match pattern {
        Pattern::MatchValue(_) | Pattern::MatchSingleton(_) => {}
        Pattern::MatchStar(node) => names.extend(&node.name),
        Pattern::MatchAs(node) => {
            if let Some(inner) = node.pattern.as_deref() {
                collect_names(inner, names);
            }
            names.extend(&node.name);
        }
        Pattern::MatchSequence(node) => {
            node.patterns
                .iter()
                .for_each(|inner| collect_names(inner, names));
        }
        Pattern::MatchMapping(node) => {
            node.patterns
                .iter()
                .for_each(|inner| collect_names(inner, names));
            names.extend(&node.rest);
        }
        Pattern::MatchClass(node) => {
            node.arguments
                .patterns
                .iter()
                .for_each(|inner| collect_names(inner, names));
            let keywords = node.arguments.keywords.iter();
            keywords.for_each(|keyword| collect_names(&keyword.pattern, names));
        }
        Pattern::MatchOr(node) => collect_names(&node.patterns[0], names),
    }
}

fn is_wildcard(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::MatchAs(node) => node.pattern.is_none() && node.name.is_none(),
        Pattern::MatchStar(node) => node.name.is_none(),
        _ => false,
    }
}

/// A pattern that always matches makes what comes after it unreachable.
fn check_refutable(pattern: &Pattern) -> Result {
    let Pattern::MatchAs(node) = pattern else {
        return Ok(());
    };
    if let Some(inner) = node.pattern.as_deref() {
        return check_refutable(inner);
    }
    let message = match &node.name {
        Some(name) => format!("name capture '{name}' makes remaining patterns unreachable"),
        None => "wildcard makes remaining patterns unreachable".to_owned(),
    };
    Err(error(node.range, message))
}
