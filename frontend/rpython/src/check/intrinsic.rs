//! Names that the compiler provides: Python's builtins and those of `python.rpython`.

use ruff_python_ast::{self as ast, Expr as Ast};

use super::Checker;
use crate::consteval::Const;
use crate::diagnostics::Diagnostic;
use crate::tree::*;
use crate::types::Ty;
use kaa_ir::Op;

/// Operand kinds of an intrinsic that is one op.
#[derive(Clone, Copy, PartialEq)]
enum Arg {
    /// `int` or `i32`, the same for all.
    Int,
    /// `int` exactly.
    I64,
    I32,
    Float,
    /// Any non-null reference.
    Ref,
    Weak,
    /// An index or length: `int` traps when it does not fit.
    Index,
    Bytes,
}

#[derive(Clone, Copy)]
enum Res {
    /// As the operands.
    Same,
    Int,
    I32,
    Float,
    Bool,
    /// An i32 that the dialect shows as `int`.
    Widened,
    AnyOrNone,
    Weak,
    None,
    /// The result and an overflow flag.
    Pair,
}

fn simple(name: &str) -> Option<(&'static [Arg], Op, Res)> {
    use Arg::*;
    Some(match name {
        "add_ovf" => (&[Int, Int], Op::AddOvf, Res::Pair),
        "sub_ovf" => (&[Int, Int], Op::SubOvf, Res::Pair),
        "mul_ovf" => (&[Int, Int], Op::MulOvf, Res::Pair),
        "wrap_add" => (&[Int, Int], Op::Add, Res::Same),
        "wrap_sub" => (&[Int, Int], Op::Sub, Res::Same),
        "wrap_mul" => (&[Int, Int], Op::Mul, Res::Same),
        "wrap_shl" => (&[Int, Int], Op::Shl, Res::Same),
        "ult" => (&[Int, Int], Op::LtU, Res::Bool),
        "ule" => (&[Int, Int], Op::LeU, Res::Bool),
        "udiv" => (&[Int, Int], Op::DivU, Res::Same),
        "urem" => (&[Int, Int], Op::RemU, Res::Same),
        "sdiv" => (&[Int, Int], Op::DivS, Res::Same),
        "srem" => (&[Int, Int], Op::RemS, Res::Same),
        "ushr" => (&[Int, Int], Op::ShrU, Res::Same),
        "umulhi" => (&[I64, I64], Op::MulHiU, Res::Int),
        "mulhi" => (&[I64, I64], Op::MulHiS, Res::Int),
        "clz" => (&[Int], Op::Clz, Res::Same),
        "ctz" => (&[Int], Op::Ctz, Res::Same),
        "popcnt" => (&[Int], Op::Popcnt, Res::Same),
        "sext8" => (&[Int], Op::Sext8, Res::Same),
        "sext16" => (&[Int], Op::Sext16, Res::Same),
        "zext" => (&[I32], Op::Zext, Res::Int),
        "float_bits" => (&[Float], Op::FloatBits, Res::Int),
        "float_from_bits" => (&[I64], Op::FloatFromBits, Res::Float),
        "ffloor" => (&[Float], Op::Ffloor, Res::Float),
        "fceil" => (&[Float], Op::Fceil, Res::Float),
        "ftrunc" => (&[Float], Op::Ftrunc, Res::Float),
        "frint" => (&[Float], Op::Frint, Res::Float),
        "fsqrt" => (&[Float], Op::Fsqrt, Res::Float),
        "fabs" => (&[Float], Op::Fabs, Res::Float),
        "fcopysign" => (&[Float, Float], Op::Fcopysign, Res::Float),
        "fround32" => (&[Float], Op::Fround32, Res::Float),
        "identity_hash" => (&[Ref], Op::IdentityHash, Res::Widened),
        "unique_id" => (&[Ref], Op::UniqueId, Res::Int),
        "arr_equal" => (
            &[Bytes, Index, Bytes, Index, Index],
            Op::ArrEqual,
            Res::Bool,
        ),
        "arr_compare" => (
            &[Bytes, Index, Bytes, Index, Index],
            Op::ArrCompare,
            Res::I32,
        ),
        "arr_find8" => (&[Bytes, Index, Index, Index], Op::ArrFind8, Res::I32),
        "weak_new" => (&[Ref], Op::WeakNew, Res::Weak),
        "weak_get" => (&[Weak], Op::WeakGet, Res::AnyOrNone),
        "finalizer_register" => (&[Ref], Op::FinalizerRegister, Res::None),
        "finalizer_next" => (&[], Op::FinalizerNext, Res::AnyOrNone),
        "gc_collect" => (&[], Op::GcCollect, Res::None),
        "gc_stat" => (&[Index], Op::GcStat, Res::Int),
        "gc_pressure" => (&[I64], Op::GcPressure, Res::None),
        "safepoint" => (&[], Op::Safepoint, Res::Bool),
        "stack_low" => (&[], Op::StackLow, Res::Bool),
        "keep_alive" => (&[Ref], Op::KeepAlive, Res::None),
        _ => return None,
    })
}

