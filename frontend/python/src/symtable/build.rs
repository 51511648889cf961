//! First pass: scopes, bindings and uses, by one walk over the tree.

use super::{Place, Scope, ScopeId, ScopeKind, Symbol, SymbolTable, flag, key, mangle};
use crate::error::{Error, Result, error};
use ruff_python_ast::name::Name;
use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    Comprehension, Expr, ExprContext, ExprNamed, Mod, Parameters, Pattern, Stmt, TypeParam,
};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashMap;

pub(super) struct Builder {
    pub(super) table: SymbolTable,
    pub(super) current: ScopeId,
    pub(super) private: Option<Name>,
    pub(super) future_annotations: bool,
    /// Inside a statement that may or may not run (for conditional annotations).
    pub(super) in_conditional: bool,
    /// Nesting of comprehension iterables, where assignment expressions are forbidden.
    comp_iter_depth: u32,
    /// Name of the construct around a type variable's expression, for messages.
    pub(super) type_variable: &'static str,
    error: Option<Box<Error>>,
}

impl Builder {
    pub(super) fn new(future_annotations: bool) -> Self {
        Builder {
            table: SymbolTable {
                scopes: Vec::new(),
                keys: FxHashMap::default(),
            },
            current: 0,
            private: None,
            future_annotations,
            in_conditional: false,
            comp_iter_depth: 0,
            type_variable: "",
            error: None,
        }
    }

