//! Calls.

use super::expr::attribute_range;
use super::{Compiler, Reg};
use crate::code::Const;
use crate::error::{Result, error};
use crate::opcode::Op;
use ruff_python_ast::{self as ast, Arguments, Expr, Keyword};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashSet;

/// More arguments than this are passed through a tuple and a dict.
const MAX_DIRECT_ARGUMENTS: usize = 250;

impl<'a> Compiler<'a> {
    pub(super) fn call(&mut self, node: &'a ast::ExprCall, dst: Reg) -> Result {
        self.check_call(&node.func);
        check_keywords(&node.arguments.keywords)?;
        if !is_direct(&node.arguments) {
            let func = self.operand(&node.func, dst)?;
            return self.call_ex(func, &[], &node.arguments, node.range(), dst);
        }
        if let Expr::Attribute(attribute) = &*node.func {
            return self.method_call(attribute, node, dst);
        }
        let func = self.operand(&node.func, dst)?;
        self.call_register(func, &[], &node.arguments, node.range(), dst)
    }

    /// Calls `func` with the registers in `first` (consecutive, allocated last) and then the
    /// arguments.
    pub(super) fn call_register(
        &mut self,
        func: Reg,
        first: &[Reg],
        arguments: &'a Arguments,
        range: TextRange,
        dst: Reg,
    ) -> Result {
        check_keywords(&arguments.keywords)?;
        if !is_direct(arguments) {
            return self.call_ex(func, first, arguments, range, dst);
        }
        if first.is_empty()
            && arguments.keywords.is_empty()
            && let Some(base) = self.adjacent_locals(&arguments.args)
        {
            let count = arguments.args.len() as i32;
            self.emit(range, Op::CALL, &[dst.0, func.0, base.0, count]);
            return Ok(());
        }
        let rest = self.arguments(arguments)?;
        let base = first.first().copied().unwrap_or(rest);
        let count = (first.len() + arguments.len()) as i32;
        match self.keyword_names(arguments) {
            None => self.emit(range, Op::CALL, &[dst.0, func.0, base.0, count]),
            Some(names) => {
                self.emit(range, Op::CALL_KW, &[dst.0, func.0, base.0, count, names]);
            }
        }
        Ok(())
    }

    /// Evaluates positional and keyword arguments into new consecutive temporaries.
    fn arguments(&mut self, arguments: &'a Arguments) -> Result<Reg> {
        let base = self.temps(arguments.len());
        let values = arguments
            .args
            .iter()
            .chain(arguments.keywords.iter().map(|k| &k.value));
        for (index, value) in values.enumerate() {
            self.expr_to(value, base.plus(index))?;
        }
        Ok(base)
    }

    fn keyword_names(&mut self, arguments: &'a Arguments) -> Option<i32> {
        if arguments.keywords.is_empty() {
            return None;
        }
        let names = arguments
            .keywords
            .iter()
            .filter_map(|keyword| keyword.arg.as_ref());
        let names: Vec<Const> = names
            .map(|name| Const::str(&self.mangle(&name.id)))
            .collect();
        Some(self.constant(Const::Tuple(names.into())))
    }

    /// Arguments that are locals lying one after the other need no copies.
    fn adjacent_locals(&mut self, args: &'a [Expr]) -> Option<Reg> {
        let mut base: Option<Reg> = None;
        for (index, arg) in args.iter().enumerate() {
            let Expr::Name(name) = arg else { return None };
            let reg = self.store_register(&name.id).filter(|reg| reg.is_local())?;
            match base {
                None => base = Some(reg),
                Some(base) if base.plus(index) == reg => {}
                Some(_) => return None,
            }
        }
        for arg in args {
            if let Expr::Name(name) = arg {
                self.direct_local(&name.id, name.range)?;
            }
        }
        base
    }

