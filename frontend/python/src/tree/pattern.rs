//! Patterns and type parameters.

use super::{Builder, deep};
use crate::code::Const;
use crate::error::Result;
use ruff_python_ast::{MatchCase, Pattern, Singleton, TypeParam, TypeParams};
use ruff_text_size::Ranged;

impl Builder<'_> {
    pub(super) fn cases(&mut self, cases: &[MatchCase]) -> Result<()> {
        for case in cases {
            self.pattern(&case.pattern)?;
            self.optional(case.guard.as_deref())?;
            self.body(&case.body)?;
            self.bare("match_case", 3);
        }
        self.list(cases.len());
        Ok(())
    }

    fn patterns<'p>(&mut self, patterns: impl IntoIterator<Item = &'p Pattern>) -> Result<()> {
        let mut n = 0;
        for pattern in patterns {
            self.pattern(pattern)?;
            n += 1;
        }
        self.list(n);
        Ok(())
    }

    fn pattern(&mut self, pattern: &Pattern) -> Result<()> {
        deep(|| self.pattern_here(pattern))
    }

    fn pattern_here(&mut self, pattern: &Pattern) -> Result<()> {
        let range = pattern.range();
        match pattern {
            Pattern::MatchValue(node) => {
                self.expr(&node.value)?;
                self.node("MatchValue", 1, range);
            }
            Pattern::MatchSingleton(node) => {
                self.push(match node.value {
                    Singleton::None => Const::None,
                    Singleton::True => Const::Bool(true),
                    Singleton::False => Const::Bool(false),
                });
                self.node("MatchSingleton", 1, range);
            }
            Pattern::MatchSequence(node) => {
                self.patterns(&node.patterns)?;
                self.node("MatchSequence", 1, range);
            }
            Pattern::MatchMapping(node) => {
                self.exprs(&node.keys)?;
                self.patterns(&node.patterns)?;
                self.optional_name(node.rest.as_ref());
                self.node("MatchMapping", 3, range);
            }
            Pattern::MatchClass(node) => {
                self.expr(&node.cls)?;
                self.patterns(&node.arguments.patterns)?;
                for keyword in &node.arguments.keywords {
                    self.name(keyword.attr.id.as_str());
                }
                self.list(node.arguments.keywords.len());
                self.patterns(node.arguments.keywords.iter().map(|k| &k.pattern))?;
                self.node("MatchClass", 4, range);
            }
            Pattern::MatchStar(node) => {
                self.optional_name(node.name.as_ref());
                self.node("MatchStar", 1, range);
            }
            Pattern::MatchAs(node) => {
                match &node.pattern {
                    Some(inner) => self.pattern(inner)?,
                    None => self.none(),
                }
                self.optional_name(node.name.as_ref());
                self.node("MatchAs", 2, range);
            }
            Pattern::MatchOr(node) => {
                self.patterns(&node.patterns)?;
                self.node("MatchOr", 1, range);
            }
        }
        Ok(())
    }

    pub(super) fn type_params(&mut self, params: Option<&TypeParams>) -> Result<()> {
        let params = params.map_or(&[][..], |params| &params.type_params);
        for param in params {
            match param {
                TypeParam::TypeVar(node) => {
                    self.name(node.name.id.as_str());
                    self.optional(node.bound.as_deref())?;
                    self.optional(node.default.as_deref())?;
                    self.node("TypeVar", 3, node.range);
                }
                TypeParam::TypeVarTuple(node) => {
                    self.name(node.name.id.as_str());
                    self.optional(node.default.as_deref())?;
                    self.node("TypeVarTuple", 2, node.range);
                }
                TypeParam::ParamSpec(node) => {
                    self.name(node.name.id.as_str());
                    self.optional(node.default.as_deref())?;
                    self.node("ParamSpec", 2, node.range);
                }
            }
        }
        self.list(params.len());
        Ok(())
    }
}