    pub(super) fn run(mut self, module: &Mod) -> Result<SymbolTable> {
        self.enter(module, ScopeKind::Module, "<module>", module.range());
        match module {
            Mod::Module(module) => self.visit_body(&module.body),
            Mod::Expression(expression) => self.visit_expr(&expression.body),
        }
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.table),
        }
    }

    pub(super) fn fail(&mut self, range: TextRange, message: impl Into<String>) {
        if self.error.is_none() {
            self.error = Some(error(range, message));
        }
    }

    pub(super) fn scope(&mut self) -> &mut Scope {
        &mut self.table.scopes[self.current]
    }

    /// Opens a scope for a node and makes it current; the answer is the scope to return to.
    pub(super) fn enter<T>(
        &mut self,
        node: &T,
        kind: ScopeKind,
        name: &str,
        range: TextRange,
    ) -> ScopeId {
        let id = self.table.scopes.len();
        let parent = (id > 0).then_some(self.current);
        let parent_scope = parent.map(|parent| &self.table.scopes[parent]);
        let is_nested =
            parent_scope.is_some_and(|scope| scope.is_nested || scope.kind.is_function_like());
        let scope = Scope {
            kind,
            name: Name::new(name),
            parent,
            unit: id,
            range,
            names: Vec::new(),
            symbols: FxHashMap::default(),
            children: Vec::new(),
            private: self.private.clone(),
            is_nested,
            is_generator: false,
            is_coroutine: false,
            sees_class: false,
            needs_class_cell: false,
            needs_classdict: false,
            annotate: None,
            has_conditional_annotations: false,
            walrus_targets: Vec::new(),
            free: Vec::new(),
        };
        self.table.scopes.push(scope);
        if let Some(parent) = parent {
            self.table.scopes[parent].children.push(id);
        }
        self.table.keys.insert(key(node, kind), id);
        std::mem::replace(&mut self.current, id)
    }

    /// Closes the current scope.
    pub(super) fn leave(&mut self, outer: ScopeId) {
        self.current = outer;
    }

    /// Records facts about a (not yet mangled) name in the current scope.
    pub(super) fn define(&mut self, name: &Name, flags: u16, range: TextRange) {
        let mangled = mangle(self.private.as_ref(), name);
        if flags & (flag::BOUND | flag::COMP_ITER) != 0 && &*mangled == "__debug__" {
            self.fail(range, "cannot assign to __debug__");
        }
        self.define_in(self.current, mangled, flags, range);
    }

    pub(super) fn define_in(&mut self, scope: ScopeId, name: Name, flags: u16, range: TextRange) {
        let scope = &mut self.table.scopes[scope];
        let known = scope.symbols.get(&name).map_or(0, |symbol| symbol.flags);
        let problem = if flags & flag::PARAM != 0 && known & flag::PARAM != 0 {
            Some(format!(
                "duplicate argument '{name}' in function definition"
            ))
        } else if flags & flag::TYPE_PARAM != 0 && known & flag::TYPE_PARAM != 0 {
            Some(format!("duplicate type parameter '{name}'"))
        } else if flags & flag::COMP_ITER != 0 && known & (flag::GLOBAL | flag::NONLOCAL) != 0 {
            Some(format!(
                "comprehension inner loop cannot rebind assignment expression target '{name}'"
            ))
        } else {
            None
        };
        if let Some(symbol) = scope.symbols.get_mut(&name) {
            symbol.flags |= flags;
        } else {
            let symbol = Symbol {
                flags,
                place: Place::Unresolved,
                directive: TextRange::default(),
            };
            scope.names.push(name.clone());
            scope.symbols.insert(name, symbol);
        }
        if let Some(message) = problem {
            self.fail(range, message);
        }
    }

    pub(super) fn use_name(&mut self, name: &str) {
        let range = self.scope().range;
        self.define_in(self.current, Name::new(name), flag::USE, range);
    }

    pub(super) fn visit_optional(&mut self, expr: Option<&Expr>) {
        if let Some(expr) = expr {
            self.visit_expr(expr);
        }
    }

    pub(super) fn visit_conditional(&mut self, body: &[Stmt]) {
        let saved = std::mem::replace(&mut self.in_conditional, true);
        self.visit_body(body);
        self.in_conditional = saved;
    }

    /// Parameters as bindings of the current scope, in CPython's order of locals.
    pub(super) fn bind_parameters(&mut self, parameters: &Parameters) {
        let positional = parameters.posonlyargs.iter().chain(parameters.args.iter());
        for parameter in positional.chain(parameters.kwonlyargs.iter()) {
            let name = &parameter.parameter.name;
            self.define(&name.id, flag::PARAM, name.range);
        }
        for parameter in parameters.vararg.iter().chain(parameters.kwarg.iter()) {
            self.define(&parameter.name.id, flag::PARAM, parameter.name.range);
        }
    }

    pub(super) fn visit_defaults(&mut self, parameters: &Parameters) {
        let positional = parameters.posonlyargs.iter().chain(parameters.args.iter());
        for parameter in positional.chain(parameters.kwonlyargs.iter()) {
            self.visit_optional(parameter.default.as_deref());
        }
    }

    fn visit_comprehension_scope<T>(
        &mut self,
        node: &T,
        kind: ScopeKind,
        name: &str,
        range: TextRange,
        generators: &[Comprehension],
        elements: &[&Expr],
    ) {
        let Some((first, rest)) = generators.split_first() else {
            panic!("symtable: comprehension without a generator")
        };
        self.comp_iter_depth += 1;
        self.visit_expr(&first.iter);
        self.comp_iter_depth -= 1;
        let sees_class = self.scope().sees_class;
        let outer = self.enter(node, kind, name, range);
        if sees_class {
            self.scope().sees_class = true;
            self.use_name("__classdict__");
        }
        let parent_unit = self.table.scopes[outer].unit;
        if self.scope().is_inlined() {
            self.scope().unit = parent_unit;
        }
        self.visit_comprehension_target(&first.target);
        for condition in &first.ifs {
            self.visit_expr(condition);
        }
        for generator in rest {
            self.visit_comprehension_target(&generator.target);
            self.comp_iter_depth += 1;
            self.visit_expr(&generator.iter);
            self.comp_iter_depth -= 1;
            for condition in &generator.ifs {
                self.visit_expr(condition);
            }
        }
        for element in elements {
            self.visit_expr(element);
        }
        let is_async = generators.iter().any(|generator| generator.is_async);
        self.scope().is_generator |= kind == ScopeKind::GeneratorExpr;
        self.scope().is_coroutine |= is_async;
        let is_async = self.scope().is_coroutine && kind == ScopeKind::Comprehension;
        self.leave(outer);
        // An asynchronous comprehension makes its surroundings asynchronous, if they are a
        // comprehension too; in anything else the code generator checks the context.
        if is_async
            && matches!(
                self.scope().kind,
                ScopeKind::Comprehension | ScopeKind::GeneratorExpr
            )
        {
            self.scope().is_coroutine = true;
        }
    }

    fn visit_comprehension_target(&mut self, target: &Expr) {
        for name in target_names(target) {
            self.define(&name.0, flag::COMP_ITER | flag::LOCAL, name.1);
        }
        self.visit_expr(target);
    }

    fn visit_named(&mut self, node: &ExprNamed) {
        if self.comp_iter_depth > 0 {
            let message =
                "assignment expression cannot be used in a comprehension iterable expression";
            return self.fail(node.range, message);
        }
        self.forbid_in_annotation("named expression", node.range);
        self.visit_expr(&node.value);
        let Expr::Name(target) = &*node.target else {
            panic!("symtable: assignment expression without a name")
        };
        let name = mangle(self.private.as_ref(), &target.id);
        let unit = self.scope().unit;
        if matches!(
            self.scope().kind,
            ScopeKind::Comprehension | ScopeKind::GeneratorExpr
        ) {
            self.bind_outside_comprehensions(name.clone(), target.range);
        } else {
            self.define(&target.id, flag::LOCAL, target.range);
        }
        let mut at = Some(self.current);
        while let Some(scope) = at {
            self.table.scopes[scope].walrus_targets.push(name.clone());
            at = self.table.scopes[scope].parent.filter(|_| scope != unit);
        }
    }

    /// PEP 572: the target is bound in the nearest scope that is not a comprehension.
    fn bind_outside_comprehensions(&mut self, name: Name, target: TextRange) {
        let mut at = self.current;
        while matches!(
            self.table.scopes[at].kind,
            ScopeKind::Comprehension | ScopeKind::GeneratorExpr
        ) {
            let symbol = self.table.scopes[at].symbols.get(&name);
            if symbol.is_some_and(|symbol| symbol.flags & flag::COMP_ITER != 0) {
                let message = format!(
                    "assignment expression cannot rebind comprehension iteration variable '{name}'"
                );
                return self.fail(target, message);
            }
            at = self.table.scopes[at]
                .parent
                .expect("a comprehension has a parent");
        }
        let holder = &self.table.scopes[at];
        let known = holder.symbols.get(&name).map_or(0, |symbol| symbol.flags);
        let place = match holder.kind {
            ScopeKind::Class => Some("a class body"),
            ScopeKind::TypeParams => Some("the definition of a generic"),
            ScopeKind::TypeAlias => Some("a type alias"),
            ScopeKind::TypeVariable => Some(self.type_variable),
            ScopeKind::Annotation => Some("an annotation"),
            _ => None,
        };
        if let Some(place) = place {
            let message =
                format!("assignment expression within a comprehension cannot be used in {place}");
            return self.fail(target, message);
        }
        let is_global = holder.kind == ScopeKind::Module || known & flag::GLOBAL != 0;
        let inner = if is_global {
            flag::GLOBAL
        } else {
            flag::NONLOCAL | flag::WALRUS
        };
        let outer = if is_global { flag::GLOBAL } else { flag::LOCAL };
        let mut comprehension = self.current;
        while comprehension != at {
            self.define_in(comprehension, name.clone(), inner, target);
            comprehension = self.table.scopes[comprehension]
                .parent
                .expect("a comprehension has a parent");
        }
        if known & flag::NONLOCAL == 0 {
            self.define_in(at, name, outer, target);
        }
    }

    /// Yield, await and assignment expressions have no place in annotation scopes.
    fn forbid_in_annotation(&mut self, what: &str, range: TextRange) {
        let place = match self.scope().kind {
            ScopeKind::Annotation => "an annotation",
            ScopeKind::TypeVariable => self.type_variable,
            ScopeKind::TypeAlias => "a type alias",
            ScopeKind::TypeParams => "the definition of a generic",
            _ => return,
        };
        self.fail(range, format!("{what} cannot be used within {place}"));
    }

    fn visit_yield(&mut self, range: TextRange) {
        self.forbid_in_annotation("yield expression", range);
        let place = match self.scope().kind {
            ScopeKind::GeneratorExpr => "generator expression".to_owned(),
            ScopeKind::Comprehension => match &*self.scope().name {
                "<listcomp>" => "list comprehension".to_owned(),
                "<setcomp>" => "set comprehension".to_owned(),
                _ => "dict comprehension".to_owned(),
            },
            _ => {
                self.scope().is_generator = true;
                return;
            }
        };
        self.fail(range, format!("'yield' inside {place}"));
    }

    fn visit_name(&mut self, name: &Name, ctx: ExprContext, range: TextRange) {
        match ctx {
            ExprContext::Load => {
                self.define(name, flag::USE, range);
                let scope = self.scope();
                if name == "super" && scope.kind.is_function_like() {
                    self.use_name("__class__");
                }
            }
            _ => {
                if ctx == ExprContext::Del && name == "__debug__" {
                    return self.fail(range, "cannot delete __debug__");
                }
                self.define(name, flag::LOCAL, range);
            }
        }
    }
}

