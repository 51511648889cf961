//! The syntax tree as `ast` shows it, for `compile(.., PyCF_ONLY_AST)`: a flat sequence of constants that builds it on a
//! stack (`python/lib/_ast.py` reads it).
//!
//! `0 value`: push a value; `1 n`: a list of the last n; `2 class n line column end_line end_column`: a node whose fields
//! are the last n (line 0: a node without place); `3 class`: a node without fields, one for all.

mod expr;
mod pattern;
mod stmt;
mod string;

use crate::code::Const;
use crate::error::Result;
use crate::source::Source;
use crate::{Input, Mode, SyntaxErrorInfo, parse};
use ruff_python_ast::{Expr, Identifier, Mod};
use ruff_text_size::TextRange;

const PUSH: i64 = 0;
const LIST: i64 = 1;
const NODE: i64 = 2;
const SINGLETON: i64 = 3;

/// Stack bytes left below which the recursion over the tree goes on in a new piece of stack.
const RED_ZONE: usize = 64 << 10;
const STACK_PIECE: usize = 1 << 20;

/// Parses and answers the building sequence, a tuple.
pub(crate) fn syntax_tree(
    source: &Source,
    mode: Mode,
    input: Input,
) -> std::result::Result<Const, SyntaxErrorInfo> {
    let tree = parse::parse(source, mode, input)?;
    let mut builder = Builder {
        source,
        out: Vec::new(),
    };
    builder
        .module(tree.module(), mode)
        .map_err(|error| error.into_info(source))?;
    Ok(Const::Tuple(builder.out.into()))
}

struct Builder<'a> {
    source: &'a Source,
    out: Vec<Const>,
}

impl Builder<'_> {
    fn module(&mut self, module: &Mod, mode: Mode) -> Result<()> {
        match module {
            Mod::Module(module) => {
                self.body(&module.body)?;
                if mode == Mode::Single {
                    self.bare("Interactive", 1);
                } else {
                    self.list(0);
                    self.bare("Module", 2);
                }
            }
            Mod::Expression(module) => {
                self.expr(&module.body)?;
                self.bare("Expression", 1);
            }
        }
        Ok(())
    }

    fn push(&mut self, value: Const) {
        self.out.push(Const::Int(PUSH));
        self.out.push(value);
    }

    fn none(&mut self) {
        self.push(Const::None);
    }

    fn name(&mut self, name: &str) {
        self.push(Const::str(name));
    }

    fn optional_name(&mut self, name: Option<&Identifier>) {
        match name {
            Some(name) => self.name(name.id.as_str()),
            None => self.none(),
        }
    }

    fn flag(&mut self, flag: bool) {
        self.push(Const::Int(i64::from(flag)));
    }

    /// The last `n` values become a list.
    fn list(&mut self, n: usize) {
        self.out.push(Const::Int(LIST));
        self.out.push(Const::Int(n as i64));
    }

    /// The last `n` values become the fields of a node.
    fn node(&mut self, class: &str, n: usize, range: TextRange) {
        let place = self.source.position(range);
        let place = [place.line, place.col, place.end_line, place.end_col];
        self.node_at(class, n, place);
    }

    /// A node without a place.
    fn bare(&mut self, class: &str, n: usize) {
        self.node_at(class, n, [0; 4]);
    }

    fn node_at(&mut self, class: &str, n: usize, place: [u32; 4]) {
        self.out.push(Const::Int(NODE));
        self.out.push(Const::str(class));
        self.out.push(Const::Int(n as i64));
        self.out
            .extend(place.map(|number| Const::Int(i64::from(number))));
    }

    /// An operator or a context.
    fn singleton(&mut self, class: &str) {
        self.out.push(Const::Int(SINGLETON));
        self.out.push(Const::str(class));
    }

    fn optional(&mut self, expr: Option<&Expr>) -> Result<()> {
        match expr {
            Some(expr) => self.expr(expr)?,
            None => self.none(),
        }
        Ok(())
    }

    fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) -> Result<()> {
        let mut n = 0;
        for expr in exprs {
            self.expr(expr)?;
            n += 1;
        }
        self.list(n);
        Ok(())
    }
}

/// Runs one level of the recursion, on a new piece of stack if need be.
fn deep<R>(level: impl FnOnce() -> R) -> R {
    stacker::maybe_grow(RED_ZONE, STACK_PIECE, level)
}