impl<'p, 'a> Checker<'p, 'a> {
    pub(super) fn intrinsic(
        &mut self,
        expr: &'a Ast,
        name: &'a str,
        call: &'a ast::ExprCall,
        want: Option<Ty>,
    ) -> Expr {
        let at = self.range_of(expr);
        if let Some((kinds, op, res)) = simple(name) {
            return self.simple_op(expr, name, call, kinds, op, res);
        }
        let args = &call.arguments.args[..];
        let wanted = match name {
            "len" | "abs" | "int" | "float" | "bool" | "str" | "i32" | "ord" | "likely"
            | "unlikely" | "promote" | "is_nan" | "is_inf" | "nonnull" | "typeof" => Some(1),
            "isinstance" | "min" | "max" | "cast" | "unsafe_cast" | "same_class" | "has_class"
            | "unsafe_get" => Some(2),
            "unsafe_set" => Some(3),
            "arr_fill" => Some(4),
            "arr_copy" => Some(5),
            "trap" => Some(0),
            _ => None,
        };
        if let Some(n) = wanted
            && !self.arity(expr, call, name, n)
        {
            return Expr::error(at);
        }
        match name {
            "len" => {
                let object = self.expr(&args[0], None);
                match &object.kind {
                    ExprKind::Const(Const::Bytes(bytes)) => {
                        Expr::int(bytes.len() as i64, Ty::I32, at)
                    }
                    _ => self.length_of(object, &args[0]),
                }
            }
            "isinstance" => self.is_instance(expr, &args[0], &args[1]),
            "min" | "max" => self.min_max(name, args),
            "abs" => self.absolute(args),
            "int" | "i32" | "float" | "bool" => {
                if let Some(constant) = self.p.eval_const(self.module, expr) {
                    let ty = if name == "i32" {
                        Ty::I32
                    } else {
                        self.p.const_type(&constant)
                    };
                    return Expr::new(ExprKind::Const(constant), ty, at);
                }
                let ty = match name {
                    "int" => Ty::Int,
                    "i32" => Ty::I32,
                    "float" => Ty::Float,
                    _ => Ty::Bool,
                };
                let value = self.expr(&args[0], None);
                self.convert(value, ty, &args[0])
            }
            "str" => {
                let value = self.expr(&args[0], None);
                self.as_str(value, &args[0])
            }
            "ord" => match self.p.eval_const(self.module, expr) {
                Some(Const::Int(i)) => Expr::int(i, Ty::Int, at),
                _ => self.error(
                    "R050",
                    expr,
                    "`ord` takes a string constant of one character",
                ),
            },
            "likely" | "unlikely" => self.condition(&args[0]).0,
            "promote" => {
                let value = self.expr(&args[0], want);
                let ty = value.ty;
                Expr::new(ExprKind::Op(Op::Promote, vec![value]), ty, at)
            }
            "is_nan" => {
                let value = self.expr_as(&args[0], Ty::Float);
                let (made, value) = self.reuse(value);
                let test = ExprKind::Op(Op::Fne, vec![value.clone(), value]);
                self.with_let(made, Expr::new(test, Ty::Bool, at))
            }
            "is_inf" => {
                let value = self.expr_as(&args[0], Ty::Float);
                let size = Expr::new(ExprKind::Op(Op::Fabs, vec![value]), Ty::Float, at);
                let inf = Expr::new(ExprKind::Const(Const::Float(f64::INFINITY)), Ty::Float, at);
                Expr::new(ExprKind::Op(Op::Feq, vec![size, inf]), Ty::Bool, at)
            }
            "nonnull" => self.non_null(&args[0]),
            "cast" | "unsafe_cast" => self.cast(expr, name, &args[0], &args[1]),
            "typeof" => self.type_of_class(&args[0]),
            "same_class" => self.same_class(expr, args),
            "has_class" => self.has_class(expr, args),
            "unsafe_get" | "unsafe_set" => self.unchecked(name, args),
            "arr_fill" => self.array_fill(args),
            "arr_copy" => self.array_copy(args),
            "trap" => Expr::new(ExprKind::Trap, Ty::Never, at),
            "dispatch" => self.dispatch(expr, call),
            _ => self.error("R025", &*call.func, format!("`{name}` cannot be called")),
        }
    }

