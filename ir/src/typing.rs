//! Types as the op table says them: results from immediates and operands, and whether operands fit their patterns.

use smallvec::{SmallVec, smallvec};

use crate::entity::*;
use crate::function::{Function, Imm};
use crate::module::{ConstValue, FrozenBody, Module};
use crate::op::{ArgKind, Op, ResultKind};
use crate::types::{Storage, Type};

/// Types of an op's results. Errors: an immediate or operand that the result depends on is missing or of another form.
pub fn result_types(
    module: &Module,
    func: &Function,
    op: Op,
    imms: &[Imm],
    args: &[Value],
) -> Result<SmallVec<[Type; 2]>, String> {
    let mut types = smallvec![];
    for &kind in op.info().results {
        if let Some(ty) = result_type(module, func, op, kind, imms, args)? {
            types.push(ty);
        }
    }
    Ok(types)
}

fn result_type(
    module: &Module,
    func: &Function,
    op: Op,
    kind: ResultKind,
    imms: &[Imm],
    args: &[Value],
) -> Result<Option<Type>, String> {
    let first = || {
        let arg = args.first().ok_or("operand is missing")?;
        Ok::<Type, String>(func.ty(*arg))
    };
    Ok(Some(match kind {
        ResultKind::I1 => Type::I1,
        ResultKind::I32 => Type::I32,
        ResultKind::I64 => Type::I64,
        ResultKind::F64 => Type::F64,
        ResultKind::Int | ResultKind::Intb => first()?,
        ResultKind::Val => val_type(module, func, op, args)?,
        ResultKind::Elem => match first()? {
            Type::Arr(array, _) => module.arrays[array].value_type(),
            _ => return Err("first operand is not an array".into()),
        },
        ResultKind::Field => imm(imms, |i| match i {
            Imm::Field(f) => Some(module.fields.get(*f)?.storage.value_type()),
            _ => None,
        })?,
        ResultKind::Class => imm(imms, |i| match i {
            Imm::Class(c) => Some(Type::Ref(*c, false)),
            _ => None,
        })?,
        ResultKind::Type => imm(imms, |i| match i {
            Imm::Type(ty) => Some(*ty),
            _ => None,
        })?,
        ResultKind::Array | ResultKind::ArrayOrNull => imm(imms, |i| match i {
            Imm::Array(a) => Some(Type::Arr(*a, kind == ResultKind::ArrayOrNull)),
            _ => None,
        })?,
        ResultKind::Fn => imm(imms, |i| match i {
            Imm::Func(f) => Some(Type::Fn(module.funcs.get(*f)?.sig, false)),
            _ => None,
        })?,
        ResultKind::Cls => Type::Cls,
        ResultKind::Ctx => Type::Ref(module.context.ok_or("module has no context")?, false),
        ResultKind::Exc => Type::Ref(
            module.exception.ok_or("module has no exception class")?,
            false,
        ),
        ResultKind::AnyOrNull => Type::Any(true),
        ResultKind::Weak => Type::Weak(false),
        ResultKind::Nonnull => first()?.with_null(false),
        ResultKind::Const => imm(imms, |i| match i {
            Imm::Const(c) => Some(module.consts.get(*c)?.ty),
            _ => None,
        })?,
        ResultKind::Data => match module.find_array(Storage::I8) {
            Some(array) => Type::Arr(array, false),
            None => return Err("module has no array type arr<i8>".into()),
        },
        ResultKind::Frozen => imm(imms, |i| match i {
            Imm::Frozen(f) => module.frozen.get(*f).map(|_| frozen_type(module, *f)),
            _ => None,
        })?,
        ResultKind::Call => return Ok(module.sigs[imm(imms, |i| callee_sig(module, i))?].result),
    }))
}

fn imm<T>(imms: &[Imm], pick: impl Fn(&Imm) -> Option<T>) -> Result<T, String> {
    imms.iter()
        .find_map(pick)
        .ok_or_else(|| "immediate is missing or of another kind".into())
}

/// `select` and `promote`: the operands' type, or the one of the two that the other fits into.
fn val_type(module: &Module, func: &Function, op: Op, args: &[Value]) -> Result<Type, String> {
    let last = func.ty(*args.last().ok_or("operand is missing")?);
    if op != Op::Select {
        return Ok(last);
    }
    let first = func.ty(*args.get(1).ok_or("operand is missing")?);
    Ok(join(module, first, last).unwrap_or(first))
}

