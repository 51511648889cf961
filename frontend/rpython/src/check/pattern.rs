//! `match`.

use ruff_python_ast::{self as ast, Expr as Ast, Pattern, Singleton};

use super::Checker;
use super::flow::{Facts, Flow, Place};
use crate::consteval::Const;
use crate::program::Member;
use crate::tree::*;
use crate::types::{ClassId, Ty};
use ruff_python_ast::CmpOp;

/// From this many integers on, a `match` without guards is a switch.
const SWITCH_MIN: usize = 4;

/// A pattern's test, what it tells, and the names it binds when it holds.
struct Tested {
    test: Option<Expr>,
    facts: Facts,
    binds: Vec<(String, Expr)>,
}

impl<'p, 'a> Checker<'p, 'a> {
    pub(super) fn match_stmt(&mut self, choice: &'a ast::StmtMatch, out: &mut Vec<Stmt>) {
        let at = self.span(choice).start;
        let place = self.place_of(&choice.subject).map(|(place, _)| place);
        let subject = self.expr(&choice.subject, None);
        if subject.ty == Ty::Error {
            return;
        }
        if subject.ty.is_int()
            && let Some(stmt) = self.match_ints(choice, &subject)
        {
            out.push(stmt);
            return;
        }
        let ty = subject.ty;
        let local = self.new_local("", ty);
        out.push(self.let_stmt(local, subject));
        let subject = Expr::new(ExprKind::Local(local), ty, at);
        let stmts = self.match_cases(&choice.cases, &subject, local, place);
        out.extend(stmts);
    }

    /// Integer constants without guards: a switch.
    fn match_ints(&mut self, choice: &'a ast::StmtMatch, subject: &Expr) -> Option<Stmt> {
        let mut count = 0;
        for case in &choice.cases {
            if case.guard.is_some() {
                return None;
            }
            match &case.pattern {
                Pattern::MatchAs(p) if p.pattern.is_none() && p.name.is_none() => {}
                pattern => {
                    let mut values = Vec::new();
                    self.int_values(pattern, &mut values)?;
                    count += values.len();
                }
            }
        }
        if count < SWITCH_MIN {
            return None;
        }
        let before = self.flow.clone();
        let mut after: Option<Flow> = None;
        let mut seen = Vec::new();
        let mut cases = Vec::new();
        let mut default = Vec::new();
        let mut has_default = false;
        for case in &choice.cases {
            self.flow = before.clone();
            let mut values = Vec::new();
            let is_rest = self.int_values(&case.pattern, &mut values).is_none();
            for value in &values {
                if seen.contains(value) {
                    self.error("R035", &case.pattern, format!("{value} is matched above"));
                }
            }
            seen.extend(&values);
            let body = self.block(&case.body);
            let flow = std::mem::take(&mut self.flow);
            after = Some(match after {
                None => flow,
                Some(before) => before.merge(flow, self.p),
            });
            if is_rest {
                default = body;
                has_default = true;
                break;
            }
            cases.push((values, body));
        }
        let mut flow = after.unwrap_or_else(|| before.clone());
        if !has_default {
            flow = flow.merge(before, self.p);
        }
        self.flow = flow;
        Some(Stmt {
            at: self.span(choice).start,
            kind: StmtKind::Switch {
                subject: subject.clone(),
                cases,
                default,
            },
        })
    }

    fn int_values(&mut self, pattern: &'a Pattern, out: &mut Vec<i64>) -> Option<()> {
        match pattern {
            Pattern::MatchValue(p) => match self.p.eval_const(self.module, &p.value)? {
                Const::Int(i) => out.push(i),
                _ => return None,
            },
            Pattern::MatchOr(p) => {
                for inner in &p.patterns {
                    self.int_values(inner, out)?;
                }
            }
            // A bare name that is a constant: `case OP_ADD:` would bind in Python, so it is not one here either.
            _ => return None,
        }
        Some(())
    }