    fn method_call(
        &mut self,
        attribute: &'a ast::ExprAttribute,
        node: &'a ast::ExprCall,
        dst: Reg,
    ) -> Result {
        let arguments = &node.arguments;
        let name_range = attribute_range(self, attribute);
        let call_range = TextRange::new(name_range.start(), node.range().end());
        let operands = self.super_operands(&attribute.value)?;
        if operands.is_none() && arguments.keywords.is_empty() && self.is_simple(&arguments.args) {
            let obj = self.operand(&attribute.value, dst)?;
            let name = self.name_index(&attribute.attr.id);
            let base = match self.adjacent_locals(&arguments.args) {
                Some(base) => base,
                None => self.arguments(arguments)?,
            };
            let count = arguments.args.len() as i32;
            self.emit(
                call_range,
                Op::CALL_METHOD,
                &[dst.0, obj.0, name, base.0, count],
            );
            return Ok(());
        }
        let pair;
        if let Some([callee, class, this]) = operands {
            pair = self.temps(2);
            let name = self.name_index(&attribute.attr.id);
            let args = [pair.0, callee.0, class.0, this.0, name];
            self.emit(attribute.range, Op::LOAD_SUPER_METHOD, &args);
        } else {
            pair = self.temps(2);
            let obj = self.operand(&attribute.value, pair)?;
            // The pair has to end where the arguments begin.
            self.release_above(pair.plus(2));
            let name = self.name_index(&attribute.attr.id);
            self.emit(name_range, Op::LOAD_METHOD, &[pair.0, obj.0, name]);
        }
        let base = self.arguments(arguments)?;
        debug_assert_eq!(base, pair.plus(2));
        let count = arguments.len() as i32;
        match self.keyword_names(arguments) {
            None => {
                self.emit(call_range, Op::CALL_LOADED, &[dst.0, pair.0, base.0, count]);
            }
            Some(names) => {
                let args = [dst.0, pair.0, base.0, count, names];
                self.emit(call_range, Op::CALL_LOADED_KW, &args);
            }
        }
        Ok(())
    }

    fn release_above(&mut self, reg: Reg) {
        let (_, index) = reg.parts();
        self.release(index);
    }

    /// Whether evaluating the arguments can neither raise nor have an effect (unbound locals
    /// apart).
    fn is_simple(&mut self, args: &'a [Expr]) -> bool {
        args.iter().all(|arg| match arg {
            Expr::Name(name) => self.store_register(&name.id).is_some(),
            Expr::NumberLiteral(_)
            | Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NoneLiteral(_) => true,
            _ => false,
        })
    }

    /// A call through an argument tuple and a keyword dict.
    fn call_ex(
        &mut self,
        func: Reg,
        first: &[Reg],
        arguments: &'a Arguments,
        range: TextRange,
        dst: Reg,
    ) -> Result {
        let args = self.temp();
        match &*arguments.args {
            [Expr::Starred(only)] if first.is_empty() => self.expr_to(&only.value, args)?,
            items => self.sequence_as_tuple(first, items, range, args)?,
        }
        let kwargs = if arguments.keywords.is_empty() {
            Reg::NONE
        } else {
            self.keyword_dict(func, &arguments.keywords, range)?
        };
        self.emit(range, Op::CALL_EX, &[dst.0, func.0, args.0, kwargs.0]);
        Ok(())
    }