    fn with_let(&self, made: Option<(LocalId, Expr)>, rest: Expr) -> Expr {
        match made {
            None => rest,
            Some((local, value)) => {
                let (ty, at) = (rest.ty, rest.at);
                Expr::new(ExprKind::Let(local, value.boxed(), rest.boxed()), ty, at)
            }
        }
    }

    fn simple_op(
        &mut self,
        expr: &'a Ast,
        name: &str,
        call: &'a ast::ExprCall,
        kinds: &[Arg],
        op: Op,
        res: Res,
    ) -> Expr {
        let at = self.range_of(expr);
        if !self.arity(expr, call, name, kinds.len()) {
            return Expr::error(at);
        }
        let mut args = Vec::new();
        for (arg, kind) in call.arguments.args.iter().zip(kinds) {
            args.push(self.operand(arg, *kind));
        }
        let mut same = args.first().map_or(Ty::Int, |a| a.ty);
        if let [Arg::Int, Arg::Int] = kinds {
            let right = args.pop().expect("two operands");
            let left = args.pop().expect("two operands");
            if left.ty == Ty::Error || right.ty == Ty::Error {
                return Expr::error(at);
            }
            let (left, right, ty) = self.same_int(left, right);
            same = ty;
            args = vec![left, right];
        }
        let ty = match res {
            Res::Same => same,
            Res::Int => Ty::Int,
            Res::I32 => Ty::I32,
            Res::Float => Ty::Float,
            Res::Bool => Ty::Bool,
            Res::AnyOrNone => Ty::Any(true),
            Res::Weak => Ty::Weak(false),
            Res::None => Ty::None,
            Res::Widened => {
                let value = Expr::new(ExprKind::Op(op, args), Ty::I32, at);
                return Expr::new(ExprKind::Op(Op::Sext, vec![value]), Ty::Int, at);
            }
            Res::Pair => {
                let ty = Ty::Tuple(self.p.lists.intern(&[same, Ty::Bool]));
                return Expr::new(ExprKind::OpPair(op, args), ty, at);
            }
        };
        Expr::new(ExprKind::Op(op, args), ty, at)
    }