    fn match_cases(
        &mut self,
        cases: &'a [ast::MatchCase],
        subject: &Expr,
        local: LocalId,
        place: Option<Place>,
    ) -> Vec<Stmt> {
        let Some((case, rest)) = cases.split_first() else {
            return Vec::new();
        };
        let at = self.span(case).start;
        // What the cases above have excluded is known here.
        let subject = &self.narrowed(subject.clone(), Place::Local(local));
        let tested = self.pattern(&case.pattern, subject, Some(Place::Local(local)), place);
        let before = self.flow.clone();
        self.apply(&tested.facts.yes);
        let mut body = Vec::new();
        for (name, value) in tested.binds {
            self.bind_pattern(&case.pattern, &name, value, &mut body);
        }
        let guard = case.guard.as_deref().map(|g| (g, self.condition(g)));
        let Some((guard_ast, (guard, guard_facts))) = guard else {
            body.extend(self.block(&case.body));
            let Some(test) = tested.test else {
                return body;
            };
            let after_body = std::mem::replace(&mut self.flow, before);
            self.apply(&tested.facts.no);
            let orelse = self.match_cases(rest, subject, local, place);
            let after_rest = std::mem::take(&mut self.flow);
            self.flow = after_body.merge(after_rest, self.p);
            return vec![Stmt {
                at,
                kind: StmtKind::If {
                    test,
                    then: body,
                    orelse,
                },
            }];
        };
        self.guarded(
            guard_ast,
            tested.test,
            guard,
            guard_facts,
            body,
            before,
            case,
            rest,
            subject,
            local,
            place,
        )
    }

    /// A case with a guard: the cases below are tried when the pattern or the guard says no, so a flag joins both.
    fn guarded(
        &mut self,
        guard_ast: &'a Ast,
        test: Option<Expr>,
        guard: Expr,
        guard_facts: Facts,
        mut body: Vec<Stmt>,
        before: Flow,
        case: &'a ast::MatchCase,
        rest: &'a [ast::MatchCase],
        subject: &Expr,
        local: LocalId,
        place: Option<Place>,
    ) -> Vec<Stmt> {
        let at = self.range_of(guard_ast);
        let taken = self.new_local("", Ty::Bool);
        let constant = |b: bool| Expr::new(ExprKind::Const(Const::Bool(b)), Ty::Bool, at);
        let unset = self.let_stmt(taken, constant(false));
        let set = self.let_stmt(taken, constant(true));
        self.apply(&guard_facts.yes);
        let mut inner = vec![set];
        inner.extend(self.block(&case.body));
        let after_body = std::mem::replace(&mut self.flow, before);
        body.push(Stmt {
            at,
            kind: StmtKind::If {
                test: guard,
                then: inner,
                orelse: Vec::new(),
            },
        });
        let first = match test {
            Some(test) => Stmt {
                at,
                kind: StmtKind::If {
                    test,
                    then: body,
                    orelse: Vec::new(),
                },
            },
            None => Stmt {
                at,
                kind: StmtKind::Block(body),
            },
        };
        let others = self.match_cases(rest, subject, local, place);
        let after_rest = std::mem::take(&mut self.flow);
        self.flow = after_body.merge(after_rest, self.p);
        let not_taken = Expr::new(ExprKind::Local(taken), Ty::Bool, at);
        let test = Expr::new(ExprKind::Not(not_taken.boxed()), Ty::Bool, at);
        vec![
            unset,
            first,
            Stmt {
                at,
                kind: StmtKind::If {
                    test,
                    then: others,
                    orelse: Vec::new(),
                },
            },
        ]
    }