/// The one of two types that values of both fit into, made nullable if either is.
pub fn join(module: &Module, first: Type, second: Type) -> Option<Type> {
    let nullable = first.is_nullable() || second.is_nullable();
    let (a, b) = (first.with_null(nullable), second.with_null(nullable));
    if module.is_subtype(a, b) {
        Some(b)
    } else {
        module.is_subtype(b, a).then_some(a)
    }
}

/// Type of a frozen object's reference.
pub fn frozen_type(module: &Module, id: FrozenId) -> Type {
    match &module.frozen[id].body {
        FrozenBody::Object { class, .. } => Type::Ref(*class, false),
        FrozenBody::Array { array, .. } => Type::Arr(*array, false),
    }
}

/// Type of a constant, when it alone tells: integers and null need the place they stand in.
pub fn const_type(module: &Module, value: ConstValue) -> Option<Type> {
    match value {
        ConstValue::Int(_) | ConstValue::Null => None,
        ConstValue::Float(_) => Some(Type::F64),
        ConstValue::Frozen(id) => Some(frozen_type(module, id)),
        ConstValue::Data(_) => module.find_array(Storage::I8).map(|a| Type::Arr(a, false)),
        ConstValue::Func(f) => Some(Type::Fn(module.funcs[f].sig, false)),
        ConstValue::Class(_) => Some(Type::Cls),
    }
}

/// Result of the callee that the immediate names.
///
/// # Panics
/// If no immediate names a callee.
pub fn call_signature(module: &Module, imms: &[Imm]) -> Option<Type> {
    let sig = imm(imms, |i| callee_sig(module, i)).expect("call has a callee");
    module.sigs[sig].result
}

/// Signature of a function, slot, signature or extern immediate; `None` for others and for ids that do not exist.
pub fn callee_sig(module: &Module, imm: &Imm) -> Option<SigId> {
    match imm {
        Imm::Func(f) => module.funcs.get(*f).map(|f| f.sig),
        Imm::Slot(s) => module.slots.get(*s).map(|s| s.sig),
        Imm::Sig(s) => module.sigs.get(*s).map(|_| *s),
        Imm::Extern(e) => module.externs.get(*e).map(|e| e.sig),
        _ => None,
    }
}

/// Whether the operands fit the op's patterns; one message for each that does not.
pub fn check_args(
    module: &Module,
    func: &Function,
    op: Op,
    imms: &[Imm],
    args: &[Value],
) -> Vec<String> {
    let patterns = op.info().args;
    let fixed = patterns.iter().filter(|&&p| p != ArgKind::Args).count();
    let variable = fixed != patterns.len();
    if args.len() < fixed || (args.len() > fixed && !variable) {
        return vec![format!("has {} operands, wants {fixed}", args.len())];
    }
    let mut errors = Vec::new();
    for (i, (&pattern, &arg)) in patterns.iter().zip(args).enumerate() {
        if pattern == ArgKind::Args {
            break;
        }
        if let Err(wanted) = check_arg(module, func, op, imms, args, i, pattern) {
            let given = crate::text::type_text(module, func.ty(arg));
            errors.push(format!("operand {} is {given}, wanted {wanted}", i + 1));
        }
    }
    if variable && op != Op::Return {
        errors.extend(check_callee(module, func, imms, &args[fixed..]));
    }
    errors
}