/// The names bound by an assignment target.
fn target_names(target: &Expr) -> Vec<(Name, TextRange)> {
    match target {
        Expr::Name(name) => vec![(name.id.clone(), name.range)],
        Expr::Starred(starred) => target_names(&starred.value),
        Expr::Tuple(tuple) => tuple.elts.iter().flat_map(target_names).collect(),
        Expr::List(list) => list.elts.iter().flat_map(target_names).collect(),
        _ => Vec::new(),
    }
}

impl<'a> Visitor<'a> for Builder {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if self.error.is_none() {
            stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.visit_statement(stmt));
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if self.error.is_none() {
            stacker::maybe_grow(64 * 1024, 1024 * 1024, || self.visit_expression(expr));
        }
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let bound = match pattern {
            Pattern::MatchStar(star) => star.name.as_ref(),
            Pattern::MatchAs(binding) => binding.name.as_ref(),
            Pattern::MatchMapping(mapping) => mapping.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = bound {
            self.define(&name.id, flag::LOCAL, name.range);
        }
        visitor::walk_pattern(self, pattern);
    }

    fn visit_type_param(&mut self, param: &'a TypeParam) {
        self.visit_type_parameter(param);
    }
}

impl Builder {
    fn visit_expression(&mut self, expr: &Expr) {
        match expr {
            Expr::Name(name) => self.visit_name(&name.id, name.ctx, name.range),
            Expr::Named(node) => self.visit_named(node),
            Expr::Lambda(node) => {
                if let Some(parameters) = &node.parameters {
                    self.visit_defaults(parameters);
                }
                let outer = self.enter(node, ScopeKind::Lambda, "<lambda>", node.range);
                let depth = std::mem::take(&mut self.comp_iter_depth);
                if let Some(parameters) = &node.parameters {
                    self.bind_parameters(parameters);
                }
                self.visit_expr(&node.body);
                self.comp_iter_depth = depth;
                self.leave(outer);
            }
            Expr::ListComp(n) => {
                let kind = ScopeKind::Comprehension;
                let elements = [&*n.elt];
                self.visit_comprehension_scope(
                    n,
                    kind,
                    "<listcomp>",
                    n.range,
                    &n.generators,
                    &elements,
                );
            }
            Expr::SetComp(n) => {
                let kind = ScopeKind::Comprehension;
                let elements = [&*n.elt];
                self.visit_comprehension_scope(
                    n,
                    kind,
                    "<setcomp>",
                    n.range,
                    &n.generators,
                    &elements,
                );
            }
            Expr::DictComp(n) => {
                let kind = ScopeKind::Comprehension;
                let elements: Vec<&Expr> = n.key.iter().chain([&n.value]).map(|e| &**e).collect();
                self.visit_comprehension_scope(
                    n,
                    kind,
                    "<dictcomp>",
                    n.range,
                    &n.generators,
                    &elements,
                );
            }
            Expr::Generator(n) => {
                let kind = ScopeKind::GeneratorExpr;
                let elements = [&*n.elt];
                self.visit_comprehension_scope(
                    n,
                    kind,
                    "<genexpr>",
                    n.range,
                    &n.generators,
                    &elements,
                );
            }
            Expr::Yield(node) => {
                self.visit_optional(node.value.as_deref());
                self.visit_yield(node.range);
            }
            Expr::YieldFrom(node) => {
                self.visit_expr(&node.value);
                self.visit_yield(node.range);
            }
            Expr::Await(node) => {
                self.forbid_in_annotation("await expression", node.range);
                self.visit_expr(&node.value);
                self.scope().is_coroutine = true;
            }
            _ => visitor::walk_expr(self, expr),
        }
    }
}
