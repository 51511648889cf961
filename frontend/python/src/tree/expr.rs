//! Expressions.

use super::{Builder, deep};
use crate::code::Const;
use crate::error::Result;
use crate::literal;
use ruff_python_ast::{
    Arguments, BoolOp, CmpOp, Comprehension, Expr, ExprCall, ExprContext, Operator, Parameter,
    ParameterWithDefault, Parameters, UnaryOp,
};
use ruff_text_size::{Ranged, TextRange};

impl Builder<'_> {
    pub(super) fn expr(&mut self, expr: &Expr) -> Result<()> {
        deep(|| self.expr_here(expr))
    }

    fn expr_here(&mut self, expr: &Expr) -> Result<()> {
        let range = expr.range();
        match expr {
            Expr::BoolOp(node) => {
                self.singleton(match node.op {
                    BoolOp::And => "And",
                    BoolOp::Or => "Or",
                });
                self.exprs(&node.values)?;
                self.node("BoolOp", 2, range);
            }
            Expr::Named(node) => {
                self.expr(&node.target)?;
                self.expr(&node.value)?;
                self.node("NamedExpr", 2, range);
            }
            Expr::BinOp(node) => {
                self.expr(&node.left)?;
                self.singleton(operator(node.op));
                self.expr(&node.right)?;
                self.node("BinOp", 3, range);
            }
            Expr::UnaryOp(node) => {
                self.singleton(match node.op {
                    UnaryOp::Invert => "Invert",
                    UnaryOp::Not => "Not",
                    UnaryOp::UAdd => "UAdd",
                    UnaryOp::USub => "USub",
                });
                self.expr(&node.operand)?;
                self.node("UnaryOp", 2, range);
            }
            Expr::Lambda(node) => {
                self.parameters(node.parameters.as_deref())?;
                self.expr(&node.body)?;
                self.node("Lambda", 2, range);
            }
            Expr::If(node) => {
                self.expr(&node.test)?;
                self.expr(&node.body)?;
                self.expr(&node.orelse)?;
                self.node("IfExp", 3, range);
            }
            Expr::Dict(node) => {
                for item in &node.items {
                    self.optional(item.key.as_ref())?;
                }
                self.list(node.items.len());
                self.exprs(node.items.iter().map(|item| &item.value))?;
                self.node("Dict", 2, range);
            }
            Expr::Set(node) => {
                self.exprs(&node.elts)?;
                self.node("Set", 1, range);
            }
            Expr::ListComp(node) => {
                self.expr(&node.elt)?;
                self.generators(&node.generators)?;
                self.node("ListComp", 2, range);
            }
            Expr::SetComp(node) => {
                self.expr(&node.elt)?;
                self.generators(&node.generators)?;
                self.node("SetComp", 2, range);
            }
            Expr::DictComp(node) => {
                self.optional(node.key.as_deref())?;
                self.expr(&node.value)?;
                self.generators(&node.generators)?;
                self.node("DictComp", 3, range);
            }
            Expr::Generator(node) => {
                self.expr(&node.elt)?;
                self.generators(&node.generators)?;
                self.node("GeneratorExp", 2, range);
            }
            Expr::Await(node) => {
                self.expr(&node.value)?;
                self.node("Await", 1, range);
            }
            Expr::Yield(node) => {
                self.optional(node.value.as_deref())?;
                self.node("Yield", 1, range);
            }
            Expr::YieldFrom(node) => {
                self.expr(&node.value)?;
                self.node("YieldFrom", 1, range);
            }
            Expr::Compare(node) => {
                self.expr(&node.left)?;
                for op in &node.ops {
                    self.singleton(comparison(*op));
                }
                self.list(node.ops.len());
                self.exprs(&node.comparators)?;
                self.node("Compare", 3, range);
            }
            Expr::Call(node) => self.call(node)?,
            Expr::Attribute(node) => {
                self.expr(&node.value)?;
                self.name(node.attr.id.as_str());
                self.context(node.ctx);
                self.node("Attribute", 3, range);
            }
            Expr::Subscript(node) => {
                self.expr(&node.value)?;
                self.expr(&node.slice)?;
                self.context(node.ctx);
                self.node("Subscript", 3, range);
            }
            Expr::Starred(node) => {
                self.expr(&node.value)?;
                self.context(node.ctx);
                self.node("Starred", 2, range);
            }
            Expr::Name(node) => {
                self.name(node.id.as_str());
                self.context(node.ctx);
                self.node("Name", 2, range);
            }
            Expr::List(node) => {
                self.exprs(&node.elts)?;
                self.context(node.ctx);
                self.node("List", 2, range);
            }
            Expr::Tuple(node) => {
                self.exprs(&node.elts)?;
                self.context(node.ctx);
                self.node("Tuple", 2, range);
            }
            Expr::Slice(node) => {
                self.optional(node.lower.as_deref())?;
                self.optional(node.upper.as_deref())?;
                self.optional(node.step.as_deref())?;
                self.node("Slice", 3, range);
            }
            Expr::FString(node) => self.f_string(node)?,
            Expr::TString(node) => self.t_string(node)?,
            Expr::StringLiteral(node) => {
                let value = literal::string_const(node, self.source);
                let is_u = node.value.first_literal_flags().prefix().is_unicode();
                let kind = if is_u { Const::str("u") } else { Const::None };
                self.constant(value, kind, range);
            }
            Expr::BytesLiteral(node) => {
                let bytes: Vec<u8> = node.value.bytes().collect();
                self.constant(Const::Bytes(bytes.into()), Const::None, range);
            }
            Expr::NumberLiteral(node) => {
                let value = literal::number_const(node, self.source)?;
                self.constant(value, Const::None, range);
            }
            Expr::BooleanLiteral(node) => {
                self.constant(Const::Bool(node.value), Const::None, range)
            }
            Expr::NoneLiteral(_) => self.constant(Const::None, Const::None, range),
            Expr::EllipsisLiteral(_) => self.constant(Const::Ellipsis, Const::None, range),
            Expr::IpyEscapeCommand(_) => unreachable!("the parser's mode has no escape commands"),
        }
        Ok(())
    }

    pub(super) fn constant(&mut self, value: Const, kind: Const, range: TextRange) {
        self.push(value);
        self.push(kind);
        self.node("Constant", 2, range);
    }

    fn context(&mut self, context: ExprContext) {
        self.singleton(match context {
            ExprContext::Store => "Store",
            ExprContext::Del => "Del",
            ExprContext::Load | ExprContext::Invalid => "Load",
        });
    }

    fn call(&mut self, node: &ExprCall) -> Result<()> {
        self.expr(&node.func)?;
        match &*node.arguments.args {
            // The parentheses of the call are those of a generator that stands alone.
            [Expr::Generator(generator)]
                if !generator.parenthesized && node.arguments.keywords.is_empty() =>
            {
                self.expr(&generator.elt)?;
                self.generators(&generator.generators)?;
                self.node("GeneratorExp", 2, node.arguments.range());
                self.list(1);
            }
            args => self.exprs(args)?,
        }
        self.keywords(&node.arguments)?;
        self.node("Call", 3, node.range());
        Ok(())
    }

    pub(super) fn keywords(&mut self, arguments: &Arguments) -> Result<()> {
        for keyword in &arguments.keywords {
            self.optional_name(keyword.arg.as_ref());
            self.expr(&keyword.value)?;
            self.node("keyword", 2, keyword.range);
        }
        self.list(arguments.keywords.len());
        Ok(())
    }

    fn generators(&mut self, generators: &[Comprehension]) -> Result<()> {
        for generator in generators {
            self.expr(&generator.target)?;
            self.expr(&generator.iter)?;
            self.exprs(&generator.ifs)?;
            self.flag(generator.is_async);
            self.bare("comprehension", 4);
        }
        self.list(generators.len());
        Ok(())
    }

    pub(super) fn parameters(&mut self, parameters: Option<&Parameters>) -> Result<()> {
        let empty = Parameters::default();
        let parameters = parameters.unwrap_or(&empty);
        self.args(&parameters.posonlyargs)?;
        self.args(&parameters.args)?;
        self.optional_arg(parameters.vararg.as_deref())?;
        self.args(&parameters.kwonlyargs)?;
        for parameter in &parameters.kwonlyargs {
            self.optional(parameter.default.as_deref())?;
        }
        self.list(parameters.kwonlyargs.len());
        self.optional_arg(parameters.kwarg.as_deref())?;
        let positional = parameters.posonlyargs.iter().chain(&parameters.args);
        self.exprs(positional.filter_map(|parameter| parameter.default.as_deref()))?;
        self.bare("arguments", 7);
        Ok(())
    }

    fn args(&mut self, parameters: &[ParameterWithDefault]) -> Result<()> {
        for parameter in parameters {
            self.arg(&parameter.parameter)?;
        }
        self.list(parameters.len());
        Ok(())
    }

    fn optional_arg(&mut self, parameter: Option<&Parameter>) -> Result<()> {
        match parameter {
            Some(parameter) => self.arg(parameter)?,
            None => self.none(),
        }
        Ok(())
    }

    fn arg(&mut self, parameter: &Parameter) -> Result<()> {
        self.name(parameter.name.id.as_str());
        self.optional(parameter.annotation.as_deref())?;
        self.none();
        let range = TextRange::new(parameter.name.range.start(), parameter.range.end());
        self.node("arg", 3, range);
        Ok(())
    }
}

pub(super) fn operator(op: Operator) -> &'static str {
    match op {
        Operator::Add => "Add",
        Operator::Sub => "Sub",
        Operator::Mult => "Mult",
        Operator::MatMult => "MatMult",
        Operator::Div => "Div",
        Operator::Mod => "Mod",
        Operator::Pow => "Pow",
        Operator::LShift => "LShift",
        Operator::RShift => "RShift",
        Operator::BitOr => "BitOr",
        Operator::BitXor => "BitXor",
        Operator::BitAnd => "BitAnd",
        Operator::FloorDiv => "FloorDiv",
    }
}

fn comparison(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => "Eq",
        CmpOp::NotEq => "NotEq",
        CmpOp::Lt => "Lt",
        CmpOp::LtE => "LtE",
        CmpOp::Gt => "Gt",
        CmpOp::GtE => "GtE",
        CmpOp::Is => "Is",
        CmpOp::IsNot => "IsNot",
        CmpOp::In => "In",
        CmpOp::NotIn => "NotIn",
    }
}