    pub(super) fn keyword_dict(
        &mut self,
        func: Reg,
        keywords: &'a [Keyword],
        range: TextRange,
    ) -> Result<Reg> {
        let dict = self.temp();
        let plain = keywords
            .iter()
            .take_while(|keyword| keyword.arg.is_some())
            .count()
            .min(16);
        let (front, rest) = keywords.split_at(plain);
        let mark = self.mark();
        let base = self.temps(2 * front.len());
        for (index, keyword) in front.iter().enumerate() {
            self.keyword_key(keyword, base.plus(2 * index));
            self.expr_to(&keyword.value, base.plus(2 * index + 1))?;
        }
        self.emit(range, Op::BUILD_DICT, &[dict.0, base.0, front.len() as i32]);
        self.release(mark);
        for keyword in rest {
            let mark = self.mark();
            if keyword.arg.is_some() {
                // One at a time through DICT_MERGE, which notices repeated keywords.
                let (single, pair) = (self.temp(), self.temps(2));
                self.keyword_key(keyword, pair);
                self.expr_to(&keyword.value, pair.plus(1))?;
                self.emit(range, Op::BUILD_DICT, &[single.0, pair.0, 1]);
                self.emit(range, Op::DICT_MERGE, &[dict.0, single.0, func.0]);
            } else {
                let mapping = self.expr(&keyword.value)?;
                self.emit(range, Op::DICT_MERGE, &[dict.0, mapping.0, func.0]);
            }
            self.release(mark);
        }
        Ok(dict)
    }

    fn keyword_key(&mut self, keyword: &'a Keyword, dst: Reg) {
        let name = keyword
            .arg
            .as_ref()
            .expect("a plain keyword argument has a name");
        let key = Const::str(&self.mangle(&name.id));
        self.load_const(keyword.range(), dst, key);
    }

    /// The SyntaxWarning for calling a literal.
    fn check_call(&mut self, func: &Expr) {
        if matches!(func, Expr::Lambda(_)) {
            return;
        }
        if let Some(kind) = literal_type(func) {
            let message = format!("'{kind}' object is not callable; perhaps you missed a comma?");
            self.warn(func.range(), &message);
        }
    }

    /// The SyntaxWarnings for subscripts that cannot work.
    pub(super) fn check_subscript(&mut self, node: &ast::ExprSubscript) {
        let Some(kind) = literal_type(&node.value) else {
            return;
        };
        match kind {
            "str" | "bytes" | "tuple" | "list" => {
                let Some(index) = literal_type(&node.slice) else {
                    return;
                };
                if !matches!(index, "int" | "bool") {
                    let message = format!(
                        "{kind} indices must be integers or slices, not {index}; \
                         perhaps you missed a comma?"
                    );
                    self.warn(node.range, &message);
                }
            }
            "dict" => {}
            _ => {
                let message =
                    format!("'{kind}' object is not subscriptable; perhaps you missed a comma?");
                self.warn(node.range, &message);
            }
        }
    }
}

/// The type of a literal, display or the like, as CPython's warnings name it.
fn literal_type(expr: &Expr) -> Option<&'static str> {
    Some(match expr {
        Expr::Tuple(_) => "tuple",
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Dict(_) | Expr::DictComp(_) => "dict",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::Generator(_) => "generator",
        Expr::Lambda(_) => "function",
        Expr::FString(_) | Expr::StringLiteral(_) => "str",
        Expr::BytesLiteral(_) => "bytes",
        Expr::NoneLiteral(_) => "NoneType",
        Expr::BooleanLiteral(_) => "bool",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::NumberLiteral(node) => match node.value {
            ast::Number::Int(_) => "int",
            ast::Number::Float(_) => "float",
            ast::Number::Complex { .. } => "complex",
        },
        _ => return None,
    })
}

fn is_direct(arguments: &Arguments) -> bool {
    !arguments.args.iter().any(Expr::is_starred_expr)
        && arguments
            .keywords
            .iter()
            .all(|keyword| keyword.arg.is_some())
        && arguments.len() <= MAX_DIRECT_ARGUMENTS
}

fn check_keywords(keywords: &[Keyword]) -> Result {
    let mut seen = FxHashSet::default();
    for keyword in keywords {
        let Some(name) = &keyword.arg else { continue };
        if &*name.id == "__debug__" {
            return Err(error(keyword.range(), "cannot assign to __debug__"));
        }
        if !seen.insert(name.as_str()) {
            return Err(error(
                keyword.range(),
                format!("keyword argument repeated: {name}"),
            ));
        }
    }
    Ok(())
}