    fn bind_pattern(&mut self, pattern: &'a Pattern, name: &str, value: Expr, out: &mut Vec<Stmt>) {
        let mut names = Vec::new();
        pattern_names(pattern, &mut names);
        let Some(&name) = names.iter().find(|n| **n == name) else {
            return;
        };
        let local = match self.names.get(name) {
            Some(&local) if self.p.is_subtype(value.ty, self.local_ty(local)) => local,
            Some(_) => {
                let message = format!("`{name}` is of another type already");
                self.error("R052", pattern, message);
                return;
            }
            None => {
                let ty = if value.ty == Ty::I32 {
                    Ty::Int
                } else {
                    value.ty
                };
                let local = self.new_local(name, ty);
                self.names.insert(name, local);
                local
            }
        };
        let value = match (value.ty, self.local_ty(local)) {
            (Ty::I32, Ty::Int) => {
                let at = value.at;
                Expr::new(ExprKind::Op(kaa_ir::Op::Sext, vec![value]), Ty::Int, at)
            }
            _ => value,
        };
        self.bind_local(local, value.ty);
        out.push(self.let_stmt(local, value));
    }

    fn pattern(
        &mut self,
        pattern: &'a Pattern,
        subject: &Expr,
        local: Option<Place>,
        place: Option<Place>,
    ) -> Tested {
        let mut tested = Tested {
            test: None,
            facts: Facts::default(),
            binds: Vec::new(),
        };
        match pattern {
            Pattern::MatchValue(p) => {
                let value = self.expr(&p.value, Some(subject.ty));
                tested.test = Some(self.comparison(CmpOp::Eq, subject.clone(), value, &p.value));
            }
            Pattern::MatchSingleton(p) if p.value == Singleton::None => {
                tested.test = Some(self.null_test(pattern, subject));
                if subject.ty.is_nullable() {
                    let ty = subject.ty.with_null(false);
                    tested.facts.no = places(local, place).map(|place| (place, ty)).collect();
                }
            }
            Pattern::MatchSingleton(p) => {
                let want = p.value == Singleton::True;
                if subject.ty != Ty::Bool {
                    self.error("R035", pattern, "the subject is no `bool`");
                }
                let value = subject.clone();
                tested.test = Some(match want {
                    true => value,
                    false => Expr::new(ExprKind::Not(value.boxed()), Ty::Bool, subject.at),
                });
            }
            Pattern::MatchAs(p) => {
                if let Some(inner) = &p.pattern {
                    tested = self.pattern(inner, subject, local, place);
                }
                if let Some(name) = &p.name {
                    let ty = tested.facts.yes.first().map_or(subject.ty, |fact| fact.1);
                    let value = self.narrow_to(subject.clone(), ty);
                    tested.binds.push((name.id.to_string(), value));
                }
            }
            Pattern::MatchOr(p) => self.or_pattern(p, subject, local, place, &mut tested),
            Pattern::MatchClass(p) => self.class_pattern(p, subject, local, place, &mut tested),
            _ => {
                let place = self.error("R035", pattern, "this pattern is not in the dialect");
                // It matches nothing, so that the rest is still checked.
                tested.test = Some(Expr::new(ExprKind::Trap, Ty::Bool, place.at));
            }
        }
        tested
    }

    fn or_pattern(
        &mut self,
        p: &'a ast::PatternMatchOr,
        subject: &Expr,
        local: Option<Place>,
        place: Option<Place>,
        tested: &mut Tested,
    ) {
        let mut classes = Vec::new();
        let mut all_classes = true;
        let mut certain = false;
        for inner in &p.patterns {
            let one = self.pattern(inner, subject, local, place);
            certain |= one.test.is_none();
            if !one.binds.is_empty() {
                self.error("R035", inner, "alternatives bind no names");
            }
            match one.facts.yes.first() {
                Some(&(_, ty)) => classes.push(ty),
                None => all_classes = false,
            }
            let at = subject.at;
            tested.test = match (tested.test.take(), one.test) {
                (None, test) => test,
                (Some(before), Some(test)) => Some(Expr::new(
                    ExprKind::Or(before.boxed(), test.boxed()),
                    Ty::Bool,
                    at,
                )),
                (Some(_), None) => None,
            };
        }
        if certain {
            tested.test = None;
        }
        if all_classes && !classes.is_empty() {
            let joined = classes
                .iter()
                .copied()
                .reduce(|a, b| self.p.join(a, b).unwrap_or(subject.ty));
            if let Some(ty) = joined {
                tested.facts.yes = places(local, place).map(|place| (place, ty)).collect();
            }
        }
    }