    fn operand(&mut self, arg: &'a Ast, kind: Arg) -> Expr {
        match kind {
            Arg::Int => {
                let value = self.expr(arg, None);
                if value.ty.is_int() || value.ty == Ty::Error {
                    return value;
                }
                let message = format!(
                    "`int` or `i32` is wanted, this is `{}`",
                    self.show(value.ty)
                );
                self.error("R020", arg, message)
            }
            Arg::I64 => self.expr_as(arg, Ty::Int),
            Arg::I32 => self.expr_as(arg, Ty::I32),
            Arg::Float => self.expr_as(arg, Ty::Float),
            Arg::Weak => self.expr_as(arg, Ty::Weak(false)),
            Arg::Index => {
                let value = self.expr(arg, Some(Ty::I32));
                self.array_index(value, arg)
            }
            Arg::Bytes => {
                let value = self.expr(arg, None);
                match value.ty {
                    Ty::Arr(list, false) if matches!(self.p.lists.elem(list), Ty::U8 | Ty::I8) => {
                        value
                    }
                    Ty::Error => value,
                    ty => {
                        let message = format!("`arr[u8]` is wanted, this is `{}`", self.show(ty));
                        self.error("R020", arg, message)
                    }
                }
            }
            Arg::Ref => {
                let value = self.expr(arg, None);
                if value.ty == Ty::Error || (value.ty.is_reference() && !value.ty.is_nullable()) {
                    return value;
                }
                if value.ty.is_nullable() {
                    self.may_be_none(value.ty, arg);
                    return Expr::error(value.at);
                }
                let message = format!("an object is wanted, this is `{}`", self.show(value.ty));
                self.error("R020", arg, message)
            }
        }
    }

    /// Explicit conversion between scalars.
    pub(super) fn convert(&mut self, value: Expr, to: Ty, place: &'a Ast) -> Expr {
        let at = value.at;
        let op = |op, value| Expr::new(ExprKind::Op(op, vec![value]), to, at);
        match (value.ty, to) {
            (from, to) if from == to => value,
            (Ty::Error, _) => value,
            (Ty::I32, Ty::Int) => op(Op::Sext, value),
            (Ty::Int, Ty::I32) => self.as_i32(value),
            (Ty::Bool, Ty::Int | Ty::I32) => Expr::new(ExprKind::BoolToInt(value.boxed()), to, at),
            (Ty::Float, Ty::Int) => op(Op::FloatToInt, value),
            (Ty::Float, Ty::I32) => {
                let wide = Expr::new(ExprKind::Op(Op::FloatToInt, vec![value]), Ty::Int, at);
                op(Op::Trunc, wide)
            }
            (Ty::Int | Ty::I32, Ty::Float) => op(Op::IntToFloat, value),
            (Ty::Int | Ty::I32, Ty::Bool) => {
                let zero = Expr::int(0, value.ty, at);
                Expr::new(ExprKind::Op(Op::Ne, vec![value, zero]), Ty::Bool, at)
            }
            (from, to) => {
                let message = format!(
                    "no conversion from `{}` to `{}`",
                    self.show(from),
                    self.show(to)
                );
                self.error("R020", place, message)
            }
        }
    }

    fn is_instance(&mut self, expr: &'a Ast, subject: &'a Ast, classes: &'a Ast) -> Expr {
        let value = self.expr(subject, None);
        let list: &[Ast] = match classes {
            Ast::Tuple(tuple) => &tuple.elts,
            one => std::slice::from_ref(one),
        };
        let mut tys = Vec::new();
        for class in list {
            let env = self.env.clone();
            let ty = self.p.resolve_type(self.module, &env, class);
            if matches!(ty, Ty::Class(..) | Ty::Arr(..)) {
                self.check_instance_test(value.ty, ty, class);
                tys.push(ty.with_null(false));
            } else if ty != Ty::Error {
                self.error("R037", class, "a class or array type is wanted");
            }
        }
        if value.ty == Ty::Error || tys.is_empty() {
            return Expr::new(ExprKind::Trap, Ty::Bool, self.range_of(expr));
        }
        let kind = ExprKind::IsInstance(value.boxed(), tys);
        Expr::new(kind, Ty::Bool, self.range_of(expr))
    }

