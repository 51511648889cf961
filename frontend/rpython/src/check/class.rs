//! Rules about whole classes: `__init__` sets the fields, concrete classes implement everything.

use ruff_python_ast::{ExceptHandler, Expr as Ast, Stmt as AstStmt};

use ruff_text_size::Ranged;

use crate::diagnostics::Diagnostic;
use crate::program::{Member, Program};
use crate::source::Span;
use crate::types::{ClassId, FieldId, FuncId};

impl<'a> Program<'a> {
    /// An abstract method that the class does not implement.
    pub fn first_abstract(&mut self, class: ClassId) -> Option<FuncId> {
        let mut at = Some(class);
        while let Some(c) = at {
            self.complete(c);
            for method in self.class(c).methods.clone() {
                let name = self.func(method).name;
                if self.func(method).is_abstract
                    && let Some(found) = self.find_method(class, name)
                    && self.func(found).is_abstract
                {
                    return Some(method);
                }
            }
            at = self.class(c).parent;
        }
        None
    }

    /// A class constant that neither the class nor one above it gives a value.
    pub fn first_unset_const(&self, class: ClassId) -> Option<&'a str> {
        let mut line = Vec::new();
        let mut at = Some(class);
        while let Some(c) = at {
            line.push(c);
            at = self.class(c).parent;
        }
        line.iter()
            .flat_map(|&c| self.class(c).members.iter())
            .find_map(|(&name, &member)| {
                let Member::Const(constant) = member else {
                    return None;
                };
                let given = |&c: &ClassId| self.class(c).const_values.contains_key(&constant);
                (!line.iter().any(given)).then_some(name)
            })
    }

    /// Fields of non-null reference type are set by `__init__`: anything else would show a null.
    pub fn check_init(&mut self, init: FuncId) {
        let func = self.func(init);
        let (Some(class), Some(ast)) = (func.class, func.ast()) else {
            return;
        };
        let module = func.module;
        let mut names = Vec::new();
        self_assignments(&ast.body, &mut names);
        for field in self.class(class).fields.clone() {
            if self.needs_init(field) && !names.contains(&self.field(field).name) {
                let span = self.span(module, &ast.name);
                let info = self.field(field);
                let message = format!("`__init__` does not set `{}`", info.name);
                let place = info.span;
                self.diags
                    .push(Diagnostic::new("R043", span, message).label(place, "declared here"));
            }
        }
    }

    fn needs_init(&self, field: FieldId) -> bool {
        let info = self.field(field);
        let def = self.class_def(info.class);
        let body = Span::new(def.module, def.ast.range());
        // A mixin's fields are set by what makes objects of the classes that use it.
        let own = info.span.file == body.file && (body.start..body.end).contains(&info.span.start);
        own && info.default.is_none() && info.ty.is_reference() && !info.ty.is_nullable()
    }

    /// Reports classes that declare fields which nothing can set.
    pub fn check_fields_without_init(&mut self) {
        for index in 0..self.classes.len() {
            let class = ClassId(index as u32);
            if self.class(class).is_abstract || self.class_def(class).has("mixin") {
                continue;
            }
            let Some(&field) = self
                .class(class)
                .fields
                .iter()
                .find(|&&f| self.needs_init(f))
            else {
                continue;
            };
            if let Some(Member::Method(init)) = self.find_member(class, "__init__")
                && self.func(init).class == Some(class)
            {
                continue;
            }
            // A subclass without `__init__` of its own that adds such a field.
            let info = self.field(field);
            let message = format!("nothing sets `{}`: the class has no `__init__`", info.name);
            let span = info.span;
            self.error("R043", span, message);
        }
    }
}

/// Fields that are assigned through `self` somewhere in the statements.
fn self_assignments<'a>(body: &'a [AstStmt], out: &mut Vec<&'a str>) {
    let mut target = |t: &'a Ast| match t {
        Ast::Attribute(attr) => out.push(attr.attr.id.as_str()),
        Ast::Tuple(tuple) => {
            for elt in &tuple.elts {
                if let Ast::Attribute(attr) = elt {
                    out.push(attr.attr.id.as_str());
                }
            }
        }
        _ => {}
    };
    for stmt in body {
        match stmt {
            AstStmt::Assign(s) => s.targets.iter().for_each(&mut target),
            AstStmt::AnnAssign(s) => target(&s.target),
            _ => {}
        }
    }
    for stmt in body {
        match stmt {
            AstStmt::If(s) => {
                self_assignments(&s.body, out);
                for clause in &s.elif_else_clauses {
                    self_assignments(&clause.body, out);
                }
            }
            AstStmt::Try(s) => {
                self_assignments(&s.body, out);
                for ExceptHandler::ExceptHandler(handler) in &s.handlers {
                    self_assignments(&handler.body, out);
                }
            }
            AstStmt::Match(s) => {
                for case in &s.cases {
                    self_assignments(&case.body, out);
                }
            }
            AstStmt::While(s) => self_assignments(&s.body, out),
            AstStmt::For(s) => self_assignments(&s.body, out),
            AstStmt::With(s) => self_assignments(&s.body, out),
            _ => {}
        }
    }
}
