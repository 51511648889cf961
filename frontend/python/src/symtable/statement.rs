//! First pass, statements.

use super::build::Builder;
use super::{ScopeKind, flag, mangle};
use ruff_python_ast::name::Name;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Alias, ExceptHandler, Expr, Identifier, Stmt, StmtAnnAssign, StmtClassDef, StmtFunctionDef,
};
use ruff_text_size::{Ranged, TextRange};

impl Builder {
    pub(super) fn visit_statement(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::FunctionDef(node) => self.visit_function(node),
            Stmt::ClassDef(node) => self.visit_class(node),
            Stmt::TypeAlias(node) => self.visit_type_alias(node),
            Stmt::AnnAssign(node) => self.visit_ann_assign(node),
            Stmt::AugAssign(node) => {
                if let Expr::Name(name) = &*node.target {
                    self.define(&name.id, flag::USE, name.range);
                }
                self.visit_expr(&node.target);
                self.visit_expr(&node.value);
            }
            Stmt::Assign(node) => {
                self.visit_expr(&node.value);
                for target in &node.targets {
                    self.visit_expr(target);
                }
            }
            Stmt::Import(node) => self.visit_import(&node.names),
            Stmt::ImportFrom(node) => self.visit_import(&node.names),
            Stmt::Global(node) => self.visit_directive(&node.names, flag::GLOBAL, stmt.range()),
            Stmt::Nonlocal(node) => {
                self.visit_directive(&node.names, flag::NONLOCAL, stmt.range());
            }
            Stmt::If(node) => {
                self.visit_expr(&node.test);
                self.visit_conditional(&node.body);
                for clause in &node.elif_else_clauses {
                    self.visit_optional(clause.test.as_ref());
                    self.visit_conditional(&clause.body);
                }
            }
            Stmt::For(_) | Stmt::While(_) | Stmt::With(_) | Stmt::Match(_) => {
                let saved = std::mem::replace(&mut self.in_conditional, true);
                visitor::walk_stmt(self, stmt);
                self.in_conditional = saved;
            }
            Stmt::Try(node) => {
                let saved = std::mem::replace(&mut self.in_conditional, true);
                self.visit_body(&node.body);
                for handler in &node.handlers {
                    self.visit_handler(handler);
                }
                self.visit_body(&node.orelse);
                self.visit_body(&node.finalbody);
                self.in_conditional = saved;
            }
            _ => visitor::walk_stmt(self, stmt),
        }
    }

    fn visit_handler(&mut self, handler: &ExceptHandler) {
        let ExceptHandler::ExceptHandler(handler) = handler;
        self.visit_optional(handler.type_.as_deref());
        if let Some(name) = &handler.name {
            self.define(&name.id, flag::LOCAL, name.range);
        }
        self.visit_body(&handler.body);
    }

    fn visit_function(&mut self, node: &StmtFunctionDef) {
        self.define(&node.name.id, flag::LOCAL, node.range);
        self.visit_defaults(&node.parameters);
        for decorator in &node.decorator_list {
            self.visit_expr(&decorator.expression);
        }
        let generic = node.type_params.as_deref().map(|params| {
            let outer = self.enter_type_params(params, &node.name.id, node.range);
            for hidden in [".defaults", ".kwdefaults"] {
                self.define(&Name::new(hidden), flag::PARAM, node.range);
            }
            self.visit_type_params(params);
            outer
        });
        self.visit_signature_annotations(node);
        let outer = self.enter(node, ScopeKind::Function, &node.name.id, node.range);
        let conditional = std::mem::replace(&mut self.in_conditional, false);
        self.bind_parameters(&node.parameters);
        self.scope().is_coroutine = node.is_async;
        self.visit_body(&node.body);
        self.in_conditional = conditional;
        self.leave(outer);
        if let Some(outer) = generic {
            self.leave(outer);
        }
    }

    fn visit_class(&mut self, node: &StmtClassDef) {
        self.define(&node.name.id, flag::LOCAL, node.range);
        for decorator in &node.decorator_list {
            self.visit_expr(&decorator.expression);
        }
        let private = self.private.clone();
        let generic = node.type_params.as_deref().map(|params| {
            let outer = self.enter_type_params(params, &node.name.id, node.range);
            self.private = Some(node.name.id.clone());
            for hidden in [".type_params", ".generic_base"] {
                self.define(&Name::new(hidden), flag::LOCAL, node.range);
                self.use_name(hidden);
            }
            self.visit_type_params(params);
            outer
        });
        if let Some(arguments) = &node.arguments {
            self.visit_arguments(arguments);
        }
        let outer = self.enter(node, ScopeKind::Class, &node.name.id, node.range);
        self.private = Some(node.name.id.clone());
        self.scope().private = Some(node.name.id.clone());
        let conditional = std::mem::replace(&mut self.in_conditional, false);
        if generic.is_some() {
            self.define(&Name::new("__type_params__"), flag::LOCAL, node.range);
            self.use_name(".type_params");
        }
        self.visit_body(&node.body);
        self.in_conditional = conditional;
        self.leave(outer);
        if let Some(outer) = generic {
            self.leave(outer);
        }
        self.private = private;
    }

    fn visit_ann_assign(&mut self, node: &StmtAnnAssign) {
        if let Expr::Name(name) = &*node.target {
            let mangled = mangle(self.private.as_ref(), &name.id);
            let known = self
                .scope()
                .symbol(&mangled)
                .map_or(0, |symbol| symbol.flags);
            let is_module = self.scope().kind == ScopeKind::Module;
            if known & (flag::GLOBAL | flag::NONLOCAL) != 0 && node.simple && !is_module {
                let which = if known & flag::GLOBAL != 0 {
                    "global"
                } else {
                    "nonlocal"
                };
                let message = format!("annotated name '{}' can't be {which}", name.id);
                return self.fail(node.range, message);
            }
            let flags = if node.simple {
                flag::ANNOTATED | flag::LOCAL
            } else if node.value.is_some() {
                flag::LOCAL
            } else {
                flag::USE
            };
            self.define(&name.id, flags, name.range);
        } else {
            self.visit_expr(&node.target);
        }
        self.visit_variable_annotation(node);
        self.visit_optional(node.value.as_deref());
    }

    fn visit_import(&mut self, names: &[Alias]) {
        for alias in names {
            if &*alias.name.id == "*" {
                if self.scope().kind != ScopeKind::Module {
                    self.fail(alias.range, "import * only allowed at module level");
                }
                continue;
            }
            let bound = match &alias.asname {
                Some(name) => name.id.clone(),
                None => Name::new(alias.name.id.split('.').next().unwrap_or_default()),
            };
            self.define(&bound, flag::IMPORT, alias.range);
        }
    }

    fn visit_directive(&mut self, names: &[Identifier], directive: u16, range: TextRange) {
        let word = if directive == flag::GLOBAL {
            "global"
        } else {
            "nonlocal"
        };
        if directive == flag::NONLOCAL && self.scope().kind == ScopeKind::Module {
            return self.fail(range, "nonlocal declaration not allowed at module level");
        }
        for identifier in names {
            let name = mangle(self.private.as_ref(), &identifier.id);
            let known = self.scope().symbol(&name).map_or(0, |symbol| symbol.flags);
            let problem = if known & flag::PARAM != 0 {
                Some(format!("name '{name}' is parameter and {word}"))
            } else if known & flag::USE != 0 {
                Some(format!("name '{name}' is used prior to {word} declaration"))
            } else if known & flag::ANNOTATED != 0 {
                Some(format!("annotated name '{name}' can't be {word}"))
            } else if known & (flag::LOCAL | flag::IMPORT) != 0 {
                Some(format!(
                    "name '{name}' is assigned to before {word} declaration"
                ))
            } else {
                None
            };
            if let Some(message) = problem {
                return self.fail(range, message);
            }
            self.define_in(self.current, name.clone(), directive, identifier.range);
            if let Some(symbol) = self.scope().symbols.get_mut(&name)
                && symbol.directive.is_empty()
            {
                symbol.directive = range;
            }
        }
    }
}