    /// A test that can never hold is a mistake.
    pub(super) fn check_instance_test(&mut self, from: Ty, to: Ty, place: &'a Ast) {
        let possible = match (from, to) {
            (Ty::Error, _) | (_, Ty::Error) | (Ty::Any(_), _) => true,
            (Ty::Class(a, _), Ty::Class(b, _)) => {
                self.p.is_subclass(a, b) || self.p.is_subclass(b, a)
            }
            (from, to) => from.with_null(false) == to,
        };
        if !possible {
            let message = format!("`{}` is never `{}`", self.show(from), self.show(to));
            self.error("R037", place, message);
        }
    }

    fn min_max(&mut self, name: &str, args: &'a [Ast]) -> Expr {
        let left = self.expr(&args[0], None);
        let right = self.expr(&args[1], Some(left.ty));
        let at = left.at;
        let (left, right, ty) = match (left.ty, right.ty) {
            (Ty::Int | Ty::I32, Ty::Int | Ty::I32) => self.same_int(left, right),
            (Ty::Float, Ty::Float) => (left, right, Ty::Float),
            (Ty::Error, _) | (_, Ty::Error) => return Expr::error(at),
            (a, b) => {
                let message = format!("no `{name}` of `{}` and `{}`", self.show(a), self.show(b));
                return self.error("R022", &args[0], message);
            }
        };
        let (made_left, left) = self.reuse(left);
        let (made_right, right) = self.reuse(right);
        let less = if ty == Ty::Float { Op::Flt } else { Op::LtS };
        // As Python: the first one where both are equal.
        let order = match name {
            "min" => vec![right.clone(), left.clone()],
            _ => vec![left.clone(), right.clone()],
        };
        let test = Expr::new(ExprKind::Op(less, order), Ty::Bool, at);
        let pick = Expr::new(ExprKind::Op(Op::Select, vec![test, right, left]), ty, at);
        let inner = self.with_let(made_right, pick);
        self.with_let(made_left, inner)
    }

    fn absolute(&mut self, args: &'a [Ast]) -> Expr {
        let value = self.expr(&args[0], None);
        let (ty, at) = (value.ty, value.at);
        match ty {
            Ty::Float => Expr::new(ExprKind::Op(Op::Fabs, vec![value]), ty, at),
            Ty::Int | Ty::I32 => {
                let (made, value) = self.reuse(value);
                let zero = Expr::int(0, ty, at);
                let test = Expr::new(
                    ExprKind::Op(Op::LtS, vec![value.clone(), zero]),
                    Ty::Bool,
                    at,
                );
                let neg = Expr::new(ExprKind::Op(Op::Neg, vec![value.clone()]), ty, at);
                let pick = Expr::new(ExprKind::Op(Op::Select, vec![test, neg, value]), ty, at);
                self.with_let(made, pick)
            }
            Ty::Error => value,
            ty => {
                let message = format!("no `abs` of `{}`", self.show(ty));
                self.error("R022", &args[0], message)
            }
        }
    }

    fn non_null(&mut self, arg: &'a Ast) -> Expr {
        let value = self.expr(arg, None);
        let (ty, at) = (value.ty, value.at);
        if ty == Ty::Error || (ty.is_reference() && !ty.is_nullable()) {
            return value;
        }
        if !ty.is_nullable() || ty == Ty::Null {
            let message = format!("`{}` is no nullable reference", self.show(ty));
            return self.error("R020", arg, message);
        }
        Expr::new(
            ExprKind::Op(Op::NonNull, vec![value]),
            ty.with_null(false),
            at,
        )
    }

