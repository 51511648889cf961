//! Compile-time values: constants of modules and classes, defaults, conditions of module-level `if`.

mod ops;

pub use ops::{binary, compare, unary};

use std::rc::Rc;

use ruff_python_ast::{Expr, Number};

use crate::program::{Program, Sym, ValueState};
use crate::types::{Ty, ValueId};
use crate::verdict::Query;

#[derive(Clone, PartialEq, Debug)]
pub enum Const {
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Rc<str>),
    Bytes(Rc<[u8]>),
}

impl Const {
    /// The type when nothing else is asked for; strings need the lang class.
    pub fn type_name(&self) -> &'static str {
        match self {
            Const::None => "None",
            Const::Bool(_) => "bool",
            Const::Int(_) => "int",
            Const::Float(_) => "float",
            Const::Str(_) => "str",
            Const::Bytes(_) => "arr[u8]",
        }
    }
}

impl<'a> Program<'a> {
    /// The expression's value, if it is constant; says nothing if it is not.
    pub fn eval_const(&mut self, module: usize, expr: &'a Expr) -> Option<Const> {
        Some(match expr {
            Expr::NoneLiteral(_) => Const::None,
            Expr::BooleanLiteral(b) => Const::Bool(b.value),
            Expr::NumberLiteral(n) => match &n.value {
                Number::Int(i) => Const::Int(int_literal(i)?),
                Number::Float(f) => Const::Float(*f),
                Number::Complex { .. } => return None,
            },
            Expr::StringLiteral(s) => Const::Str(s.value.to_str().into()),
            Expr::BytesLiteral(b) => Const::Bytes(b.value.bytes().collect()),
            Expr::Name(name) => match self.lookup(module, name.id.as_str())? {
                Sym::Value(id) => self.const_value(id)?.0,
                _ => return None,
            },
            Expr::UnaryOp(unary) => {
                let value = self.eval_const(module, &unary.operand)?;
                ops::unary(unary.op, value)?
            }
            Expr::BinOp(binary) => {
                let left = self.eval_const(module, &binary.left)?;
                let right = self.eval_const(module, &binary.right)?;
                ops::binary(binary.op, left, right)?
            }
            Expr::Compare(compare) => {
                let mut left = self.eval_const(module, &compare.left)?;
                let mut all = true;
                for (op, right) in compare.ops.iter().zip(&compare.comparators) {
                    let right = self.eval_const(module, right)?;
                    all &= ops::compare(*op, &left, &right)?;
                    left = right;
                }
                Const::Bool(all)
            }
            Expr::BoolOp(bools) => {
                let is_and = bools.op == ruff_python_ast::BoolOp::And;
                let mut value = is_and;
                for operand in &bools.values {
                    let Const::Bool(b) = self.eval_const(module, operand)? else {
                        return None;
                    };
                    value = if is_and { value && b } else { value || b };
                }
                Const::Bool(value)
            }
            Expr::If(choice) => match self.eval_const(module, &choice.test)? {
                Const::Bool(true) => self.eval_const(module, &choice.body)?,
                Const::Bool(false) => self.eval_const(module, &choice.orelse)?,
                _ => return None,
            },
            Expr::Call(call) => {
                let Expr::Name(name) = &*call.func else {
                    return None;
                };
                let Sym::Builtin(builtin) = self.lookup(module, name.id.as_str())? else {
                    return None;
                };
                if call.arguments.args.len() != 1 || !call.arguments.keywords.is_empty() {
                    return None;
                }
                let arg = self.eval_const(module, &call.arguments.args[0])?;
                ops::call(builtin, arg)?
            }
            _ => return None,
        })
    }

    /// Constant behind a module-level name, with its type; `None` if it is a global.
    pub fn const_value(&mut self, id: ValueId) -> Option<(Const, Ty)> {
        self.deps.ask(Query::Value(id));
        let before = self.deps.enter_query(Query::Value(id));
        let found = self.find_const_value(id);
        self.deps.enter(before);
        found
    }

    fn find_const_value(&mut self, id: ValueId) -> Option<(Const, Ty)> {
        match &self.value(id).state {
            ValueState::Const(value, ty) => return Some((value.clone(), *ty)),
            ValueState::New => {}
            _ => return None,
        }
        let (module, init, annotation) = {
            let v = self.value(id);
            (v.module, v.init, v.annotation)
        };
        self.values[id.index()].state = ValueState::Running;
        let value = self.eval_const(module, init);
        self.values[id.index()].state = ValueState::New;
        let value = match value {
            // `None` is a global of its annotated type.
            None | Some(Const::None) => return None,
            Some(value) => value,
        };
        let natural = self.const_type(&value);
        let ty = match annotation {
            Some(annotation) => self.resolve_type(module, &Default::default(), annotation),
            None => natural,
        };
        let value = match (value, ty) {
            (Const::Int(i), Ty::I32) if i32::try_from(i).is_err() => {
                let span = self.span(module, init);
                self.error("R038", span, format!("{i} does not fit i32"));
                Const::Int(0)
            }
            (value, Ty::I32) if matches!(value, Const::Int(_)) => value,
            (value, ty) if ty == natural || ty == Ty::Error || natural == Ty::Error => value,
            // A nullable or wider type: a global of that type.
            _ => return None,
        };
        self.values[id.index()].state = ValueState::Const(value.clone(), ty);
        Some((value, ty))
    }

    pub fn const_type(&mut self, value: &Const) -> Ty {
        match value {
            Const::None => Ty::Null,
            Const::Bool(_) => Ty::Bool,
            Const::Int(_) => Ty::Int,
            Const::Float(_) => Ty::Float,
            Const::Str(_) => self.str_type(),
            Const::Bytes(_) => self.bytes_ty(),
        }
    }

    /// The lang class of `str`; an error type when the program has none.
    pub fn str_type(&mut self) -> Ty {
        self.lang_class("str")
            .map_or(Ty::Error, |class| Ty::Class(class, false))
    }
}

/// Literals up to 2**64 - 1 are taken as bits, so that masks can be written in hexadecimal.
pub fn int_literal(i: &ruff_python_ast::Int) -> Option<i64> {
    i.as_i64().or_else(|| i.as_u64().map(|u| u as i64))
}