    fn null_test(&mut self, pattern: &'a Pattern, subject: &Expr) -> Expr {
        if !subject.ty.is_reference() {
            self.error("R035", pattern, "the subject is never `None`");
        }
        Expr::new(
            ExprKind::IsNull(subject.clone().boxed()),
            Ty::Bool,
            subject.at,
        )
    }

    fn narrow_to(&self, value: Expr, ty: Ty) -> Expr {
        if value.ty == ty {
            return value;
        }
        let at = value.at;
        Expr::new(ExprKind::Narrow(value.boxed()), ty, at)
    }

    fn class_pattern(
        &mut self,
        p: &'a ast::PatternMatchClass,
        subject: &Expr,
        local: Option<Place>,
        place: Option<Place>,
        tested: &mut Tested,
    ) {
        let env = self.env.clone();
        let ty = self.p.resolve_type(self.module, &env, &p.cls);
        let Ty::Class(class, _) = ty else {
            if ty != Ty::Error {
                self.error("R035", &*p.cls, "a class is wanted");
            }
            return;
        };
        self.check_instance_test(subject.ty, ty, &p.cls);
        let at = subject.at;
        // A class that every subject has needs no test.
        let certain = self.p.is_subtype(subject.ty, ty) && subject.ty != Ty::Error;
        let mut test = (!certain).then(|| {
            let test = ExprKind::IsInstance(subject.clone().boxed(), vec![ty]);
            Expr::new(test, Ty::Bool, at)
        });
        let narrowed = match subject.ty {
            Ty::Class(old, _) if self.p.is_subclass(old, class) => Ty::Class(old, false),
            _ => ty,
        };
        tested.facts.yes = places(local, place)
            .map(|place| (place, narrowed))
            .collect();
        if !p.arguments.patterns.is_empty() {
            self.error("R035", p, "fields are matched by name: `C(field=x)`");
        }
        for keyword in &p.arguments.keywords {
            let object = self.narrow_to(subject.clone(), narrowed);
            let Some(value) = self.pattern_field(class, object, &keyword.attr) else {
                continue;
            };
            let inner = self.pattern(&keyword.pattern, &value, None, None);
            tested.binds.extend(inner.binds);
            if let Some(more) = inner.test {
                test = Some(match test {
                    None => more,
                    Some(test) => {
                        Expr::new(ExprKind::And(test.boxed(), more.boxed()), Ty::Bool, at)
                    }
                });
            }
        }
        tested.test = test;
    }

    fn pattern_field(
        &mut self,
        class: ClassId,
        object: Expr,
        name: &'a ast::Identifier,
    ) -> Option<Expr> {
        let at = object.at;
        match self.p.find_member(class, name.id.as_str()) {
            Some(Member::Field(field)) => {
                let ty = self.p.field(field).ty.value();
                Some(Expr::new(ExprKind::GetField(object.boxed(), field), ty, at))
            }
            Some(_) => {
                self.error("R035", name, "a field is wanted");
                None
            }
            None => {
                self.no_member(class, name);
                None
            }
        }
    }
}

fn places(a: Option<Place>, b: Option<Place>) -> impl Iterator<Item = Place> {
    a.into_iter().chain(b)
}

/// Names that a pattern binds.
pub(super) fn pattern_names<'a>(pattern: &'a Pattern, out: &mut Vec<&'a str>) {
    match pattern {
        Pattern::MatchAs(p) => {
            if let Some(inner) = &p.pattern {
                pattern_names(inner, out);
            }
            if let Some(name) = &p.name {
                out.push(name.id.as_str());
            }
        }
        Pattern::MatchOr(p) => p.patterns.iter().for_each(|p| pattern_names(p, out)),
        Pattern::MatchClass(p) => {
            p.arguments
                .patterns
                .iter()
                .for_each(|p| pattern_names(p, out));
            p.arguments
                .keywords
                .iter()
                .for_each(|k| pattern_names(&k.pattern, out));
        }
        _ => {}
    }
}