    fn cast(&mut self, expr: &'a Ast, name: &str, target: &'a Ast, arg: &'a Ast) -> Expr {
        let at = self.range_of(expr);
        let to = self.resolve(target);
        let value = self.expr(arg, None);
        if to == Ty::Error || value.ty == Ty::Error {
            return Expr::new(ExprKind::Trap, to, at);
        }
        if !to.is_reference() || !value.ty.is_reference() {
            let message = format!(
                "a cast is between references, not from `{}` to `{}`",
                self.show(value.ty),
                self.show(to)
            );
            return self.error("R020", expr, message);
        }
        let related = match (value.ty, to) {
            (Ty::Class(a, _), Ty::Class(b, _)) => {
                self.p.is_subclass(a, b) || self.p.is_subclass(b, a)
            }
            (Ty::Arr(a, _), Ty::Arr(b, _)) => {
                let (a, b) = (self.p.lists.elem(a), self.p.lists.elem(b));
                a.with_null(false) == b.with_null(false) && name == "unsafe_cast" || a == b
            }
            (Ty::Any(_) | Ty::Null, _) | (_, Ty::Any(_)) => true,
            (from, to) => from.with_null(false) == to.with_null(false),
        };
        if !related {
            let message = format!("`{}` is never `{}`", self.show(value.ty), self.show(to));
            return self.error("R037", expr, message);
        }
        let kind = if name == "cast" {
            ExprKind::Cast(value.boxed())
        } else {
            ExprKind::Narrow(value.boxed())
        };
        Expr::new(kind, to, at)
    }

    fn type_of_class(&mut self, arg: &'a Ast) -> Expr {
        let at = self.range_of(arg);
        let Some(class) = self.class_named(arg) else {
            return self.error("R010", arg, "a class is wanted");
        };
        if !self.p.class_def(class).has("pytype") {
            let message = format!("`{}` is no `@pytype` class", self.p.class(class).name);
            return self.error("R060", arg, message);
        }
        let Some(w_type) = self.p.type_class() else {
            return self.error(
                "R061",
                arg,
                "the program has no function `@lang(\"type_create\")`",
            );
        };
        Expr::new(ExprKind::TypeObject(class), w_type, at)
    }

    fn same_class(&mut self, expr: &'a Ast, args: &'a [Ast]) -> Expr {
        let left = self.operand(&args[0], Arg::Ref);
        let right = self.operand(&args[1], Arg::Ref);
        let kind = ExprKind::SameClass(left.boxed(), right.boxed());
        Expr::new(kind, Ty::Bool, self.range_of(expr))
    }

    fn has_class(&mut self, expr: &'a Ast, args: &'a [Ast]) -> Expr {
        let value = self.operand(&args[0], Arg::Ref);
        let env = self.env.clone();
        let ty = self.p.resolve_type(self.module, &env, &args[1]);
        if !matches!(ty, Ty::Class(..) | Ty::Error) {
            return self.error("R037", &args[1], "a class is wanted");
        }
        if value.ty == Ty::Error || ty == Ty::Error {
            return Expr::error(self.range_of(expr));
        }
        self.check_instance_test(value.ty, ty, &args[1]);
        let kind = ExprKind::HasClass(value.boxed(), ty);
        Expr::new(kind, Ty::Bool, self.range_of(expr))
    }

    fn unchecked(&mut self, name: &str, args: &'a [Ast]) -> Expr {
        let array = self.expr(&args[0], None);
        let at = array.at;
        let Ty::Arr(list, false) = array.ty else {
            if array.ty != Ty::Error {
                let message = format!("an array is wanted, this is `{}`", self.show(array.ty));
                self.error("R026", &args[0], message);
            }
            return Expr::error(at);
        };
        let elem = self.p.lists.elem(list);
        let index = self.expr(&args[1], Some(Ty::I32));
        // Proved in bounds, so the upper half is zero.
        let index = match index.ty {
            Ty::Int => self.as_i32(index),
            _ => self.array_index(index, &args[1]),
        };
        if name == "unsafe_get" {
            let kind = ExprKind::GetElem {
                array: array.boxed(),
                index: index.boxed(),
                checked: false,
            };
            return Expr::new(kind, elem.value(), at);
        }
        let value = self.expr(&args[2], Some(elem.value()));
        let value = self.coerce_store(value, elem, &args[2]);
        Expr::new(
            ExprKind::Op(Op::ArrSetUnchecked, vec![array, index, value]),
            Ty::None,
            at,
        )
    }