fn check_arg(
    module: &Module,
    func: &Function,
    op: Op,
    imms: &[Imm],
    args: &[Value],
    i: usize,
    pattern: ArgKind,
) -> Result<(), String> {
    let ty = func.ty(args[i]);
    let want = |ok: bool, what: &str| if ok { Ok(()) } else { Err(what.to_owned()) };
    let want_type = |wanted: Type| {
        want(
            module.is_subtype(ty, wanted),
            &crate::text::type_text(module, wanted),
        )
    };
    let same_as_first = |kind: ArgKind| {
        let patterns = op.info().args;
        let first = patterns.iter().position(|&p| p == kind).unwrap_or(i);
        func.ty(args[first]) == ty
    };
    match pattern {
        ArgKind::I1 => want(ty == Type::I1, "i1"),
        ArgKind::I32 => want(ty == Type::I32, "i32"),
        ArgKind::I64 => want(ty == Type::I64, "i64"),
        ArgKind::F64 => want(ty == Type::F64, "f64"),
        ArgKind::Int => want(
            matches!(ty, Type::I32 | Type::I64) && same_as_first(ArgKind::Int),
            "i32 or i64, the same for all",
        ),
        ArgKind::Intb => want(
            matches!(ty, Type::I1 | Type::I32 | Type::I64) && same_as_first(ArgKind::Intb),
            "i1, i32 or i64, the same for all",
        ),
        ArgKind::Val => {
            // References of two classes may meet in the result's type, which the verifier looks at.
            let other = func.ty(args[args.len() - 1]);
            let both = ty.is_reference() && other.is_reference();
            want(
                both || join(module, ty, other).is_some(),
                "one type for both values",
            )
        }
        ArgKind::Ref => check_ref(op, ty),
        ArgKind::Obj => want_type(Type::Ref(owner(module, imms)?, false)),
        ArgKind::Arr => match (ty, func.ty(args[0])) {
            (Type::Arr(array, false), Type::Arr(first, _)) => {
                let bytes = matches!(op, Op::ArrEqual | Op::ArrCompare | Op::ArrFind8);
                let small = op == Op::ArrGetU;
                let storage = module.arrays[array];
                want(array == first, "an array of the first operand's type")?;
                want(!bytes || storage == Storage::I8, "arr<i8>")?;
                want(
                    !small || matches!(storage, Storage::I8 | Storage::I16),
                    "arr<i8> or arr<i16>",
                )
            }
            _ => Err("non-null array".into()),
        },
        ArgKind::Elem => match func.ty(args[0]) {
            Type::Arr(array, _) => want_type(module.arrays[array].value_type()),
            _ => Ok(()),
        },
        ArgKind::Field => want_type(imm(imms, |i| match i {
            Imm::Field(f) => module.fields.get(*f).map(|f| f.storage.value_type()),
            _ => None,
        })?),
        ArgKind::Fn => want_type(Type::Fn(imm(imms, |i| callee_sig(module, i))?, false)),
        ArgKind::Exc => match module.exception {
            Some(class) => want_type(Type::Ref(class, false)),
            None => Err("an exception, but the module has no exception class".into()),
        },
        ArgKind::Cls => want(ty == Type::Cls, "cls"),
        ArgKind::Weak => want(ty == Type::Weak(false), "weak"),
        ArgKind::Args => Ok(()),
    }
}

/// What the table's `ref` cannot say for single ops.
fn check_ref(op: Op, ty: Type) -> Result<(), String> {
    let object = matches!(ty, Type::Ref(_, false) | Type::Any(false));
    let ok = match op {
        Op::ClassOf => matches!(ty, Type::Ref(_, false)),
        Op::IdentityHash | Op::UniqueId | Op::WeakNew => {
            object || matches!(ty, Type::Arr(_, false))
        }
        Op::FinalizerRegister => object,
        Op::IsInstance | Op::IsArray => {
            matches!(ty, Type::Ref(..) | Type::Arr(..) | Type::Any(_))
        }
        _ => ty.is_reference(),
    };
    match ok {
        true => Ok(()),
        false if op == Op::ClassOf => Err("non-null class instance".into()),
        false => Err("reference that the op admits".into()),
    }
}

/// Class of the field or class constant immediate.
fn owner(module: &Module, imms: &[Imm]) -> Result<ClassId, String> {
    imm(imms, |i| match i {
        Imm::Field(f) => module.fields.get(*f).map(|f| f.class),
        Imm::Const(c) => module.consts.get(*c).map(|c| c.class),
        _ => None,
    })
}

fn check_callee(module: &Module, func: &Function, imms: &[Imm], args: &[Value]) -> Vec<String> {
    let Ok(sig) = imm(imms, |i| callee_sig(module, i)) else {
        return vec!["has no callee".into()];
    };
    let params = &module.sigs[sig].params;
    if params.len() != args.len() {
        return vec![format!(
            "passes {} arguments, the callee wants {}",
            args.len(),
            params.len()
        )];
    }
    let mut errors = Vec::new();
    for (i, (&arg, &param)) in args.iter().zip(params).enumerate() {
        if !module.is_subtype(func.ty(arg), param) {
            errors.push(format!(
                "argument {} is {}, wanted {}",
                i + 1,
                crate::text::type_text(module, func.ty(arg)),
                crate::text::type_text(module, param)
            ));
        }
    }
    errors
}
