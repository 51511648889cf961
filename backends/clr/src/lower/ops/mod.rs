//! Every op of the table. [`emit`] matches all of them, so an op without lowering fails the build.
//!
//! An op's code pushes its operands, works, and leaves its first result (if any) on the stack.

mod array;
mod branch;
mod call;
mod float;
mod int;
mod object;

use super::function::FuncLower;
use super::imm;
use crate::il::{Instr, Op as Cil};
use crate::metadata::Type;
pub use branch::{branch_if, switch};
pub use int::overflow_flag;
use kaa_ir::Op;
use kaa_ir::function::InstData;

pub fn emit(lower: &mut FuncLower, data: &InstData) {
    lower.body.place(data.loc.file, data.loc.line);
    match data.op {
        Op::Iconst => int::constant(lower, data),
        Op::Fconst => lower.il(Instr::LdcR8(f64::from_bits(imm::float_bits(data)))),
        Op::Null => lower.op(Cil::LdNull),
        Op::DataRef => object::data(lower, data),
        Op::FrozenRef => object::frozen(lower, data),
        Op::FuncRef => lower.world.push_func_ref(&mut lower.body, imm::func(data)),
        Op::ClassRef => {
            let number = lower.world.class(imm::class(data)).number;
            lower.il(Instr::LdcI4(number));
        }

        Op::Add => plain(lower, data, Cil::Add),
        Op::Sub => plain(lower, data, Cil::Sub),
        Op::Mul => plain(lower, data, Cil::Mul),
        Op::Neg => plain(lower, data, Cil::Neg),
        Op::And => plain(lower, data, Cil::And),
        Op::Or => plain(lower, data, Cil::Or),
        Op::Xor => plain(lower, data, Cil::Xor),
        Op::Not => int::not(lower, data),
        Op::Shl => int::shift(lower, data, Cil::Shl),
        Op::ShrS => int::shift(lower, data, Cil::Shr),
        Op::ShrU => int::shift(lower, data, Cil::ShrUn),
        Op::Clz => int::helper(lower, data, "Clz32", "Clz64"),
        Op::Ctz => int::helper(lower, data, "Ctz32", "Ctz64"),
        Op::Popcnt => int::helper(lower, data, "PopCount32", "PopCount64"),
        Op::MulHiS => helper(lower, data, "MulHighSigned"),
        Op::MulHiU => helper(lower, data, "MulHighUnsigned"),
        Op::DivS => int::divide(lower, data, Cil::Div, "DivSigned32", "DivSigned64"),
        Op::DivU => plain(lower, data, Cil::DivUn),
        Op::RemS => int::divide(lower, data, Cil::Rem, "RemSigned32", "RemSigned64"),
        Op::RemU => plain(lower, data, Cil::RemUn),
        Op::AddOvf | Op::SubOvf | Op::MulOvf => int::overflow(lower, data),
        Op::Eq | Op::Ne | Op::LtS | Op::LeS | Op::LtU | Op::LeU => branch::compare(lower, data),
        Op::Sext8 => int::extend(lower, data, Cil::ConvI1),
        Op::Sext16 => int::extend(lower, data, Cil::ConvI2),
        Op::Sext => plain(lower, data, Cil::ConvI8),
        Op::Zext => plain(lower, data, Cil::ConvU8),
        Op::Trunc => plain(lower, data, Cil::ConvI4),
        Op::Index => plain(lower, data, Cil::ConvOvfI4),
        Op::BoolToInt => int::from_bool(lower, data),
        Op::Select => branch::select(lower, data),

        Op::Fadd => plain(lower, data, Cil::Add),
        Op::Fsub => plain(lower, data, Cil::Sub),
        Op::Fmul => plain(lower, data, Cil::Mul),
        Op::Fdiv => plain(lower, data, Cil::Div),
        Op::Fneg => helper(lower, data, "Neg"),
        Op::Fabs => helper(lower, data, "Abs"),
        Op::Fsqrt => float::math(lower, data, "Sqrt"),
        Op::Ffloor => float::math(lower, data, "Floor"),
        Op::Fceil => float::math(lower, data, "Ceiling"),
        Op::Ftrunc => float::math(lower, data, "Truncate"),
        Op::Frint => helper(lower, data, "Round"),
        Op::Fcopysign => helper(lower, data, "CopySign"),
        Op::Feq | Op::Fne | Op::Flt | Op::Fle => branch::compare(lower, data),
        Op::IntToFloat => plain(lower, data, Cil::ConvR8),
        Op::FloatToInt => helper(lower, data, "FloatToInt"),
        Op::FloatBits => float::bits(lower, data, "DoubleToInt64Bits"),
        Op::FloatFromBits => float::bits(lower, data, "Int64BitsToDouble"),
        Op::Fround32 => {
            plain(lower, data, Cil::ConvR4);
            lower.op(Cil::ConvR8);
        }

        Op::New => object::new(lower, data),
        Op::NewImm => object::new_immediate(lower, data),
        Op::FieldGet => object::field_get(lower, data),
        Op::FieldSet => object::field_set(lower, data),
        Op::ClassConst => object::class_const(lower, data),
        Op::ClassOf => object::class_of(lower, data),
        Op::ClsEq => plain(lower, data, Cil::Ceq),
        Op::ClsSubclass => {
            lower.ctx();
            helper(lower, data, "Subclass");
        }
        Op::IsInstance => object::is_instance(lower, data),
        Op::IsArray => object::is_array(lower, data),
        Op::Cast => object::cast(lower, data),
        Op::CastUnchecked => object::cast_unchecked(lower, data),
        Op::NonNull => object::non_null(lower, data),
        Op::IsNull | Op::RefEq => branch::compare(lower, data),

        Op::ArrNew => array::new(lower, data),
        Op::ArrTryNew => array::try_new(lower, data),
        Op::ArrLen => {
            plain(lower, data, Cil::LdLen);
            lower.op(Cil::ConvI4);
        }
        Op::ArrGet | Op::ArrGetUnchecked => array::get(lower, data),
        Op::ArrGetU => array::get_unsigned(lower, data),
        Op::ArrSet | Op::ArrSetUnchecked => array::set(lower, data),
        Op::ArrCopy => array::copy(lower, data),
        Op::ArrFill => array::fill(lower, data),
        Op::ArrEqual => helper(lower, data, "EqualBytes"),
        Op::ArrCompare => helper(lower, data, "CompareBytes"),
        Op::ArrFind8 => helper(lower, data, "FindByte"),

        Op::Call => call::direct(lower, data),
        Op::CallVirtual => call::virtual_slot(lower, data),
        Op::CallRef => call::reference(lower, data),
        Op::CallExtern => call::import(lower, data),
        Op::TryCall | Op::TryCallVirtual | Op::TryCallRef | Op::Throw => panic!(
            "clr lower: {} in @{}: lower_exceptions has not run",
            data.op.name(),
            lower.func.name
        ),

        Op::Jump | Op::BrIf | Op::Switch => {
            panic!("clr lower: {} is no plain instruction", data.op.name())
        }
        Op::Return => branch::ret(lower, data),
        Op::Trap => branch::trap(lower, imm::trap(data).name()),
        Op::Unreachable => branch::trap(lower, "unreachable"),

        Op::ExcSet => call::set_exception(lower, data),
        Op::ExcPending => branch::compare(lower, data),
        Op::ExcTake => call::take_exception(lower, data),
        Op::ExcReturn => branch::zero_return(lower),

        Op::Ctx => object::context(lower),
        Op::Safepoint => branch::compare(lower, data),
        Op::StackLow => call::stack_low(lower),
        Op::IdentityHash => helper(lower, data, "IdentityHash"),
        Op::UniqueId => with_ctx(lower, data, "UniqueId"),
        Op::WeakNew => object::weak_new(lower, data),
        Op::WeakGet => object::weak_get(lower, data),
        Op::FinalizerRegister => with_ctx(lower, data, "RegisterFinalizer"),
        Op::FinalizerNext => with_ctx(lower, data, "NextFinalizer"),
        Op::GcCollect => {
            lower.helper("ClearStack");
            with_ctx(lower, data, "Collect");
        }
        Op::GcStat => with_ctx(lower, data, "GcStat"),
        Op::GcPressure => with_ctx(lower, data, "GcPressure"),
        Op::KeepAlive => helper(lower, data, "KeepAlive"),
        Op::Promote => lower.value(data.args[0]),
    }
}

/// Operands, then one instruction.
fn plain(lower: &mut FuncLower, data: &InstData, op: Cil) {
    lower.operands(data);
    lower.op(op);
}

/// Operands, then a helper of the runtime.
fn helper(lower: &mut FuncLower, data: &InstData, name: &'static str) {
    lower.operands(data);
    lower.helper(name);
}

/// The context and the operands, then a helper of the runtime.
fn with_ctx(lower: &mut FuncLower, data: &InstData, name: &'static str) {
    lower.ctx();
    helper(lower, data, name);
}

/// The CLR type of an instruction's one result.
fn result_type(lower: &mut FuncLower, data: &InstData) -> Type {
    lower.world.value(lower.func.ty(data.results[0]))
}