    fn array_fill(&mut self, args: &'a [Ast]) -> Expr {
        let array = self.expr(&args[0], None);
        let at = array.at;
        let Ty::Arr(list, false) = array.ty else {
            let message = format!("an array is wanted, this is `{}`", self.show(array.ty));
            return self.error("R026", &args[0], message);
        };
        let elem = self.p.lists.elem(list);
        let from = self.operand(&args[1], Arg::Index);
        let to = self.operand(&args[2], Arg::Index);
        let value = self.expr(&args[3], Some(elem.value()));
        let value = self.coerce_store(value, elem, &args[3]);
        Expr::new(
            ExprKind::Op(Op::ArrFill, vec![array, from, to, value]),
            Ty::None,
            at,
        )
    }

    fn array_copy(&mut self, args: &'a [Ast]) -> Expr {
        let source = self.expr(&args[0], None);
        let source_index = self.operand(&args[1], Arg::Index);
        let target = self.expr(&args[2], Some(source.ty));
        let target_index = self.operand(&args[3], Arg::Index);
        let count = self.operand(&args[4], Arg::Index);
        let at = source.at;
        match (source.ty, target.ty) {
            (Ty::Error, _) | (_, Ty::Error) => return Expr::error(at),
            (Ty::Arr(a, false), Ty::Arr(b, false)) => {
                let (a, b) = (self.p.lists.elem(a), self.p.lists.elem(b));
                // Non-null elements may go where null is allowed.
                if a != b && a.with_null(true) != b {
                    let message = format!(
                        "cannot copy from `{}` to `{}`",
                        self.show(source.ty),
                        self.show(target.ty)
                    );
                    return self.error("R020", &args[2], message);
                }
            }
            (a, b) => {
                let (ty, place) = match a {
                    Ty::Arr(_, false) => (b, &args[2]),
                    _ => (a, &args[0]),
                };
                let message = format!("an array is wanted, this is `{}`", self.show(ty));
                return self.error("R026", place, message);
            }
        }
        let args = vec![source, source_index, target, target_index, count];
        Expr::new(ExprKind::Op(Op::ArrCopy, args), Ty::None, at)
    }

    fn dispatch(&mut self, expr: &'a Ast, call: &'a ast::ExprCall) -> Expr {
        let at = self.range_of(expr);
        let Some((op, rest)) = call.arguments.args.split_first() else {
            return self.error(
                "R024",
                expr,
                "`dispatch` takes an opcode number and arguments",
            );
        };
        let op = self.expr(op, Some(Ty::I32));
        let op = self.array_index(op, &call.arguments.args[0]);
        let Some(first) = self.p.handlers.iter().flatten().next().copied() else {
            return self.error("R064", expr, "the program has no `@opcode` functions");
        };
        let sig = self.p.func_sig(first);
        if sig.params.len() != rest.len() {
            let message = format!(
                "handlers take {} arguments, {} given",
                sig.params.len(),
                rest.len()
            );
            self.p
                .diags
                .push(Diagnostic::new("R024", self.span(expr), message));
            return Expr::error(at);
        }
        let args = rest
            .iter()
            .zip(&sig.params)
            .map(|(arg, param)| self.expr_as(arg, param.ty))
            .collect();
        Expr::new(ExprKind::Dispatch(op.boxed(), args), sig.result, at)
    }
}
